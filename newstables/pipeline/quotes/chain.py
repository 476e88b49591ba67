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
        scores = batch.values.copy()
        scores[:1] += STARTS
        for t in range(1, len(scores)):
            n = batch.active[t]
            scores[t, :n] += (scores[t - 1, :n, :, None] + self.steps).max(axis=1)
        labels = np.zeros((len(scores) + 1, len(texts)), dtype=int)
        for t in range(len(scores) - 1, -1, -1):
            n, ongoing = batch.active[t], batch.active[t + 1]
            scores[t, :ongoing] += self.steps.T[labels[t + 1, :ongoing]]
            labels[t, :n] = scores[t, :n].argmax(axis=1)
        return [[LABELS[label] for label in found] for found in batch.apart(labels)]

    def marginals(self, texts: Sequence[np.ndarray]) -> list[np.ndarray]:
        """The probability of each label at each token of each text, by the forward–backward algorithm."""
        batch, turned = _Abreast(texts), _Abreast([text[::-1] for text in texts])
        steps = np.exp([self.steps, self.steps.T])
        values = np.stack([batch.values, turned.values], axis=1)
        ways = np.exp(values - values.max(axis=3, keepdims=True))  # onward and back: (time, 2, texts, labels)
        ways[:1, 0] *= np.exp(STARTS)
        for t in range(1, len(ways)):
            n = batch.active[t]
            ways[t, :, :n] *= ways[t - 1, :, :n] @ steps
            ways[t, :, :n] /= ways[t, :, :n].sum(axis=2, keepdims=True)
        found = []
        for onward, back in zip(batch.apart(ways[:, 0]), turned.apart(ways[:, 1]), strict=True):
            both = onward.copy()
            both[:-1] *= back[-2::-1] @ steps[1]
            found.append(both / both.sum(axis=1, keepdims=True))
        return found


class _Abreast:
    """Texts of any length side by side, the longest first.

    Attributes:
        values: (time, texts, labels), 0 behind a text's end.
        column: Text → the column in which it stands.
        active: How many of the texts, from the first column on, go on at each time, and at last none.
    """

    def __init__(self, texts: Sequence[np.ndarray]) -> None:
        self.lengths = [len(text) for text in texts]
        longest_first = sorted(range(len(texts)), key=lambda n: -self.lengths[n])
        self.column = {text: column for column, text in enumerate(longest_first)}
        longest = max(self.lengths, default=0)
        self.values = np.zeros((longest, len(texts), len(LABELS)), dtype="float32")
        for text, column in self.column.items():
            self.values[: self.lengths[text], column] = texts[text]
        self.active = (np.arange(longest + 1)[:, None] < np.array(self.lengths, dtype=int)).sum(axis=1).tolist()

    def apart(self, values: np.ndarray) -> list[np.ndarray]:
        """(time, texts, …) as one array for each text, in the order in which they came."""
        return [values[:length, self.column[n]] for n, length in enumerate(self.lengths)]
