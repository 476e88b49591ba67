import pytest

from newstables.analysis import compare, statements
from newstables.records import Change


@pytest.mark.parametrize(
    ("mine", "theirs", "speakers", "alike"),
    [
        ("We will sell more canola next year", "We will sell more canola next year", ("Ann", "Ann"), True),
        ("We will sell more canola next year", "sell more canola next year", ("Ann", None), True),
        ("We will sell more canola next year", "We will sell more canola next year", ("Ann", "Bo"), False),
        ("We will sell more canola next year", "The weather was bad for wheat", ("Ann", "Ann"), False),
        ("very pleased", "pleased", ("Ann", "Ann"), True),
        ("very pleased", "pleased", ("Ann", None), False),
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


def test_actors_count_mentions_on_both_sides(make_coverage, make_article, make_entity, make_quote):
    left, right = make_article("Ann met Bo. "), make_article("Bo met Cy in Rome.")
    coverage = make_coverage(
        [left, right],
        [
            make_entity(left, "Ann"),
            make_entity(left, "Bo"),
            make_entity(right, "Bo"),
            make_entity(right, "Cy"),
            make_entity(right, "Rome", kind="place"),
        ],
        [make_quote(right, "met Cy", speaker="Bo", side="Canada")],
    )
    table = compare.actors(coverage.entities, coverage.quotes, left.article_id, right.article_id)
    assert table.to_numpy().tolist() == [
        ["Bo", "Canada", 1, 1],
        ["Ann", "unresolved", 1, 0],
        ["Cy", "unresolved", 0, 1],
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "differs"),
    [
        ("none", "impose", []),
        ("none", "none", []),
        ("none", "pause", [("change", "none", "pause")]),
        ("lift", "none", [("change", "lift", "none")]),
        ("lower", "raise", [("change", "lower", "raise")]),
    ],
)
def test_a_tariff_in_place_contradicts_its_end_alone(make_article, make_tariff, mine, theirs, differs):
    article = make_article("A tariff.")
    left, right = (
        make_tariff(article, "A tariff", imposer="CN", target="CA", change=Change(change)) for change in (mine, theirs)
    )
    assert compare.claims_compared([left], [right])["differs"].tolist() == [differs]


def test_claims_agree_differ_or_stand_alone(make_article, make_tariff):
    article = make_article("A tariff.")
    known = {"imposer": "CN", "target": "CA"}
    left = [
        make_tariff(article, "A tariff", **known, goods=["canola"], rate_percent=84.0),
        make_tariff(article, "A tariff", **known, goods=["pork"], rate_percent=25.0),
        make_tariff(article, "A tariff", **known, goods=["peas"]),
    ]
    right = [
        make_tariff(article, "A tariff", **known, goods=["canola"], rate_percent=85.0),
        make_tariff(article, "A tariff", **known, goods=["pork"], rate_percent=25.0),
    ]
    table = compare.claims_compared(left, right)
    assert table["verdict"].tolist() == ["differ", "agree", "alone"]
    assert table.loc[0, "differs"] == [("rate_percent", 84.0, 85.0)]


def test_a_rate_is_not_the_one_that_it_replaces(make_article, make_tariff):
    article = make_article("A tariff.")
    known = {"imposer": "CN", "target": "CA", "goods": ["canola"]}
    new = make_tariff(article, "A tariff", **known, rate_percent=5.9, rate_from_percent=75.8)
    old = make_tariff(article, "A tariff", **known, rate_percent=75.8)
    assert compare.claims_compared([new], [old])["verdict"].tolist() == ["alone", "alone"]


def test_only_in_one(make_article, make_entity):
    left, right = make_article("Ann paid 25 per cent to Bo."), make_article("Bo got a quarter and 40 cents.")
    entities = [[make_entity(left, "Ann"), make_entity(left, "Bo")], [make_entity(right, "Bo")]]
    table = compare.only_in_one([left.text, right.text], entities)
    assert table[["side", "what", "value"]].to_numpy().tolist() == [
        ["left", "actor", "Ann"],
        ["right", "figure", "count 40"],
    ]


def test_words_by_side(make_article, make_quote):
    article = make_article("We will wait. No.")
    table = compare.words_by_side(
        [make_quote(article, "We will wait", side="Canada"), make_quote(article, "No")], []
    ).set_index("side")
    assert table.loc["Canada", ["left", "right"]].tolist() == [3, 0]
    assert table.loc["Canada", "left_share"] == 0.75
    assert table["right_share"].sum() == 0


def test_the_two_seeds(shared):
    pytest.importorskip("spacy")
    from newstables.analysis.alignment import align
    from newstables.extraction import extract
    from newstables.pipeline import load_pipeline
    from newstables.reading import read_articles

    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip("needs ../shared/seeds, which is not part of the project")
    articles = sorted(read_articles([folder]), key=lambda article: article.file)
    left, right = extract(articles, nlp=load_pipeline())
    texts = [article.text for article in articles]
    only = compare.only_in_one(texts, [left.entities, right.entities])
    alone = {(row.value, row.side) for row in only.itertuples() if row.what == "actor"}
    assert {("Jane Boulden", "left"), ("Meng Wanzhou", "right")} <= alone
    assert {("Michael Kovrig", "right"), ("Michael Spavor", "right")} <= alone
    links = align(*texts)
    deal = links[links["left_text"].str.contains("deal that will lower U.S. tariffs")]
    assert deal["right_text"].str.contains("fentanyl-related tariffs would be halved").any()
    assert statements.quotes_in_both(left.quotes, right.quotes).empty
