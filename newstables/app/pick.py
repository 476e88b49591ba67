"""Articles as options to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from newstables.app.data import day
from newstables.records import Article
from newstables.tables import records


def article_labels(articles: pd.DataFrame) -> dict[str, str]:
    """Label → article_id, newest first. Articles of one day, outlet and title are told apart by their ids."""
    rows: list[Article] = records(articles.sort_values("published_on", ascending=False, na_position="last"), Article)
    plain = [f"{day(row.published_on)} · {row.outlet} · {row.title}" for row in rows]
    ids = [row.article_id for row in rows]
    return dict(zip(_told_apart(plain, ids), ids, strict=True))


def story_labels(stories: pd.DataFrame) -> list[str]:
    """A label for each row of ``analysis.stories.describe``; those alike are told apart by their ids."""
    columns = zip(stories["last_on"], stories["name"], stories["articles"], strict=True)
    plain = [f"{day(last)} · {name} ({number} articles)" for last, name, number in columns]
    return _told_apart(plain, stories["story_id"].tolist())


def _told_apart(labels: Sequence[str], ids: Sequence[str]) -> list[str]:
    """The labels, those that stand more than once with the beginning of their id."""
    often = Counter(labels)
    return [label if often[label] == 1 else f"{label} ({id_[:6]})" for label, id_ in zip(labels, ids, strict=True)]
