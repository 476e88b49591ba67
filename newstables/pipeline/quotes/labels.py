"""The tagger's labels: one BIO sequence in which each part of an attribution says on which side its cue stands.

``C<`` and ``C>`` is content, its cue behind or before it; ``S<`` and ``S>`` is a source. A cue is ``Q`` with a source
of its own, ``Qs`` with another cue's, ``Qn`` without any. Part and whole are found again as "the nearest cue on that
side". A stretch ends with its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from newstables.pipeline.quotes.page import Page

PARTS = ("C<", "C>", "S<", "S>", "Q", "Qs", "Qn")
LABELS = ("O", *(f"{prefix}-{part}" for part in PARTS for prefix in "BI"))


@dataclass(slots=True)
class Relation:
    """One attribution; each part is a set of tokens of a page."""

    cue: set[int] = field(default_factory=set)
    source: set[int] = field(default_factory=set)
    content: set[int] = field(default_factory=set)

    def every(self) -> set[int]:
        """All its tokens."""
        return self.cue | self.source | self.content


def may_follow(before: str | None, label: str) -> bool:
    """Whether a label can stand behind another, or first: a stretch begins with B.

    >>> may_follow("B-Q", "I-Q"), may_follow("B-Q", "I-Qs"), may_follow(None, "I-Q")
    (True, False, False)
    """
    return not label.startswith("I") or (before is not None and before[1:] == label[1:])


def runs(tokens: Iterable[int], paragraph: Sequence[int] | None = None) -> list[tuple[int, int]]:
    """The unbroken stretches of a set of tokens, half-open, cut where a paragraph ends if those are given.

    >>> runs({3, 1, 2, 5})
    [(1, 4), (5, 6)]
    """
    found: list[list[int]] = []
    for i in sorted(tokens):
        if found and i == found[-1][1] and (paragraph is None or paragraph[i] == paragraph[i - 1]):
            found[-1][1] = i + 1
        else:
            found.append([i, i + 1])
    return [(start, end) for start, end in found]


def encode(page: Page, relations: Sequence[Relation]) -> list[str]:
    """The labels of a page from its attributions; where two meet, content yields to source and source to cue."""
    owners = _owners(relations)
    spans: list[tuple[int, int, int, int, str]] = []
    for n, relation in enumerate(relations):
        at = (min(relation.cue) + max(relation.cue)) / 2 if relation.cue else None
        cue = "Qn" if not relation.source else "Q" if n in owners else "Qs"
        parts = ((0, "C", relation.content), (1, "S", relation.source), (2, cue, relation.cue))
        for rank, part, tokens in parts:
            if rank == 1 and relation.cue and n not in owners:
                continue  # the source is labelled beside the cue that owns it
            for start, end in runs(tokens, page.paragraph):
                side = ">" if at is None or at < (start + end - 1) / 2 else "<"
                spans.append((rank, start - end, start, end, part if rank == 2 else part + side))
    labels = ["O"] * len(page)
    for _, _, start, end, part in sorted(spans):
        labels[start:end] = [f"B-{part}", *[f"I-{part}"] * (end - start - 1)]
    for i, label in enumerate(labels):
        if not may_follow(labels[i - 1] if i else None, label):
            labels[i] = f"B{label[1:]}"
    return labels


def _owners(relations: Sequence[Relation]) -> set[int]:
    """Of the attributions that share a source, the one whose cue is nearest to it."""
    nearest: dict[int, tuple[int, int]] = {}  # the source's last token → distance, place
    for n, relation in enumerate(relations):
        if relation.source and relation.cue:
            distance = min(abs(min(relation.cue) - max(relation.source)), abs(min(relation.source) - max(relation.cue)))
            key = max(relation.source)
            nearest[key] = min(nearest.get(key, (distance, n)), (distance, n))
    return {n for _, n in nearest.values()}


def spans(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The labelled stretches: part, first token, last token and one.

    >>> list(spans(["O", "B-Q", "B-C>", "I-C>"]))
    [('Q', 1, 2), ('C>', 2, 4)]
    """
    start = 0
    for i in range(1, len(labels) + 1):
        if i == len(labels) or not labels[i].startswith("I"):
            if labels[start] != "O":
                yield labels[start][2:], start, i
            start = i
