"""Text and what is stated about it → Article."""

from __future__ import annotations

import re
import textwrap
from datetime import datetime

from newstables.reading.boilerplate import mask
from newstables.reading.dates import published
from newstables.reading.draft import Draft
from newstables.reading.fields import DEFAULT_LANGUAGE, is_url, language_of, words_of
from newstables.reading.unreadable import UnreadableError
from newstables.records import Article, make_id

MAX_CHARACTERS = 2_000_000  # of one article; a long book has fewer
HEADLINE_CHARACTERS = 200  # longer first lines are paragraphs
SHORTENED_CHARACTERS = 80
_SENTENCE_END = re.compile(r"[.:,;][”’\"')\]]*$")
_HEADING_MARKS = re.compile(
    r"^#{1,6}\s+|(?<!\s)\s+#+$"
)  # from where spaces begin: else as slow as they are many, squared


def make_article(draft: Draft, *, file: str, read_at: datetime) -> tuple[Article, list[str]]:
    """The article of a draft, and notes on what was stated but not understood.

    Its id depends on content alone: title, outlet, date, address and text, never the path or the time of reading.

    Raises:
        UnreadableError: It holds no words, too many characters, or halves of characters.
    """
    text, stated = draft.text, draft.stated
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError(f"over-long: {len(text):,} characters, an article may have {MAX_CHARACTERS:,}")
    if not any(map(str.isalnum, text)):
        raise UnreadableError("empty: it holds no words")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnreadableError(f"character {error.start} of the text is half a character (a lone surrogate)") from error

    notes = []
    title = words_of(stated.get("title")) or title_of(text)
    outlet = words_of(stated.get("outlet"))
    date = published(stated.get("published"))
    if date.note:
        notes.append(date.note)
    url = words_of(stated.get("url"))
    if url and not is_url(url):
        notes.append(f"url not understood: {url[:80]}")
        url = None
    language = language_of(stated.get("language"))
    if language is None and "language" in stated:
        notes.append(f"language not understood, taken for {DEFAULT_LANGUAGE}: {words_of(stated['language'])}")
    when = date.at or date.on
    return Article(
        article_id=make_id(title, outlet, when and when.isoformat(), url, text),
        title=title,
        outlet=outlet,
        author=words_of(stated.get("author")),
        published_at=date.at,
        published_on=date.on,
        language=language or DEFAULT_LANGUAGE,
        url=url,
        file=file,
        text=text,
        words=len(text.split()),
        sample=(words_of(stated.get("sample")) or str(stated.get("sample"))).lower() in {"true", "yes", "1"},
        story_id=None,
        copy_of=None,
        topics=[],
        canada_china=False,
        read_at=read_at,
    ), notes


def title_of(text: str) -> str:
    r"""The first line that is not furniture where it reads as a headline, else its first words.

    >>> title_of("LATEST STORIES:\n\n# Carney meets Xi #\n\nThey met on Friday.")
    'Carney meets Xi'
    """
    lines = [line for line in mask(text).split("\n") if any(map(str.isalnum, line))]
    lines = lines or [line for line in text.split("\n") if any(map(str.isalnum, line))]
    first = " ".join(_HEADING_MARKS.sub("", lines[0].strip()).split())
    if len(first) <= HEADLINE_CHARACTERS and not _SENTENCE_END.search(first):
        return first
    shortened = textwrap.shorten(first, SHORTENED_CHARACTERS, placeholder="…")
    return shortened if any(map(str.isalnum, shortened)) else first[: SHORTENED_CHARACTERS - 1] + "…"
