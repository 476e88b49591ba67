"""Quotes that the layout alone attributes: "NAME: …" transcripts and “…” — Name signatures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from newstables.pipeline.found import Offsets, QuoteFound
from newstables.pipeline.quotation import Quotation
from newstables.records import CueKind, QuoteKind

# A speaker's label at the start of a line: "Q" and "A", a role, a name, in Hansard with a riding and a party.
LABEL = re.compile(
    r"^[ \t]*[“\"]?([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4})(?: \([^()\n]{1,80}\))?:[ \t]+(\S[^\n]*)", re.MULTILINE
)
MARKS = '“"'
REOPENED = re.compile(r"\s*\n\s*[“\"]([^\s\n][^\n]*)")
# A dash, then a capitalised name; on the next line a full one. What its bearer is may stand behind a comma.
NAME = r"[A-ZÀ-Þ][\w.’'-]*"
FURTHER = rf"[^\S\n](?:(?:of|the|de|van|von) )?{NAME}"
DASH = r"[―—–-]{1,2}[^\S\n]*"
SIGNATURE = re.compile(
    rf"[^\S\n]*(?:\n\s*(?={DASH}{NAME}{FURTHER}))?{DASH}({NAME}(?:{FURTHER}){{0,6}})"
    r"[^\S\n]*(?:,[^\n“”\"]{1,200})?(?=\n|$)"
)


def labelled(text: str) -> list[QuoteFound]:
    """The turns of a transcript, each label in capitals, or of an interview."""
    turns = list(LABEL.finditer(text))
    turns = _transcript(turns) or _interview(turns)
    ends = [*(turn.start() for turn in turns[1:]), len(text)]
    return [
        QuoteFound(tuple(_spans(text, turn, end)), QuoteKind.DIRECT, None, CueKind.SPEECH, turn.span(1))
        for turn, end in zip(turns, ends[: len(turns)], strict=True)
    ]


def _transcript(turns: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Two lines with labels in capitals make one."""
    shouted = [turn for turn in turns if turn.group(1).isupper()]
    speakers = {turn.group(1) for turn in shouted}
    return shouted if len(shouted) > 1 and (len(speakers) > 1 or speakers <= {"Q", "A"}) else []


def _interview(turns: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Somebody asks, and two labels come again: "Canola: up 2 per cent" is no turn, nor is "Note:"."""
    times = Counter(turn.group(1) for turn in turns)
    again = [turn for turn in turns if times[turn.group(1)] > 1]
    asked = any(turn.group(2).rstrip(' ”"').endswith("?") for turn in again)
    return again if asked and len({turn.group(1) for turn in again}) > 1 else []


def _spans(text: str, turn: re.Match[str], end: int) -> Iterator[Offsets]:
    """What a turn says: its line, and the paragraphs behind it that marks re-open."""
    yield _unmarked(text, *turn.span(2))
    at = turn.end()
    while turn.group().lstrip()[0] in MARKS and (more := REOPENED.match(text, at, end)):
        yield _unmarked(text, more.start(1), more.end(1))
        at = more.end()


def signed(text: str, quotations: Sequence[Quotation]) -> list[QuoteFound]:
    """Quotations that open a line, with those that they re-open, and that a name behind a dash closes."""
    found = []
    line_start = 0
    spans: list[Offsets] = []
    for quotation in quotations:
        line_start = max(line_start, text.rfind("\n", line_start, quotation.start) + 1)
        if not quotation.reopens:
            spans = []
        if text[line_start : quotation.start].strip() or quotation.inner_start >= quotation.inner_end:
            continue
        spans.append((quotation.inner_start, quotation.inner_end))
        if match := SIGNATURE.match(text, quotation.end):
            found.append(QuoteFound(tuple(spans), QuoteKind.DIRECT, None, CueKind.SPEECH, match.span(1)))
    return found


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    """A turn without blanks behind it and without marks around it."""
    end = start + len(text[start:end].rstrip())
    marked = end - start > 2 and text[start] in MARKS
    if end - start > 2 and text[end - 1] in '”"' and (marked or not text.count(text[end - 1], start, end - 1)):
        end -= 1
    return start + marked, end
