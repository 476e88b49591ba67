"""Quotes held against articles that are marked as primary documents."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from newstables.analysis.documents import held_against
from newstables.analysis.select import beside, join
from newstables.records import Article, DatedSentence, Entity, Quote, Tariff
from newstables.tables import frame

COLUMNS = ["document_id", "document", "verdict"]
DAY = date(2031, 5, 6)
READOUT = (
    "Minister Ann Leroux said that Canada will keep its duty of 25 per cent on skates until the inquiry ends in May."
)
VERBATIM = "Canada will keep its duty of 25 per cent on skates"
NEAR = "Canada will keep a duty of 25 per cent on skates until the inquiry ends in May"
DIFFERS = "Canada will keep its duty of 35 per cent on skates"
ELSEWHERE = "my barn is full of hockey sticks and nobody calls"


@pytest.fixture
def held(make_article, make_quote):
    """Words → verdict of a quote in an article with some fields, beside documents; None where it has none."""

    def held(
        words: str, *documents: Article, kind: str = "direct", primary: bool = False, **fields: object
    ) -> pd.Series:
        article = make_article(f"“{words},” she said.", title="A report", **fields)
        table = frame([article, *documents], Article)
        table["primary"] = [primary, *[True] * len(documents)]
        return held_against(frame([make_quote(article, words, kind=kind)], Quote), table).iloc[0]

    return held


@pytest.fixture
def readout(make_article):
    return make_article(READOUT, title="Readout", story_id="s", published_on=DAY)


@pytest.mark.parametrize(
    ("words", "verdict"), [(VERBATIM, "verbatim"), (NEAR, "near"), (DIFFERS, "differs"), (ELSEWHERE, "not found")]
)
def test_a_quote_of_the_documents_story_has_a_verdict(held, readout, words, verdict):
    row = held(words, readout, story_id="s", published_on=date(2031, 5, 20))
    assert (row["verdict"], row["document_id"], row["document"]) == (verdict, readout.article_id, "Readout")


@pytest.mark.parametrize("words", [VERBATIM, DIFFERS])
@pytest.mark.parametrize(("day", "held_to_it"), [(5, True), (6, True), (7, True), (4, False), (8, False)])
def test_a_quote_of_the_days_around_is_matched(held, readout, words, day, held_to_it):
    row = held(words, readout, story_id="another", published_on=date(2031, 5, day))
    assert row[COLUMNS].notna().all() == held_to_it


@pytest.mark.parametrize("fields", [{"story_id": "another", "published_on": DAY}, {}, {"story_id": "another"}])
def test_no_verdict_where_no_document_applies(held, readout, fields):
    assert held(ELSEWHERE, readout, **fields)[COLUMNS].isna().all()
    assert held(VERBATIM, **fields)[COLUMNS].isna().all()


def test_two_articles_without_a_story_or_day_are_not_of_one(held, make_article):
    assert pd.isna(held(VERBATIM, make_article(READOUT, title="Readout"))["verdict"])


def test_reported_speech_and_the_quotes_of_documents_are_not_held(held, readout):
    assert pd.isna(held(VERBATIM, readout, story_id="s", kind="indirect")["verdict"])
    assert pd.isna(held(VERBATIM, readout, story_id="s", primary=True)["verdict"])


def test_of_two_documents_the_better_verdict_then_the_first(held, readout, make_article):
    other = make_article("The skaters met and went home again.", title="Statement", story_id="s", published_on=DAY)
    later = make_article(READOUT, title="Transcript", story_id="s", published_on=date(2031, 5, 7))
    assert held(VERBATIM, other, later, readout, story_id="s")["document"] == "Readout"
    assert held(VERBATIM, other, later, story_id="s")["document"] == "Transcript"
    assert held(ELSEWHERE, later, other, readout, story_id="s")["verdict"] == "not found"


def test_two_documents_may_have_one_title(held, readout, make_article):
    other = make_article(f"{READOUT} It snowed.", title="Readout", story_id="s", published_on=date(2031, 5, 7))
    assert held(VERBATIM, other, readout, story_id="s")["document_id"] == readout.article_id


@pytest.fixture
def report(make_article):
    return make_article(f"“{VERBATIM},” she said.", story_id="s", published_on=DAY)


def test_a_coverage_has_verdicts_as_codes(readout, report, make_quote, make_coverage):
    quotes = make_coverage([readout, report], quotes=[make_quote(report, VERBATIM)], documents=[readout]).quotes
    assert quotes[COLUMNS].iloc[0].tolist() == [readout.article_id, "Readout", "verbatim"]
    assert (quotes[COLUMNS].dtypes == "category").all()


def test_a_coverage_without_documents_has_no_verdicts(report, make_quote):
    tables = [frame([report], Article), frame([], Entity), frame([make_quote(report, VERBATIM)], Quote)]
    coverage = join(*tables, frame([], Tariff), frame([], DatedSentence))
    assert coverage.quotes[COLUMNS].isna().all(axis=None)
    assert (coverage.quotes[COLUMNS].dtypes == "category").all()
    assert not coverage.articles["primary"].any()
    assert join(tables[0], tables[1], frame([], Quote), frame([], Tariff), frame([], DatedSentence)).quotes.empty


@pytest.mark.parametrize("mine", [True, False])
@pytest.mark.parametrize("marked", [True, False])
def test_articles_beside_others_are_held_against_their_documents(
    readout, report, make_quote, make_coverage, mine, marked
):
    reports = make_coverage([report], quotes=[make_quote(report, VERBATIM)])
    readouts = make_coverage([readout], documents=[readout] if marked else [])
    both = beside(reports, readouts) if mine else beside(readouts, reports)
    assert both.quotes["verdict"].tolist() == ["verbatim"] if marked else both.quotes["verdict"].isna().all()
    assert both.articles["primary"].sum() == marked
