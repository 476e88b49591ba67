"""How sure a quote is: the share of quotes alike that were right, on text that the tagger had not learnt from.

A quote is right where it covers four fifths of what an annotator marked, and the other way round, and its speaker's
mention is the annotator's. What the mention resolves to is no part of the score.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newstables.pipeline.quotes.labels import LABELS, Relation, runs
from newstables.pipeline.quotes.page import Page
from newstables.records import CueKind, QuoteKind

LEAST = 0.02  # a probability below it tells no more
PARTS = {part: [n for n, label in enumerate(LABELS) if label[2:3] == part] for part in "CSQ"}
FEATURES = 12


def features(page: Page, marginals: np.ndarray, relation: Relation, kind: QuoteKind, cue_kind: CueKind) -> np.ndarray:
    """What tells how sure an attribution is.

    Args:
        page: The text.
        marginals: The probability of each label at each token: (tokens, labels).
        relation: The attribution.
        kind: Of the quote that it makes.
        cue_kind: Of its cue.

    Returns:
        (``FEATURES``,): logarithms of probabilities, and flags.
    """
    content, source, cue = sorted(relation.content), sorted(relation.source), sorted(relation.cue)
    stretches = runs(content)
    around = [i for start, end in stretches for i in (start - 1, end) if 0 <= i < len(page)]

    def chance(part: str, tokens: Sequence[int]) -> np.ndarray:
        logarithms: np.ndarray = np.log(np.maximum(marginals[np.ix_(tokens, PARTS[part])].sum(axis=1), LEAST))
        return logarithms

    inside = chance("C", content)
    outside = np.log(np.maximum(1 - marginals[np.ix_(around, PARTS["C"])].sum(axis=1), LEAST))
    return np.array(
        [
            inside.mean(),
            inside.min(),
            chance("C", [start for start, _ in stretches]).min(),
            outside.mean() if around else 0.0,
            chance("S", source).mean() if source else 0.0,
            chance("Q", cue).mean() if cue else 0.0,
            not source,
            not cue,
            kind is QuoteKind.DIRECT,
            kind is QuoteKind.MIXED,
            cue_kind is CueKind.STANCE,
            np.log(len(content)),
        ]
    )


class Confidence:
    """A logistic regression over ``features``; ``weights``: (``FEATURES`` + 1,), the last one the intercept."""

    def __init__(self, weights: np.ndarray) -> None:
        self.weights = weights

    def __call__(self, found: np.ndarray) -> float:
        """The chance that a quote of these features is right, of two digits."""
        return round(float(1 / (1 + np.exp(-(found @ self.weights[:-1] + self.weights[-1])))), 2)
