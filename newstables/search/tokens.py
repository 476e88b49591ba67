"""What a word is, for the index, for a query and for what is lit: one rule, so that the three always agree.

A word is a run of letters and digits; every other character parts words. Case and accents do not count: "Melanie" is
"Mélanie". Chinese and Japanese characters are words of their own, for they are written without spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_WORD_PATTERN = rf"""
    [{_ALONE}] [{_MARKS}]*               # one character that is a word
    | (?: [^\W_{_ALONE}] [{_MARKS}]* )+  # letters and digits, each with the accents that are written behind it
"""
_WORD = re.compile(_WORD_PATTERN, re.VERBOSE)
_NOT_ASCII = re.compile(
    rf"""
    (?: (?<! [0-9A-Za-z] ) (?= [0-9A-Za-z]* [^\x00-\x7f] ) | (?= [^\x00-\x7f] ) )
    (?P<word> {_WORD_PATTERN} )  # a word that holds such a character, or stands before one
    | [^\x00-\x7f]              # or one that parts words
    """,
    re.VERBOSE,
)
_TYPOGRAPHY = str.maketrans(dict.fromkeys("‘’“”„«»‹›–—…•·\u00a0\u2009\u202f", " "))


class Token(NamedTuple):
    """A word as it stands at ``text[start:end]``, and as it counts."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order, without overlaps.

    >>> [token.word for token in tokens("Mélanie’s U.S. trip: 中国, 25%")]
    ['melanie', 's', 'u', 's', 'trip', '中', '国', '25']
    """
    for match in _WORD.finditer(text):
        if word := folded(match[0]):
            yield Token(word, match.start(), match.end())


def words(text: str) -> list[str]:
    """The words of a text as they count, without their places."""
    return [word for written in _WORD.findall(text) if (word := folded(written))]


def folded(written: str) -> str:
    """A word without case and accents, letters and digits alone; "" where nothing is left.

    >>> folded("Mélanie"), folded("STRASSE") == folded("Straße")
    ('melanie', True)
    """
    return written.lower() if written.isascii() else _plain(written)


@lru_cache(maxsize=2**16)
def _plain(written: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", written).casefold())
    return "".join(filter(str.isalnum, plain))


def indexed(text: str) -> str:
    """A text as the index is given it, for SQLite's tokenizer "ascii", which takes all but ASCII for letters.

    ASCII stays as it is, for there SQLite's rule is ours; other words are folded, and what else parts words is a space.

    >>> indexed("Mélanie’s 中国 canola")
    ' melanie  s  中  国  canola'
    """
    plain = text.translate(_TYPOGRAPHY)
    return plain if plain.isascii() else _NOT_ASCII.sub(lambda match: f" {folded(match['word'] or '')} ", plain)
