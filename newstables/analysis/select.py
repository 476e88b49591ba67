"""Coverage → the part of it that the filters leave: what every page starts from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from newstables.records import CueKind, Side

NO_OUTLET = "(outlet not stated)"
_CONTEXT = ["article_id", "published_on", "outlet", "title", "author", "url", "file"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The tables, as ``join`` makes them.

    ``entities``, ``quotes``, ``tariffs`` and ``events`` carry their article's ``published_on``, ``outlet``, ``title``,
    ``author``, ``url`` and ``file``; outlet and side are never null.
    """

    articles: pd.DataFrame
    entities: pd.DataFrame
    quotes: pd.DataFrame
    tariffs: pd.DataFrame
    events: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for. An empty tuple or None asks for nothing, so the defaults keep every row."""

    since: date | None = None
    until: date | None = None
    undated: bool = False  # with dates set: keep the articles that state none
    outlets: tuple[str, ...] = field(default=())
    actors: tuple[str, ...] = field(default=())  # canonical names
    sides: tuple[str, ...] = field(default=())
    topics: tuple[str, ...] = field(default=())  # topic keys
    text: str = ""
    stance: bool = False  # keep wants, plans and beliefs beside what was said
    elsewhere: bool = False  # keep quotes and dated sentences that are not about Canada and China
    independent: bool = False  # of an article and its near-copies, count one


def join(
    articles: pd.DataFrame,
    entities: pd.DataFrame,
    quotes: pd.DataFrame,
    tariffs: pd.DataFrame,
    events: pd.DataFrame,
) -> Coverage:
    """The store's tables as a Coverage: null outlets and sides get a name of their own, so that they are counted."""
    articles = articles.assign(outlet=articles["outlet"].fillna(NO_OUTLET))
    context = articles[_CONTEXT]
    return Coverage(
        articles=articles,
        entities=_with_side(entities).merge(context, on="article_id", how="left"),
        quotes=_with_side(quotes).merge(context, on="article_id", how="left"),
        tariffs=tariffs.merge(context, on="article_id", how="left"),
        events=events.merge(context, on="article_id", how="left"),
    )


def _with_side(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(side=rows["side"].fillna(Side.UNRESOLVED.value))


def select(coverage: Coverage, filters: Filters, *, codes: dict[str, str]) -> Coverage:
    """The rows that match every filter.

    Dates and outlets hold for articles and all their rows. Of near-copies among those, ``independent`` keeps the one
    that was copied, or where it is not among them the first copy. Actors, sides, topics and text hold for each row by
    its own words: a quote by its speaker, side, topics and wording; a claim by its imposer (``codes``: ISO 3166 code →
    side), topic and evidence; a dated sentence by the actors it names, its topics and words; a mention by its name and
    side; an article where it holds a row that matches, by its own topics, or, for text, by the words anywhere in its
    title or body.
    """
    articles = _within(coverage.articles, filters)
    inside = articles["article_id"]
    quotes = coverage.quotes[coverage.quotes["article_id"].isin(inside)]
    events = coverage.events[coverage.events["article_id"].isin(inside)]
    if not filters.stance:
        quotes = quotes[quotes["cue_kind"] == CueKind.SPEECH.value]
    if not filters.elsewhere:
        quotes = quotes[quotes["canada_china"]]
        events = events[events["canada_china"]]
    entities = coverage.entities[coverage.entities["article_id"].isin(inside)]
    tariffs = coverage.tariffs[coverage.tariffs["article_id"].isin(inside)]
    if filters.actors:
        quotes = quotes[quotes["speaker"].isin(filters.actors)]
        entities = entities[entities["name"].isin(filters.actors)]
        tariffs = tariffs[tariffs["speaker"].isin(filters.actors)]
        articles = _holding(articles, quotes, entities)
    if filters.sides:
        quotes = quotes[quotes["side"].isin(filters.sides)]
        entities = entities[entities["side"].isin(filters.sides)]
        tariffs = tariffs[tariffs["imposer"].map(lambda code: side_of(code, codes)).isin(filters.sides)]
        articles = _holding(articles, quotes, entities, tariffs)
    if filters.actors or filters.sides:
        events = events[_touching(events["actors"], entities["actor_id"].dropna())]
    if filters.topics:
        quotes = quotes[_touching(quotes["topics"], filters.topics)]
        tariffs = tariffs[tariffs["topic"].isin(filters.topics)]
        events = events[_touching(events["topics"], filters.topics)]
        articles = _holding(articles, quotes, tariffs, events, articles[_touching(articles["topics"], filters.topics)])
        entities = entities[entities["article_id"].isin(articles["article_id"])]
    if filters.text:
        quotes = quotes[_contains(quotes["text"], filters.text)]
        tariffs = tariffs[_contains(tariffs["text"], filters.text)]
        events = events[_contains(events["text"], filters.text)]
        articles = articles[_contains(articles["title"], filters.text) | _contains(articles["text"], filters.text)]
        entities = entities[entities["article_id"].isin(articles["article_id"])]
    return Coverage(articles=articles, entities=entities, quotes=quotes, tariffs=tariffs, events=events)


def newest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as every list has them: the newest day first, the undated last, within an article as they stand."""
    by = ["published_on", "article_id", *(["start_char"] if "start_char" in rows else [])]
    return rows.sort_values(by, ascending=[False, *[True] * (len(by) - 1)], na_position="last")


def left_out_undated(coverage: Coverage, filters: Filters) -> int:
    """How many undated articles the dates leave out; they would otherwise match every filter on articles."""
    if filters.undated or (filters.since is None and filters.until is None):
        return 0
    kept = _within(coverage.articles, replace(filters, undated=True))
    return int(kept["published_on"].isna().sum())


def side_of(code: object, codes: dict[str, str]) -> str:
    """The side of a country code; another country is "other", a missing one "unresolved"."""
    return codes.get(code, Side.OTHER.value) if isinstance(code, str) else Side.UNRESOLVED.value


def _within(articles: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    keep = pd.Series(data=True, index=articles.index)
    published = articles["published_on"]
    if filters.since is not None:
        keep &= (published >= filters.since).fillna(filters.undated)
    if filters.until is not None:
        keep &= (published <= filters.until).fillna(filters.undated)
    if filters.outlets:
        keep &= articles["outlet"].isin(filters.outlets)
    return _independent(articles[keep]) if filters.independent else articles[keep]


def _independent(articles: pd.DataFrame) -> pd.DataFrame:
    """One article of each group of near-copies: the copied one, or else the first copy."""
    texts = articles["copy_of"].fillna(articles["article_id"])
    order = articles.assign(text_id=texts, copied=articles["copy_of"].notna())
    first = order.sort_values(["copied", "published_on", "article_id"]).drop_duplicates("text_id")
    return articles[articles["article_id"].isin(first["article_id"])]


def _holding(articles: pd.DataFrame, *tables: pd.DataFrame) -> pd.DataFrame:
    """The articles in which at least one of the tables has a row."""
    held: set[str] = set()
    held.update(*(table["article_id"] for table in tables))
    return articles[articles["article_id"].isin(held)]


def _touching(lists: pd.Series[Any], wanted: Iterable[str]) -> pd.Series[bool]:
    """Whether a row's list holds any of the wanted values."""
    sought = set(wanted)
    return pd.Series([not sought.isdisjoint(found) for found in lists], index=lists.index, dtype=bool)


def _contains(texts: pd.Series[str], words: str) -> pd.Series[bool]:
    return texts.str.contains(words.strip(), case=False, regex=False).fillna(value=False).astype(bool)
