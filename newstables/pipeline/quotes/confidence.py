"""How sure a quote is: the share of quotes alike that were right, on text that the tagger had not learnt from.

A quote is right where it covers four fifths of what an annotator marked, and the other way round, and its speaker's
mention is the annotator's. What the mention resolves to is no part of the score.
"""

from __future__ import annotations

import numpy as np

from newstables.pipeline.quotes.labels import LABELS, Relation, runs
from newstables.pipeline.quotes.page import Page
from newstables.records import CueKind, QuoteKind

LEAST = 0.02  # a probability below it tells no more
PARTS = np.array([[label[2:3] == part for part in "CSQ"] for label in LABELS], dtype="float32")  # content, source, cue
FEATURES = 12


def logarithms(marginals: np.ndarray) -> np.ndarray:
    """Of the chance that a token is content, source, cue, and that it is no content.

    Args:
        marginals: The probability of each label at each token: (tokens, labels).

    Returns:
        (4, tokens).
    """
    parts = (marginals @ PARTS).T
    found: np.ndarray = np.log(np.maximum([*parts, 1 - parts[0]], LEAST))
    return found


def features(page: Page, chances: np.ndarray, relation: Relation, kind: QuoteKind, cue_kind: CueKind) -> np.ndarray:
    """What tells how sure an attribution is.

    Args:
        page: The text.
        chances: What ``logarithms`` gives for it.
        relation: The attribution.
        kind: Of the quote that it makes.
        cue_kind: Of its cue.

    Returns:
        (``FEATURES``,): logarithms of probabilities, and flags.
    """
    content, source, cue = sorted(relation.content), sorted(relation.source), sorted(relation.cue)
    stretches = runs(content)
    around = [i for start, end in stretches for i in (start - 1, end) if 0 <= i < len(page)]
    is_content, is_source, is_cue, is_none = chances
    inside = is_content[content]
    return np.array(
        [
            inside.mean(),
            inside.min(),
            is_content[[start for start, _ in stretches]].min(),
            is_none[around].mean() if around else 0.0,
            is_source[source].mean() if source else 0.0,
            is_cue[cue].mean() if cue else 0.0,
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
