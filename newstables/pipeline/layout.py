"""Quotes that the layout alone attributes: "NAME: …" transcripts and “…” — Name signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newstables.pipeline.found import QuoteFound
from newstables.pipeline.quotation import Quotation
from newstables.records import CueKind, QuoteKind

# A speaker's label at the start of a line: in capitals, or "Q" and "A".
LABEL = re.compile(r"^[ \t]*[“\"]?([A-Z][A-Z.’'-]*(?: [A-Z][A-Z.’'-]*){0,4}):[ \t]+(\S[^\n]*)", re.MULTILINE)
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
    return [
        QuoteFound((_unmarked(text, *turn.span(2)),), QuoteKind.DIRECT, None, CueKind.SPEECH, turn.span(1))
        for turn in turns
    ]


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
    if end - start > 2 and text[start] in '“"' and text[end - 1] in '”"':
        return start + 1, end - 1
    return start, end
