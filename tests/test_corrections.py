"""Corrections: read from a small file, laid over the tables, surviving a new extraction."""

from __future__ import annotations

import random
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables import extraction
from newstables.analysis.select import join, remade
from newstables.corrections import (
    COLUMNS,
    KEYS,
    Correction,
    file_of,
    laid_over,
    parse,
    read,
    to_text,
    touched,
    why_idle,
    write,
)
from newstables.store import Store
from newstables.tables import EXTRACTED, TABLES, check

NAMES = ("articles", *EXTRACTED)


@pytest.fixture(scope="module")
def tables(sample_store):
    store = Store(sample_store)
    return {name: getattr(store, name)() for name in NAMES}


def correction(table: str, key: str, column: str, value: str) -> Correction:
    return Correction(table, key, column, value, "an editor", "2026-11-24", "heard it")


def corrected(tables, *corrections: Correction):
    found, idle = laid_over(tables, corrections)
    assert idle == []
    for name, table in found.items():
        check(table, TABLES[name])
    return found


def test_a_speaker_gets_the_actor_and_side_of_the_new_name(tables):
    quote = tables["quotes"].iloc[0]
    row = corrected(tables, correction("quotes", quote.quote_id, "speaker", "Wang Yi"))["quotes"].iloc[0]
    assert (row.speaker, row.actor_id, row.side) == ("Wang Yi", "wang-yi", "China")
    assert row.speaker_text == quote.speaker_text
    assert tables["quotes"].iloc[0].speaker == quote.speaker  # the store's own rows stay


def test_an_unknown_speaker_leaves_no_actor(tables):
    quote = tables["quotes"].iloc[0]
    row = corrected(tables, correction("quotes", quote.quote_id, "speaker", "Zo Zo"))["quotes"].iloc[0]
    assert row[["actor_id", "side", "role"]].isna().all()
    row = corrected(tables, correction("quotes", quote.quote_id, "speaker", ""))["quotes"].iloc[0]
    assert row[["speaker", "actor_id"]].isna().all()


@pytest.mark.parametrize("table", ["quotes", "tariffs", "events"])
def test_a_row_is_rejected(tables, table):
    key = tables[table].columns[0]
    gone = tables[table].iloc[0][key]
    left = corrected(tables, correction(table, gone, "reject", "yes"))[table]
    assert len(left) == len(tables[table]) - 1
    assert gone not in set(left[key])


def test_rows_beside_tell_who_bears_a_name(tables):
    of_other = tables["quotes"][tables["quotes"]["speaker"] == "Rosalind Fung"]
    one = tables["quotes"][tables["quotes"]["speaker"] != "Rosalind Fung"].head(1)
    line = correction("quotes", one["quote_id"].iloc[0], "speaker", "Rosalind Fung")
    alone = laid_over(tables | {"quotes": one}, [line])[0]["quotes"].iloc[0]
    beside = laid_over(tables | {"quotes": one}, [line], beside={"quotes": of_other})[0]["quotes"].iloc[0]
    assert alone[["actor_id", "side"]].isna().all()
    assert (beside.speaker, beside.side) == ("Rosalind Fung", "China")


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("quotes", "no such row is found now: its article was removed or changed, or is read otherwise"),
        ("articles", "its article was removed or changed"),
        ("names", "no row has this name now"),
    ],
)
def test_why_a_correction_is_idle(table, reason):
    line = correction(table, "a", "speaker", "Ann")
    assert why_idle(line, [line]) == reason


def test_two_names_become_one(tables):
    found = corrected(tables, correction("names", "Mark Carney", "name", "Wang Yi"))
    assert "Mark Carney" not in set(found["entities"]["name"]) | set(found["quotes"]["speaker"])
    assert len(found["entities"]) == len(tables["entities"])
    assert (found["entities"].query("name == 'Wang Yi'")["actor_id"] == "wang-yi").all()


def test_the_date_and_outlet_of_an_article(tables):
    article = tables["articles"].iloc[0].article_id
    found = corrected(
        tables,
        correction("articles", article, "published_on", "2020-02-03"),
        correction("articles", article, "outlet", "The Paper"),
    )["articles"].iloc[0]
    assert (found.published_on, found.outlet) == (date(2020, 2, 3), "The Paper")


def test_articles_become_primary_documents(tables):
    first, second, third = tables["articles"]["article_id"][:3]
    marks = [correction("articles", key, "primary", "yes") for key in (first, second)]
    found = corrected(tables, *marks, correction("articles", third, "outlet", "The Paper"))["articles"]
    assert set(found.loc[found["primary"], "article_id"]) == {first, second}
    assert found["primary"].dtype == bool
    assert "primary" not in corrected(tables)["articles"]


