"""What happened on which days: as the coverage dates it, as the knowledge base has it, and when tariffs changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from newstables.analysis.select import Filters
from newstables.knowledge import Knowledge
from newstables.records import Event, MeasureStep

KNOWN, MEASURES, COVERAGE = "Known events", "Tariff measures", "Coverage"
LANES = (KNOWN, MEASURES, COVERAGE)
_WORDS, _DAY, _PLACE = (pd.ArrowDtype(type_) for type_ in (pa.string(), pa.date32(), pa.int64()))
COLUMNS = {
    "key": _WORDS,
    "lane": _WORDS,
    "on": _DAY,
    "until": _DAY,
    "precision": _WORDS,
    "title": _WORDS,
    "source": _WORDS,
    "verified": pd.ArrowDtype(pa.bool_()),
}
PASSAGE = {"article_id": _WORDS, "start_char": _PLACE, "end_char": _PLACE, "date_start": _PLACE, "date_end": _PLACE}
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
    columns = COLUMNS | PASSAGE
    return _ordered(
        pd.concat([told[[*columns]].astype(columns), _of_knowledge(knowledge, filters).astype(columns)]), filters
    )


def known(knowledge: Knowledge, filters: Filters) -> pd.DataFrame:
    """The rows of ``timeline`` that are of the knowledge base."""
    return _ordered(_of_knowledge(knowledge, filters).astype(COLUMNS | PASSAGE), filters)


def _of_knowledge(knowledge: Knowledge, filters: Filters) -> pd.DataFrame:
    rows = [*_events(knowledge, filters), *_steps(knowledge, filters)]
    return pd.DataFrame(rows, columns=[*COLUMNS, *PASSAGE], dtype=object)


def _ordered(rows: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    if filters.since is not None:
        rows = rows[rows["until"] >= filters.since]
    if filters.until is not None:
        rows = rows[rows["on"] <= filters.until]
    keys = pa.table({name: pa.array(rows[name].array) for name in ("on", "key")})
    order = pc.sort_indices(keys, [("on", "descending"), ("key", "ascending")])  # pandas takes ten times as long
    return rows.take(order.to_numpy()).reset_index(drop=True)


def _events(knowledge: Knowledge, filters: Filters) -> Iterator[dict[str, Any]]:
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
    spans = ["lane", "on", "until"]
    number = rows.groupby(spans).size().rename("number")
    first = rows.groupby(spans).head(FEW).groupby(spans)["title"].agg(list).rename("what")
    table = pd.concat([number, first], axis=1).reset_index()
    table["what"] = [_few(titles, of) for titles, of in zip(table["what"], table["number"], strict=True)]
    return table.assign(lane=pd.Categorical(table["lane"], LANES)).sort_values(["lane", "on"], ignore_index=True)


def on_day(rows: pd.DataFrame, lane: str, on: str) -> pd.DataFrame:
    """The rows behind one point: those of a lane whose first day is ``on`` (ISO 8601)."""
    return rows[(rows["lane"] == lane) & (rows["on"].astype(str) == on)]


def _few(titles: Sequence[str], of: int) -> str:
    more = [f"and {of - FEW} more"] if of > FEW else []
    return "\n".join([*_shortened(titles), *more])


def _shortened(titles: Iterable[str]) -> Iterator[str]:
    for title in titles:
        yield title if len(title) <= 90 else f"{title[:90].rsplit(' ', 1)[0]} …"
