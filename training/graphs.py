"""Layers of an LSTM as one graph, as ``newstables.pipeline.layers`` runs it: ONNX, https://onnx.ai/onnx/operators/."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

OPERATORS, FORMAT = 17, 9  # versions that any runtime of these years reads
OPEN = 30.0  # a gate of this much is open, a cell full
ADDED = 2  # inputs and units at the bounds
_TINY, _ROUNDED = 1e-12, 1e-6  # the second: what a value may grow by when a file counts it in steps


@dataclass(frozen=True, slots=True)
class Weights:
    """Both directions of a layer, the gates in torch's order: input, forget, cell, output.

    Attributes:
        inward: (2, inputs, 4 × hidden).
        onward: (2, hidden, 4 × hidden).
        bias: (2, 4 × hidden).
    """

    inward: np.ndarray
    onward: np.ndarray
    bias: np.ndarray

    @property
    def hidden(self) -> int:
        """How many units each direction has."""
        return self.onward.shape[1]


def balanced(tables: Sequence[np.ndarray], layer: Weights) -> tuple[list[np.ndarray], Weights]:
    """Tables of inputs and the layer that reads them, in units in which rounding costs least; no input is above 1.

    An input that is never large would be counted in a few coarse steps beside one that is: each is made larger, and its
    weights smaller, until it is as large as they are. G. Xiao et al., "SmoothQuant", ICML 2023, with an α of one half.

    Args:
        tables: (values, columns) each, side by side what the layer is given.
        layer: The layer.
    """
    largest = np.concatenate([np.abs(table).max(axis=0) for table in tables])
    units = np.sqrt((largest + _TINY) / (np.abs(layer.inward).max(axis=(0, 2)) + _TINY))
    units *= (largest / units).max() * (1 + _ROUNDED)
    cuts = np.cumsum([table.shape[1] for table in tables])[:-1]
    told = [table / own for table, own in zip(tables, np.split(units, cuts), strict=True)]
    return told, replace(layer, inward=layer.inward * units[:, None])


def in_eight_bits(layers: Sequence[Weights], most: float) -> np.ndarray:
    """The bytes of a graph that multiplies whole numbers, of weights and of states: twice as fast as floats.

    States are counted in steps of the widest range among all texts that run side by side. So that no text depends on
    its neighbours, each layer has two more units, which run along the bounds that a state can reach at each step, and
    two more inputs at the bounds of its inputs. Weights have seven bits: without instructions of their own for it,
    processors lose sums of products of eight.

    Args:
        layers: The layers.
        most: What no input is above, nor its negative below; states are within 1.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layers.onnx"
        model = _model([_bounded(layer) for layer in layers], bounds=[most, *(1.0 for _ in layers[1:])])
        quantize_dynamic(model, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        return np.frombuffer(path.read_bytes(), dtype="uint8")


def _bounded(layer: Weights) -> Weights:
    """With two inputs that nothing asks, and two units whose cells count up and down as fast as any can."""
    hidden, wide = layer.hidden, layer.hidden + ADDED
    inward, onward = (
        np.zeros((2, weights.shape[1] + ADDED, 4, wide), "float32") for weights in (layer.inward, layer.onward)
    )
    bias = np.full((2, 4, wide), OPEN, "float32")
    inward[:, :-ADDED, :, :hidden] = layer.inward.reshape(2, -1, 4, hidden)
    onward[:, :-ADDED, :, :hidden] = layer.onward.reshape(2, -1, 4, hidden)
    bias[:, :, :hidden] = layer.bias.reshape(2, 4, hidden)
    bias[:, 2, -1] = -OPEN  # the cell that counts down
    return Weights(*(array.reshape(*array.shape[:-2], 4 * wide) for array in (inward, onward, bias)))


def _model(layers: Sequence[Weights], bounds: Sequence[float]) -> ModelProto:
    """From ``x`` (time, texts, inputs) and ``lengths`` (texts,) to (time, texts, 2 × hidden).

    Args:
        layers: The layers, with inputs and units at the bounds.
        bounds: Of the inputs of each.
    """
    graph, states = _Graph(), "x"
    for layer, most in zip(layers, bounds, strict=True):
        behind = graph.constant(np.array([0, 0, 0, 0, 0, 1]))
        for bound in (most, -most):
            states = graph.node("Pad", states, behind, graph.constant(np.float32(bound)))
        bias = _gates(layer.bias)
        both = graph.constant(np.concatenate([bias, np.zeros_like(bias)], axis=1))  # ONNX adds two
        turned = [graph.constant(_gates(one).transpose(0, 2, 1)) for one in (layer.inward, layer.onward)]
        size = {"hidden_size": layer.hidden, "direction": "bidirectional"}
        states = graph.node("LSTM", states, *turned, both, "lengths", **size)  # (time, 2, texts, hidden)
        ends = ([0], [layer.hidden - ADDED], [3])
        states = graph.node("Slice", states, *(graph.constant(np.array(end)) for end in ends))
        states = graph.node("Transpose", states, perm=[0, 2, 1, 3])
        states = graph.node("Reshape", states, graph.constant(np.array([0, 0, -1])))
    return graph.model(states, layers[0].inward.shape[1] - ADDED, 2 * (layers[-1].hidden - ADDED))


class _Graph:
    """A graph in the making; what it is given has names of their own."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, array: np.ndarray) -> str:
        name = f"constant {len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array).reshape(array.shape), name))
        return name

    def node(self, operator: str, *inputs: str, **settings: object) -> str:
        name = f"{operator} {len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], **settings))
        return name

    def model(self, states: str, inputs: int, outputs: int) -> ModelProto:
        given = [
            helper.make_tensor_value_info("x", TensorProto.FLOAT, ["time", "texts", inputs]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
        ]
        made = helper.make_tensor_value_info(states, TensorProto.FLOAT, ["time", "texts", outputs])
        graph = helper.make_graph(self.nodes, "layers", given, [made], self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPERATORS)], ir_version=FORMAT)


def _gates(array: np.ndarray) -> np.ndarray:
    """In ONNX' order: input, output, forget, cell."""
    parts = array.reshape(*array.shape[:-1], 4, -1)
    found: np.ndarray = parts[..., [0, 3, 1, 2], :].reshape(array.shape)
    return found
