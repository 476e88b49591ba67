"""Component: of what kind a name is, told from itself and from all of its mentions in an article.

A recogniser decides at each mention anew and sees four words around it. A reader who meets "Quilla" for the first time
learns from the article's other sentences that it is a bakery. So does this: multinomial logistic regression over the
name's words and, averaged over its mentions, the words around them. The recogniser's own opinion counts as one more
piece of evidence. Trained by ``training/kinds.py``. Pooling over a document: A. Mikheev, C. Grover and M. Moens,
"Description of the LTG system used for MUC-7", MUC-7, 1998.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span, Token

from newstables.pipeline.mentions import NAMED
from newstables.pipeline.worded import lower_of
from newstables.records import EntityKind

KINDS = (*sorted(NAMED), "")  # "": none of these, such as a building, a product, an event
DATED = {kind.value for kind in EntityKind} - NAMED  # dates and amounts are no names
BUCKETS = 2**16  # of hashed features; K. Weinberger et al., "Feature hashing for large scale multitask learning", 2009
AROUND = 4  # words on each side that count in any order
TRUST = 1.0  # in the recogniser: what its opinion adds to the logarithm of a kind's probability
FILE = "weights.npz"


class Kinds:
    """Component: gives all mentions of a name one kind, and drops the names of nothing that has a kind here."""

    def __init__(self) -> None:
        self.weights = np.zeros((BUCKETS, len(KINDS)), dtype="float32")
        self.bias = np.zeros(len(KINDS), dtype="float32")

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions and return the Doc."""
        spans = [ent for ent in doc.ents if ent.label_ in DATED]
        names = by_name(ent for ent in doc.ents if ent.label_ not in DATED)
        for mentions, kind in zip(names.values(), self.kinds(doc, names), strict=True):
            spans += [Span(doc, ent.start, ent.end, label=kind) for ent in mentions if kind]
        doc.set_ents(sorted(spans, key=lambda span: span.start))
        return doc

    def kinds(self, doc: Doc, names: Mapping[str, Sequence[Span]]) -> list[str]:
        """The kind of each name by its weights and by what the recogniser made of its mentions; "" for none."""
        if not names:
            return []
        counts = [evidence(doc, name, mentions, names) for name, mentions in names.items()]
        opinions = [Counter(ent.label_ for ent in mentions) for mentions in names.values()]
        buckets = np.fromiter(chain.from_iterable(counts), int)
        values = np.fromiter(chain.from_iterable(of_name.values() for of_name in counts), "float32")
        starts = list(accumulate(map(len, counts[:-1]), initial=0))
        scores = self.bias + np.add.reduceat(values[:, None] * self.weights[buckets], starts)
        scores += TRUST * np.array([[held[kind] / held.total() for kind in KINDS] for held in opinions])
        return [KINDS[best] for best in scores.argmax(axis=1)]

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights, in half precision."""
        Path(path).mkdir(exist_ok=True)
        np.savez_compressed(Path(path) / FILE, weights=self.weights.astype("float16"), bias=self.bias)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Kinds:
        """Read what ``to_disk`` has written."""
        with np.load(Path(path) / FILE, allow_pickle=False) as stored:
            self.weights, self.bias = (stored[part].astype("float32") for part in ("weights", "bias"))
        return self


def by_name(ents: Iterable[Span]) -> dict[str, list[Span]]:
    """Mentions by name: their words without a possessive, with straight marks."""
    names: dict[str, list[Span]] = defaultdict(list)
    for ent in ents:
        names[ent.text.replace("’", "'").removesuffix("'s")].append(ent)
    return names


def evidence(doc: Doc, name: str, mentions: Sequence[Span], names: Iterable[str]) -> Mapping[int, float]:
    """All that tells of a name's kind: hashed feature → how often in a mention."""
    counts = dict.fromkeys(map(_bucket, (*_of_name(doc, mentions[0]), *_of_longer(name, names))), 1.0)
    for ent in mentions:
        for bucket in map(_bucket, _of_context(doc, ent)):
            counts[bucket] = counts.get(bucket, 0.0) + 1 / len(mentions)
    return counts


@lru_cache(maxsize=2**16)
def _bucket(feature: str) -> int:
    return int(get_string_id(feature)) % BUCKETS


def _of_name(doc: Doc, ent: Span) -> Iterator[str]:
    words, alike = lower_of(doc)[ent.start : ent.end], [_row(token) for token in ent]
    yield f"length {min(len(words), 5)}"
    yield f"shape {' '.join(token.shape_ for token in ent)}"
    yield f"alike {alike[:3]}"
    for word, row in zip(words, alike, strict=True):
        yield from (f"word {word}", f"alike {row}", f"begins {word[:3]}", f"begins {word[:4]}", f"ends {word[-3:]}")
    yield from (f"first {words[0]}", f"first alike {alike[0]}", f"last {words[-1]}", f"last alike {alike[-1]}")
    yield from (f"last ends {words[-1][-n:]}" for n in (2, 3, 4))
    if len(words) == 1:
        yield from (f"only {words[0]}", f"only alike {alike[0]}")


def _of_longer(name: str, names: Iterable[str]) -> Iterator[str]:
    """What a longer name of the article shows: "Odell" is a person beside "Ann Odell", a firm beside "Odell Bank"."""
    for other in names:
        if other.endswith(f" {name}"):
            yield from ("ends another", f"ends another after {other.split()[0]}")
        elif other.startswith(f"{name} "):
            yield from ("begins another", f"begins another with {other.split()[-1]}")


def _of_context(doc: Doc, ent: Span) -> set[str]:
    lower = lower_of(doc)
    places = (*range(ent.start - AROUND, ent.start), *range(ent.end, ent.end + AROUND))
    words = [lower[i] if 0 <= i < len(lower) else "" for i in places]
    further, before, after, behind = words[AROUND - 2 : AROUND + 2]
    return {
        *(f"-1 {before}", f"+1 {after}", f"-2 {further}", f"+2 {behind}"),
        *(f"-2 -1 {further} {before}", f"+1 +2 {after} {behind}", f"-1 +1 {before} {after}"),
        f"-1 alike {_row(doc[ent.start - 1]) if ent.start else -1}",
        f"+1 alike {_row(doc[ent.end]) if ent.end < len(doc) else -1}",
        *(f"near {word}" for word in words),
    }


def _row(token: Token) -> int:
    """The row of a word's static vector, which words alike share; -1 for unknown ones."""
    rows = token.vocab.vectors.key2row
    row = rows.get(token.orth)
    return int(rows.get(token.lower, -1) if row is None else row)


@Language.factory("newstables_kinds", requires=["doc.ents"], assigns=["doc.ents"])
def make_kinds(nlp: Language, name: str) -> Kinds:
    """Make the component, its weights all zero: they are read from disk."""
    return Kinds()
