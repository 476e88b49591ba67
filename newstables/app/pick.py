"""Articles as options to choose from."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from newstables.app.data import day
from newstables.records import Article
from newstables.tables import records


def article_labels(articles: pd.DataFrame) -> dict[str, str]:
    """Label → article_id, newest first. Articles of one day, outlet and title are told apart by their ids."""
    rows: list[Article] = records(articles.sort_values("published_on", ascending=False, na_position="last"), Article)
    plain = [f"{day(row.published_on)} · {row.outlet} · {row.title}" for row in rows]
    often = Counter(plain)
    return {
        label if often[label] == 1 else f"{label} ({row.article_id[:6]})": row.article_id
        for label, row in zip(plain, rows, strict=True)
    }


def story_labels(stories: pd.DataFrame) -> list[str]:
    """A label for each row of ``analysis.stories.describe``; those alike are told apart by their ids."""
    columns = zip(stories["last_on"], stories["name"], stories["articles"], strict=True)
    plain = [f"{day(last)} · {name} ({number} articles)" for last, name, number in columns]
    often = Counter(plain)
    ids = zip(plain, stories["story_id"], strict=True)
    return [label if often[label] == 1 else f"{label} ({story_id[:6]})" for label, story_id in ids]
