"""Layers as graphs: what runs is what was trained, and no text depends on those beside it."""

from dataclasses import replace

import numpy as np
import pytest

from newstables.pipeline import stored
from newstables.pipeline.layers import Layers

graphs = pytest.importorskip("training.graphs", reason="needs onnx, which comes with [dev] and [train]")
INPUTS, HIDDEN, MOST = 7, 5, 2.0


@pytest.fixture(scope="module")
def layers():
    rng = np.random.default_rng(1)

    def layer(inputs):
        shapes = ((2, inputs, 4 * HIDDEN), (2, HIDDEN, 4 * HIDDEN), (2, 4 * HIDDEN))
        return graphs.Weights(*(rng.normal(0, 0.5, shape).astype("float32") for shape in shapes))

    return [layer(INPUTS), layer(2 * HIDDEN)]


def inputs(rng, time):
    return rng.normal(0, 0.7, (time, INPUTS)).clip(-MOST, MOST).astype("float32")


def by_definition(layers, text):
    """The states of one text, step by step; S. Hochreiter and J. Schmidhuber's equations with a forget gate."""
    for layer in layers:
        sides = []
        for side, seen in enumerate((text, text[::-1])):
            h, c, states = np.zeros(HIDDEN), np.zeros(HIDDEN), []
            for x in seen:
                z = x @ layer.inward[side] + h @ layer.onward[side] + layer.bias[side]
                enter, forget, cell, leave = np.split(z, 4)
                enter, forget, leave = (1 / (1 + np.exp(-gate)) for gate in (enter, forget, leave))
                c = forget * c + enter * np.tanh(cell)
                h = leave * np.tanh(c)
                states.append(h)
            sides.append(np.array(states[:: -1 if side else 1]))
        text = np.concatenate(sides, axis=1)
    return text


def beside(one, *others):
    """Texts side by side, padded, and their lengths."""
    lengths = np.array([len(text) for text in (one, *others)])
    x = np.zeros((lengths.max(), len(lengths), INPUTS), dtype="float32")
    for n, text in enumerate((one, *others)):
        x[: len(text), n] = text
    return x, lengths


def test_what_was_trained_is_what_runs(layers):
    rng = np.random.default_rng(2)
    texts = [inputs(rng, 40), inputs(rng, 9), inputs(rng, 23)]
    states = Layers(graphs.in_eight_bits(layers, MOST))(*beside(*texts))
    assert states.shape == (40, 3, 2 * HIDDEN)
    for n, text in enumerate(texts):
        assert np.allclose(states[: len(text), n], by_definition(layers, text), atol=0.06)
        assert not states[len(text) :, n].any()


def test_in_balanced_units_layers_say_the_same_and_lose_less_by_rounding(layers, tmp_path):
    rng = np.random.default_rng(4)
    sizes = np.array([2, 0.01, 0.02, 1.5, 0.01, 0.03, 0.02], dtype="float32")  # what is small weighs as much
    first = replace(layers[0], inward=layers[0].inward / sizes[:, None])
    tables = np.split(rng.uniform(-1, 1, (60, INPUTS)).astype("float32") * sizes, [3], axis=1)
    told, balanced = graphs.balanced(tables, first)
    right = by_definition([first, layers[1]], np.hstack(tables))
    assert np.allclose(by_definition([balanced, layers[1]], np.hstack(told)), right, atol=1e-4)

    def lost(tables, layer, most):
        states = Layers(graphs.in_eight_bits([layer, layers[1]], most))(*beside(np.hstack(tables)))
        return np.abs(states[:, 0] - right).mean()

    assert lost(told, balanced, 1.0) < 0.2 * lost(tables, first, MOST)
    stored.write(tmp_path / "tables.npz", dict(zip("ab", told, strict=True)), None)
    read, _ = stored.read(tmp_path / "tables.npz")
    assert 0.99 < max(np.abs(table).max() for table in read.values()) <= 1, "in a file they are rounded, not above 1"


def test_whole_numbers_make_no_text_depend_on_those_beside_it(layers):
    run = Layers(graphs.in_eight_bits(layers, MOST))
    rng = np.random.default_rng(3)
    loud, faint = np.full((50, INPUTS), MOST, dtype="float32"), 0.01 * inputs(rng, 12)
    for length in (1, 2, 30):
        text = inputs(rng, length)
        alone = run(*beside(text))[:, 0]
        assert np.abs(alone).max() > 0.1
        for others in ([loud], [faint], [-loud, faint, inputs(rng, 31)]):
            assert np.array_equal(run(*beside(text, *others))[:length, 0], alone)
