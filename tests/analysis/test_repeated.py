from __future__ import annotations

import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.analysis.matrix import across, cell, coverage_matrix
from newstables.analysis.repeated import Sameness, same_quotes, statements

LONG = "A deposit of that size is a locked door with a price tag on it, and nobody will pay it"


def quotes(*rows: tuple[str, str | None]) -> pd.DataFrame:
    made = [
        {"quote_id": f"q{at}", "text": text, "speaker": speaker, "outlet": f"Paper {at}"}
        for at, (text, speaker) in enumerate(rows)
    ]
    return pd.DataFrame(made, columns=["quote_id", "text", "speaker", "outlet"])


@pytest.mark.parametrize(
    ("text", "speaker", "sameness"),
    [
        (LONG, "Ann", Sameness.VERBATIM),
        (f"{LONG.upper()}!", None, Sameness.VERBATIM),
        ("A deposit of that size is a locked door", "Ann", Sameness.SHORTENED),
        ("A deposit of such a size is a locked door with a price tag on it, and no one will pay", "Ann", Sameness.NEAR),
        (LONG, "Bo", None),
        ("14 nights: a deposit of that size is a locked door", "Ann", None),
        ("We will plant less canola next year and more barley", "Ann", None),
        ("a locked door", "Ann", None),
    ],
)
def test_the_same_words(text, speaker, sameness):
    found = same_quotes(quotes((LONG, "Ann"), (text, speaker)))
    groups = found["statement_id"].nunique()
    assert groups == (2 if sameness is None else 1)
    if sameness is not None:
        assert sameness.value in set(found["sameness"])


def test_short_quotes_must_be_the_same_by_one_speaker():
    found = same_quotes(quotes(("turning point", "Ann"), ("turning point", "Ann"), ("turning point", None)))
    assert found["statement_id"].tolist() == ["q0", "q0", "q2"]


def test_a_statement_has_its_outlets():
    rows = quotes((LONG[:40], "Ann"), (LONG, None), ("Something else was said here today", "Bo"))
    table = statements(rows, same_quotes(rows))
    assert table["text"].tolist() == [LONG, "Something else was said here today"]
    assert table["speaker"].tolist() == ["Ann", "Bo"]
    assert table["outlets"].tolist() == [["Paper 0", "Paper 1"], ["Paper 2"]]


@given(st.lists(st.tuples(st.text("ab c", max_size=30), st.sampled_from(["Ann", "Bo", None])), max_size=12))
def test_every_quote_is_in_one_statement_led_by_itself(rows):
    table = quotes(*rows)
    found = same_quotes(table).set_index("quote_id")["statement_id"]
    assert set(found.index) == set(table["quote_id"])
    assert all(found[lead] == lead for lead in found)
    speakers = table.set_index("quote_id")["speaker"].groupby(found).nunique()
    assert (speakers <= 1).all()


def _story(make_article, make_quote, make_tariff, make_coverage, *, articles: int):
    rows = [
        make_article(
            f"“{LONG},” said Ann. China put 5 per cent on peas. “Number {at} has its own words here.”",
            outlet=f"Paper {at % 20:02}",
        )
        for at in range(articles)
    ]
    said = [make_quote(row, LONG, speaker="Ann") for row in rows]
    own = [make_quote(row, f"Number {at} has its own words here.") for at, row in enumerate(rows)]
    claims = [
        make_tariff(row, "China put 5 per cent on peas", imposer="CN", target="CA", goods=["peas"], rate_percent=5.0)
        for row in rows
    ]
    return make_coverage(articles=rows, quotes=said + own, tariffs=claims)


@pytest.fixture
def story(make_article, make_quote, make_tariff, make_coverage):
    return lambda articles: _story(make_article, make_quote, make_tariff, make_coverage, articles=articles)


def test_a_matrix_of_outlets(story):
    coverage = story(3)
    cells = coverage_matrix(coverage.quotes, coverage.tariffs)
    table = across(cells, ["Paper 00", "Paper 01", "Paper 02", "Paper 03"])
    assert table["kind"].tolist() == ["quote", "claim", "quote", "quote", "quote"]
    assert table["label"][0] == LONG
    assert table["Paper 03"].isna().all()
    assert table["Paper 01"].notna().sum() == 3
    passages = cell(cells, table["row_id"][0], "Paper 01")
    [(article_id, start, end)] = passages[["article_id", "start_char", "end_char"]].itertuples(index=False)
    text = coverage.articles.set_index("article_id")["text"][article_id]
    assert text[start:end] == LONG


def test_a_story_of_two_hundred_articles_takes_no_time(story):
    coverage = story(200)
    start = time.perf_counter()
    cells = coverage_matrix(coverage.quotes, coverage.tariffs)
    table = across(cells, sorted(coverage.articles["outlet"].unique()))
    assert time.perf_counter() - start < 2
    assert table.iloc[0].filter(like="Paper").notna().all()


def test_a_story_without_quotes_or_claims(make_coverage):
    coverage = make_coverage()
    cells = coverage_matrix(coverage.whole("quotes", coverage.quotes), coverage.whole("tariffs", coverage.tariffs))
    assert across(cells, ["Paper"]).empty
