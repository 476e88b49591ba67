"""Two articles: which actors, quotes and claims stand in both, which in one alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from newstables.records import EntityKind, Quote, Tariff

Row = TypeVar("Row")

_SHARED = 0.6  # of the shorter quote's words, in the longer one, for both to be the same statement
_FEWEST_WORDS = 3  # a shorter quote must be the same to the word


@dataclass(frozen=True, slots=True)
class Pairing:
    """Rows of two lists by position: the pairs that are alike, and what only one side has."""

    both: list[tuple[int, int]]
    left: list[int]
    right: list[int]


def pair(left: Sequence[Row], right: Sequence[Row], alike: Callable[[Row, Row], float]) -> Pairing:
    """Match rows one to one, the most alike first; ``alike`` gives 0 for rows that differ."""
    scored = sorted(
        (
            (score, -i, -j)
            for i, mine in enumerate(left)
            for j, theirs in enumerate(right)
            if (score := alike(mine, theirs)) > 0
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, minus_i, minus_j in scored:
        if -minus_i not in matched and -minus_j not in taken:
            matched[-minus_i] = -minus_j
            taken.add(-minus_j)
    return Pairing(
        both=sorted(matched.items()),
        left=[i for i in range(len(left)) if i not in matched],
        right=[j for j in range(len(right)) if j not in taken],
    )


def same_quote(mine: Quote, theirs: Quote) -> float:
    """The share of the shorter quote's words that the longer has too; 0 where the speakers differ or it is small."""
    if mine.speaker and theirs.speaker and mine.speaker != theirs.speaker:
        return 0.0
    words, others = _words(mine.text), _words(theirs.text)
    if min(len(words), len(others)) < _FEWEST_WORDS:
        return float(words == others)
    share = len(set(words) & set(others)) / min(len(set(words)), len(set(others)))
    return share if share >= _SHARED else 0.0


def same_claim(mine: Tariff, theirs: Tariff) -> float:
    """More than 0 where imposer and target are stated and the same and goods are shared; 1 more for the same rate."""
    if mine.imposer is None or mine.target is None or (mine.imposer, mine.target) != (theirs.imposer, theirs.target):
        return 0.0
    every = {*mine.goods, *theirs.goods}
    alike = len(set(mine.goods) & set(theirs.goods)) / len(every) if every else 1.0
    return alike and alike + (mine.rate_percent is not None and mine.rate_percent == theirs.rate_percent)


def rates_differ(mine: Tariff, theirs: Tariff) -> bool:
    """Whether two matched claims both state a rate, and not the same one."""
    return None not in (mine.rate_percent, theirs.rate_percent) and mine.rate_percent != theirs.rate_percent


def actors(entities: pd.DataFrame, left: str, right: str) -> pd.DataFrame:
    """One row per person or organization named in either article: name, side, left, right (mentions, int)."""
    kinds = [EntityKind.PERSON.value, EntityKind.ORGANIZATION.value]
    named = entities[entities["kind"].isin(kinds) & entities["article_id"].isin([left, right])]
    counts = named.groupby(["name", "side", "article_id"]).size().unstack(fill_value=0)
    table = counts.reindex(columns=[left, right], fill_value=0).set_axis(["left", "right"], axis=1).reset_index()
    return table.sort_values(["left", "right", "name"], ascending=[False, False, True], ignore_index=True)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w%$]+", text.casefold().replace("’", "'"))
