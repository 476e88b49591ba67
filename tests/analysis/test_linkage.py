import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.analysis.linkage import average_link

Edge = tuple[int, int, float]
edges = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 100).map(lambda percent: percent / 100),
    max_size=40,
).map(lambda found: [(*pair, alike) for pair, alike in found.items()])


def clusters_of(number: int, found: Sequence[Edge]) -> list[list[int]]:
    """The clusters as lists of items, by their first item."""
    ones, others, alike = (np.array([edge[at] for edge in found], kind) for at, kind in enumerate((int, int, float)))
    clusters: dict[int, list[int]] = {}
    for item, cluster in enumerate(average_link(number, ones, others, alike, enough=0.3).tolist()):
        clusters.setdefault(cluster, []).append(item)
    return list(clusters.values())


def one_after_another(number: int, found: Sequence[Edge]) -> list[list[int]]:
    """What the definition says: merge the two most alike clusters, and look at all pairs again."""
    alike = {(one, other): value for one, other, value in found}
    clusters = [[item] for item in range(number)]

    def mean(pair: tuple[int, int]) -> float:
        mine, theirs = (clusters[at] for at in pair)
        total = sum(alike.get((min(a, b), max(a, b)), 0) for a in mine for b in theirs)
        return total / len(mine) / len(theirs)

    while pairs := [(one, other) for one in range(len(clusters)) for other in range(one + 1, len(clusters))]:
        best = max(pairs, key=mean)
        if mean(best) < 0.3:
            break
        clusters[best[0]] = sorted(clusters[best[0]] + clusters.pop(best[1]))
    return sorted(clusters)


@given(edges, st.randoms())
def test_clusters_are_a_partition_whatever_the_order(found, chance):
    clusters = clusters_of(12, found)
    assert sorted(item for cluster in clusters for item in cluster) == list(range(12))
    chance.shuffle(found)
    assert clusters_of(12, found) == clusters


@given(edges)
def test_no_two_clusters_left_are_alike_enough(found):
    clusters = clusters_of(12, found)
    alike = {(one, other): value for one, other, value in found}
    for at, mine in enumerate(clusters):
        for theirs in clusters[at + 1 :]:
            total = sum(alike.get((min(a, b), max(a, b)), 0) for a in mine for b in theirs)
            assert total / len(mine) / len(theirs) < 0.3 + 1e-9


@pytest.mark.parametrize("seed", range(20))
def test_merged_at_once_as_one_after_another(seed):
    chance = random.Random(seed)
    found = [(one, other, chance.random()) for other in range(12) for one in range(other) if chance.random() < 0.5]
    assert clusters_of(12, found) == one_after_another(12, found)


def test_one_bridge_joins_no_two_groups():
    group = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9), (3, 4, 0.9), (3, 5, 0.9), (4, 5, 0.9)]
    assert clusters_of(6, [*group, (2, 3, 0.8)]) == [[0, 1, 2], [3, 4, 5]]


def test_nothing():
    assert clusters_of(0, []) == []
    assert clusters_of(2, []) == [[0], [1]]
