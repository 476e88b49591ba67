"""The tagger's network: embeddings, two bidirectional LSTM layers, and the ``chain`` of labels.

G. Lample et al., "Neural architectures for named entity recognition", NAACL 2016, without its characters.
Windows of the texts run side by side, so that the loop over time is short. Trained by ``training/quotes.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from newstables.pipeline.layers import ABREAST, Layers, embeddings
from newstables.pipeline.quotes.chain import Chain
from newstables.pipeline.quotes.labels import LABELS

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Network:
    """All parameters; ``embeddings`` in the order of ``features.WIDTHS``, row 0 padding, row 1 unknown values."""

    embeddings: Sequence[np.ndarray]
    layers: Layers
    out: np.ndarray
    out_bias: np.ndarray
    chain: Chain

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
        scores = self.layers(x, lengths) @ self.out + self.out_bias
        return [scores[:length, n] for n, length in enumerate(lengths)]


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


def pack(arrays: Mapping[str, np.ndarray]) -> Network:
    """The network from the arrays of its file."""
    return Network(
        embeddings=embeddings(arrays),
        layers=Layers(arrays["layers"]),
        out=arrays["out"],
        out_bias=arrays["out bias"],
        chain=Chain(arrays["transitions"]),
    )
