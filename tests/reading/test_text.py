"""Plain text, Markdown and front matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from newstables.reading import read_articles, read_file

FRONT_MATTER = """---
title: "Canola: a calendar"
source: The Maple Wire
byline: [Ann Leroux, Bo Chen]
date: 2025-10-31T20:30:00-04:00
link: https://example.org/canola
lang: en-CA
sample: true
mood: ignored
---

Growers wait.
"""


def test_front_matter_is_stated_and_left_out_of_the_text(article):
    read = article("a.md", FRONT_MATTER)
    assert (read.title, read.outlet, read.author) == ("Canola: a calendar", "The Maple Wire", "Ann Leroux, Bo Chen")
    assert read.published_at == datetime(2025, 11, 1, 0, 30, tzinfo=UTC)
    assert read.published_on == date(2025, 10, 31)
    assert (read.url, read.language, read.sample) == ("https://example.org/canola", "en", True)
    assert (read.text, read.words, read.file) == ("\nGrowers wait.\n", 2, "a.md")
    assert (read.story_id, read.copy_of) == (None, None)


def test_txt_may_have_front_matter_with_any_newlines(article):
    assert article("a.txt", FRONT_MATTER.replace("\n", "\r\n")).text == "\nGrowers wait.\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("title: 1984", "1984"),
        ("title: no", "no"),
        ("title: 2025-01-01", "2025-01-01"),
        ("TITLE: Loud", "Loud"),
        ("Headline: Other name", "Other name"),
        ("title: ~\nheadline: Second name", "Second name"),
        ("# a comment\ntitle: After a comment", "After a comment"),
        ("title: >\n  Folded\n  over lines", "Folded over lines"),
        ("outlet: No title here", "Growers wait"),
    ],
)
def test_titles_are_taken_as_written(article, written, value):
    assert article("a.md", f"---\n{written}\n---\nGrowers wait\n").title == value


@pytest.mark.parametrize(
    ("source", "outlet", "url"),
    [
        ("source: CBC", "CBC", None),
        ("source: https://example.org/a", None, "https://example.org/a"),
        ("source: CBC\nurl: https://example.org/a", "CBC", "https://example.org/a"),
        ("source: https://example.org/a\noutlet: CBC", "CBC", "https://example.org/a"),
    ],
)
def test_a_source_is_an_outlet_or_an_address(article, source, outlet, url):
    read = article("a.md", f"---\n{source}\n---\nGrowers wait\n")
    assert (read.outlet, read.url) == (outlet, url)


@pytest.mark.parametrize(
    ("block", "start"),
    [
        ("title: Carney: a turning point", "front matter line 2: mapping values are not allowed here"),
        ("title: fine\nauthor: [Ann", "front matter line 4:"),
        ('title: "open', "front matter line 3: found unexpected end of stream"),
        ("title: *nowhere", "front matter line 2: found undefined alias"),
        ("title: a\x07b", "front matter: unacceptable character"),
        ("title: " + "[" * 5000, "front matter"),
    ],
)
def test_broken_front_matter_is_named_by_line(reason, block, start):
    assert reason("a.md", f"---\n{block}\n---\nGrowers wait\n").startswith(start)


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule, then text.\n---\nMore.\n",
        "---\nNo closing line: none at all\n",
        "---\n---\nWords.",
        "--- \nA rule with a space",
        "Words.\n---\ntitle: below\n---\n",
    ],
)
def test_a_rule_opens_no_front_matter(article, text):
    assert article("a.md", text).text == text


@pytest.mark.parametrize(
    ("stated", "note"),
    [
        ("published: yesterday", "published not understood: yesterday (no year of four digits)"),
        ("url: javascript:alert(1)", "url not understood: javascript:alert(1)"),
        ("language: Klingon", "language not understood, taken for en: Klingon"),
    ],
)
def test_what_is_not_understood_is_null_and_noted(read, stated, note):
    reading = read("a.md", f"---\n{stated}\n---\nGrowers wait\n")
    assert reading.notes == (note,)
    [article] = reading.articles
    assert (article.published_at, article.published_on, article.url, article.language) == (None, None, None, "en")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Carney meets Xi\n\nThey met.", "Carney meets Xi"),
        ("LATEST STORIES:\n\n.\nCarney meets Xi\nThey met.", "Carney meets Xi"),
        ("## Carney *meets* Xi\nThey met.", "Carney *meets* Xi"),
        ("Will Beijing pay?\nNo.", "Will Beijing pay?"),
        ("It rained.", "It rained."),
        (
            "Prime Minister Mark Carney is preparing to meet with Chinese president Xi Jinping Friday, in South Korea.",
            "Prime Minister Mark Carney is preparing to meet with Chinese president Xi…",
        ),
        ("word " * 50, "word word word word word word word word word word word word word word word word…"),
        ("x" * 300, "x" * 79 + "…"),
        ("“We wait,” he said.”\n", "“We wait,” he said.”"),
        ("Advertisement", "Advertisement"),
    ],
)
def test_a_title_is_a_headline_or_the_first_words(article, text, title):
    assert article("a.txt", text).title == title


def test_nothing_is_guessed_for_plain_text(article):
    read = article("2025-10-31-a.txt", "By Ann Leroux, Oct. 31, 2025\n\nGrowers wait.")
    assert (read.published_at, read.published_on, read.outlet, read.author, read.url) == (None,) * 5


@pytest.mark.parametrize("content", ["", " \n\t\r\n", "\ufeff", "\ufeff \n", "…\n—\n", "---\ntitle: Only\n---\n"])
def test_no_words_are_empty(reason, content):
    assert reason("a.md", content) == "empty: it holds no words"


def test_the_id_depends_on_content_alone(tmp_path):
    def read(name: str, content: str):
        (tmp_path / name).write_text(content, "utf-8")
        [article] = read_file(tmp_path / name).articles
        return article

    one = read("one.md", FRONT_MATTER)
    two = read("two.txt", FRONT_MATTER.replace("mood: ignored\n", ""))
    assert replace(two, file=one.file, read_at=one.read_at) == one
    for old, new in (
        ("a calendar", "an almanac"),
        ("Maple", "Elm"),
        ("20:30", "20:31"),
        ("/canola", "/c"),
        ("wait", "go"),
    ):
        assert read("three.md", FRONT_MATTER.replace(old, new)).article_id != one.article_id


CONTROLS = [chr(code) for code in (*range(9), *range(11, 32), *range(127, 160)) if code != 13]


@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters=CONTROLS), min_size=1), mark=st.booleans()
)
@example(text="a\rb\r\nc\n\r", mark=False)
@example(text="\ufeffa", mark=True)
@example(text="a\u2028b\u0085c\u3000 ", mark=False)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_reads_back_as_it_was_written(tmp_path, text, mark):
    assume(any(map(str.isalnum, text)))
    assume(not text.startswith("---") and (mark or not text.startswith("\ufeff")))
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" * mark + text.encode())
    [article] = read_articles([path])
    assert article.text == text.replace("\r\n", "\n").replace("\r", "\n")
    assert article.title.strip() != ""


@given(
    data=st.binary(max_size=300)
    | st.text().map(lambda text: ("---\na: " + text + "\n---\n").encode("utf-8", "replace"))
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@pytest.mark.parametrize("extension", ["txt", "md", "html", "csv", "tsv", "jsonl", "parquet", "docx"])
def test_no_bytes_raise(tmp_path, extension, data):
    path = tmp_path / f"a.{extension}"
    path.write_bytes(data)
    reading = read_file(path)
    assert reading.articles or reading.errors
    assert all("\n" not in error.reason and error.reason for error in reading.errors)
