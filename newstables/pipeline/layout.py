"""Quotes that the layout alone attributes: "NAME: …" transcripts and “…” — Name signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newstables.pipeline.found import QuoteFound
from newstables.pipeline.quotation import Quotation
from newstables.records import CueKind, QuoteKind

# A speaker's label at the start of a line, in capitals or "Q" and "A".
LABEL = re.compile(r"^[ \t]*[“\"]?([A-Z][A-Z.’'-]*(?: [A-Z][A-Z.’'-]*){0,4}):[ \t]+(\S[^\n]*?)[ \t]*$", re.MULTILINE)
# A dash, then a capitalised name that ends the line.
SIGNATURE = re.compile(r"[^\S\n]*[―—–-]{1,2}[^\S\n]*((?:[A-ZÀ-Þ][\w.’'-]*[ ,]*(?:(?:of|the|de|van|von) )?){1,7})[^\S\n]*(?=\n|$)")


def labelled(text: str) -> list[QuoteFound]:
    """The turns of a transcript; two lines with labels make one."""
    turns = list(LABEL.finditer(text))
    speakers = {turn.group(1) for turn in turns}
    if len(turns) < 2 or len(speakers) < 2 and not speakers <= {"Q", "A"}:
        return []
    return [
        QuoteFound((_unmarked(text, *turn.span(2)),), QuoteKind.DIRECT, None, CueKind.SPEECH, turn.span(1)) for turn in turns
    ]


def signed(text: str, quotations: Sequence[Quotation]) -> list[QuoteFound]:
    """Quotations that open a line and that a name behind a dash closes."""
    found = []
    for quotation in quotations:
        line_start = text.rfind("\n", 0, quotation.start) + 1
        match = SIGNATURE.match(text, quotation.end)
        if match and not text[line_start : quotation.start].strip() and quotation.inner_start < quotation.inner_end:
            start, end = match.span(1)
            while end > start and text[end - 1] in " ,":
                end -= 1
            spans = ((quotation.inner_start, quotation.inner_end),)
            found.append(QuoteFound(spans, QuoteKind.DIRECT, None, CueKind.SPEECH, (start, end)))
    return found


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    if end - start > 2 and text[start] in "“\"" and text[end - 1] in "”\"":
        return start + 1, end - 1
    return start, end
