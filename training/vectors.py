"""Static vectors: what words that were never seen in training have in common with those that were.

Two things make a vector. Its word's cluster: the Brown clusters of English web text in spacy-lookups-data (MIT
licence), each a path in a binary tree; words near each other in the tree share the beginning of their path, and so a
part of their vectors. P. F. Brown et al., "Class-based n-gram models of natural language", Computational Linguistics
18 (4), 1992. And the lists of names in which the word stands. Words alike in both share a row.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Mapping, Set
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.strings import hash_string
from spacy.vectors import Vectors

from training.lists import lists

WORDS = 120_000
ONE_HOT = (4, 6)  # bits of the path that are told apart fully
PROJECTED = ((8, 48), (10, 48), (None, 48))  # bits of the path → dimensions; None: all of it
WIDTH = sum(2**bits for bits in ONE_HOT) + sum(size for _, size in PROJECTED)
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


def vectors(
    clusters: dict[str, int],
    frequency: dict[str, float],
    lists: Mapping[str, Set[str]],
    *,
    words: int,
    seed: int,
) -> Vectors:
    """The vectors of the most frequent words, which come first, and of all listed ones.

    Args:
        clusters: Word → path, least significant bit first.
        frequency: Word → log probability.
        lists: Kind of name → its words.
        words: How many of the clustered words.
        seed: Of the random directions.
    """
    clustered = [word for word in clusters if clusters[word] and not word.isspace()]
    clustered = sorted(clustered, key=lambda word: -frequency.get(word, -99.0))[:words]
    known = [*clustered, *sorted(set().union(*lists.values()).difference(clustered))]
    paths = dict.fromkeys(known, 0) | {word: clusters[word] for word in clustered}
    kinds = {word: tuple(float(word in lists[kind]) for kind in sorted(lists)) for word in known}
    rows = {meaning: row for row, meaning in enumerate(sorted({(paths[word], kinds[word]) for word in known}))}
    data = [[*(vector(path, seed) if path else np.zeros(WIDTH)), *kind] for path, kind in rows]
    table = Vectors(data=np.array(data, dtype="float32"), name="words")
    for word in known:
        for form in {word, word.replace("'", "’")}:
            table.add(hash_string(form), row=rows[paths[word], kinds[word]])
    for form, word in ALIASES.items():
        if word in paths:
            table.add(hash_string(form), row=rows[paths[word], kinds[word]])
    return table


def _table(name: str) -> dict[str, Any]:
    file = resources.files("spacy_lookups_data") / "data" / f"en_lexeme_{name}.json.gz"
    table: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return table


def main(out: Path, seed: int) -> None:
    """Write a blank pipeline that holds the vectors."""
    nlp = spacy.blank("en")
    clusters, frequency = (_table(name) for name in ("cluster", "prob"))
    nlp.vocab.vectors = vectors(clusters, frequency, lists(), words=WORDS, seed=seed)
    nlp.to_disk(out)
    print(f"{len(nlp.vocab.vectors.key2row):,} words in {nlp.vocab.vectors.shape[0]:,} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
