from hypothesis import given
from hypothesis import strategies as st

from newstables.analysis.linkage import average_link

edges = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 100).map(lambda percent: percent / 100),
    max_size=40,
).map(lambda found: [(*pair, alike) for pair, alike in found.items()])


@given(edges, st.randoms())
def test_clusters_are_a_partition_whatever_the_order(found, chance):
    clusters = average_link(12, found, enough=0.3)
    assert sorted(item for cluster in clusters for item in cluster) == list(range(12))
    chance.shuffle(found)
    assert average_link(12, found, enough=0.3) == clusters


@given(edges)
def test_no_two_clusters_left_are_alike_enough(found):
    clusters = average_link(12, found, enough=0.3)
    alike = {(one, other): value for one, other, value in found}
    for at, mine in enumerate(clusters):
        for theirs in clusters[at + 1 :]:
            total = sum(alike.get((min(a, b), max(a, b)), 0) for a in mine for b in theirs)
            assert total / len(mine) / len(theirs) < 0.3 + 1e-9


def test_one_bridge_joins_no_two_groups():
    group = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9), (3, 4, 0.9), (3, 5, 0.9), (4, 5, 0.9)]
    assert average_link(6, [*group, (2, 3, 0.8)], enough=0.3) == [[0, 1, 2], [3, 4, 5]]


def test_nothing():
    assert average_link(0, [], enough=0.1) == []
    assert average_link(2, [], enough=0.1) == [[0], [1]]
