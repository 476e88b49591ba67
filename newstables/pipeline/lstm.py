"""Bidirectional LSTM layers run by NumPy: S. Hochreiter and J. Schmidhuber, Neural Computation 9 (8), 1997.

Texts run side by side, so that the loop over time is short.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


class Layer:
    """Both directions of an LSTM layer.

    A gate is 1 / (1 + exp(-x)), which is (1 + tanh(x / 2)) / 2: with halved weights one tanh serves gates and cell.
    """

    def __init__(self, inward: np.ndarray, onward: np.ndarray, bias: np.ndarray) -> None:
        """Take the weights as they were trained, the gates in the order input, forget, cell, output.

        Args:
            inward: (2, inputs, 4 × hidden).
            onward: (2, hidden, 4 × hidden).
            bias: (2, 4 × hidden).
        """
        self.hidden = onward.shape[1]
        gates = np.arange(4 * self.hidden).reshape(4, -1)[[0, 1, 3, 2]].ravel()  # the cell last
        half = np.where(np.arange(4 * self.hidden) < 3 * self.hidden, np.float32(0.5), np.float32(1))
        self.inward, self.onward, self.bias = (
            np.ascontiguousarray(weights[..., gates] * half) for weights in (inward, onward, bias)
        )

    def __call__(self, x: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Run over a batch.

        Args:
            x: (time, windows, inputs).
            lengths: (windows,): how much of each is no padding.

        Returns:
            (time, windows, 2 × hidden).
        """
        time, windows, _ = x.shape
        hidden = self.hidden
        back = _reversal(time, lengths)  # each window read from its own end
        columns = np.arange(windows)
        z = np.empty((2, time, windows, 4 * hidden), dtype="float32")
        for side, seen in enumerate((x, x[back, columns])):
            flat = z[side].reshape(time * windows, -1)
            np.matmul(seen.reshape(time * windows, -1), self.inward[side], out=flat)
            flat += self.bias[side]
        out = np.empty((time, 2, windows, hidden), dtype="float32")
        h, c = np.zeros((2, 2, windows, hidden), dtype="float32")
        gates = np.empty((2, windows, 4 * hidden), dtype="float32")
        for t in range(time):
            np.matmul(h, self.onward, out=gates)
            gates += z[:, t]
            np.tanh(gates, out=gates)
            opened = gates[..., : 3 * hidden]
            opened *= 0.5
            opened += 0.5
            c *= opened[..., hidden : 2 * hidden]
            c += opened[..., :hidden] * gates[..., 3 * hidden :]
            h = np.tanh(c, out=out[t])
            h *= opened[..., 2 * hidden :]
        return np.concatenate([out[:, 0], out[:, 1][back, columns]], axis=-1)


def _reversal(time: int, lengths: np.ndarray) -> np.ndarray:
    """(time, windows): where each step stands when each window is read backwards, the padding left in its place."""
    steps = np.arange(time)[:, None]
    return np.where(steps < lengths, lengths - 1 - steps, steps)


def embeddings(arrays: Mapping[str, np.ndarray]) -> list[np.ndarray]:
    """The tables of a network's file, in the order of its columns."""
    return [arrays[f"embedding {n}"] for n in range(sum(name.startswith("embedding") for name in arrays))]


def layers(arrays: Mapping[str, np.ndarray]) -> list[Layer]:
    """The layers of a network's file."""
    parts = ("inward", "onward", "bias")
    count = sum(name.endswith("onward") for name in arrays)
    return [Layer(*(arrays[f"layer {n} {part}"] for part in parts)) for n in range(count)]
