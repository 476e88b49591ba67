"""The lives of measures: which step of each stood on a day, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from newstables.knowledge import Knowledge
from newstables.records import MeasureStep


@dataclass(frozen=True, slots=True)
class Standing:
    """A measure on a day: its last step, and the first day of the status and rate that it still has."""

    step: MeasureStep
    since: date


def lives(steps: Iterable[MeasureStep]) -> Mapping[str, Sequence[MeasureStep]]:
    """measure_id → its steps in order."""
    found: dict[str, list[MeasureStep]] = {}
    for step in sorted(steps, key=lambda step: step.on):
        found.setdefault(step.measure_id, []).append(step)
    return found


@cache
def lives_of(knowledge: Knowledge) -> Mapping[str, Sequence[MeasureStep]]:
    """``lives`` of the register."""
    return lives(knowledge.measure_steps)


def standing(life: Sequence[MeasureStep], on: date) -> Standing | None:
    """How a measure stood on a day; null before its first step.

    Args:
        life: Its steps in order.
        on: The day.
    """
    past = [step for step in life if step.on <= on]
    if not past:
        return None
    last, since = past[-1], past[-1].on
    for step in reversed(past):
        if (step.status, step.rate_percent) != (last.status, last.rate_percent):
            break
        since = step.on
    return Standing(last, since)
