"""Articles as options to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

import pandas as pd
import streamlit as st

from newstables.app import find
from newstables.app.data import day
from newstables.app.honesty import counted
from newstables.app.settings import Settings

MANY = 500  # articles or stories that are offered at once: a browser lists no more at ease


def article_labels(articles: pd.DataFrame) -> dict[str, str]:
    """Label → article_id, in their order. Articles of one day, outlet and title are told apart by their ids."""
    days, undated = {on: day(on) for on in articles["published_on"].dropna().unique()}, day(None)
    columns = zip(articles["published_on"], articles["outlet"], articles["title"], strict=True)
    plain = [f"{days.get(on, undated)} · {outlet} · {title}" for on, outlet, title in columns]
    ids = articles["article_id"].tolist()
    return dict(zip(_told_apart(plain, ids), ids, strict=True))


def offered(labels: Mapping[str, str], settings: Settings, *, keys: Sequence[str]) -> list[str]:
    """The labels to choose from: all, or of many the first, or those that a search finds; said above the choice.

    Args:
        labels: Of all articles, as ``article_labels`` makes them, the newest first.
        settings: Of the store, whose index is searched.
        keys: Of the fields to choose in: what they hold stays on offer.
    """
    if len(labels) <= MANY:
        return list(labels)
    query = find.field("Find articles to choose from")
    if query is None:
        found = list(islice(labels, MANY))
        st.caption(f"The newest {MANY} of {len(labels):,} articles are offered below: find others by their words.")
    else:
        names = {article_id: label for label, article_id in labels.items()}
        ids = [article_id for article_id in find.best(query, settings) if article_id in names]
        found = [names[article_id] for article_id in ids[:MANY]]
        more = f", the best {MANY} of them below" if len(ids) > MANY else ""
        st.caption(f"{counted(len(ids), 'article')} {'matches' if len(ids) == 1 else 'match'}{more}.")
    return _with_held(found, labels, keys)


def first(labels: Collection[str], *, key: str) -> list[str]:
    """All labels, or of many the first, and what the field of a key holds."""
    return _with_held(list(islice(labels, MANY)), labels, [key])


def _with_held(found: Sequence[str], labels: Collection[str], keys: Iterable[str]) -> list[str]:
    held = [st.session_state.get(key) or st.query_params.get(key) for key in keys]
    return list(dict.fromkeys(str(label) for label in [*held, *found] if label in labels))


def story_labels(stories: pd.DataFrame) -> list[str]:
    """A label for each row of ``analysis.stories.describe``; those alike are told apart by their ids."""
    columns = zip(stories["last_on"], stories["name"], stories["articles"], strict=True)
    plain = [f"{day(last)} · {name} ({number:,} articles)" for last, name, number in columns]
    return _told_apart(plain, stories["story_id"].tolist())


def _told_apart(labels: Sequence[str], ids: Sequence[str]) -> list[str]:
    """The labels, those that stand more than once with the beginning of their id."""
    often = Counter(labels)
    return [label if often[label] == 1 else f"{label} ({id_[:6]})" for label, id_ in zip(labels, ids, strict=True)]
