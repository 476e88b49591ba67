from datetime import date

import pandas as pd
import pytest

from newstables.analysis.select import NO_OUTLET, Filters, join, left_out_undated, select
from newstables.store import Store
from newstables.tables import CONTENT

CODES = {"CA": "Canada", "CN": "China", "US": "United States"}


@pytest.fixture
def coverage(make_coverage, make_article, make_quote, make_entity, make_tariff):
    wire = make_article("Ann Lee said: We sell canola. China taxes pork.", outlet="Wire", published_on=date(2025, 3, 1))
    herald = make_article("Bo Chan said it is raining.", outlet="Herald", published_on=date(2025, 6, 1))
    loose = make_article("Someone said no.", title="Loose leaf")
    return make_coverage(
        articles=[wire, herald, loose],
        entities=[make_entity(wire, "Ann Lee", side="Canada"), make_entity(herald, "Bo Chan", side="China")],
        quotes=[
            make_quote(wire, "We sell canola", speaker="Ann Lee", side="Canada", topics=["canola"]),
            make_quote(herald, "it is raining", speaker="Bo Chan", side="China", cue_kind="stance"),
            make_quote(loose, "no"),
        ],
        tariffs=[make_tariff(wire, "China taxes pork", imposer="CN", target="CA", topic="meat")],
    )


@pytest.mark.parametrize(
    ("filters", "articles", "quotes", "tariffs"),
    [
        (Filters(), 3, 2, 1),
        (Filters(stance=True), 3, 3, 1),
        (Filters(since=date(2025, 4, 1)), 1, 0, 0),
        (Filters(since=date(2025, 4, 1), stance=True), 1, 1, 0),
        (Filters(since=date(2025, 4, 1), undated=True), 2, 1, 0),
        (Filters(until=date(2025, 3, 1)), 1, 1, 1),
        (Filters(outlets=("Wire",)), 1, 1, 1),
        (Filters(outlets=(NO_OUTLET,)), 1, 1, 0),
        (Filters(actors=("Ann Lee",)), 1, 1, 0),
        (Filters(sides=("China",)), 2, 0, 1),
        (Filters(sides=("unresolved",)), 1, 1, 0),
        (Filters(topics=("canola",)), 1, 1, 0),
        (Filters(topics=("meat",)), 1, 0, 1),
        (Filters(text="CANOLA"), 1, 1, 0),
        (Filters(text="loose leaf"), 1, 0, 0),
        (Filters(text="a.b"), 0, 0, 0),
        (Filters(actors=("Nobody",)), 0, 0, 0),
    ],
)
def test_filters(coverage, filters, articles, quotes, tariffs):
    left = select(coverage, filters, codes=CODES)
    assert (len(left.articles), len(left.quotes), len(left.tariffs)) == (articles, quotes, tariffs)


@pytest.fixture
def wire_copy(make_coverage, make_article, make_quote):
    wire = make_article("Ann said no.", outlet="Wire", published_on=date(2025, 3, 1))
    copies = [
        make_article("Ann said no.", outlet=outlet, published_on=date(2025, 3, day), copy_of=wire.article_id)
        for outlet, day in (("Herald", 2), ("Post", 3))
    ]
    other = make_article("Bo said yes.", outlet="Herald", published_on=date(2025, 3, 2))
    articles = [wire, *copies, other]
    return make_coverage(articles=articles, quotes=[make_quote(article, "said") for article in articles])


@pytest.mark.parametrize(
    ("filters", "outlets"),
    [
        (Filters(independent=True), ["Herald", "Wire"]),
        (Filters(independent=True, outlets=("Herald", "Post")), ["Herald", "Herald"]),
        (Filters(independent=True, since=date(2025, 3, 3)), ["Post"]),
        (Filters(), ["Herald", "Herald", "Post", "Wire"]),
    ],
)
def test_independent_texts_count_once(wire_copy, filters, outlets):
    """Where the copied text is outside of the filters, its first copy stands for it."""
    left = select(wire_copy, filters, codes=CODES)
    assert sorted(left.articles["outlet"]) == outlets
    assert sorted(left.quotes["outlet"]) == outlets


def test_the_input_is_left_alone(coverage):
    before = len(coverage.quotes)
    select(coverage, Filters(text="canola"), codes=CODES)
    assert len(coverage.quotes) == before


def test_undated_articles_are_never_dropped_in_silence(coverage):
    assert left_out_undated(coverage, Filters(since=date(2025, 4, 1))) == 1
    assert left_out_undated(coverage, Filters(since=date(2025, 4, 1), undated=True)) == 0
    assert left_out_undated(coverage, Filters()) == 0


def test_an_empty_coverage_stays_empty(make_coverage):
    everything = Filters(date(2020, 1, 1), date(2021, 1, 1), actors=("A",), sides=("China",), topics=("t",), text="x")
    assert select(make_coverage(), everything, codes=CODES).articles.empty


def test_the_order_of_rows_is_that_of_articles_and_places_however_they_come(sample_store):
    store = Store(sample_store)
    tables = {name: getattr(store, name)() for name in CONTENT}
    twice = tables["entities"].head(40)  # mentions that share a place are told apart by their kinds
    tables["entities"] = pd.concat([tables["entities"], twice.assign(kind="zzz"), twice.assign(kind="aaa")])
    expected = join(**tables)
    assert {"aaa", "zzz"} < set(expected.entities["kind"])
    for seed in range(3):
        shuffled = {name: table.sample(frac=1, random_state=seed) for name, table in tables.items()}
        found = join(**shuffled)
        for name in CONTENT:
            pd.testing.assert_frame_equal(getattr(found, name), getattr(expected, name), obj=name)
    kinds = expected.entities.groupby(["article_id", "start_char", "end_char"], observed=True)["kind"]
    assert kinds.agg(lambda found: list(found) == sorted(found)).all()


def test_words_of_a_quote_are_those_between_spaces(make_coverage, make_article, make_quote):
    article = make_article("we\u00a0have  no\tbuyers")
    coverage = make_coverage([article], quotes=[make_quote(article, article.text)])
    assert coverage.quotes["words"].tolist() == [4] == [len(article.text.split())]
