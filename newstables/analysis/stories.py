"""Which articles tell of one event: alike in actors, places, days and words, within days of each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from newstables.analysis.features import matrix
from newstables.analysis.linkage import average_link
from newstables.records import make_id

ENOUGH = 0.05  # mean likeness, weakened by the days between, of the articles of two groups that are one story
WINDOW = 10  # days, at most, between two articles that are compared
_FADES = 6.0  # days in which a likeness falls to a third
_UNDATED = 0.15  # the least likeness of two articles of which one has no date: nothing else speaks for one event
_SLIGHT = 0.02  # a likeness below this is none
_COMMON = 200  # articles; a feature that more of them have does not bring an undated one together with them

_COLUMNS = {"article_id": "string[pyarrow]", "story_id": "string[pyarrow]", "centrality": "float64"}


def stories(articles: pd.DataFrame, entities: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """One row per article, by article_id: article_id, story_id, centrality (mean likeness to its story's others, 0–1).

    Every article has a story, be it alone in it. A near-copy has the story of what it copies, and a centrality of 0.
    A story's id is made of its first article, so that a later one does not change it.

    Args:
        articles: Reads ``article_id``, ``title``, ``text`` and ``published_on``.
        entities: Reads ``article_id``, ``kind``, ``name``, ``on`` and ``precision``.
        copies: As ``near_copies`` makes them.
    """
    copied = dict(zip(copies["article_id"], copies["copy_of"], strict=True))
    rows = articles[~articles["article_id"].isin(copied)].sort_values("article_id", ignore_index=True)
    keys = list(rows["article_id"])
    days = [value if isinstance(value, date) and not pd.isna(value) else None for value in rows["published_on"]]
    edges = list(_edges(matrix(rows, entities), days))
    alike: dict[int, dict[int, float]] = {}
    for one, other, likeness in edges:
        alike.setdefault(one, {})[other] = alike.setdefault(other, {})[one] = likeness
    found: dict[str, tuple[str, float]] = {}
    for group in average_link(len(rows), edges, enough=ENOUGH):
        first = min(group, key=lambda at: (days[at] or date.max, keys[at]))
        story = make_id("story", keys[first])
        for at in group:
            near = alike.get(at, {})
            found[keys[at]] = story, sum(near.get(other, 0.0) for other in group) / max(1, len(group) - 1)
    found |= {copy: (found[original][0], 0.0) for copy, original in copied.items()}
    table = pd.DataFrame([(key, *value) for key, value in sorted(found.items())], columns=list(_COLUMNS))
    return table.astype(_COLUMNS)


def describe(articles: pd.DataFrame, grouped: pd.DataFrame) -> pd.DataFrame:
    """One row per story, the latest first: story_id, name, first_on, last_on (null: undated), articles (int), outlets.

    ``name`` is the title of the most central article, ``outlets`` a sorted list. Reads ``article_id``, ``title``,
    ``published_on`` and ``outlet`` of the articles; ``grouped`` is what ``stories`` makes.
    """
    rows = articles[["article_id", "title", "published_on", "outlet"]].merge(grouped, on="article_id")
    rows = rows.sort_values(["centrality", "published_on", "article_id"], ascending=[False, True, True])
    table = rows.groupby("story_id", sort=False).agg(
        name=("title", "first"),
        first_on=("published_on", "min"),
        last_on=("published_on", "max"),
        articles=("article_id", "size"),
        outlets=("outlet", lambda outlets: sorted(set(outlets.dropna()))),
    )
    return table.reset_index().sort_values(["last_on", "story_id"], ascending=[False, True], ignore_index=True)


def _edges(rows: csr_array, days: list[date | None]) -> Iterator[tuple[int, int, float]]:
    """Pairs of articles with their likeness: those within the window, and those of which one is undated."""
    numbers = np.array([day.toordinal() if day else 0 for day in days], dtype=np.int64)
    order = np.argsort(numbers, kind="stable")
    dated = order[numbers[order] > 0]
    at = numbers[dated]
    for day in np.unique(at):
        start, middle, end = np.searchsorted(at, [day - WINDOW, day, day + 1])
        mine, others = dated[middle:end], dated[start:end]
        for one, other, likeness in _likenesses(rows, mine, others):
            if numbers[one] != numbers[other] or one < other:
                faded = likeness * np.exp(-abs(int(numbers[one] - numbers[other])) / _FADES)
                if faded >= _SLIGHT:
                    yield one, other, round(float(faded), 9)
    undated = order[numbers[order] == 0]
    held = np.bincount(rows.indices, minlength=rows.shape[1])
    rare = csr_array(rows[:, np.flatnonzero(held <= _COMMON)]) if len(undated) else rows
    for one in undated:
        near = np.flatnonzero((rare @ rare[[one]].T).toarray().ravel() > 0)
        near = near[(numbers[near] > 0) | (near > one)]
        for _, other, likeness in _likenesses(rows, np.array([one]), near):
            if likeness >= _UNDATED:
                yield int(one), other, round(likeness, 9)


def _likenesses(
    rows: csr_array, mine: NDArray[np.int64], others: NDArray[np.int64]
) -> Iterator[tuple[int, int, float]]:
    product = (rows[mine] @ rows[others].T).tocoo()
    for one, other, likeness in zip(product.coords[0], product.coords[1], product.data, strict=True):
        yield int(mine[one]), int(others[other]), float(likeness)
