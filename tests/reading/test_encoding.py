"""Which bytes are text, and in which encoding."""

from __future__ import annotations

import codecs

import pytest

WORDS = "“Café” in Montréal – the minister’s plan.\n"
CHINESE = "加拿大总理卡尼星期五在韩国会见了中国国家主席习近平。双方同意恢复关系。\n"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + WORDS.encode("utf-32-be"),
    ],
)
def test_unicode_is_read_without_its_mark(article, data):
    assert article("a.txt", data).text == WORDS


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WORDS, "cp1252"),
        ("It rained in Montréal.", "cp1252"),
        ("Plain words. " * 20_000 + "\nMontréal.", "cp1252"),
        ("Le ministre a déclaré que le Québec était prêt à négocier.\n" * 3, "cp1252"),
        (CHINESE, "gb18030"),
    ],
)
def test_another_encoding_is_guessed_and_noted(read, text, encoding):
    reading = read("a.txt", text.encode(encoding))
    assert reading.notes == (f"encoding guessed: {encoding}",)
    assert reading.articles[0].text == text


def test_a_cut_utf8_file_is_no_other_encoding(read):
    reading = read("a.txt", (WORDS + "“").encode()[:-1])
    assert reading.notes == ("1 broken UTF-8 sequence(s) read as \ufffd",)
    assert reading.articles[0].text == WORDS + "\ufffd"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7 words", "binary, not text: a PDF"),
        (b"PK\x03\x04 words", "binary, not text: a ZIP archive, such as DOCX or XLSX"),
        (b"\x89PNG\r\n\x1a\n", "binary, not text: a PNG image"),
        (b"\xff\xd8\xff\xe0 words", "binary, not text: a JPEG image"),
        (b"{\\rtf1 words}", "binary, not text: an RTF document"),
        (b"PAR1 words", "binary, not text: a Parquet table"),
        (b"words\x00words", "binary, not text: it holds zero bytes"),
        (WORDS.encode("utf-16-le"), "binary, not text: it holds zero bytes"),
        (b"words \x01\x02\x03\x04 words", "binary, not text: it is full of control characters"),
        (bytes(range(1, 256)), "binary, not text: no known encoding reads it"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "it starts as utf-16-le but breaks at byte 2: save it anew as UTF-8"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv", "a.tsv", "a.jsonl"])
def test_binary_files_are_named(reason, name, data, expected):
    assert reason(name, data) == expected
