"""What label follows which: a conditional random field over the network's scores, for several texts side by side.

J. Lafferty et al., "Conditional random fields: probabilistic models for segmenting and labeling sequence data",
ICML 2001.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newstables.pipeline.quotes.labels import LABELS, may_follow

IMPOSSIBLE = -1e4  # the score of a transition that cannot be
STARTS = np.array([0.0 if may_follow(None, label) else IMPOSSIBLE for label in LABELS], dtype="float32")
STEPS = np.array([[0.0 if may_follow(one, two) else IMPOSSIBLE for two in LABELS] for one in LABELS], dtype="float32")


class Chain:
    """The scores of transitions, (labels, labels) from row to column; all texts are (tokens, labels)."""

    def __init__(self, transitions: np.ndarray) -> None:
        self.steps = transitions + STEPS

    def best(self, texts: Sequence[np.ndarray], starts: Sequence[Sequence[int]]) -> list[list[str]]:
        """The likeliest labels of each text: A. Viterbi, IEEE Transactions on Information Theory 13 (2), 1967.

        Args:
            texts: The score of each label at each token.
            starts: For each text the tokens at which paragraphs start; no stretch goes on over them.
        """
        batch = _Abreast(texts)
        for text, opening in enumerate(starts):
            batch.values[list(opening), batch.column[text]] += STARTS
        inward = self.steps.T.copy()
        came_from = np.zeros(batch.values.shape, dtype="int8")
        score = batch.values[0] + STARTS if len(batch.values) else batch.values
        for t in range(1, len(batch.values)):
            n = batch.active[t]
            through = score[:n, None, :] + inward
            came_from[t, :n] = through.argmax(axis=2)
            score[:n] = through.max(axis=2) + batch.values[t, :n]
        labels = np.zeros(batch.values.shape[:2], dtype=int)
        now = score.argmax(axis=1) if len(batch.values) else np.zeros(0, dtype=int)
        for t in range(len(batch.values) - 1, -1, -1):
            n = batch.active[t]
            labels[t, :n] = now[:n]
            now[:n] = came_from[t, np.arange(n), now[:n]]
        return [[LABELS[label] for label in found] for found in batch.apart(labels)]

    def marginals(self, texts: Sequence[np.ndarray]) -> list[np.ndarray]:
        """The probability of each label at each token of each text, by the forward–backward algorithm."""
        batch = _Abreast(texts)
        steps = np.exp(self.steps)
        chances = np.exp(batch.values - batch.values.max(axis=2, keepdims=True))
        onward, back = np.zeros_like(chances), np.ones_like(chances)
        for t, n in enumerate(batch.active):
            onward[t, :n] = chances[t, :n] * (onward[t - 1, :n] @ steps if t else np.exp(STARTS))
            onward[t, :n] /= onward[t, :n].sum(axis=1, keepdims=True)
        for t in range(len(chances) - 2, -1, -1):
            n = batch.active[t + 1]
            back[t, :n] = (back[t + 1, :n] * chances[t + 1, :n]) @ steps.T
            back[t, :n] /= back[t, :n].sum(axis=1, keepdims=True)
        both = onward * back
        return [found / found.sum(axis=1, keepdims=True) for found in batch.apart(both)]


class _Abreast:
    """Texts of any length side by side, the longest first.

    Attributes:
        values: (time, texts, labels), 0 behind a text's end.
        column: Text → the column in which it stands.
        active: How many of the texts, from the first column on, go on at each time.
    """

    def __init__(self, texts: Sequence[np.ndarray]) -> None:
        self.lengths = [len(text) for text in texts]
        longest_first = sorted(range(len(texts)), key=lambda n: -self.lengths[n])
        self.column = {text: column for column, text in enumerate(longest_first)}
        longest = max(self.lengths, default=0)
        self.values = np.zeros((longest, len(texts), len(LABELS)), dtype="float32")
        for text, column in self.column.items():
            self.values[: self.lengths[text], column] = texts[text]
        self.active = [int(n) for n in (np.arange(longest)[:, None] < np.array(self.lengths, dtype=int)).sum(axis=1)]

    def apart(self, values: np.ndarray) -> list[np.ndarray]:
        """(time, texts, …) as one array for each text, in the order in which they came."""
        return [values[:length, self.column[n]] for n, length in enumerate(self.lengths)]
