"""Articles → what tells which event they are about: words, the head's words, actors, places, numbers and goods.

Each article is one row of a matrix whose dot products are likenesses between 0 and 1: the weighted mean of the cosines
of the six kinds of features, each feature weighted by its rarity among the articles.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from newstables.analysis.shingles import words_of
from newstables.knowledge import load
from newstables.records import EntityKind

# what share of the likeness each kind has; fitted to the pairs of evaluation/stories and evaluation/stories-dense
WEIGHTS = {"word": 23.0, "head": 9.0, "actor": 1.5, "place": 0.5, "number": 3.0, "good": 3.0}
HEAD = 35  # words of the text that count as its head, with the title
_STEM = 6  # letters of a word that count: "surtax" and "surtaxes" are the same
_AT_ONCE = 4096  # rows, so that what is made of them on the way stays small
_PRIOR = 30  # articles, as if there were so many more without the feature: a store of two has no rarity of its own
_FUNCTION_WORDS = """
about after again all also and any are because been before being between both but can could day days did does done
down during each even few first for from had has have her him his how into its just last many may might month
months more most much new not now off one only onto other our out over own per same said say says she should since
some still such than that the their them then there these they this those three through told two under until very
was week weeks were what when where which while who why will with would year years yet you your
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december
"""
_STOP = frozenset(_FUNCTION_WORDS.split())

Feature = tuple[str, str]  # a kind of ``WEIGHTS``, and what is counted


def matrix(articles: pd.DataFrame, entities: pd.DataFrame, weights: Mapping[str, float] = WEIGHTS) -> csr_array:
    """One row per article, in the order of ``articles``; the dot product of two rows is their likeness, 0–1.

    Reads ``article_id``, ``title`` and ``text`` of the articles, and ``article_id``, ``kind`` and ``name`` of the
    entities. ``weights`` has every kind of ``WEIGHTS``.
    """
    named = _named(entities)
    columns: dict[Feature, int] = {}
    indices, counts, ends = array("i"), array("d"), array("i", [0])
    for key, title, text in zip(articles["article_id"], articles["title"], articles["text"], strict=True):
        found = features(title, text, named.get(key, ()))
        for feature, count in sorted(found.items()):
            indices.append(columns.setdefault(feature, len(columns)))
            counts.append(1 + math.log(count))
        ends.append(len(indices))
    parts = np.frombuffer(counts, np.float64), np.frombuffer(indices, np.int32), np.frombuffer(ends, np.int32)
    _weigh(*parts, columns, weights)
    return csr_array(parts, shape=(len(articles), len(columns)))


def features(title: str, text: str, named: Iterable[Feature]) -> Counter[Feature]:
    """How often each feature stands in an article; goods of the head count more."""
    words, heading = words_of(text), words_of(title)
    head = heading + words[:HEAD]
    found: Counter[Feature] = Counter(named)
    found.update(("word", stem) for stem in map(_stem, words + heading) if stem)
    found.update(("head", stem) for stem in map(_stem, head) if stem)
    found.update(("number", word) for word in words if word[0].isdigit() and len(word) > 1)
    found.update(("good", good) for part in (words, head, heading) for good in _goods(part))
    return found


def _named(entities: pd.DataFrame) -> dict[str, list[Feature]]:
    """Article → its actors and places, once for each mention."""
    kinds = {EntityKind.PERSON.value: "actor", EntityKind.ORGANIZATION.value: "actor", EntityKind.PLACE.value: "place"}
    found: dict[str, list[Feature]] = {}
    once: dict[Feature, Feature] = {}  # mentions are many, what they name is not
    for start in range(0, len(entities), _AT_ONCE):
        some = entities.iloc[start : start + _AT_ONCE]
        for key, kind, name in zip(*(some[column] for column in ("article_id", "kind", "name")), strict=True):
            if kind in kinds:
                feature = kinds[kind], name
                found.setdefault(key, []).append(once.setdefault(feature, feature))
    return found


def _stem(word: str) -> str:
    """What counts of a word; "" for one that tells nothing.

    >>> [_stem(word) for word in ("growers", "china's", "the", "75.8")]
    ['grower', 'china', '', '']
    """
    bare = word.partition("'")[0]
    return "" if bare in _STOP or len(bare) < 3 or bare[0].isdigit() else bare[:_STEM]


@cache
def _terms() -> tuple[dict[tuple[str, ...], str], int]:
    """The words for goods → their key, and the number of words of the longest."""
    found: dict[tuple[str, ...], str] = {}
    for good in load().goods:
        for term in good.terms:
            found.setdefault(tuple(words_of(term)), good.key)
    return found, max(map(len, found), default=0)


def _goods(words: list[str]) -> Iterable[str]:
    """The goods named, the longest name at each place: "canola seed" and not "canola"."""
    terms, longest = _terms()
    at = 0
    while at < len(words):
        for length in range(longest, 0, -1):
            good = terms.get(tuple(words[at : at + length]))
            if good is not None:
                yield good
                at += length - 1
                break
        at += 1


def _weigh(
    data: NDArray[np.float64],
    indices: NDArray[np.int32],
    ends: NDArray[np.int32],
    columns: Mapping[Feature, int],
    weights: Mapping[str, float],
) -> None:
    """Turn counts, in place, into rarity times count, every kind of a row made as long as its share of the likeness."""
    number = len(ends) - 1
    held = np.bincount(indices, minlength=len(columns))
    rarity: NDArray[np.float64] = np.log((number + _PRIOR) / (held + 0.5))
    kinds = list(weights)
    kind_of = np.array([kinds.index(kind) for kind, _ in columns], dtype=np.int64)
    shares = np.sqrt(np.array(list(weights.values())) / sum(weights.values()))
    for start in range(0, number, _AT_ONCE):
        some = ends[start : start + _AT_ONCE + 1]
        inside = slice(some[0], some[-1])
        kind = kind_of[indices[inside]]
        cells = np.repeat(np.arange(len(some) - 1), np.diff(some)) * len(kinds) + kind
        weighed = data[inside] * rarity[indices[inside]]
        lengths = np.sqrt(np.bincount(cells, weights=weighed**2))
        data[inside] = weighed / np.maximum(lengths[cells], 1e-12) * shares[kind]
