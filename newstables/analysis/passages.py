"""A text and its rows → stretches to draw: overlaps kept, nothing but slices of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from newstables.analysis.certainty import certainty
from newstables.knowledge import country_names, load
from newstables.records import Change, Entity, Quote, Tariff

_PARAGRAPH = "\n"
_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to draw: the layer it belongs to, the side that colours it, and what is said on hover."""

    start: int
    end: int
    layer: str  # entity, quote, claim or lit
    side: str | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text with the marks that cover the whole of it, the outermost first."""

    text: str
    marks: tuple[Mark, ...]


def stretches(text: str, marks: Iterable[Mark]) -> list[Stretch]:
    """Cut the text at every mark's border. The pieces joined are the text; a mark outside it is ignored.

    >>> marks = [Mark(0, 3, "quote", None, ""), Mark(2, 4, "claim", None, "")]
    >>> [(stretch.text, len(stretch.marks)) for stretch in stretches("abcd", marks)]
    [('ab', 1), ('c', 2), ('d', 1)]
    """
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    opening: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(mark.start, []).append(mark)
    borders = sorted({0, len(text), *(m.start for m in inside), *(m.end for m in inside)})
    active: list[Mark] = []
    pieces = []
    for start, end in pairwise(borders):
        active = [mark for mark in active if mark.end > start] + opening.get(start, [])
        covering = sorted(active, key=lambda mark: (mark.start, -mark.end, mark.layer))
        pieces.append(Stretch(text[start:end], tuple(covering)))
    return pieces


def context(text: str, start: int, end: int, *, around: int = 140, across: bool = False) -> tuple[str, str]:
    """What stands before and after a passage: up to ``around`` characters of its paragraphs, cut between words.

    ``across``: of the paragraphs before and after them too.
    """
    first, last = (0, len(text)) if across else _paragraphs(text, start, end)
    left, right = max(first, start - around), min(last, end + around)
    before, after = text[left:start], text[end:right]
    if left > 0 and text[left - 1] != _PARAGRAPH:
        before = "…" + before.partition(" ")[2]
    if right < len(text) and text[right] != _PARAGRAPH:
        after = after.rpartition(" ")[0] + "…"
    return before, after


def _paragraphs(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the paragraphs reach that a passage stands in."""
    stop = text.find(_PARAGRAPH, end)
    return text.rfind(_PARAGRAPH, 0, start) + 1, len(text) if stop < 0 else stop


def in_one_line(text: str) -> str:
    r"""The text with a pilcrow in the place of each border between paragraphs.

    >>> in_one_line("One.\n\nTwo.")
    'One. ¶ Two.'
    """
    return _BREAK.sub(" ¶ ", text)


def marks_of(entities: Iterable[Entity], quotes: Iterable[Quote], tariffs: Iterable[Tariff]) -> list[Mark]:
    """The marks of one article's rows, one per stretch of a quote."""
    found = [Mark(row.start_char, row.end_char, "entity", row.side, f"{row.name} ({row.kind})") for row in entities]
    for row in quotes:
        words = f"{row.kind} quote: {row.speaker or 'speaker unresolved'}" + (f", {row.role}" if row.role else "")
        words += f" – {certainty(row.score)}"
        found += [Mark(start, end, "quote", row.side, words) for start, end in row.spans]
    found += [Mark(row.start_char, row.end_char, "claim", None, f"tariff claim: {claim_words(row)}") for row in tariffs]
    return found


def claim_words(claim: Tariff) -> str:
    """A claim in a few words: "China on Canada: canola seed, impose, 75.8%"."""
    goods = ", ".join(claim.goods) or "all or unspecified goods"
    rates = [
        f"{words}{rate:g}%"
        for words, rate in (("", claim.rate_percent), ("from ", claim.rate_from_percent))
        if rate is not None
    ]
    rate = " ".join(rates) or "rate not stated"
    change = "in place" if claim.change == Change.NONE else claim.change
    return f"{direction_words(claim.imposer, claim.target)}: {goods}, {change}, {rate}"


def direction_words(imposer: str | None, target: str | None) -> str:
    """Who taxes whose goods, given two codes: "China on Canada", or what of it the text does not say."""
    names = country_names(load())
    by, on = (names.get(code, code) if code else None for code in (imposer, target))
    if by and on:
        return f"{by} on {on}"
    if by:
        return f"{by}, target not stated"
    return f"on {on}, imposer not stated" if on else "parties not stated"
