"""Which measure of the register a claim is about, and whether its rate agrees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from newstables.records import Change, Measure, MeasureStep, Status

_ROUNDING = 0.5  # percentage points: "about 76 per cent" is no conflict with 75.8
_MENTIONS = frozenset({Change.NONE, Change.IMPOSE})  # claims whose rate is the measure's own


class Claim(Protocol):
    """What is read of a claim: a ``TariffFound`` or a ``Tariff``."""

    @property
    def imposer(self) -> str | None: ...  # noqa: D102
    @property
    def target(self) -> str | None: ...  # noqa: D102
    @property
    def goods(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def change(self) -> Change: ...  # noqa: D102
    @property
    def rate_percent(self) -> float | None: ...  # noqa: D102


def link(
    claim: Claim, measures: Iterable[Measure], steps: Iterable[MeasureStep], on: date | None
) -> tuple[str | None, str | None]:
    """The one measure that a claim is about, if that is plain.

    Args:
        claim: A claim; it must name imposer, target and goods.
        measures: The register.
        steps: The lives of its measures.
        on: The article's date; without it nothing is linked.

    Returns:
        ``(measure_id, conflict)``. The measure is null unless exactly one, announced by that day and not lifted before
        it, has this imposer and target and covers all of the goods. The conflict is null unless the claim states the
        measure's rate and the measure never had, nor was announced with, a rate like it.
    """
    if on is None or claim.imposer is None or claim.target is None or not claim.goods:
        return None, None
    lives = {
        measure.measure_id: sorted((s for s in steps if s.measure_id == measure.measure_id), key=lambda step: step.on)
        for measure in measures
        if (measure.imposer, measure.target) == (claim.imposer, claim.target) and set(claim.goods) <= set(measure.goods)
    }
    live = [measure_id for measure_id, life in lives.items() if _is_live(life, on)]
    if len(live) != 1:
        return None, None
    return live[0], _conflict(claim, lives[live[0]], on)


def _is_live(life: list[MeasureStep], on: date) -> bool:
    past = [step for step in life if step.on <= on]
    return bool(past) and (past[-1].status is not Status.LIFTED or past[-1].on == on)


def _conflict(claim: Claim, life: list[MeasureStep], on: date) -> str | None:
    stated = claim.rate_percent
    if stated is None or claim.change not in _MENTIONS:
        return None
    # A measure's whole life counts, also what came after: an announced rate is in the news before it holds.
    if any(step.rate_percent is not None and abs(step.rate_percent - stated) <= _ROUNDING for step in life):
        return None
    now = [step for step in life if step.on <= on][-1]
    if now.rate_percent is None:
        return None
    note = f"; {now.note}" if now.note else ""
    return f"text says {stated:g}%, register {now.rate_percent:g}% ({now.status} since {now.on.isoformat()}{note})"
