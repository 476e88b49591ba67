"""What the finders of mentions share: the shape of a sentence, and how mentions are written on the Doc."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span

from newstables.pipeline.worded import kept, words_of
from newstables.records import EntityKind

SHORT = 4  # shorter words stay lower-case in headlines
# What the labels of other pipelines mean here; a label that is not here is dropped.
KINDS = {kind.value: kind for kind in EntityKind} | {
    "PERSON": EntityKind.PERSON,
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "NORP": EntityKind.GROUP,
    "DATE": EntityKind.DATE,
    "MONEY": EntityKind.MONEY,
    "PERCENT": EntityKind.PERCENT,
}

NAMED = {EntityKind.PERSON.value, EntityKind.ORGANIZATION.value, EntityKind.PLACE.value, EntityKind.GROUP.value}


def is_headline(words: Sequence[str]) -> bool:
    """Whether a sentence is set in Title Case or in CAPITALS, so that a capital letter tells nothing.

    >>> is_headline("Carney Says Relations With Beijing at ‘ Turning Point ’".split())
    True
    >>> is_headline("Prime Minister Mark Carney met President Xi Jinping .".split())
    False
    """
    if not words or words[-1] in (".", ".”"):
        return False
    long = [word for word in words if len(word) >= SHORT and word.isalpha()]
    return len(long) >= SHORT - 1 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)


@kept
def headlines(doc: Doc) -> list[bool]:
    """For each token, whether its sentence is a headline."""
    words = words_of(doc)
    flags: list[bool] = []
    for sentence in doc.sents:
        written = [word for word in words[sentence.start : sentence.end] if not word.isspace()]
        flags.extend([is_headline(written)] * len(sentence))
    return flags


def mention(doc: Doc, start: int, end: int, kind: EntityKind, *, name: str = "", known_as: str = "") -> Span:
    """A mention of tokens ``start`` to ``end``; ``name``: the canonical name; ``known_as``: actor_id or place_id."""
    return Span(doc, start, end, label=kind.value, kb_id=known_as, span_id=name or doc[start:end].text)


def longest(spans: Iterable[Span]) -> list[Span]:
    """Of overlapping mentions the longest, of equally long ones the first; in the order of the text."""
    taken: set[int] = set()
    kept = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def put(doc: Doc, spans: Sequence[Span]) -> None:
    """Make mentions all that a Doc has, in their order; few components change any, and writing costs far more."""
    if tuple(spans) != doc.ents:
        doc.ents = spans


def write(doc: Doc, spans: Sequence[Span]) -> None:
    """Add mentions to ``doc.ents``; those already there give way where they overlap."""
    if not spans:
        return
    taken = {i for span in spans for i in range(span.start, span.end)}
    kept = [ent for ent in doc.ents if taken.isdisjoint(range(ent.start, ent.end))]
    doc.ents = sorted([*kept, *spans], key=lambda span: span.start)
