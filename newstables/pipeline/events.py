"""Dated sentences: what the text says happened, or will, on which days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from newstables.pipeline.dates import DateFound, When
from newstables.pipeline.mentions import headlines
from newstables.records import CueKind

VERBS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class EventFound:
    """A sentence with the date that dates it."""

    sentence: Span
    date: DateFound
    when: When


def find_events(doc: Doc) -> Iterator[EventFound]:
    """The dated sentences of a processed Doc, in order.

    Each date that names days counts once. Headlines, stretches without a verb and the days on which somebody merely
    spoke ("she said on Friday") are left out.
    """
    in_headline = headlines(doc)
    said = [span for quote in doc._.quotes for span in quote.spans]
    speaking = [quote.cue for quote in doc._.quotes if quote.cue and quote.cue_kind is CueKind.SPEECH]
    for sentence in doc.sents:
        dates = [d for d in doc._.dates if d.when and sentence.start_char <= d.start < sentence.end_char]
        if not dates or in_headline[sentence.start] or not any(token.pos_ in VERBS for token in sentence):
            continue
        attributes = any(sentence.start_char <= cue[0] < sentence.end_char for cue in speaking)
        for date in dates:
            reported = any(start <= date.start < end for start, end in said)
            if date.when and (reported or not attributes):
                yield EventFound(sentence, date, date.when)
