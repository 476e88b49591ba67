"""How alike each sentence of one article is to each of another: matrices of features, and the share in [0, 1].

The sum of weights and features is a log-odds, as in logistic regression; ``training/alignment.py`` fitted the weights
on pairs 01–11 of ``evaluation/pairs`` and on articles of different pairs, which share no fact. The terms that two
sentences share count by how rare they are, in the two articles and in news at large (K. Spärck Jones, "A statistical
interpretation of term specificity", Journal of Documentation 28 (1), 1972).
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newstables.analysis.wording import Wording
from newstables.knowledge import FOLDER

Matrix = NDArray[np.float64]

# Feature → its weight in the log-odds that two sentences tell the same fact.
WEIGHTS = {
    "constant": -7.65,
    "cosine": 0.73,  # of the terms' weights
    "contained": 2.62,  # share of the weight of the sentence with less that stands in the other
    "shared": 0.39,  # log of 1 + the weight of the shared terms
    "figures": 0.72,  # shared numbers and days, 2 at most
    "apart": -3.65,  # how far apart they stand, as shares of the articles
    "best of left": 3.44,  # likeness beside the best that the left sentence has
    "best of right": 3.17,
    "mutual": 0.76,  # each is the other's best
    "neighbours": 1.35,  # likeness of the best pair of their neighbours
    "articles": 3.88,  # log of the cosine of the three likest pairs: whether the articles have a story in common
}
_LIKEST = 3
_SEEN = 6.0  # per 10,000 sentences: how often a term may occur that the list of common ones lacks, at most


@cache
def common_terms() -> dict[str, float]:
    """Term → how many of 10,000 sentences of news have it, as ``knowledge/common_terms.csv`` lists them."""
    with (FOLDER / "common_terms.csv").open(encoding="utf-8", newline="") as file:
        return {line["term"]: float(line["per_10000"]) for line in csv.DictReader(file, strict=True)}


def features(left: Sequence[Wording], right: Sequence[Wording]) -> dict[str, Matrix]:
    """Feature → a matrix with a row per left and a column per right sentence. Both sides must have sentences."""
    mine, theirs = _weighed(left, right)
    cosine = _rows_to_one(mine) @ _rows_to_one(theirs).T
    shared = np.sqrt(mine) @ np.sqrt(theirs).T
    contained = shared / np.maximum(np.minimum(mine.sum(1)[:, None], theirs.sum(1)[None]), 1e-9)
    likeness = cosine + 0.5 * contained
    of_left = likeness / np.maximum(likeness.max(1, keepdims=True), 1e-9)
    of_right = likeness / np.maximum(likeness.max(0, keepdims=True), 1e-9)
    mutual = (of_left >= 1 - 1e-9) & (of_right >= 1 - 1e-9)
    likest = np.sort(cosine[mutual])[-_LIKEST:]
    values = [{figure.key for figure in one.figures} for one in [*left, *right]]
    both = [[min(2, len(a & b)) for b in values[len(left) :]] for a in values[: len(left)]]
    places = [np.arange(len(side)) / max(len(side) - 1, 1) for side in (left, right)]
    return {
        "constant": np.ones_like(cosine),
        "cosine": cosine,
        "contained": contained,
        "shared": np.log1p(shared),
        "figures": np.array(both, dtype=np.float64),
        "apart": np.abs(places[0][:, None] - places[1][None]),
        "best of left": of_left,
        "best of right": of_right,
        "mutual": mutual.astype(np.float64),
        "neighbours": _of_neighbours(likeness),
        "articles": np.full_like(cosine, math.log((likest.mean() if likest.size else 0.0) + 0.05)),
    }


def same_fact(left: Sequence[Wording], right: Sequence[Wording]) -> Matrix:
    """How sure it is that two sentences tell the same fact: a row per left, a column per right sentence, in [0, 1]."""
    if not left or not right:
        return np.zeros((len(left), len(right)))
    odds = sum(WEIGHTS[name] * values for name, values in features(left, right).items())
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


def _weighed(left: Sequence[Wording], right: Sequence[Wording]) -> tuple[Matrix, Matrix]:
    """A row per sentence, a column per term, with the term's weight where the sentence has it."""
    every = [*left, *right]
    here = Counter(term for one in every for term in one.terms)
    columns = {term: column for column, term in enumerate(sorted(here))}
    weights = {
        term: math.log((len(every) + 1) / count) + math.log(10_000 / (common_terms().get(term, 0.0) + _SEEN))
        for term, count in here.items()
    }
    table = np.zeros((len(every), max(len(columns), 1)))
    for row, one in enumerate(every):
        for term in one.terms:
            table[row, columns[term]] = weights[term]
    return table[: len(left)], table[len(left) :]


def _rows_to_one(table: Matrix) -> Matrix:
    return np.asarray(table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9))


def _of_neighbours(likeness: Matrix) -> Matrix:
    """The most that the sentences before, or after, both have in common; a step on one side alone counts less."""
    rows, columns = likeness.shape
    around = np.pad(likeness, 1)
    steps = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]
    near: Matrix = np.maximum.reduce(
        [around[1 + i : 1 + i + rows, 1 + j : 1 + j + columns] * (1.0 if i == j else 0.7) for i, j in steps]
    )
    return near
