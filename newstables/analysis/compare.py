"""Two articles: which actors, figures, days and claims stand in both, which in one alone, and whose words fill them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import pandas as pd

from newstables.analysis.actors import PEOPLE, acting, named
from newstables.analysis.figures import figures
from newstables.analysis.sentences import sentences
from newstables.records import Change, Entity, EntityKind, Quote, Side, Tariff

Row = TypeVar("Row")


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


# ------------------------------------------------------------------------------------------------------- claims


class ClaimVerdict(StrEnum):
    """What the other article says of a claim."""

    AGREE = "agree"
    DIFFER = "differ"
    ALONE = "alone"


CLAIMS = ["left_id", "right_id", "verdict", "differs"]
_ENDS = {Change.LIFT, Change.PAUSE}


def same_claim(mine: Tariff, theirs: Tariff) -> float:
    """More than 0 where imposer and target are stated and the same and goods are shared; 1 more for the same rate.

    A claim on the rate that another one replaces is not the same claim.
    """
    if mine.imposer is None or mine.target is None or (mine.imposer, mine.target) != (theirs.imposer, theirs.target):
        return 0.0
    if rates_differ(mine, theirs) and (
        mine.rate_percent == theirs.rate_from_percent or theirs.rate_percent == mine.rate_from_percent
    ):
        return 0.0
    every = {*mine.goods, *theirs.goods}
    alike = len(set(mine.goods) & set(theirs.goods)) / len(every) if every else 1.0
    return alike and alike + (mine.rate_percent is not None and mine.rate_percent == theirs.rate_percent)


def rates_differ(mine: Tariff, theirs: Tariff) -> bool:
    """Whether two matched claims both state a rate, and not the same one."""
    return None not in (mine.rate_percent, theirs.rate_percent) and mine.rate_percent != theirs.rate_percent


def claims_compared(left: Sequence[Tariff], right: Sequence[Tariff]) -> pd.DataFrame:
    """Each tariff claim of two articles beside its like.

    Returns:
        One row per matched pair, then per claim that stands alone, the left article's first: left_id and right_id
        (claim_id; null where the article has no like), verdict (``ClaimVerdict``), differs (list of (column, left,
        right): rate_percent, rate_from_percent, effective_on or change, where both state it and not the same).
    """
    found = pair(left, right, same_claim)
    rows: list[tuple[Any, ...]] = []
    for i, j in found.both:
        differs = _differing(left[i], right[j])
        verdict = ClaimVerdict.DIFFER if differs else ClaimVerdict.AGREE
        rows.append((left[i].claim_id, right[j].claim_id, verdict.value, differs))
    rows += [(left[i].claim_id, None, ClaimVerdict.ALONE.value, []) for i in found.left]
    rows += [(None, right[j].claim_id, ClaimVerdict.ALONE.value, []) for j in found.right]
    return pd.DataFrame(rows, columns=CLAIMS)


def _differing(mine: Tariff, theirs: Tariff) -> list[tuple[str, Any, Any]]:
    columns = ["rate_percent", "rate_from_percent", "effective_on"]
    changes = {mine.change, theirs.change}
    if Change.NONE not in changes or changes & _ENDS:  # an existing tariff that is mentioned contradicts only its end
        columns.append("change")
    values = [(column, getattr(mine, column), getattr(theirs, column)) for column in columns]
    return [(column, a, b) for column, a, b in values if a is not None and b is not None and a != b]


# ------------------------------------------------------------------------------------------------ in one alone


class What(StrEnum):
    """What may stand in one article alone."""

    ACTOR = "actor"
    FIGURE = "figure"  # a number, a share or a sum
    DAY = "day"


ONLY = ["side", "what", "value", "text", "start_char", "end_char"]


def actors(entities: pd.DataFrame, quotes: pd.DataFrame, left: str, right: str) -> pd.DataFrame:
    """One row per person or organization named in either article: name, side, left, right (mentions, int).

    The side is that of ``actors.named``: one for each name, by its quotes where its mentions have none.
    """
    inside, said = (rows[rows["article_id"].isin([left, right])] for rows in (entities, quotes))
    mentions = acting(inside)
    counts = mentions.groupby(["name", "article_id"]).size().unstack(fill_value=0)
    table = counts.reindex(columns=[left, right], fill_value=0).set_axis(["left", "right"], axis=1).reset_index()
    table.insert(1, "side", table["name"].map(named(inside, said).set_index("name")["side"]))
    return table.sort_values(["left", "right", "name"], ascending=[False, False, True], ignore_index=True)


def only_in_one(texts: Sequence[str], entities: Sequence[Iterable[Entity]]) -> pd.DataFrame:
    """Actors, figures and days that one of two articles has alone.

    Args:
        texts: The left and the right article's text.
        entities: Their entities; days are those that ``Entity.on`` and ``until`` settle to one day.

    Returns:
        One row per value, the left article's first, each in the order of its first mention: side ("left" or "right"),
        what (``What``), value (an actor's canonical name, "percent 25", "2026-05-06"), text, start_char, end_char (of
        the first mention, code points of that article's text).
    """
    found = [_mentioned(text, list(rows)) for text, rows in zip(texts, entities, strict=True)]
    rows = [
        (side, *key, text[start:end], start, end)
        for side, text, mine, theirs in zip(("left", "right"), texts, found, found[::-1], strict=True)
        for key, (start, end) in sorted(mine.items(), key=lambda item: item[1])
        if key not in theirs
    ]
    return pd.DataFrame(rows, columns=ONLY)


def _mentioned(text: str, entities: Sequence[Entity]) -> dict[tuple[str, str], tuple[int, int]]:
    """What and value → the first mention."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    dated: list[tuple[int, int]] = []
    for row in sorted(entities, key=lambda row: row.start_char):
        place = row.start_char, row.end_char
        if row.kind in PEOPLE or row.actor_id:
            found.setdefault((What.ACTOR.value, row.name), place)
        elif row.kind == EntityKind.DATE:
            dated.append(place)
            if row.on is not None and row.on == row.until:
                found.setdefault((What.DAY.value, row.on.isoformat()), place)
    for begin, stop in sentences(text):
        for figure in figures(text[begin:stop]):
            start, end = begin + figure.start, begin + figure.end
            if figure.kind != "day" and not any(start < last and first < end for first, last in dated):
                found.setdefault((What.FIGURE.value, figure.key.removeprefix("#")), (start, end))
    return found


# ------------------------------------------------------------------------------------------------- whose words


def words_by_side(left: Sequence[Quote], right: Sequence[Quote]) -> pd.DataFrame:
    """One row per side, all five always: side, left, right (words quoted or reported, int), left_share, right_share.

    A share is of all such words of the article, 0–1, and 0 where it has none.
    """
    table = pd.DataFrame({"side": [side.value for side in Side]})
    for name, quotes in (("left", left), ("right", right)):
        words = dict.fromkeys(table["side"], 0)
        for quote in quotes:
            words[quote.side or Side.UNRESOLVED] += len(quote.text.split())
        table[name] = [words[side] for side in table["side"]]
        table[f"{name}_share"] = table[name] / max(sum(words.values()), 1)
    return table[["side", "left", "right", "left_share", "right_share"]]
