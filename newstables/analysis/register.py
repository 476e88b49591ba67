"""The register of measures on any day: what stood, at which rate, by which source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pandas as pd

from newstables.analysis.passages import direction_words
from newstables.knowledge import Knowledge
from newstables.knowledge.lives import lives, lives_of, standing
from newstables.records import Measure, MeasureStep, Status

COLUMNS = ["measure_id", "title", "imposer", "target", "goods", "status", "since", "rate_percent"]
COLUMNS += ["combined_percent", "note", "legal_basis", "source", "verified"]


def as_of(measures: Iterable[Measure], steps: Iterable[MeasureStep], on: date) -> pd.DataFrame:
    """One row per measure that had begun by a day, newest step first, with the columns of ``COLUMNS``.

    ``status``, ``rate_percent``, ``combined_percent`` (with the ordinary duty), ``note``, ``source`` and ``verified``
    are those of the measure's last step up to and including ``on``; ``since`` is the first day of that status and rate.
    """
    found = {measure_id: standing(life, on) for measure_id, life in lives(steps).items()}
    rows = [
        {
            "measure_id": measure.measure_id,
            "title": measure.title,
            "imposer": measure.imposer,
            "target": measure.target,
            "goods": ", ".join(measure.goods),
            "status": now.step.status.value,
            "since": now.since,
            "rate_percent": now.step.rate_percent,
            "combined_percent": now.step.combined_percent,
            "note": now.step.note,
            "legal_basis": measure.legal_basis,
            "source": now.step.source,
            "verified": now.step.verified,
        }
        for measure in measures
        if (now := found.get(measure.measure_id))
    ]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(
        ["since", "title"], ascending=[False, True], ignore_index=True
    )


def lifelines(measures: Iterable[Measure], steps: Iterable[MeasureStep], until: date) -> pd.DataFrame:
    """One row per stretch of a measure's life with one status and rate.

    Columns: measure_id, title, direction, status, rate_percent, start, end (dates). ``end`` is the day of the next
    stretch, for the last one ``until``. Measures come by direction, then by their first day.
    """
    rows = []
    known = {measure.measure_id: measure for measure in measures}
    for measure_id, life in lives(steps).items():
        measure = known[measure_id]
        turns = [life[0], *(b for a, b in pairwise(life) if (a.status, a.rate_percent) != (b.status, b.rate_percent))]
        ends = [*(step.on for step in turns[1:]), max(until, turns[-1].on)]
        direction = direction_words(measure.imposer, measure.target)
        rows += [
            (measure_id, measure.title, direction, step.status.value, step.rate_percent, step.on, end)
            for step, end in zip(turns, ends, strict=True)
        ]
    columns = ["measure_id", "title", "direction", "status", "rate_percent", "start", "end"]
    table = pd.DataFrame(rows, columns=columns)
    first = table.groupby("measure_id")["start"].transform("min")
    order = table.assign(first=first).sort_values(["direction", "first", "measure_id", "start"], kind="stable")
    return order.drop(columns="first").reset_index(drop=True)


def matrix(standing: pd.DataFrame) -> pd.DataFrame:
    """Who charges what on whose goods: one row per kind of goods, one column per direction, the rates as text.

    A rate that several measures share is said once.

    Args:
        standing: What ``as_of`` returned; announced and lifted measures are left out.
    """
    held = standing[~standing["status"].isin([Status.ANNOUNCED.value, Status.LIFTED.value])]
    cells = pd.DataFrame(
        {
            "goods": held["goods"],
            "direction": [direction_words(*pair) for pair in zip(held["imposer"], held["target"], strict=True)],
            "rate": [_cell(*cell) for cell in zip(held["rate_percent"], held["status"], strict=True)],
        }
    )
    grid = (
        cells.groupby(["goods", "direction"])["rate"]
        .agg(lambda rates: "; ".join(dict.fromkeys(rates)))
        .unstack(fill_value="")
    )
    return grid.reset_index().rename_axis(columns=None)


def _cell(rate: float | None, status: str) -> str:
    if rate == 0:
        return status  # suspended or lifted
    shown = "rate not found" if rate is None or pd.isna(rate) else f"{rate:g}%"
    return shown if status == Status.IN_FORCE.value else f"{shown} ({status})"


def register_words(measure_ids: Iterable[str], on: date | None, knowledge: Knowledge) -> list[str]:
    """How the measures stood on a day, in a few words each; nothing without a day."""
    if on is None:
        return []
    titles = {measure.measure_id: measure.title for measure in knowledge.measures}
    life = lives_of(knowledge)
    stood = [(titles[key], standing(life[key], on)) for key in measure_ids if key in titles]
    return [
        f"{title}: {_cell(now.step.rate_percent, now.step.status.value)} since {now.since.isoformat()}"
        for title, now in stood
        if now
    ]
