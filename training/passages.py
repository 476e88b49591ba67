"""Labelled passages on tariffs as the reader of claims learns from them: each claim anchored at one token."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from newstables.pipeline.tariffs.reading import Reading, read

LABELS = Path(__file__).parent / "tariffs"
# The words that a claim without a rate is anchored at, the likeliest first: the charge, what stands for it, the act.
ANCHORS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"(?:counter-?)?tariffs?|surtax(?:es)?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es|ed)?|deposits?|surcharges?"
        r"|counter-?measures?|penalt(?:y|ies)|charges?|measures?|rates?|safeguards?|toll|remed(?:y|ies)|cash"
        r"|securit(?:y|ies)",
        r"those|ones?|that|same|it|them|theirs|his|ours|its|relief|exemptions?|remissions?|exclusions?|waivers?|quota",
        r"spar\w+|exempt\w*|free\w*|exclud\w+|carv\w+|duty-free|waiv\w+|lift\w*|scrap\w*|drop\w*|remov\w+|hit\w*"
        r"|retaliat\w+|tit-for-tat|reciproc\w+|border|customs|pay\w*|fac\w+",
    )
)


@dataclass(frozen=True, slots=True)
class Label:
    """A claim; ``changes``, ``imposers`` and ``targets`` hold all that are right. Places are tokens."""

    anchor: int
    evidence: tuple[int, int]  # first and last
    changes: frozenset[str]
    imposers: frozenset[str | None]
    targets: frozenset[str | None]
    goods: frozenset[str]
    rate: float | None
    before: float | None
    retaliation: bool

    def moved(self, by: int) -> Label:
        """The same, further on in a longer text."""
        first, last = self.evidence
        return replace(self, anchor=self.anchor + by, evidence=(first + by, last + by))


Passage = tuple[Reading, list[Label]]


def passages(nlp: Language, folder: Path = LABELS) -> Iterator[Passage]:
    """Read all files of labels; ``nlp`` parses the texts."""
    lines = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    for doc, line in zip(nlp.pipe(line["text"] for line in lines), lines, strict=True):
        yield (reading := read(doc)), list(labels(doc, reading, line["claims"]))


def labels(doc: Doc, reading: Reading, claims: Iterable[dict[str, Any]]) -> Iterator[Label]:
    """The claims with their anchors; two that differ in nothing but a party share one."""
    found: dict[int, Label] = {}
    for claim in claims:
        start = doc.text.find(claim["evidence"])
        evidence = doc.char_span(start, start + len(claim["evidence"]), alignment_mode="expand")
        if evidence is None:
            raise ValueError(f"no evidence {claim['evidence']!r} in {doc.text!r}")
        label = Label(
            anchor=0,
            evidence=(evidence.start, evidence.end - 1),
            changes=frozenset(claim["change"]),
            imposers=frozenset({claim["imposer"]}),
            targets=frozenset({claim["target"]}),
            goods=frozenset(claim["goods"]),
            rate=claim["rate_percent"],
            before=claim["rate_from_percent"],
            retaliation=claim["retaliation"],
        )
        for anchor in _anchors(doc, reading, label):
            known = found.get(anchor)
            if known is None:
                found[anchor] = replace(label, anchor=anchor)
                break
            if (known.changes, known.goods, known.rate) == (label.changes, label.goods, label.rate):
                parties = known.imposers | label.imposers, known.targets | label.targets
                found[anchor] = replace(known, imposers=parties[0], targets=parties[1])
                break
    yield from found.values()


def _anchors(doc: Doc, reading: Reading, label: Label) -> Iterator[int]:
    """The tokens that may anchor a claim, the best first: its rate, the charge, else any word of the evidence."""
    first, last = label.evidence
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    stated = label.before if label.rate is None else label.rate
    if stated is not None:
        yield from (one.first for one in reading.numbers if first <= one.first <= last and one.value == stated)
    for words in ANCHORS:
        for match in words.finditer(doc.text, start, end):
            span = doc.char_span(*match.span(), alignment_mode="expand")
            if span is not None:
                yield span.start
    yield from (one.first for one in reading.goods if first <= one.first <= last)
    yield from range(first, last + 1)
