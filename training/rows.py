"""Which row of its embedding each value of a column has."""

from __future__ import annotations

from collections.abc import Mapping

from newstables.pipeline.columns import UNKNOWN

Rows = Mapping[str, Mapping[str, int]]  # column → value → row


def rows_of(counts: Mapping[str, Mapping[str, int]], rare: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Rows for the values of each column; rows 0 and 1 are padding and unknown.

    Args:
        counts: Column → value → how often it occurs.
        rare: Column → how often a value must occur to be known; once where the column is not named.
    """
    return {
        column: {
            value: row
            for row, value in enumerate(
                sorted(value for value, count in counted.items() if count >= rare.get(column, 1)), start=UNKNOWN + 1
            )
        }
        for column, counted in counts.items()
    }
