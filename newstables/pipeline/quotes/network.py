"""The tagger's network, run by NumPy: embeddings, two bidirectional LSTM layers, a CRF.

G. Lample et al., "Neural architectures for named entity recognition", NAACL 2016, without its characters.
Windows of the texts run side by side, so that the loop over time is short. Trained by ``training/quotes.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from newstables.pipeline.lstm import Layer, embeddings, layers
from newstables.pipeline.quotes.labels import LABELS, may_follow

Window = tuple[int, int]
ABREAST = 8  # windows that run side by side: more no longer fit into a processor's cache
IMPOSSIBLE = -1e4  # the score of a transition that cannot be
STARTS = np.array([0.0 if may_follow(None, label) else IMPOSSIBLE for label in LABELS], dtype="float32")
STEPS = np.array([[0.0 if may_follow(one, two) else IMPOSSIBLE for two in LABELS] for one in LABELS], dtype="float32")


@dataclass(frozen=True, slots=True)
class Network:
    """All parameters; ``embeddings`` in the order of ``features.WIDTHS``, row 0 padding, row 1 unknown values."""

    embeddings: Sequence[np.ndarray]
    layers: Sequence[Layer]
    out: np.ndarray
    out_bias: np.ndarray
    transitions: np.ndarray

    def emissions(self, ids: np.ndarray, flags: np.ndarray, windows: Sequence[Window]) -> np.ndarray:
        """The score of each label at each token.

        Args:
            ids: (tokens, columns).
            flags: (tokens, flags).
            windows: Stretches that cover all tokens in order.

        Returns:
            (tokens, labels).
        """
        scores = np.empty((len(ids), len(LABELS)), dtype="float32")
        by_length = sorted(windows, key=lambda window: window[1] - window[0])
        for first in range(0, len(windows), ABREAST):
            group = by_length[first : first + ABREAST]
            for (start, end), found in zip(group, self._side_by_side(ids, flags, group), strict=True):
                scores[start:end] = found
        return scores

    def _side_by_side(self, ids: np.ndarray, flags: np.ndarray, windows: Sequence[Window]) -> list[np.ndarray]:
        lengths = np.array([end - start for start, end in windows])
        at = np.minimum(np.arange(lengths.max())[:, None] + [start for start, _ in windows], len(ids) - 1)
        x = np.concatenate([*(table[ids[at, n]] for n, table in enumerate(self.embeddings)), flags[at]], axis=2)
        for layer in self.layers:
            x = layer(x, lengths)
        scores = x @ self.out + self.out_bias
        return [scores[:length, n] for n, length in enumerate(lengths)]

    def best(self, emissions: np.ndarray, starts: Sequence[int] = ()) -> list[str]:
        """The likeliest sequence of labels: A. Viterbi, IEEE Transactions on Information Theory 13 (2), 1967.

        Args:
            emissions: (tokens, labels).
            starts: Tokens at which paragraphs start; no stretch goes on over them.
        """
        emissions = emissions.copy()
        emissions[list(starts)] += STARTS
        steps = self.transitions + STEPS
        score = emissions[0] + STARTS
        came_from = []
        for emission in emissions[1:]:
            through = score[:, None] + steps
            came_from.append(through.argmax(axis=0))
            score = through.max(axis=0) + emission
        path = [int(score.argmax())]
        for before in reversed(came_from):
            path.append(int(before[path[-1]]))
        return [LABELS[label] for label in reversed(path)]

    def marginals(self, emissions: np.ndarray) -> np.ndarray:
        """The probability of each label at each token, by the forward–backward algorithm: (tokens, labels)."""
        steps = np.exp(self.transitions + STEPS)
        chances = np.exp(emissions - emissions.max(axis=1, keepdims=True))
        onward, back = np.empty_like(chances), np.ones_like(chances)
        onward[0] = chances[0] * np.exp(STARTS)
        for t in range(len(chances)):
            if t:
                onward[t] = (onward[t - 1] @ steps) * chances[t]
            onward[t] /= onward[t].sum()
        for t in range(len(chances) - 2, -1, -1):
            back[t] = steps @ (back[t + 1] * chances[t + 1])
            back[t] /= back[t].sum()
        both: np.ndarray = onward * back
        both /= both.sum(axis=1, keepdims=True)
        return both


def windows(paragraph: Sequence[int], size: int) -> list[Window]:
    """Cut a text into windows of about ``size`` tokens at the ends of paragraphs; a long paragraph is cut within.

    >>> windows([0, 0, 1, 1, 2], 3)
    [(0, 4), (4, 5)]
    """
    found = []
    start = 0
    for i in range(1, len(paragraph) + 1):
        ended = i == len(paragraph) or (paragraph[i] != paragraph[i - 1] and i - start >= size)
        if ended or i - start >= 2 * size:
            found.append((start, i))
            start = i
    return found


def pack(arrays: dict[str, Any]) -> Network:
    """The network from the arrays of its file."""
    floats = {name: np.asarray(array, dtype="float32") for name, array in arrays.items()}
    return Network(
        embeddings=embeddings(floats),
        layers=layers(floats),
        out=floats["out"],
        out_bias=floats["out bias"],
        transitions=floats["transitions"],
    )
