"""How sure the tagger of quotes may be: a logistic regression over articles that it has not learnt from.

J. Platt, "Probabilistic outputs for support vector machines", Advances in Large Margin Classifiers, 1999.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from newstables.knowledge import load
from newstables.pipeline import load_pipeline
from newstables.pipeline.found import Offsets, QuoteFound
from newstables.pipeline.quotes.confidence import features, logarithms
from newstables.pipeline.quotes.cues import CueLexicon
from newstables.pipeline.quotes.decode import decode
from newstables.pipeline.quotes.labels import Relation
from newstables.pipeline.quotes.page import Page
from newstables.pipeline.quotes.statements import Statements
from newstables.pipeline.quotes.tagger import Tagger
from newstables.records import CueKind, QuoteKind
from training.polnear import Attribution, read

ENOUGH = 0.8  # of the letters, both ways
STEPS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)  # of the table that is printed


def letters(text: str, spans: Iterable[Offsets]) -> set[int]:
    """The places of the letters and digits of stretches."""
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def is_right(text: str, quote: QuoteFound, gold: Iterable[Attribution]) -> bool:
    """Whether an annotator marked the same content and a source that overlaps."""
    mine = letters(text, quote.spans)
    for attribution in gold:
        theirs = letters(text, attribution.content)
        if len(mine & theirs) >= ENOUGH * max(len(mine), len(theirs)):
            source = letters(text, [quote.source] if quote.source else [])
            named = letters(text, attribution.source)
            return bool(source & named) or not (source or named)
    return False


def outcomes(tagger: Tagger, folder: Path) -> Iterator[tuple[np.ndarray, bool]]:
    """The features of each quote of a corpus, and whether it is right."""
    nlp = load_pipeline()
    with nlp.select_pipes(enable=["tok2vec", "tagger"]):
        for _, text, gold in read(folder):
            for quote, found in rated(tagger, Page(nlp(text))):
                yield found, is_right(text, quote, gold)


def rated(tagger: Tagger, page: Page) -> list[tuple[QuoteFound, np.ndarray]]:
    """The quotes of a page, each with its features."""
    ((labels, marginals),) = tagger.read([page])
    chances = logarithms(marginals)
    found: list[np.ndarray] = []

    def rate(relation: Relation, kind: QuoteKind, cue_kind: CueKind) -> float:
        found.append(features(page, chances, relation, kind, cue_kind))
        return 0.0

    quotes = list(Statements(page, CueLexicon(load().cues), rate).of(decode(page, labels)))
    return list(zip(quotes, found, strict=True))


def calibrated(tagger: Tagger, folder: Path) -> np.ndarray:
    """The weights of a ``Confidence``; how well they hold, measured on folds that they do not know, is printed."""
    rows, right = zip(*outcomes(tagger, folder), strict=True)
    x, y = np.array(rows, dtype=float), np.array(right)
    model = LogisticRegression(max_iter=2000)
    _print_table(cross_val_predict(model, x, y, cv=5, method="predict_proba")[:, 1], y)
    model.fit(x, y)
    return np.append(model.coef_[0], model.intercept_[0])


def _print_table(chances: Sequence[float], right: np.ndarray) -> None:
    for low, high in pairwise(STEPS):
        there = (np.array(chances) >= low) & (np.array(chances) < high)
        print(f"scored {low:.1f} to {high:.1f}: {there.sum()} quotes, {right[there].mean():.2f} of them right")
