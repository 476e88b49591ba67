"""What happened on which days: as the coverage dates it, as the knowledge base has it, and when tariffs changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from newstables.analysis.select import Filters
from newstables.knowledge import Knowledge
from newstables.records import Event, MeasureStep

KNOWN, MEASURES, COVERAGE = "Known events", "Tariff measures", "Coverage"
LANES = (KNOWN, MEASURES, COVERAGE)
COLUMNS = ["key", "lane", "on", "until", "precision", "title", "source", "verified"]
PASSAGE = ["article_id", "start_char", "end_char", "date_start", "date_end"]
FEW = 3  # titles that a point of the chart names


def timeline(events: pd.DataFrame, knowledge: Knowledge, filters: Filters) -> pd.DataFrame:
    """One row per dated thing, newest first: the columns of ``COLUMNS`` and, for coverage alone, of ``PASSAGE``.

    Args:
        events: Dated sentences, as ``Coverage.events`` has them: those that the filters leave.
        knowledge: Its events and steps of measures are rows too.
        filters: Dates hold for the day of an event, actors for those that an event names, topics for the goods of a
            measure. An event of the knowledge base has no topic, and goes where topics are asked for.
    """
    told = events.assign(
        key=events["event_id"], lane=COVERAGE, title=events["text"], source=events["outlet"], verified=None
    )
    known = pd.DataFrame([*_known(knowledge, filters), *_steps(knowledge, filters)], columns=COLUMNS)
    rows = pd.concat([told[[*COLUMNS, *PASSAGE]].astype(object), known.astype(object)], ignore_index=True)
    if filters.since is not None:
        rows = rows[rows["until"] >= filters.since]
    if filters.until is not None:
        rows = rows[rows["on"] <= filters.until]
    return rows.sort_values(["on", "key"], ascending=[False, True], ignore_index=True, kind="stable")


def _known(knowledge: Knowledge, filters: Filters) -> Iterator[dict[str, Any]]:
    names = {actor.actor_id: actor.name for actor in knowledge.actors}
    for event in knowledge.events:
        named = {names[actor] for actor in event.actors}
        if not filters.topics and (not filters.actors or not named.isdisjoint(filters.actors)):
            yield _row(event, event.event_id, KNOWN, event.title)


def _steps(knowledge: Knowledge, filters: Filters) -> Iterator[dict[str, Any]]:
    measures = {measure.measure_id: measure for measure in knowledge.measures}
    topics = {good.key: good.topic for good in knowledge.goods}
    for step in knowledge.measure_steps:
        measure = measures[step.measure_id]
        touched = {topics[good] for good in measure.goods}
        if filters.actors or (filters.topics and touched.isdisjoint(filters.topics)):
            continue
        rate = "" if step.rate_percent is None else f", {step.rate_percent:g}%"
        note = f". {step.note}" if step.note else ""
        yield _row(step, f"{step.measure_id} {step.on}", MEASURES, f"{measure.title}: {step.status}{rate}{note}")


def _row(of: Event | MeasureStep, key: str, lane: str, title: str) -> dict[str, Any]:
    until = of.until if isinstance(of, Event) and of.until else of.on
    return {
        "key": key,
        "lane": lane,
        "on": of.on,
        "until": until,
        "precision": "day",
        "title": title,
        "source": of.source,
        "verified": of.verified,
    }


def points(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per lane and span of days: lane, on, until, number (int) and what they are, the first three.

    Args:
        rows: What ``timeline`` returned.
    """
    grouped = rows.groupby(["lane", "on", "until"], sort=True)["title"]
    table = grouped.agg(number="size", what=lambda titles: _few(list(titles))).reset_index()
    return table.assign(lane=pd.Categorical(table["lane"], LANES)).sort_values(["lane", "on"], ignore_index=True)


def on_day(rows: pd.DataFrame, lane: str, on: str) -> pd.DataFrame:
    """The rows behind one point: those of a lane whose first day is ``on`` (ISO 8601)."""
    return rows[(rows["lane"] == lane) & (rows["on"].astype(str) == on)]


def _few(titles: Sequence[str]) -> str:
    more = [f"and {len(titles) - FEW} more"] if len(titles) > FEW else []
    return "\n".join([*_shortened(titles[:FEW]), *more])


def _shortened(titles: Iterable[str]) -> Iterator[str]:
    for title in titles:
        yield title if len(title) <= 90 else f"{title[:90].rsplit(' ', 1)[0]} …"
