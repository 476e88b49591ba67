"""Word clusters as static vectors: what words that were never seen in training have in common with those that were.

The clusters are those of spacy-lookups-data (MIT licence), Brown clusters of English web text: a word's path in a
binary tree. Words near each other in the tree share the beginning of their path, and so a part of their vectors.
P. F. Brown et al., "Class-based n-gram models of natural language", Computational Linguistics 18 (4), 1992.
"""

from __future__ import annotations

import gzip
import json
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.strings import hash_string
from spacy.vectors import Vectors

WORDS = 150_000
ONE_HOT = (4, 6)  # bits of the path that are told apart fully
PROJECTED = ((8, 64), (10, 64), (None, 64))  # bits of the path → dimensions; None: all of it
ALIASES = {"“": '"', "”": '"', "’": "'", "‘": "'", "—": "--", "–": "-"}  # as newspapers print them


def vector(path: int, rng_seed: int) -> np.ndarray:
    """The vector of one cluster: its path's first bits one-hot, its longer prefixes as random directions."""
    parts = []
    for bits in ONE_HOT:
        part = np.zeros(2**bits)
        part[path & (2**bits - 1)] = 1
        parts.append(part)
    for place, (bits, size) in enumerate(PROJECTED):
        prefix = path if bits is None else path & (2**bits - 1)
        parts.append(np.random.default_rng([rng_seed, place, prefix]).normal(size=size) / np.sqrt(size))
    return np.concatenate(parts).astype("float32")


def vectors(clusters: dict[str, int], frequency: dict[str, float], *, words: int, seed: int) -> Vectors:
    """The most frequent words' vectors; words of one cluster share a row.

    Args:
        clusters: Word → path, least significant bit first.
        frequency: Word → log probability.
        words: How many words.
        seed: Of the random directions.
    """
    known = sorted(
        (word for word in clusters if clusters[word] and not word.isspace()), key=lambda w: -frequency.get(w, -99.0)
    )
    known = known[:words]
    paths = sorted({clusters[word] for word in known})
    row = {path: i for i, path in enumerate(paths)}
    table = Vectors(shape=(len(paths), len(vector(1, seed))), name="clusters")
    table.data = np.stack([vector(path, seed) for path in paths])
    for word in known:
        for form in {word, word.replace("'", "’")}:
            table.add(hash_string(form), row=row[clusters[word]])
    for form, word in ALIASES.items():
        if clusters.get(word) in row:
            table.add(hash_string(form), row=row[clusters[word]])
    return table


def _table(name: str) -> dict[str, Any]:
    file = resources.files("spacy_lookups_data") / "data" / f"en_lexeme_{name}.json.gz"
    table: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return table


def main(out: Path, seed: int) -> None:
    """Write a blank pipeline that holds the vectors."""
    nlp = spacy.blank("en")
    clusters, frequency = (_table(name) for name in ("cluster", "prob"))
    nlp.vocab.vectors = vectors(clusters, frequency, words=WORDS, seed=seed)
    nlp.to_disk(out)
    print(f"{len(nlp.vocab.vectors.key2row):,} words in {nlp.vocab.vectors.shape[0]} clusters")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
