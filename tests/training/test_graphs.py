"""Layers as graphs: what runs is what was trained, and no text depends on those beside it."""

import numpy as np
import pytest

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


@pytest.mark.parametrize(("make", "near"), [("floats", 0.02), ("eight bits", 0.06)])
def test_what_was_trained_is_what_runs(layers, make, near):
    graph = graphs.in_floats(layers) if make == "floats" else graphs.in_eight_bits(layers, MOST)
    rng = np.random.default_rng(2)
    texts = [inputs(rng, 40), inputs(rng, 9), inputs(rng, 23)]
    states = Layers(graph)(*beside(*texts))
    assert states.shape == (40, 3, 2 * HIDDEN)
    for n, text in enumerate(texts):
        assert np.allclose(states[: len(text), n], by_definition(layers, text), atol=near)
        assert not states[len(text) :, n].any()


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
