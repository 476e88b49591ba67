import pytest

from newstables.analysis import compare, statements


@pytest.mark.parametrize(
    ("mine", "theirs", "speakers", "alike"),
    [
        ("We will sell more canola next year", "We will sell more canola next year", ("Ann", "Ann"), True),
        ("We will sell more canola next year", "sell more canola next year", ("Ann", None), True),
        ("We will sell more canola next year", "We will sell more canola next year", ("Ann", "Bo"), False),
        ("We will sell more canola next year", "The weather was bad for wheat", ("Ann", "Ann"), False),
        ("very pleased", "pleased", ("Ann", "Ann"), False),
        ("very pleased", "Very pleased", ("Ann", "Ann"), True),
    ],
)
def test_same_quote(make_article, make_quote, mine, theirs, speakers, alike):
    left = make_quote(make_article(mine), mine, speaker=speakers[0])
    right = make_quote(make_article(theirs), theirs, speaker=speakers[1])
    assert bool(statements.same_quote(left, right)) == alike


@pytest.mark.parametrize(
    ("mine", "theirs", "alike", "differ"),
    [
        (
            {"imposer": "CN", "target": "CA", "goods": ["canola"]},
            {"imposer": "CN", "target": "CA", "goods": ["canola"]},
            True,
            False,
        ),
        (
            {"imposer": "CN", "target": "CA", "goods": ["canola"], "rate_percent": 84.0},
            {"imposer": "CN", "target": "CA", "goods": ["canola"], "rate_percent": 85.0},
            True,
            True,
        ),
        (
            {"imposer": "CN", "target": "CA", "goods": ["pork"]},
            {"imposer": "CN", "target": "CA", "goods": ["canola"]},
            False,
            False,
        ),
        ({"imposer": "CN", "target": "CA"}, {"imposer": "CA", "target": "CN"}, False, False),
        ({"imposer": "CN", "target": "CA"}, {"imposer": "CN", "target": "CA"}, True, False),
        ({}, {}, False, False),
    ],
)
def test_same_claim(make_article, make_tariff, mine, theirs, alike, differ):
    article = make_article("A tariff.")
    left, right = make_tariff(article, "A tariff", **mine), make_tariff(article, "A tariff", **theirs)
    assert bool(compare.same_claim(left, right)) == alike
    assert compare.rates_differ(left, right) == differ


def test_pairs_are_one_to_one_and_the_best_first():
    closeness = lambda a, b: max(0, 5 - abs(a - b))  # noqa: E731
    found = compare.pair([10, 20], [21, 11, 12, 90], closeness)
    assert found == compare.Pairing(both=[(0, 1), (1, 0)], left=[], right=[2, 3])


def test_actors_count_mentions_on_both_sides(make_coverage, make_article, make_entity):
    left, right = make_article("Ann met Bo. "), make_article("Bo met Cy in Rome.")
    entities = make_coverage(
        [left, right],
        [
            make_entity(left, "Ann"),
            make_entity(left, "Bo"),
            make_entity(right, "Bo"),
            make_entity(right, "Cy"),
            make_entity(right, "Rome", kind="place"),
        ],
    ).entities
    table = compare.actors(entities, left.article_id, right.article_id)
    assert table[["name", "left", "right"]].to_numpy().tolist() == [["Bo", 1, 1], ["Ann", 1, 0], ["Cy", 0, 1]]
