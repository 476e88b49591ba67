"""A primary document, and the quotes of other articles held against its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate

import pandas as pd

from newstables.analysis.disagreement import disagreements
from newstables.analysis.statements import said
from newstables.analysis.wording import content
from newstables.analysis.wordwise import Run, differences, key
from newstables.records import Quote, QuoteKind

COLUMNS = ["quote_id", "verdict", "source_start", "source_end", "source_text", "differences"]
_WORD = re.compile(r"[^\s—–]+")
_GAP = re.compile(r"\s*(?:\[\s?(?:…|\.\.\.)\s?\]|…|\.\s?\.\s?\.)\s*")
_KEPT = 0.85  # of the words of quote and passage, in order, for the quote to be near
_SOME = 0.5  # for it to be the passage at all
_FEWEST = 3  # words in a row that the passage must have of a quote
_NOT = frozenset(["not", "no", "never", "nor", "neither", "none", "without", "cannot"])


class Verdict(StrEnum):
    """What a primary document says of a quote's words."""

    VERBATIM = "verbatim"
    NEAR = "near"  # a few words are other ones, or left out without a mark
    DIFFERS = "differs"  # the passage is there, but a figure, a "not" or many words are not the same
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class _Words:
    """A text as keys of words, with the place of each, and what stands in it in a row of the fewest words."""

    keys: list[str]
    places: list[tuple[int, int]]
    runs: frozenset[tuple[str, ...]]


def check_against_source(quotes: Sequence[Quote], source: str) -> pd.DataFrame:
    """Look for the words of direct and mixed quotes in the text of a primary document.

    Returns:
        One row per direct or mixed quote, in their order: quote_id, verdict (``Verdict``), source_start, source_end
        (code points of the source; null where not found), source_text (the passage; null too), differences (list of
        (``Run``, text): "only_left" is what the quote has and the document has not). What a quote leaves out with a
        mark ("…") is no difference. Who speaks is not compared, nor is whether the document is what they spoke from.
    """
    document = _words(source)
    rows = [
        (quote.quote_id, *_verdict(said(quote), source, document))
        for quote in quotes
        if quote.kind != QuoteKind.INDIRECT
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"source_start": "Int64", "source_end": "Int64"})


def _verdict(
    quoted: str, source: str, document: _Words
) -> tuple[str, int | None, int | None, str | None, list[tuple[Run, str]]]:
    """One verdict over the parts of a quote between its gaps, which must stand in their order to be verbatim."""
    parts = [part for part in _GAP.split(quoted) if key(part)]
    found: list[tuple[int, int]] = []
    runs: list[tuple[Run, str]] = []
    verdicts = []
    for part in parts:
        verdict, place, passage = _of_part(part, source, document)
        verdicts.append(verdict)
        if place is not None:
            found.append(place)
            runs += differences(part, passage)
    if not found:
        return Verdict.NOT_FOUND.value, None, None, None, []
    worst = max(verdicts, key=list(Verdict).index)
    if worst is Verdict.NOT_FOUND:  # a part is there, another is not
        worst = Verdict.DIFFERS
    if worst is Verdict.VERBATIM and found != sorted(found):
        worst = Verdict.NEAR
    start, end = min(start for start, _ in found), max(end for _, end in found)
    return worst.value, start, end, source[start:end], runs


def _of_part(part: str, source: str, document: _Words) -> tuple[Verdict, tuple[int, int] | None, str]:
    words = _words(part)
    sought = words.keys
    exact = _first(sought, document.keys)
    if exact is not None:
        first, last = exact
    elif words.runs.isdisjoint(document.runs) or not content(sought):
        return Verdict.NOT_FOUND, None, ""
    else:
        nearest = _nearest(sought, document.keys)
        if nearest is None:
            return Verdict.NOT_FOUND, None, ""
        first, last = nearest
    place = document.places[first][0], document.places[last][1]
    passage = source[slice(*place)]
    if exact is not None:
        return Verdict.VERBATIM, place, passage
    there = document.keys[first : last + 1]
    ratio = SequenceMatcher(None, sought, there, autojunk=False).ratio()
    denied = [sum(word in _NOT or word.endswith("n't") for word in side) for side in (sought, there)]
    same = not disagreements(part, passage, close=True) and denied[0] == denied[1]
    return (Verdict.NEAR if ratio >= _KEPT and same else Verdict.DIFFERS), place, passage


def _words(text: str) -> _Words:
    found = [(key(match.group()), match.span()) for match in _WORD.finditer(text)]
    found = [(word, place) for word, place in found if word]
    keys = [word for word, _ in found]
    return _Words(keys, [place for _, place in found], _runs(keys))


def _runs(keys: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(keys[at : at + _FEWEST]) for at in range(len(keys) - _FEWEST + 1))


def _first(sought: list[str], words: list[str]) -> tuple[int, int] | None:
    """The first and last word of the first place where the words stand in a row."""
    if not sought:
        return None
    for start, word in enumerate(words):
        if word == sought[0] and words[start : start + len(sought)] == sought:
            return start, start + len(sought) - 1
    return None


def _nearest(sought: list[str], words: list[str]) -> tuple[int, int] | None:
    """The first and last word of the stretch that has most of the words in order, if it has enough of them."""
    length = 2 * len(sought)
    wanted = set(sought)
    hits = [word in wanted for word in words]
    sums = [0, *accumulate(hits)]
    counts = [sums[min(start + length, len(words))] - sums[start] for start in range(max(len(words) - length // 2, 1))]
    best: tuple[int, int, int] | None = None
    for start in sorted(range(len(counts)), key=lambda at: (-counts[at], at))[:40]:
        blocks = SequenceMatcher(None, sought, words[start : start + length], autojunk=False).get_matching_blocks()
        blocks = [block for block in blocks if block.size]
        common = sum(block.size for block in blocks)
        if not blocks or common < _SOME * len(sought) or max(block.size for block in blocks) < _FEWEST:
            continue
        first, last = start + blocks[0].b, start + blocks[-1].b + blocks[-1].size - 1
        if best is None or (common, first - last) > (best[0], best[1] - best[2]):
            best = common, first, last
    return best[1:] if best is not None else None
