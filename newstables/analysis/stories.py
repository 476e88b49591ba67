"""Which articles tell of one event: alike in words, actors, places and goods, within days of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from newstables.analysis.features import matrix
from newstables.analysis.linkage import Places, average_link
from newstables.records import make_id

WINDOW = 10  # days, at most, between two articles that are compared
# The chance that two articles tell of one event: a logistic regression on the pairs of evaluation/stories and
# evaluation/stories-dense (training/stories.py). The more articles there are, the less likely any two tell of the same.
_ALIKE = 40.0  # for a likeness of 1
_DAY = -0.44  # for each day between the two
_BASE = -0.8  # less ln n, for n articles to compare with
ENOUGH = 0.25  # mean chance of the pairs of two groups that are one story
_SLIGHT = 0.005  # a chance below this is none
_COMMON = 200  # articles; a feature that more of them have does not bring an undated one together with them
_NEAREST = 50  # articles, at most, that an undated one is compared with: those that share most of what is rare
_AT_ONCE = 256  # articles compared with all of their window together

Edges = tuple[Places, Places, NDArray[np.float64]]  # one and other article, and how likely they tell of one event

_COLUMNS = {"article_id": "string[pyarrow]", "story_id": "string[pyarrow]", "centrality": "float64"}


def stories(articles: pd.DataFrame, entities: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """One row per article, by article_id: article_id, story_id, centrality (float, 0–1).

    Every article has a story, be it alone in it. Its centrality is the mean chance that it tells of one event with each
    other article of the story; a near-copy has the story of what it copies, and a centrality of 0. A story's id is made
    of its first article, so that a later one does not change it.

    Args:
        articles: Reads ``article_id``, ``title``, ``text`` and ``published_on``.
        entities: Reads ``article_id``, ``kind`` and ``name``.
        copies: As ``near_copies`` makes them.
    """
    copied = dict(zip(copies["article_id"], copies["copy_of"], strict=True))
    rows = articles[~articles["article_id"].isin(copied)].sort_values("article_id", ignore_index=True)
    keys = list(rows["article_id"])
    days = [value if isinstance(value, date) and not pd.isna(value) else None for value in rows["published_on"]]
    ones, others, alike = _edges(matrix(rows, entities), days)
    group = average_link(len(rows), ones, others, alike, enough=ENOUGH)
    inside = group[ones] == group[others]
    near = (
        sum(np.bincount(ends[inside], weights=alike[inside], minlength=len(rows)) for ends in (ones, others))
        / np.maximum(np.bincount(group) - 1, 1)[group]
    )
    first: dict[int, int] = {}
    for at in sorted(range(len(rows)), key=lambda at: (days[at] or date.max, keys[at])):
        first.setdefault(group[at], at)
    named = {one: make_id("story", keys[at]) for one, at in first.items()}
    found = {keys[at]: (named[group[at]], near[at]) for at in range(len(rows))}
    found |= {copy: (found[original][0], 0.0) for copy, original in copied.items()}
    table = pd.DataFrame([(key, *value) for key, value in sorted(found.items())], columns=list(_COLUMNS))
    return table.astype(_COLUMNS)


def describe(articles: pd.DataFrame, grouped: pd.DataFrame) -> pd.DataFrame:
    """One row per story, the latest first: story_id, name, first_on, last_on (null: undated), articles (int), outlets.

    ``name`` is the title of the most central article, ``outlets`` a sorted tuple. Reads ``article_id``, ``title``,
    ``published_on`` and ``outlet`` of the articles; ``grouped`` is what ``stories`` makes.
    """
    rows = articles[["article_id", "title", "published_on", "outlet"]].merge(grouped, on="article_id")
    rows = rows.sort_values(["centrality", "published_on", "article_id"], ascending=[False, True, True])
    table = rows.groupby("story_id", sort=False).agg(
        name=("title", "first"),
        first_on=("published_on", "min"),
        last_on=("published_on", "max"),
        articles=("article_id", "size"),
    )
    table["outlets"] = _carried(rows)
    return table.reset_index().sort_values(["last_on", "story_id"], ascending=[False, True], ignore_index=True)


def _carried(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    """The outlets of each story, in order; the stories in the order of their first rows.

    Tuples, for Python looks through every list again and again for rubbish.
    """
    story, ids = pd.factorize(rows["story_id"])
    outlet, names = pd.factorize(rows["outlet"], sort=True)
    width = len(names) + 1  # the last place is for those that state none
    pairs = np.unique(story * width + np.where(outlet < 0, len(names), outlet))
    pairs = pairs[pairs % width < len(names)]
    known = names.to_numpy()
    starts, ends = (np.searchsorted(pairs, (np.arange(len(ids)) + at) * width) for at in (0, 1))
    return [tuple(known[pairs[start:end] % width]) for start, end in zip(starts, ends, strict=True)]


def _edges(rows: csr_array, days: list[date | None]) -> Edges:
    """Pairs of articles with their chance: those within the window, and those of which one is undated."""
    numbers = np.array([day.toordinal() if day else 0 for day in days], dtype=np.int64)
    order = np.argsort(numbers, kind="stable").astype(np.int32)
    dated, undated = order[numbers[order] > 0], order[numbers[order] == 0]
    return _joined([*_dated(rows, numbers, dated), _joined(_undated(rows, len(days), undated), once=True)])


def _joined(edges: Iterable[Edges], *, once: bool = False) -> Edges:
    """All edges, their chances rounded; ``once``: of those of one pair, one."""
    nothing = np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
    ones, others, alike = (np.concatenate(parts) for parts in zip(nothing, *edges, strict=True))
    if once:
        kept = np.unique(np.sort(np.stack([ones, others]), axis=0), axis=1, return_index=True)[1]
        ones, others, alike = ones[kept], others[kept], alike[kept]
    return ones, others, np.round(alike, 9)


def _dated(rows: csr_array, numbers: NDArray[np.int64], dated: Places) -> Iterator[Edges]:
    """The edges of each day's articles with one another and with those of the days before."""
    at = numbers[dated]
    around = np.zeros(len(numbers))  # how many articles each is compared with
    around[dated] = np.searchsorted(at, at + WINDOW, side="right") - np.searchsorted(at, at - WINDOW)
    for day in np.unique(at):
        start, middle, end = np.searchsorted(at, [day - WINDOW, day, day + 1])
        for some in range(middle, end, _AT_ONCE):
            mine, theirs = dated[some : min(some + _AT_ONCE, end)], dated[start:end]
            ones, others, alike = _likenesses(rows, mine, theirs)
            chance = _chance(alike, (around[ones] + around[others]) / 2, days=day - numbers[others])
            kept = (chance >= _SLIGHT) & ((numbers[others] < day) | (ones < others))
            yield ones[kept], others[kept], chance[kept]


