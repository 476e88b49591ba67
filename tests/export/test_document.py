"""Word documents: every entry in its place, any text as text, nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstables.export.document import document

FIELDS = ("heading", "words", "who", "around", "citation", "place", "link")
HOSTILE = '<w:p/> &lt; ]]> =1+1 {HYPERLINK "http://x"} \x00\x01\ufffe javascript:alert(1) \u202e'


def _entries(*rows: dict[str, str | None]) -> pd.DataFrame:
    filled = [{name: row.get(name, None if name == "link" else name) for name in FIELDS} for row in rows]
    return pd.DataFrame(filled, columns=list(FIELDS)).astype(dict.fromkeys(FIELDS[:-1], "str"))


def _opened(rows: pd.DataFrame, **options) -> docx.document.Document:
    return docx.Document(io.BytesIO(document(rows, **({"title": "Title", "preface": []} | options))))


def _expected(text: str) -> str:
    """As python-docx reads a text back: a carriage return is a line break too."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text).replace("\r", "\n")


def test_entries_under_their_headings():
    rows = _entries({"heading": "Carney", "words": "“One”"}, {"heading": "Carney"}, {"heading": "Xi"})
    opened = _opened(rows, title="Quotes", preface=["3 quotes."])
    told = [(paragraph.style.name, paragraph.text) for paragraph in opened.paragraphs]
    assert told[:4] == [
        ("Heading 1", "Quotes"),
        ("Preface", "3 quotes."),
        ("Heading 2", "Carney"),
        ("List Number", "“One”"),
    ]
    assert told[4:7] == [("Who", "who"), ("Around", "around"), ("Source", "citation [place]")]
    assert [style for style, _ in told].count("List Number") == 3
    assert [text for style, text in told if style == "Heading 2"] == ["Carney", "Xi"]
    assert (opened.core_properties.title, opened.core_properties.author) == ("Quotes", "")


def test_pages_are_numbered():
    with zipfile.ZipFile(io.BytesIO(document(_entries({}), title="T", preface=[]))) as parts:
        [foot] = [name for name in parts.namelist() if "footer" in name and name.endswith(".xml")]
        assert b'w:instr="PAGE"' in parts.read(foot)
        assert not [name for name in parts.namelist() if name.endswith((".bin", ".vbs"))]


def test_links_lead_where_they_say():
    links = [f"https://example.org/{number}#:~:text=a%20b,-c" for number in range(3)]
    opened = _opened(_entries(*({"link": link} for link in links), {}))
    found = [link for paragraph in opened.paragraphs for link in paragraph.hyperlinks]
    assert [link.url for link in found] == links
    assert {link.text for link in found} == {"Open at these words"}


@given(words=st.text(), heading=st.text())
@settings(max_examples=30)
def test_any_text_survives(words, heading):
    opened = _opened(_entries({"words": words, "around": words, "citation": words, "place": "p", "heading": heading}))
    told = {paragraph.style.name: paragraph.text for paragraph in opened.paragraphs}
    assert told["List Number"] == told["Around"] == _expected(words)
    assert told["Source"] == f"{_expected(words)} [p]"


@pytest.mark.parametrize("field", FIELDS[:-1])
def test_hostile_text_is_text(field):
    opened = _opened(_entries({field: HOSTILE}), title=HOSTILE, preface=[HOSTILE])
    assert _expected(HOSTILE) in "\n".join(paragraph.text for paragraph in opened.paragraphs[2:])
    assert not [link for paragraph in opened.paragraphs for link in paragraph.hyperlinks]


def test_nothing_to_print():
    assert [paragraph.text for paragraph in _opened(_entries(), preface=["0 quotes."]).paragraphs] == [
        "Title",
        "0 quotes.",
    ]
