"""Sheets and what is printed of them: every row with its source, whatever the article states."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.analysis.citation import citation
from newstables.analysis.entries import UNRESOLVED, by_heading, claim_entries, preface, quote_entries
from newstables.analysis.filter_words import in_words
from newstables.analysis.select import Filters
from newstables.analysis.sheet import claim_sheet, quote_sheet
from newstables.knowledge import load

TEXT = "A lead.\n\n“We wait,” said Ann Roe, a grower. “We wait and see.”\n\n"
TEXT += "She said prices fell. Ottawa keeps its 25 per cent tariff."


@pytest.fixture
def article(make_article):
    return make_article(
        TEXT,
        title="Growers “wait”",
        author="Lee Fong",
        outlet="The Herald",
        published_on=date(2025, 10, 31),
        url="https://example.org/a",
        file="a.txt",
    )


@pytest.fixture
def coverage(article, make_article, make_quote, make_tariff, make_coverage):
    bare = make_article(TEXT, title="Bare", url="javascript:alert(1)", file="b.csv#2", sample=True)
    first, second = (TEXT.index(words) for words in ("We wait,", "We wait and"))
    spans = [[first, first + 8], [second, second + 16]]
    who = {
        "speaker": "Ann Roe",
        "speaker_text": "Ann Roe",
        "side": "Canada",
        "role": "Minister of Wheat",
        "cue": "said",
    }
    said = make_quote(article, "We wait,", spans=spans, end_char=spans[1][1], text="We wait, … We wait and see.", **who)
    fell = make_quote(
        article, "prices fell", kind="indirect", speaker_text="She", score=0.95, topics=["canola", "gone"]
    )
    other = make_quote(bare, "prices fell", kind="indirect", cue_kind="stance", score=0.75)
    claim = make_tariff(
        article, "its 25 per cent tariff", imposer="CA", target="CN", rate_percent=25.0, rate_text="25 per cent"
    )
    return make_coverage([article, bare], quotes=[other, fell, said], tariffs=[claim])


@pytest.fixture
def sheet(coverage):
    return quote_sheet(coverage.quotes, coverage.articles, snapshot="abc")


def test_a_row_per_quote_the_newest_first(sheet):
    assert list(sheet["quote"]) == ["We wait, … We wait and see.", "prices fell", "prices fell"]
    row = sheet.iloc[0].to_dict()
    assert row["speaker"] == "Ann Roe"
    assert row["role on that day"] == "Minister of Wheat"
    assert row["certainty"] == "check"
    assert row["published"] == date(2025, 10, 31)
    assert row["citation"] == "Lee Fong, “Growers ‘wait’”, The Herald, 31 October 2025, https://example.org/a"
    assert row["link"] == "https://example.org/a#:~:text=%E2%80%9C-,We%20wait%2C,-%E2%80%9D%20said%20Ann"
    assert row["context before"] == "A lead. ¶ “"
    assert row["context after"] == "” ¶ She said prices fell. Ottawa keeps its 25 per cent tariff."
    assert row["snapshot"] == "abc"
    assert row["knowledge as of"] == load().as_of


def test_what_an_article_does_not_state_is_missing(sheet):
    row = sheet.iloc[2]
    assert row[["outlet", "author", "published", "link", "speaker", "role on that day"]].isna().all()
    assert row["citation"] == "“Bare”, undated, javascript:alert(1)"
    assert (row["side"], row["certainty"], row["stance"], row["sample"]) == ("unresolved", "likely", True, True)
    assert list(sheet.iloc[1]["topics"]) == ["Canola", "gone"]


def test_passages_are_slices_of_the_text(sheet):
    for row in sheet.to_dict("records"):
        assert row["passage"] == TEXT[row["start"] : row["end"]]
        stretches = [TEXT[start:end] for start, end in row["stretches"]]
        assert " … ".join(stretches) == row["quote"]


def test_what_is_printed_of_quotes(sheet):
    entries = quote_entries(sheet)
    assert len(entries) == len(sheet)
    assert list(entries["words"]) == ["“We wait, … We wait and see.”", "prices fell", "prices fell"]
    assert list(entries["who"]) == [
        "Ann Roe, Minister of Wheat (Canada) – direct quote, check",
        "“She” (not resolved) – reported speech, certain",
        f"{UNRESOLVED} – reported speech, a stance, likely",
    ]
    assert entries["around"].iloc[0].startswith("A lead. ¶ “[…]” said Ann Roe, a grower. “[…]” ¶ She said prices fell.")
    assert entries["place"].iloc[2] == "characters 73–84 of b.csv#2"
    assert "https://example.org/a#:~:text=" in entries["note"].iloc[0]
    assert list(by_heading(entries)["heading"]) == ["Ann Roe", UNRESOLVED, UNRESOLVED]


def test_the_lines_above(sheet):
    lines = preface(sheet, in_words(Filters(since=date(2025, 1, 1), topics=("canola",)), {"canola": "Canola"}))
    assert lines[0] == "3 quotes in 2 articles, 31 October 2025 to 31 October 2025."
    assert lines[1] == "Filters: since 1 January 2025; topics: Canola."
    assert lines[2].startswith("Snapshot abc; knowledge as of ")
    assert lines[3] == "Not to be cited: 1 of the articles are samples, written for demonstration."
    assert preface(sheet.head(0), [])[:2] == ["0 quotes in 0 articles.", "Filters: none."]


def test_claims(coverage):
    sheet = claim_sheet(coverage.tariffs, coverage.articles, snapshot="abc")
    [row] = sheet.to_dict("records")
    assert (row["imposer"], row["target"], row["direction"]) == ("Canada", "China", "Canada on China")
    assert (row["rate, per cent"], row["rate as written"]) == (25.0, "25 per cent")
    assert row["passage"] == row["claim"] == "its 25 per cent tariff"
    [entry] = claim_entries(sheet).to_dict("records")
    assert entry["heading"] == "Canada on China"
    assert entry["who"] == ("Canada on China: all or unspecified goods, in place, 25%; stated as “25 per cent”")
    assert entry["around"].endswith("Ottawa keeps […].")
    assert preface(sheet, [])[0] == "1 tariff claim in 1 article, 31 October 2025 to 31 October 2025."


def test_no_rows(coverage):
    empty = quote_sheet(coverage.quotes.head(0), coverage.articles, snapshot="abc")
    assert list(by_heading(quote_entries(empty)).columns[:26]) == list(empty.columns)[:26]
    assert len(claim_entries(claim_sheet(coverage.tariffs.head(0), coverage.articles, snapshot="abc"))) == 0


@given(title=st.text(min_size=1), author=st.none() | st.text(), outlet=st.none() | st.text())
def test_any_article_can_be_cited(make_article, title, author, outlet):
    cited = citation(make_article(title=title, author=author, outlet=outlet))
    assert cited.endswith(", undated") or cited == "undated"
    assert "“" in cited


def test_an_agency_is_not_named_twice(make_article):
    assert citation(make_article(title="T", author="Wire", outlet="Wire")) == "Wire, “T”, undated"


def test_what_a_primary_document_says_stands_in_the_sheet(sheet, article, make_article, make_quote, make_coverage):
    column = "against the primary document"
    assert sheet[column].isna().all()
    readout = make_article(TEXT, title="A readout", published_on=article.published_on)
    quotes = [make_quote(article, "We wait and see."), make_quote(article, "prices fell", kind="indirect")]
    marked = make_coverage([article, readout], quotes=quotes, documents=[readout])
    found = quote_sheet(marked.quotes, marked.articles, snapshot="abc")
    assert found[column].fillna("none").tolist() == ["verbatim", "none"]
    assert found["primary document"][0] == "A readout"
    assert quote_entries(found)["who"][0].endswith("check; verbatim in “A readout”")