@pytest.mark.parametrize(
    ("table", "column", "value", "shared"),
    [
        ("quotes", "speaker", "Wang Yi", {"articles", "entities", "tariffs", "events"}),
        ("quotes", "reject", "yes", {"articles", "entities", "tariffs", "events"}),
        ("names", "name", "Wang Yi", {"articles", "events"}),
        ("articles", "primary", "yes", {"entities", "tariffs", "events"}),
        ("articles", "published_on", "2020-02-03", set()),
        ("articles", "outlet", "The Paper", set()),
    ],
)
def test_a_coverage_shares_what_is_not_touched_and_is_as_all_tables_make_it(tables, table, column, value, shared):
    every = join(**tables)
    key = "Mark Carney" if table == "names" else tables[table].iloc[3][KEYS[table]]
    lines = [correction(table, key, column, value)]
    found = remade(every, laid_over({name: tables[name] for name in touched(lines)}, lines)[0])
    whole = join(**laid_over(tables, lines)[0])
    assert found.actors == whole.actors
    for name in NAMES:
        pd.testing.assert_frame_equal(getattr(found, name), getattr(whole, name))
        assert (getattr(found, name) is getattr(every, name)) == (name in shared)


@pytest.mark.parametrize("seed", range(4))
def test_all_at_once_is_as_one_after_the_other(tables, seed):
    draw = random.Random(seed)
    names = [*tables["quotes"]["speaker"].dropna().unique()[:6], "Zo Zo", "Wang Yi", ""]
    speakers = [correction("quotes", key, "speaker", draw.choice(names)) for key in tables["quotes"]["quote_id"][:9]]
    gone = [correction(name, key, "reject", "yes") for name in ("quotes", "events") for key in tables[name].iloc[:5, 0]]
    mergers = [correction("names", name, "name", draw.choice(names)) for name in names if name]
    articles = [
        correction("articles", key, column, value)
        for key in tables["articles"]["article_id"][:3]
        for column, value in (("outlet", ""), ("published_on", ""), ("published_on", "2020-02-03"), ("primary", "yes"))
    ]
    lines = draw.sample([*speakers, *speakers, *gone, *mergers, *articles], k=40)
    found, idle = laid_over(tables, lines)
    one_by_one, passed_over = tables, []
    for line in lines:
        one_by_one, without_row = laid_over(one_by_one, [line])
        passed_over += without_row
    assert idle == passed_over
    for name in NAMES:
        pd.testing.assert_frame_equal(found[name], one_by_one[name])


def test_one_whose_row_is_gone_changes_nothing(tables):
    gone = [
        correction("quotes", "0" * 16, "speaker", "Wang Yi"),
        correction("events", "0" * 16, "reject", "yes"),
        correction("articles", "0" * 16, "outlet", "The Paper"),
        correction("articles", "0" * 16, "primary", "yes"),
        correction("names", "Zo Zo", "name", "Wang Yi"),
    ]
    found, idle = laid_over(tables, gone)
    assert idle == gone
    assert all(found[name].equals(tables[name]) for name in NAMES)


def test_one_whose_row_an_earlier_one_took_out_is_told_of(tables):
    quote = tables["quotes"].iloc[0].quote_id
    out, late = correction("quotes", quote, "reject", "yes"), correction("quotes", quote, "speaker", "Wang Yi")
    assert laid_over(tables, [out, late])[1] == [late]
    assert laid_over(tables, [late, out])[1] == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("moods,a,b,c,,,", "'moods' is no table: use articles, quotes"),
        ("quotes,a,mood,c,,,", "quotes.mood cannot be corrected: use speaker, reject"),
        ("quotes,,speaker,c,,,", "no key"),
        ("quotes,a,reject,no,,,", "reject = 'no': use yes"),
        ("articles,a,primary,no,,,", "primary = 'no': use yes"),
        ("articles,a,published_on,soon,,,", "published_on = 'soon': write a day as"),
        ("quotes,a", "7 cells expected"),
    ],
)
def test_a_line_that_is_none_says_why_and_the_rest_holds(line, reason):
    found, wrong = parse(f"{','.join(COLUMNS)}\n{line}\nquotes,a,speaker,Ann,,,\n")
    assert [c.value for c in found] == ["Ann"]
    assert len(wrong) == 1
    assert wrong[0].startswith("line 2: ")
    assert reason in wrong[0]


def test_other_columns_are_refused():
    assert parse("a,b\n1,2\n")[1] == ["the columns must be table,key,column,value,who,when,why, not a,b"]


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(
        lambda text: text == text.strip() and "\r" not in text and "\0" not in text
    )
)
def test_any_reason_comes_back(why):
    written = [Correction("quotes", "a", "speaker", "Ann", "me", "2026-11-24", why)]
    assert parse(to_text(written)) == (written, [])


def test_it_survives_a_new_extraction(tmp_path, samples):
    folder, store = tmp_path / "articles", tmp_path / "store"
    folder.mkdir()
    sample = sorted(samples.glob("*turning-point.md"))[0]
    (folder / sample.name).write_bytes(sample.read_bytes())
    extraction.build([folder], store=store)
    quote = Store(store).quotes().iloc[0]
    path = file_of(store)
    write(path, [correction("quotes", quote.quote_id, "speaker", "Wang Yi")])
    (folder / "more.txt").write_text("More\n\n“Canola waits,” said Ann Leroux.\n", "utf-8")
    extraction.build([folder], store=store)
    again = {name: getattr(Store(store), name)() for name in NAMES}
    rows = laid_over(again, read(path)[0])[0]["quotes"].set_index("quote_id")
    assert rows.loc[quote.quote_id, "speaker"] == "Wang Yi"
    path.unlink()
    assert read(path) == ([], [])
