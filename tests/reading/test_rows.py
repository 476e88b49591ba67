"""Tables with one article per row."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.reading import read_bytes
from newstables.reading.article import MAX_CHARACTERS

ROWS = [
    {
        "Headline": "Growers, wait",
        "Full Text": "One.\nLine “two”.",
        "Media_Name": "Wire",
        "publishDate": "2025-10-31",
    },
    {"Headline": "Second", "Full Text": "More words.", "Media_Name": "Herald", "publishDate": "Oct. 31, 2025"},
]


def delimited(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def jsonl(*rows: object) -> str:
    return "\n".join(json.dumps(row) for row in rows)


def parquet(rows: object) -> bytes:
    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return sink.getvalue().to_pybytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", delimited(ROWS)),
        ("a.csv", delimited(ROWS, ";")),
        ("a.csv", delimited(ROWS, "\t")),
        ("a.csv", "\ufeff" + delimited(ROWS)),
        ("a.csv", delimited(ROWS).encode("utf-16")),
        ("a.csv", "\n" + delimited(ROWS).replace("\r\n", "\n") + "\n\n"),
        ("a.csv", delimited(ROWS).replace("\r\n", "\r")),
        ("a.tsv", delimited(ROWS, "\t")),
        ("a.jsonl", jsonl(*ROWS)),
        ("a.jsonl", jsonl(*ROWS).replace("\n", "\r\n") + "\r\n"),
        ("a.parquet", parquet(ROWS)),
    ],
)
def test_every_row_is_an_article(read, name, content):
    reading = read(name, content)
    assert (reading.errors, reading.notes) == ((), ())
    one, two = reading.articles
    assert (one.title, one.text, one.outlet, one.file) == (
        "Growers, wait",
        "One.\nLine “two”.",
        "Wire",
        f"{name}#1",
    )
    assert (two.title, two.text, two.outlet, two.file) == ("Second", "More words.", "Herald", f"{name}#2")
    assert one.published_on == two.published_on == date(2025, 10, 31)


def test_media_cloud_columns(article):
    row = {
        "id": "9f", "indexed_date": "2025-11-02 01:02:03", "language": "en", "media_name": "ctvnews.ca",
        "media_url": "ctvnews.ca", "publish_date": "2025-10-31", "title": "Growers wait", "url": "https://example.org/a",
        "text": "Words.",
    }  # fmt: skip
    read = article("a.csv", delimited([row]))
    assert (read.outlet, read.published_on, read.published_at) == ("ctvnews.ca", date(2025, 10, 31), None)
    assert (read.title, read.url, read.language) == ("Growers wait", "https://example.org/a", "en")


def test_what_extract_prints_can_be_read(article):
    read = article(
        "a.jsonl", jsonl({"title": "T", "published_on": "2025-10-31", "text": "Words.", "quotes": [{"a": 1}]})
    )
    assert (read.title, read.published_on, read.text) == ("T", date(2025, 10, 31), "Words.")


def test_typed_columns_of_parquet(read):
    at = datetime(2025, 10, 31, 20, 30, tzinfo=UTC)
    table = pa.table(
        {
            "text": pa.array(["One.", "Two.", None, "Four."]).dictionary_encode(),
            "published_at": pa.array([at, None, at, at], pa.timestamp("ns", tz="America/Toronto")),
            "date": pa.array([None, date(2025, 10, 30), None, None], pa.date32()),
            "authors": [["A B", "C D"], [], None, None],
            "other": [1, 2, 3, 4],
            "sample": [True, False, None, None],
        }
    )
    reading = read("a.parquet", parquet(table))
    assert [(error.path, error.reason) for error in reading.errors] == [("a.parquet#3", "empty: it holds no words")]
    one, two, four = reading.articles
    assert (one.published_at, one.published_on, one.author, one.sample) == (at, date(2025, 10, 31), "A B, C D", True)
    assert (two.published_at, two.published_on, two.author, two.sample) == (None, date(2025, 10, 30), None, False)
    assert four.file == "a.parquet#4"


@pytest.mark.parametrize("kind", [pa.timestamp("us"), pa.timestamp("us", "America/Toronto"), pa.date32()])
def test_a_day_that_no_calendar_has_costs_no_article_of_parquet(read, kind):
    far = pa.array([0, 2**31 - 1, None], pa.int32()) if kind == pa.date32() else pa.array([0, 2**58, None])
    reading = read("a.parquet", parquet(pa.table({"text": ["One.", "Two.", "Three."], "date": far.cast(kind)})))
    assert reading.errors == ()
    assert [article.published_on is None for article in reading.articles] == [False, True, True]
    [note] = reading.notes
    assert note.startswith("#2: published not understood: ")


NO_TEXT = "no column of text: the columns are id, title; call it one of text, body, content"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "id,title\n1,T\n"),
        ("a.tsv", "id\ttitle\n1\tT\n"),
        ("a.jsonl", jsonl({"id": 1, "title": "T"}, {"id": 2})),
        ("a.parquet", parquet([{"id": 1, "title": "T"}])),
    ],
)
def test_a_table_without_text_names_its_columns(reason, name, content):
    assert reason(name, content).startswith(NO_TEXT)


LONG = "word " * (MAX_CHARACTERS // 5 + 1)


@pytest.mark.parametrize(
    ("name", "content", "where", "reason"),
    [
        ("a.csv", "title,text\nT,One.\nT\nT,Three.\n", "#2", "1 cells where the header has 2"),
        ("a.csv", "title,text\nT,One.\nT,a,b\nT,Three.\n", "#2", "3 cells where the header has 2"),
        ("a.csv", "title,text\nT,One.\nT,  \nT,Three.\n", "#2", "empty: it holds no words"),
        ("a.csv", 'title,text\nT,One.\nT,"a"b\nT,Three.\n', "#2", "its cells cannot be told apart: ',' expected after"),
        ("a.csv", f"title,text\nT,One.\nT,{LONG}\nT,Three.\n", "#2", "over-long: 2,000,005 characters"),
        (
            "a.csv",
            f"title,text\nT,One.\nT,{LONG * 3}\nT,Three.\n",
            "#2",
            "its cells cannot be told apart: field larger",
        ),
        ("a.tsv", "title\ttext\nT\tOne.\nT\t\nT\tThree.\n", "#2", "empty: it holds no words"),
        ("a.jsonl", '{"text": "One."}\n{"text": \n{"text": "Three."}', "#2", "not JSON: Expecting value"),
        ("a.jsonl", '{"text": "One."}\n[1]\n{"text": "Three."}', "#2", "not a JSON object"),
        ("a.jsonl", '{"text": "One."}\n{"text": 7}\n{"text": "Three."}', "#2", "its text is of type int"),
        ("a.jsonl", '{"text": "One."}\n{"title": "T"}\n{"text": "Three."}', "#2", "empty: it holds no words"),
        ("a.jsonl", '{"text": "One."}\n' + "[" * 100_000 + '\n{"text": "Three."}', "#2", "not JSON"),
        ("a.jsonl", '{"text": "One."}\n' + "9" * 5_000 + '\n{"text": "Three."}', "#2", "not"),
        (
            "a.jsonl",
            '{"text": "One."}\n{"text": "a\\ud800"}\n{"text": "Three."}',
            "#2",
            "character 1 of the text is half",
        ),
        ("a.parquet", parquet([{"text": "One."}, {"text": " "}, {"text": "Three."}]), "#2", "empty: it holds no words"),
    ],
)
def test_a_bad_row_is_named_and_the_others_go_on(read, name, content, where, reason):
    reading = read(name, content)
    assert [article.text for article in reading.articles] == ["One.", "Three."]
    assert [article.file for article in reading.articles] == [f"{name}#1", f"{name}#3"]
    [error] = reading.errors
    assert error.path == name + where
    assert error.reason.startswith(reason)


def test_an_open_quotation_mark_costs_its_own_rows_alone(read):
    rows = "".join(f'T{number},"Text {number}."\n' for number in range(3, 9))
    reading = read("a.csv", f'title,text\nT1,"Text 1."\nT2,"Text 2.\n{rows}')
    assert [article.text for article in reading.articles] == ["Text 1.", *(f"Text {n}." for n in range(4, 9))]
    assert [error.path for error in reading.errors] == ["a.csv#2"]


def test_notes_name_their_row(read):
    reading = read("a.csv", "text,date,url\nOne.,03/04/2025,https://example.org\nTwo.,,ftp://example.org\n")
    assert reading.notes == (
        "#1: published not understood: 03/04/2025 (day or month first?)",
        "#2: url not understood: ftp://example.org",
    )


def test_half_a_character_in_a_title_is_replaced(article):
    assert article("a.jsonl", '{"text": "One.", "title": "a\\ud800b"}').title == "a?b"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", "text\n", "empty: it holds no articles"),
        ("a.csv", '"a\nb",c\n1,2\n', "no column of text: the columns are a b, c; call it one of"),
        ("a.csv", '"te\n', "its header cannot be read: unexpected end of data"),
        ("a.jsonl", "\n\n", "empty: it holds no words"),
        ("a.parquet", parquet(pa.table({"text": pa.array([], pa.string())})), "empty: it holds no articles"),
        ("a.parquet", b"PAR1 no more", "not a sound Parquet table: "),
        ("a.parquet", parquet(ROWS)[:-20], "not a sound Parquet table: "),
        ("a.parquet", b"words", "not a sound Parquet table: "),
        ("a.parquet", parquet(ROWS).replace(b"Second", b"Sec\xff\xffd"), "not a sound Parquet table: "),
    ],
)
def test_a_table_that_cannot_be_read_gives_one_reason(reason, name, content, expected):
    assert reason(name, content).startswith(expected)


def test_a_guessed_encoding_is_noted_once(read):
    reading = read("a.csv", delimited(ROWS).encode("cp1252"))
    assert reading.notes == ("encoding guessed: cp1252",)
    assert reading.articles[0].text == "One.\nLine “two”."


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n",;\t'), max_size=40)


@given(rows=st.lists(st.fixed_dictionaries({"text": CELLS, "title": CELLS, "other": CELLS}), min_size=1, max_size=5))
@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "parquet"])
def test_the_text_of_every_row_comes_back_as_it_was_written(ending, rows):
    write = {"csv": delimited, "tsv": lambda rows: delimited(rows, "\t"), "jsonl": lambda rows: jsonl(*rows)}
    data = parquet(rows) if ending == "parquet" else write[ending](rows).encode()
    reading = read_bytes(data, shown=f"a.{ending}")
    worded = [row["text"] for row in rows if any(map(str.isalnum, row["text"]))]
    assert [article.text for article in reading.articles] == worded
    blank = sum(not "".join(row.values()).strip() for row in rows)  # passed over in silence, as empty lines are
    assert len(rows) - len(worded) - blank <= len(reading.errors) <= max(1, len(rows) - len(worded))
