"""Columns of few values as codes: a pandas category column in the place of an Arrow one.

A million rows are then chosen and counted by small whole numbers, and a value stands in memory once. Lists become
tuples. The values of a column are in order, so that rows sort by their codes as by their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_COMMA = "\x1f"  # between the words of a list: a character that no text has
_LIST = pa.list_(pa.string())
_FEW = 4  # values, up to which each is compared with all codes: ten times as fast as looking up every code
_DENSE = 4  # possible pairs for each row, up to which counting each is faster and takes no more than sorting the rows


def coded(column: pd.Series[Any]) -> pd.Series[Any]:
    """An Arrow column of strings, days or lists of strings as a category column; null has no code."""
    array = arrow_array(column)
    listed = pa.types.is_list(array.type)
    encoded = (pc.binary_join(array, _COMMA) if listed else array).dictionary_encode()
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    codes = np.full(len(array), -1)
    known = encoded.is_valid().to_numpy(zero_copy_only=False)
    codes[known] = np.argsort(order)[encoded.indices.drop_null().to_numpy()]
    values = encoded.dictionary.take(pa.array(order)).to_pylist()
    if listed:
        values = [tuple(value.split(_COMMA)) if value else () for value in values]
        if () not in values:  # stands there in any case: a column of lists is known by it
            values, codes = [(), *values], np.where(codes < 0, codes, codes + 1)
    return of_codes(codes, values, column.index)


def of_codes(
    codes: NDArray[Any], values: Iterable[Any] | pd.CategoricalDtype, index: pd.Index[Any] | None = None
) -> pd.Series[Any]:
    """A category column of codes, -1 for null, and the values that they stand for."""
    if not isinstance(values, pd.CategoricalDtype):
        values = pd.CategoricalDtype(pd.Index(list(values), dtype=object, tupleize_cols=False), ordered=True)
    return pd.Series(pd.Categorical.from_codes(codes, dtype=values), index=index)


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with Arrow columns in the place of category columns; the reverse of ``coded``."""
    return rows.assign(**{name: _plain(rows[name]) for name in rows.columns if _is_coded(rows[name])})


def holding(column: pd.Series[Any], wanted: Callable[[Any], bool], *, null: bool = False) -> NDArray[np.bool_]:
    """For each row of a category column whether its value is wanted, which is asked once per value.

    Args:
        column: Of category type.
        wanted: Is given a value, never null.
        null: What holds for null.
    """
    answers = np.array([*map(wanted, column.cat.categories), null], dtype=bool)
    codes, sought = column.cat.codes.to_numpy(), np.flatnonzero(answers)
    if len(sought) > _FEW:
        return answers[codes]
    chosen = np.zeros(len(codes), dtype=bool)
    for code in sought:
        chosen |= codes == (code if code < len(answers) - 1 else -1)
    return chosen


def different(column: pd.Series[Any]) -> int:
    """How many values stand in a category column, null aside: a tenth of the time that ``nunique`` takes."""
    codes = column.cat.codes.to_numpy()
    return int(np.count_nonzero(np.bincount(codes[codes >= 0])))


def counted(one: pd.Series[Any], other: pd.Series[Any], *, names: tuple[str, str, str]) -> pd.DataFrame:
    """One row per pair of values that stand in one row of two category columns: both, and in how many rows; in order.

    Rows with a null are passed over.
    """
    places, numbers = _pairs(one, other)
    width = max(len(other.cat.categories), 1)
    firsts, seconds = one.cat.categories.take(places // width), other.cat.categories.take(places % width)
    return pd.DataFrame({names[0]: list(firsts), names[1]: list(seconds), names[2]: numbers})


def distinct(one: pd.Series[Any], other: pd.Series[Any]) -> pd.Series[int]:
    """How many values of the other category column stand beside each value of one; values without any are left out."""
    places, _ = _pairs(one, other)
    numbers = np.bincount(places // max(len(other.cat.categories), 1), minlength=len(one.cat.categories))
    present = np.flatnonzero(numbers)
    return pd.Series(numbers[present], index=list(one.cat.categories.take(present)))


def _pairs(one: pd.Series[Any], other: pd.Series[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs of codes that there are, each as one number, in order; and how often each is."""
    firsts, seconds = one.cat.codes.to_numpy(), other.cat.codes.to_numpy()
    known = (firsts >= 0) & (seconds >= 0)
    firsts, seconds, width = firsts[known], seconds[known], max(len(other.cat.categories), 1)
    used = np.flatnonzero(np.bincount(firsts, minlength=len(one.cat.categories)))
    rank = np.zeros(len(one.cat.categories), dtype=np.int64)
    rank[used] = np.arange(len(used))
    both = rank[firsts] * width + seconds
    if len(used) * width > _DENSE * len(both):
        places, numbers = np.unique(both, return_counts=True)
    else:
        numbers = np.bincount(both)
        places = np.flatnonzero(numbers)
        numbers = numbers[places]
    return used[places // width] * width + places % width, numbers


def stacked(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """The rows of both, which have the same columns; the codes of the two are made to mean the same."""
    columns = {}
    for name in one.columns:
        parts = [one[name], other[name]]
        if _is_coded(parts[0]):
            values = sorted({*parts[0].cat.categories, *parts[1].cat.categories})
            parts = [_recoded(part, values) for part in parts]
        columns[name] = pd.concat(parts, ignore_index=True)
    return pd.DataFrame(columns)


def _recoded(column: pd.Series[Any], values: list[Any]) -> pd.Series[Any]:
    places = {value: place for place, value in enumerate(values)}
    codes = np.array([*(places[value] for value in column.cat.categories), -1])
    return of_codes(codes[column.cat.codes.to_numpy()], values, column.index)


def _is_coded(column: pd.Series[Any]) -> bool:
    return isinstance(column.dtype, pd.CategoricalDtype)


def _plain(column: pd.Series[Any]) -> pd.Series[Any]:
    known = column.cat.categories.to_numpy()
    codes = column.cat.codes.to_numpy().astype(np.int64)
    used = np.flatnonzero(np.bincount(codes + 1)) - 1
    rank = np.zeros(len(known) + 1, dtype=np.int64)
    rank[used] = np.arange(len(used))  # that of null is the last, as -1 is
    values = [None if code < 0 else known[code] for code in used]
    kind = _LIST if () in known[:1].tolist() else None if any(values) else pa.string()
    array = pa.array(values, kind).take(pa.array(rank[codes]))
    return pd.Series(pd.array(array, dtype=pd.ArrowDtype(array.type)), index=column.index)


def arrow_array(column: pd.Series[Any]) -> pa.Array:
    """An Arrow column as one array."""
    array = pa.array(column.array)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
