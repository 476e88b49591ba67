"""Goods in a text, by the words of ``knowledge/goods.csv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newstables.knowledge import Knowledge, load
from newstables.pipeline.terms import Vocabulary

_CANOLA = re.compile(r"\b(?:canola|rapeseed|colza)\b", re.IGNORECASE)
_CANOLA_PARTS = {"oil": "canola oil", "meal": "canola meal", "cake": "canola meal", "seed": "canola seed"}
_CANOLA_PART = re.compile(r"\b(oil|meal|cake|seed)s?\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\s+(?:[Mm]inist|[Dd]epartment|[Cc]ritic|[Ss]ecretary|Canada\b|Council\b|Association\b)"
)  # no goods


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods where they stand in a text; a word such as "metals" has several ``keys``, which are sorted."""

    start: int
    end: int
    keys: tuple[str, ...]


def find_goods(text: str) -> list[Goods]:
    """The goods named in a text, left to right.

    >>> [goods.keys for goods in find_goods("canola oil, meal and dried peas; a levy on metals")]
    [('canola oil',), ('canola meal',), ('peas',), ('aluminum', 'steel')]
    """
    found = [
        Goods(term.start, term.end, tuple(term.key.split("|")))
        for term in _vocabulary(load()).find(text)
        if not _OFFICE.match(text, term.end)
    ]
    canola = _CANOLA.search(text)
    if canola:  # "canola oil and meal": the second word alone means nothing without the first
        taken = [(goods.start, goods.end) for goods in found]
        found.extend(
            Goods(part.start(), part.end(), (_CANOLA_PARTS[part.group(1).lower()],))
            for part in _CANOLA_PART.finditer(text)
            if part.start() > canola.end() or part.group(1).lower() in {"meal", "cake"}
            if not any(start < part.end() and part.start() < end for start, end in taken)
        )
    return sorted(found, key=lambda goods: goods.start)


@cache
def _vocabulary(knowledge: Knowledge) -> Vocabulary:
    keys: dict[str, list[str]] = {}
    for good in knowledge.goods:
        for term in good.terms:
            keys.setdefault(term, []).append(good.key)
    return Vocabulary((term, "|".join(sorted(of_term))) for term, of_term in keys.items())
