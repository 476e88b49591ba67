"""Average-link clustering of a sparse graph of likenesses (UPGMA; Sokal and Michener 1958)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable


def average_link(number: int, edges: Iterable[tuple[int, int, float]], *, enough: float) -> list[list[int]]:
    """Merge the two most alike clusters for as long as their mean likeness is enough.

    Takes time nearly linear in the number of edges; the same edges in any order give the same clusters.

    Args:
        number: How many items there are: 0 to ``number - 1``.
        edges: Pairs of items, each once, with their likeness; that of every other pair is 0.
        enough: The least mean likeness, over all pairs of two clusters, at which they are merged.

    Returns:
        The clusters, each sorted, by their first item.

    >>> average_link(4, [(0, 1, 0.9), (1, 2, 0.5), (2, 3, 0.9)], enough=0.4)
    [[0, 1], [2, 3]]
    """
    members = {item: [item] for item in range(number)}
    totals: dict[int, dict[int, float]] = {item: {} for item in range(number)}
    queue = []
    for one, other, alike in sorted(edges):
        totals[one][other] = totals[other][one] = alike
        if alike >= enough:
            queue.append((-alike, min(one, other), max(one, other)))
    heapq.heapify(queue)
    while queue:
        minus, one, other = heapq.heappop(queue)
        if one not in members or other not in members or -minus != _mean(totals, members, one, other):
            continue
        if len(totals[one]) < len(totals[other]):
            one, other = other, one
        members[one] += members.pop(other)
        for third, total in totals.pop(other).items():
            del totals[third][other]
            if third != one:
                totals[one][third] = totals[third][one] = totals[one].get(third, 0.0) + total
        for third in totals[one]:
            mean = _mean(totals, members, one, third)
            if mean >= enough:
                heapq.heappush(queue, (-mean, min(one, third), max(one, third)))
    return sorted(sorted(cluster) for cluster in members.values())


def _mean(totals: dict[int, dict[int, float]], members: dict[int, list[int]], one: int, other: int) -> float:
    return totals[one][other] / (len(members[one]) * len(members[other]))
