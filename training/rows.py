"""Which row of its embedding each value of a column has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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


def with_words(rows: Rows, words: Iterable[str]) -> dict[str, dict[str, int]]:
    """The rows, and in the column "word" one for each plain word more: with a vector it need not be met in training."""
    known = dict(rows["word"])
    for word in words:
        if word.isascii() and any(letter.isalpha() for letter in word):
            known.setdefault(word, len(known) + UNKNOWN + 1)
    return {**rows, "word": known}
