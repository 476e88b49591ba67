"""Quotation marks: which stretches of a text stand between them. No words are read here, only marks.

Marks come straight and curly, as ``''`` and as British single marks; apostrophes look like some of them. A paragraph is
a line. A mark that nothing closes holds to the end of its paragraph, so that a stray one costs no other quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

# "''" and "``" are double marks; a run of any other marks is read mark by mark.
MARK = re.compile(r"''|``|[“”„«»\"‘’‚‹›']")
DOUBLE = frozenset({"''", "``", "“", "”", "„", "«", "»", '"'})
ONLY_OPEN = frozenset({"``", "„", "«", "‚", "‹"})
ONLY_CLOSE = frozenset({"»", "›"})
BEFORE_OPEN = frozenset("([{—–-―:,/")
OPEN = -1  # the end of a quotation that is still open
# Words that drop their beginning: their mark is an apostrophe.
ELIDED = re.compile(r"(?:em|til|tis|twas|cause|bout|n|round|\d\d(?:s|\b))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between marks: ``start`` to ``end`` with them, ``inner_start`` to ``inner_end`` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    nested: bool = False  # stands inside another quotation
    closed: bool = True  # False: no closing mark; it holds to the end of the paragraph
    single: bool = False  # between single marks
    reopens: bool = False  # carries on the unclosed quotation of the paragraph before


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool  # it can open
    closes: bool  # it can close
    double: bool
    sure: bool  # not a possessive: "the growers’ land"


def find_quotations(text: str) -> list[Quotation]:
    """All quotations of a text in the order of their opening marks, nested ones included.

    Args:
        text: Any text; a line is a paragraph.

    Returns:
        Quotations that obey ``start < inner_start <= inner_end <= end``; outer ones never overlap.

    >>> text = "‘It’s the growers’ land,’ he said."
    >>> [text[quotation.inner_start : quotation.inner_end] for quotation in find_quotations(text)]
    ['It’s the growers’ land,']
    """
    found: list[Quotation] = []
    before: Quotation | None = None  # the outer quotation that the paragraph before left open
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        stretches = _in_paragraph(text, line.start(), line.end())
        if before is not None and stretches and not text[line.start() : stretches[0].start].strip():
            stretches[0] = replace(stretches[0], reopens=stretches[0].single == before.single)
        found.extend(stretches)
        outer = [quotation for quotation in stretches if not quotation.nested]
        before = outer[-1] if outer and not outer[-1].closed else None
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    while end > start and text[end - 1].isspace():
        end -= 1
    marks = list(_marks(text, start, end))
    found: list[Quotation] = []
    stack: list[tuple[_Mark, int]] = []  # open marks, and where their quotation stands in ``found``
    ends = _closers(marks)

    def close(mark: _Mark) -> None:
        _, place = stack.pop()
        found[place] = replace(found[place], inner_end=mark.start, end=mark.end)

    for i, mark in enumerate(marks):
        closed = next((k for k in reversed(range(len(stack))) if _closes(stack[k][0], mark, i, ends)), None)
        if closed is not None and not (len(stack) == 1 and mark.opens and _closes_twice(marks, i)):
            del stack[closed + 1 :]  # a mark inside that nothing closed was a stray one
            close(mark)
        elif mark.opens and (mark.double or mark.start in ends):
            if stack and mark.double and stack[0][0].double and not _closes_twice(marks, i):
                place = stack[0][1]  # two openings and one closing: the first was a stray one
                found[place:] = [replace(quotation, nested=False) for quotation in found[place + 1 :]]
                stack.clear()
            if len(stack) < 2:
                stack.append((mark, len(found)))
                found.append(Quotation(mark.start, OPEN, mark.end, OPEN, len(stack) > 1, single=not mark.double))
    if stack:
        place = stack[0][1]
        found[place] = replace(found[place], inner_end=end, end=end, closed=False)
    return [quotation for quotation in found if quotation.end != OPEN]


def _closes(opening: _Mark, mark: _Mark, i: int, ends: dict[int, int]) -> bool:
    if mark.double or opening.double:
        return mark.closes and mark.double and opening.double
    return ends.get(opening.start) == i


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """The marks of a paragraph with what each can do; apostrophes inside words are left out."""
    for match in MARK.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        left = text[at - 1] if at > start else " "
        right = text[after] if after < end else " "
        double = mark in DOUBLE
        free_left = left.isspace() or left in BEFORE_OPEN or MARK.fullmatch(left) is not None
        opens = free_left and not right.isspace() and mark not in ONLY_CLOSE
        closes = not left.isspace() and mark not in ONLY_OPEN and (double or not right.isalnum())
        if mark in {"“", "‘"}:  # typed as a closing mark only where it cannot open
            opens = not right.isspace() or left.isspace()
            closes = closes and not opens
        elif left.isspace() or left in "([":
            closes = False
        elif double and not right.isalnum():
            opens = opens and MARK.fullmatch(left) is not None
        if not double and ELIDED.match(text, after, end):
            opens = False
        if opens or closes:
            possessive = left in "sS" and right == " " and text[after + 1 : after + 2].isalpha()
            yield _Mark(at, after, opens, closes, double, sure=not possessive)


def _closers(marks: Sequence[_Mark]) -> dict[int, int]:
    """Where each single mark that opens is closed: at the first sure mark before the next opening, else at the first.

    Keys are the offsets of the opening marks, values are places in ``marks``.
    """
    ends: dict[int, int] = {}
    sure: int | None = None
    likely: int | None = None
    for i in range(len(marks) - 1, -1, -1):
        mark = marks[i]
        if mark.double:
            continue
        if mark.closes:
            likely = i
            sure = i if mark.sure else sure
        elif mark.opens:
            best = sure if sure is not None else likely
            if best is not None:
                ends[mark.start] = best
            sure = likely = None
    return ends


def _closes_twice(marks: Sequence[_Mark], i: int) -> bool:
    """Whether the double mark ``i``, met inside a quotation, is closed and then the quotation too."""
    following = [mark for mark in marks[i + 1 : i + 8] if mark.double][:2]
    return len(following) == 2 and all(mark.closes and not mark.opens for mark in following)
