"""Quotes that the layout alone attributes: "NAME: …" transcripts and “…” — Name signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newstables.pipeline.found import Offsets, QuoteFound
from newstables.pipeline.quotation import Quotation
from newstables.records import CueKind, QuoteKind

# A speaker's label at the start of a line: in capitals, or "Q" and "A".
LABEL = re.compile(r"^[ \t]*[“\"]?([A-Z][A-Z.’'-]*(?: [A-Z][A-Z.’'-]*){0,4}):[ \t]+(\S[^\n]*)", re.MULTILINE)
MARKS = '“"'
REOPENED = re.compile(r"\s*\n\s*[“\"]([^\s\n][^\n]*)")
# A dash, then a capitalised name that ends the line.
NAME = r"[A-ZÀ-Þ][\w.’'-]*"
SIGNATURE = re.compile(
    rf"[^\S\n]*[―—–-]{{1,2}}[^\S\n]*({NAME}(?:[ ,]+(?:(?:of|the|de|van|von) )?{NAME}){{0,6}})[^\S\n]*(?=\n|$)"
)


def labelled(text: str) -> list[QuoteFound]:
    """The turns of a transcript; two lines with labels make one."""
    turns = list(LABEL.finditer(text))
    speakers = {turn.group(1) for turn in turns}
    if len(turns) < 2 or (len(speakers) < 2 and not speakers <= {"Q", "A"}):
        return []
    ends = [*(turn.start() for turn in turns[1:]), len(text)]
    return [
        QuoteFound(tuple(_spans(text, turn, end)), QuoteKind.DIRECT, None, CueKind.SPEECH, turn.span(1))
        for turn, end in zip(turns, ends, strict=True)
    ]


def _spans(text: str, turn: re.Match[str], end: int) -> Iterator[Offsets]:
    """What a turn says: its line, and the paragraphs behind it that marks re-open."""
    yield _unmarked(text, *turn.span(2))
    at = turn.end()
    while turn.group().lstrip()[0] in MARKS and (more := REOPENED.match(text, at, end)):
        yield _unmarked(text, more.start(1), more.end(1))
        at = more.end()


def signed(text: str, quotations: Sequence[Quotation]) -> list[QuoteFound]:
    """Quotations that open a line and that a name behind a dash closes."""
    found = []
    line_start = 0
    for quotation in quotations:
        line_start = max(line_start, text.rfind("\n", line_start, quotation.start) + 1)
        match = SIGNATURE.match(text, quotation.end)
        if match and not text[line_start : quotation.start].strip() and quotation.inner_start < quotation.inner_end:
            spans = ((quotation.inner_start, quotation.inner_end),)
            found.append(QuoteFound(spans, QuoteKind.DIRECT, None, CueKind.SPEECH, match.span(1)))
    return found


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    """A turn without blanks behind it and without marks around it."""
    end = start + len(text[start:end].rstrip())
    marked = end - start > 2 and text[start] in MARKS
    if end - start > 2 and text[end - 1] in '”"' and (marked or not text.count(text[end - 1], start, end - 1)):
        end -= 1
    return start + marked, end
