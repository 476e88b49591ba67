"""Layers of an LSTM that read texts in both directions, run by ONNX Runtime: one graph, made by ``training/graphs.py``.

S. Hochreiter and J. Schmidhuber, Neural Computation 9 (8), 1997. Texts run side by side: a step reads all weights.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnxruntime

ABREAST = 4  # texts that are best run side by side: of more, those that have ended wait for the longest

onnxruntime.disable_telemetry_events()  # what Windows' build would send


class Layers:
    """All layers of a network, on the core that asks: a build has a process for each."""

    def __init__(self, graph: np.ndarray) -> None:
        """Take the bytes of a graph in ONNX, (bytes,) of whole numbers of eight bits."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(graph.tobytes(), options, providers=["CPUExecutionProvider"])

    def __call__(self, x: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Run over a batch.

        Args:
            x: (time, texts, inputs).
            lengths: (texts,): how much of each is no padding.

        Returns:
            (time, texts, 2 × hidden), zeros behind the end of a text.
        """
        (states,) = self._session.run(None, {"x": x.astype("float32", copy=False), "lengths": lengths.astype("int32")})
        found: np.ndarray = states
        return found


def embeddings(arrays: Mapping[str, np.ndarray]) -> list[np.ndarray]:
    """The tables of a network's file, in the order of its columns."""
    return [arrays[f"embedding {n}"] for n in range(sum(name.startswith("embedding") for name in arrays))]
