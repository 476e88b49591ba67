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
_EVERYTHING = re.compile(  # goods of all kinds: a find without keys
    r"""\b(?:goods|products|imports|exports|shipments|(?:almost\ |nearly\ )?everything(?!\ else)|merchandise)\b
    (?!\s+(?:of\s+(?!China|Canada|any|all)|such\s+as|like|including|made\s+(?:of|with)|containing|with|fell|rose)|['’])""",
    re.VERBOSE,
)
# What may stand between two goods of one list: ", " or " and ", then at most three words such as "all finished U.S.".
_BETWEEN = re.compile(
    r"""
    \s*(?:,\s*(?:and|or|as\ well\ as|plus)?|\band\b|\bor\b|&|/|\bas\ well\ as\b|\balong\ with\b|\bplus\b)
    \s*(?:(?!(?:and|but|while|from|to|at|on|by|with|which|that|of|for|in|is|are|was|were|will|would|has|have|had|not|its|their|took|takes?|put|puts|kept
       |keeps?|cut|cuts|hit|hits|said|left|let|lets|made|makes?|drops?|drew|\w+ed|\w+ing)\s)[^\W\d][\w.-]*\s+){0,3}
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Goods:
    """One kind of goods, or a list of them, where it stands in a text; ``keys`` are sorted, none for all goods."""

    start: int
    end: int
    keys: tuple[str, ...]


def find_goods(text: str) -> list[Goods]:
    """The goods named in a text, left to right; a list of goods is one find.

    >>> [goods.keys for goods in find_goods("canola oil, meal and dried peas; later fish")]
    [('canola meal', 'canola oil', 'peas'), ('seafood',)]
    >>> [goods.keys for goods in find_goods("a levy on metals but not on cars")]
    [('aluminum', 'steel'), ('autos',)]
    """
    lists: list[Goods] = []
    singles = find_singles(text)
    named = {single.end for single in singles}
    everything = [
        Goods(match.start(), match.end(), ())
        for match in _EVERYTHING.finditer(text)
        if not any(end <= match.start() <= end + 1 or match.start() < end <= match.end() for end in named)
    ]
    for single in sorted([*singles, *everything], key=lambda goods: goods.start):
        last = lists[-1] if lists else None
        if last and last.keys and single.keys and _BETWEEN.fullmatch(text, last.end, single.start):
            lists[-1] = Goods(last.start, single.end, tuple(sorted({*last.keys, *single.keys})))
        else:
            lists.append(single)
    return lists


def find_singles(text: str) -> list[Goods]:
    """The goods named in a text, left to right, each by itself."""
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