def _undated(rows: csr_array, number: int, undated: Places) -> Iterator[Edges]:
    """The edges of the undated with those of all articles that share most of what is rare with them."""
    held = np.bincount(rows.indices, minlength=rows.shape[1])
    rare = csr_array(rows[:, np.flatnonzero(held <= _COMMON)]) if len(undated) else rows
    for start in range(0, len(undated), _AT_ONCE):
        some = undated[start : start + _AT_ONCE]
        ones, others, shared = _likenesses(rare, some, np.arange(number, dtype=np.int32))
        nearest = np.lexsort((others, -shared, ones))
        ones, others = ones[nearest], others[nearest]
        firsts = np.flatnonzero(np.diff(ones, prepend=-1))
        rank = np.arange(len(ones)) - np.repeat(firsts, np.diff(firsts, append=len(ones)))
        kept = (rank < _NEAREST) & (ones != others)
        ones, others = ones[kept], others[kept]
        chance = _chance(rows[ones].multiply(rows[others]).sum(axis=1), np.float64(number), days=np.int64(0))
        kept = chance >= _SLIGHT
        yield ones[kept], others[kept], chance[kept]


def _chance(
    alike: NDArray[np.float64], among: NDArray[np.float64] | np.float64, *, days: NDArray[np.int64] | np.int64
) -> NDArray[np.float64]:
    """How likely two articles tell of one event, among so many, so many days apart."""
    odds = np.exp(_ALIKE * alike + _DAY * days + _BASE) / among
    return odds / (1 + odds)


def _likenesses(rows: csr_array, mine: Places, others: Places) -> Edges:
    """The likenesses of some articles and others, where there are any."""
    product = (rows[mine] @ rows[others].T).tocoo()
    return mine[product.coords[0]], others[product.coords[1]], product.data
