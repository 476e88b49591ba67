"""Which reader takes which file, and how large it may be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from newstables.reading.article import MAX_CHARACTERS
from newstables.reading.draft import Found
from newstables.reading.page import read_page
from newstables.reading.rows import read_csv, read_jsonl, read_parquet, read_tsv
from newstables.reading.text import read_text


@dataclass(frozen=True, slots=True)
class Format:
    """A reader and the size from which its files are not even opened."""

    read: Callable[[bytes], Found]
    max_bytes: int


TEXT = Format(read_text, 4 * MAX_CHARACTERS)  # UTF-8 takes up to four bytes per character
PAGE = Format(read_page, 20_000_000)  # trafilatura's own limit; saved pages may hold their pictures
TABLE_BYTES = 256_000_000  # a table is held in memory as a whole

FORMATS: dict[str, Format] = {
    ".txt": TEXT,
    ".md": TEXT,
    ".html": PAGE,
    ".htm": PAGE,
    ".csv": Format(read_csv, TABLE_BYTES),
    ".tsv": Format(read_tsv, TABLE_BYTES),
    ".jsonl": Format(read_jsonl, TABLE_BYTES),
    ".parquet": Format(read_parquet, TABLE_BYTES),
}
_PAGE_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b", re.IGNORECASE)


def format_of(extension: str, start: bytes) -> Format:
    """The format by extension; an unknown one is a page where it starts as one, else plain text."""
    unknown = PAGE if _PAGE_START.match(start) else TEXT
    return FORMATS.get(extension.lower(), unknown)
