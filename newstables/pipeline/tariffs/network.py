"""The reader's network: embeddings, two bidirectional LSTM layers, and what asks their states.

Which token is a claim's anchor (its rate, else the word for the charge), and what happens to the charge, is asked of
each token with all others in view; which mention fills a field is asked of each pair of an anchor and a mention, as a
dependency parser asks which head fits: T. Dozat and C. Manning, "Deep biaffine attention for neural dependency
parsing", ICLR 2017. Trained by ``training/tariffs.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from newstables.pipeline.countries import EVERY_COUNTRY
from newstables.pipeline.layers import Layers, embeddings
from newstables.records import Change

CHANGES: tuple[Change | None, ...] = (None, *Change)  # None: no anchor
# What a party may be besides a country that the text names: nobody, all, or one that the text leaves to be known.
UNNAMED: tuple[str | None, ...] = (None, EVERY_COUNTRY, "CA", "CN", "US", "EU")
PARTIES = ("imposer", "target")
RATES = ("rate", "before")
EDGES = ("start", "end")  # of the evidence
ASKED = ("query", "key", "value", "deep", "change")  # of each token, in one go
PAIRED = (*PARTIES, "goods", *RATES, *EDGES)
ANCHORED = (
    *(f"{field} anchor" for field in PAIRED),
    *(f"{field} unnamed" for field in (*PARTIES, *RATES)),
    "retaliation",
)  # of each anchor, in one go
# Tokens from anchor to mention; the last step of each stretch that the network tells apart.
DISTANCES = np.array([-40, -20, -10, -6, -3, -1, 0, 1, 3, 6, 10, 20, 40])
Mentions = tuple[np.ndarray, np.ndarray]  # of each its state, (mentions, states), and its step, (anchors, mentions)


@dataclass(frozen=True, slots=True)
class Network:
    """All parameters; ``embeddings`` in the order of ``reading.WIDTHS``, row 0 padding, row 1 unknown values."""

    embeddings: Sequence[np.ndarray]
    layers: Layers
    heads: Mapping[str, np.ndarray]

    def states(self, texts: Sequence[np.ndarray]) -> list[np.ndarray]:
        """The state of each token of each text, (tokens, states) from ids (tokens, columns); they run side by side."""
        lengths = np.array([len(ids) for ids in texts])
        padded = np.zeros((lengths.max(), len(texts), len(self.embeddings)), dtype=int)
        for n, ids in enumerate(texts):
            padded[: len(ids), n] = ids
        x = np.concatenate([table[padded[..., n]] for n, table in enumerate(self.embeddings)], axis=2)
        states = self.layers(x, lengths)
        return [states[:length, n] for n, length in enumerate(lengths)]

    def changes(self, states: np.ndarray) -> np.ndarray:
        """The chance of each of ``CHANGES`` at each token: (tokens, changes)."""
        steps = np.searchsorted(DISTANCES, np.arange(1 - len(states), len(states)))
        apart = sliding_window_view(self.heads["near"][steps, 0], len(states))  # from the last token's view on
        near = apart[::-1]
        query, key, value, deep, change = self._split("asked", ASKED, states).values()
        attention = softmax(query @ key.T / np.sqrt(query.shape[1], dtype="float32") + near)
        return softmax(change + self._linear("deep change", np.tanh(deep + attention @ value)))

    def anchored(self, states: np.ndarray, anchors: Sequence[int]) -> dict[str, np.ndarray]:
        """What is asked of anchors, by head: (anchors, …)."""
        return self._split("anchored", ANCHORED, states[anchors])

    def choices(self, field: str, asked: Mapping[str, np.ndarray], mentions: Mentions) -> np.ndarray:
        """The chance of each value that a claim's party or rate may have: (anchors, values).

        Those that no mention stands for come first (``UNNAMED`` of a party, none of a rate), then the mentions.
        """
        return softmax(np.concatenate([asked[f"{field} unnamed"], self.pairs(field, asked, mentions)], axis=1))

    def goods(self, asked: Mapping[str, np.ndarray], mentions: Mentions) -> np.ndarray:
        """The chance that a claim is about the goods of each mention: (anchors, mentions)."""
        return sigmoid(self.pairs("goods", asked, mentions))

    def answers(self, asked: Mapping[str, np.ndarray]) -> np.ndarray:
        """The chance that a claim answers another measure: (anchors,)."""
        return sigmoid(asked["retaliation"][:, 0])

    def pairs(self, field: str, asked: Mapping[str, np.ndarray], mentions: Mentions) -> np.ndarray:
        """The score of each mention as what fills a field: (anchors, mentions)."""
        shown, distance = mentions
        both = asked[f"{field} anchor"][:, None] + shown @ self.heads[f"{field} mention weight"].T
        return self._linear(f"{field} score", np.tanh(both + self.heads[f"{field} distance"][distance]))[..., 0]

    def _linear(self, name: str, x: np.ndarray) -> np.ndarray:
        found: np.ndarray = x @ self.heads[f"{name} weight"].T + self.heads[f"{name} bias"]
        return found

    def _split(self, name: str, heads: Sequence[str], x: np.ndarray) -> dict[str, np.ndarray]:
        """What several heads, packed as one, make of the same."""
        ends = accumulate(len(self.heads[f"{head} bias"]) for head in heads)
        found = self._linear(name, x)
        return {head: found[:, start:end] for head, (start, end) in zip(heads, pairwise((0, *ends)), strict=True)}


def mentioned(states: np.ndarray, anchors: Sequence[int], places: Sequence[tuple[int, int]]) -> Mentions:
    """Mentions by the first and last token of each, as the network is shown them beside anchors."""
    first, last = np.array(places, dtype=int).reshape(-1, 2).T
    return (states[first] + states[last]) / 2, _apart(first, anchors)


def tokens(states: np.ndarray, anchor: int, stretch: slice) -> Mentions:
    """Each token of a stretch as a mention beside one anchor."""
    shown = states[stretch]
    return shown, _apart(stretch.start + np.arange(len(shown)), [anchor])


def _apart(first: np.ndarray, anchors: Sequence[int]) -> np.ndarray:
    found: np.ndarray = np.searchsorted(DISTANCES, first - np.array(anchors)[:, None])
    return found


def softmax(x: np.ndarray) -> np.ndarray:
    """Chances from scores, over the last axis."""
    found: np.ndarray = np.exp(x - x.max(axis=-1, keepdims=True))
    found /= found.sum(axis=-1, keepdims=True)
    return found


def sigmoid(x: np.ndarray) -> np.ndarray:
    """A chance from a score."""
    found: np.ndarray = 1 / (1 + np.exp(-x))
    return found


def pack(arrays: Mapping[str, np.ndarray]) -> Network:
    """The network from the arrays of its file."""
    heads = {name: array for name, array in arrays.items() if not name.startswith(("embedding", "layers"))}
    for name, asked in (("asked", ASKED), ("anchored", ANCHORED)):
        for part in ("weight", "bias"):
            heads[f"{name} {part}"] = np.concatenate([heads[f"{head} {part}"] for head in asked])
    return Network(embeddings=embeddings(arrays), layers=Layers(arrays["layers"]), heads=heads)
