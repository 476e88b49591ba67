"""How sure a quote is: the share of quotes alike that were right, on text that the tagger had not learnt from.

A quote is right where it covers four fifths of what an annotator marked, and the other way round, and its speaker's
mention is the annotator's. What the mention resolves to is no part of the score.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log

import numpy as np

from newstables.pipeline.quotes.labels import LABELS, Relation, runs
from newstables.pipeline.quotes.page import Page
from newstables.records import CueKind, QuoteKind

LEAST = 0.02  # a probability below it tells no more
PARTS = np.array([[label[2:3] == part for part in "CSQ"] for label in LABELS], dtype="float32")  # content, source, cue
FEATURES = 12


def logarithms(marginals: np.ndarray) -> list[list[float]]:
    """Of the chance that a token is content, source, cue, and that it is no content.

    Args:
        marginals: The probability of each label at each token: (tokens, labels).

    Returns:
        (4, tokens), as lists: few tokens of it are asked at a time.
    """
    parts = (marginals @ PARTS).T
    found: list[list[float]] = np.log(np.maximum([*parts, 1 - parts[0]], LEAST)).tolist()
    return found


def features(
    page: Page, chances: Sequence[Sequence[float]], relation: Relation, kind: QuoteKind, cue_kind: CueKind
) -> np.ndarray:
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
    stretches = runs(sorted(relation.content))
    around = [i for start, end in stretches for i in (start - 1, end) if 0 <= i < len(page)]
    is_content, is_source, is_cue, is_none = chances
    return np.array(
        [
            _mean(is_content, relation.content),
            min(is_content[i] for i in relation.content),
            min(is_content[start] for start, _ in stretches),
            _mean(is_none, around),
            _mean(is_source, relation.source),
            _mean(is_cue, relation.cue),
            not relation.source,
            not relation.cue,
            kind is QuoteKind.DIRECT,
            kind is QuoteKind.MIXED,
            cue_kind is CueKind.STANCE,
            log(len(relation.content)),
        ]
    )


def _mean(values: Sequence[float], tokens: Collection[int]) -> float:
    return sum(values[i] for i in tokens) / len(tokens) if tokens else 0.0


class Confidence:
    """A logistic regression over ``features``; ``weights``: (``FEATURES`` + 1,), the last one the intercept."""

    def __init__(self, weights: np.ndarray) -> None:
        self.weights = weights

    def __call__(self, found: np.ndarray) -> float:
        """The chance that a quote of these features is right, of two digits."""
        return round(float(1 / (1 + np.exp(-(found @ self.weights[:-1] + self.weights[-1])))), 2)
