"""Average-link clustering of a sparse graph of likenesses (UPGMA; Sokal and Michener 1958)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

Places = NDArray[np.int32]

_UNIT = 1e-9  # likenesses are counted in whole ones, so that sums are exact and the order of the edges is of no effect
_AT_ONCE = 1 << 20  # numbers of a matrix, about, that are looked at together


def average_link(
    number: int, ones: Places, others: Places, alike: NDArray[np.float64], *, enough: float
) -> NDArray[np.int64]:
    """Merge the two most alike clusters for as long as their mean likeness is enough.

    Every two clusters that are each other's most alike are merged at once, round by round. For the mean likeness this
    gives what merging one pair after another does (it is reducible: Murtagh 1983), in a few passes over arrays. A
    cluster that is alike enough to no other never will be, and is put aside.

    Args:
        number: How many items there are: 0 to ``number - 1``.
        ones: One item of each edge; a pair of items has one edge at most.
        others: The other item of each edge.
        alike: The likeness of each edge, 0–1; that of every other pair is 0.
        enough: The least mean likeness, over all pairs of two clusters, at which they are merged.

    Returns:
        The cluster of each item: 0, 1, … in the order of their first items. The same edges in any order give the same.

    >>> average_link(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([0.9, 0.5, 0.9]), enough=0.4).tolist()
    [0, 0, 1, 1]
    """
    units = np.rint(alike / _UNIT).astype(np.int64)
    half = csr_array(coo_array((units, (ones, others)), shape=(number, number)))
    totals = csr_array(half + half.T)
    found = np.arange(number)  # item → its cluster, named by its first item
    names = np.arange(number)  # of the cluster in each row of ``totals``
    sizes = np.ones(number, dtype=np.int64)
    while totals.nnz:
        rows = np.arange(len(names))
        best, mean = _most_alike(totals, sizes)
        into = np.where((best[best] == rows) & (mean >= enough), np.minimum(rows, best), rows)
        renamed = np.arange(number)
        renamed[names] = names[into]
        found = renamed[found]
        still = mean >= enough
        kept = np.unique(into[still])
        place = np.full(len(rows), -1, dtype=np.int32)
        place[still] = np.searchsorted(kept, into[still])
        names, merged = names[kept], np.zeros(len(kept), dtype=np.int64)
        np.add.at(merged, place[still], sizes[still])
        sizes = merged
        totals = _folded(totals, place, len(kept))
    return np.unique(found, return_inverse=True)[1]


def _most_alike(totals: csr_array, sizes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Each row's most alike other row, the first of several, and the mean likeness to it; itself and 0 where none."""
    best, most = np.arange(len(sizes)), np.zeros(len(sizes))
    filled = np.flatnonzero(np.diff(totals.indptr))
    batch = totals.indptr[filled] // _AT_ONCE
    for rows in np.split(filled, np.flatnonzero(np.diff(batch)) + 1):
        starts, ends = totals.indptr[rows], totals.indptr[rows + 1]
        part, lengths = slice(starts[0], ends[-1]), ends - starts
        columns = totals.indices[part]
        means = totals.data[part] * _UNIT / (np.repeat(sizes[rows], lengths) * sizes[columns])
        most[rows] = np.maximum.reduceat(means, starts - starts[0])
        columns = np.where(means == np.repeat(most[rows], lengths), columns, len(sizes))
        best[rows] = np.minimum.reduceat(columns, starts - starts[0])
    return best, most


def _folded(totals: csr_array, place: Places, number: int) -> csr_array:
    """The totals between clusters, once each row has gone to a place, or, at -1, aside; none within a cluster."""
    rows = np.repeat(place, np.diff(totals.indptr))
    columns = place[totals.indices]
    between = (rows != columns) & (rows >= 0) & (columns >= 0)
    ends = rows[between], columns[between]
    return csr_array(coo_array((totals.data[between], ends), shape=(number, number)))
