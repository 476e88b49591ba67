"""Where a query's words stand in a text, and the passage that shows it best."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from newstables.search.query import Column, Phrase, Query, phrases
from newstables.search.tokens import Token, tokens

_AROUND = 110  # characters before and behind the words of a passage
_NEAR = 160  # characters that the words of one passage may be apart


@dataclass(frozen=True, slots=True)
class Hit:
    """What stands at ``text[start:end]`` is the phrase."""

    start: int
    end: int
    phrase: Phrase


def found_in(text: str, query: Query, column: Column = "text") -> list[Hit]:
    """The hits of a query in a title or a text, in order, without overlaps: the longest of those that overlap.

    >>> from newstables.search.query import parse
    >>> text = "Canola: Mélanie’s canola seeds"
    >>> [text[hit.start : hit.end] for hit in found_in(text, parse("melanie seed* OR canola"))]
    ['Canola', 'Mélanie', 'canola', 'seeds']
    """
    wanted = [phrase for phrase in phrases(query) if phrase.column in {None, column}]
    every = list(tokens(text))
    found = [hit for phrase in wanted for hit in _places(every, phrase)]
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def with_hits(articles: pd.DataFrame, query: Query) -> pd.DataFrame:
    """The articles with what to show of each.

    Reads ``title`` and ``text``. Adds hits and title_hits (lists of [start, end], possibly empty), and snippet_start
    and snippet_end (int): the passage of the text with most of the query in it, or its beginning.
    """
    hits = [found_in(text, query) for text in articles["text"]]
    titles = [found_in(title, query, "title") for title in articles["title"]]
    passages = [snippet(text, found) for text, found in zip(articles["text"], hits, strict=True)]
    return articles.assign(
        hits=pd.Series([_spans(found) for found in hits], index=articles.index, dtype=object),
        title_hits=pd.Series([_spans(found) for found in titles], index=articles.index, dtype=object),
        snippet_start=[start for start, _ in passages],
        snippet_end=[end for _, end in passages],
    )


def snippet(text: str, hits: list[Hit]) -> tuple[int, int]:
    """The passage, start and end, that holds most of the query: different phrases first, then hits, then the earliest.

    It lies in one paragraph and is cut between words.
    """
    if not hits:
        begin = len(text) - len(text.lstrip())
        return begin, _end(text, begin, begin + 2 * _AROUND)
    starts = [hit.start for hit in hits]
    best = (0, 0, 0)
    chosen = hits[:1]
    for first, hit in enumerate(hits):
        limit = min(hit.end + _NEAR, _paragraph_end(text, hit.end))
        group = hits[first : max(bisect_right(starts, limit), first + 1)]
        worth = (len({other.phrase for other in group}), len(group), -first)
        if worth > best:
            best, chosen = worth, group
    return _begin(text, chosen[0].start), _end(text, chosen[-1].end, chosen[-1].end + _AROUND)


def _places(every: list[Token], phrase: Phrase) -> Iterator[Hit]:
    """Where a phrase stands among the tokens of a text; places may overlap."""
    *exact, last = phrase.words
    length = len(phrase.words)
    for at in range(len(every) - length + 1):
        token = every[at + length - 1]
        if (token.word == last or (phrase.begins and token.word.startswith(last))) and all(
            every[at + offset].word == word for offset, word in enumerate(exact)
        ):
            yield Hit(every[at].start, token.end, phrase)


def _spans(hits: Iterable[Hit]) -> list[list[int]]:
    return [[hit.start, hit.end] for hit in hits]


def _begin(text: str, at: int) -> int:
    """Up to ``_AROUND`` characters before a place, in its paragraph, at the beginning of a word."""
    paragraph = text.rfind("\n", 0, at) + 1
    if at - paragraph <= _AROUND:
        return paragraph
    space = text.find(" ", at - _AROUND, at)
    return space + 1 if space >= 0 else at - _AROUND


def _end(text: str, at: int, limit: int) -> int:
    """Up to a limit behind a place, in its paragraph, at the end of a word."""
    paragraph = _paragraph_end(text, at)
    if paragraph <= limit:
        return paragraph
    space = text.rfind(" ", at, limit)
    return space if space >= 0 else limit


def _paragraph_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
