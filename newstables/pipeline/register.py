"""Which measures of the register a claim is about, and where what it says differs from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Protocol

from newstables.knowledge import Knowledge
from newstables.knowledge.lives import Standing, lives_of, standing
from newstables.pipeline.terms import Vocabulary
from newstables.records import Change, Measure, MeasureStep, Status

ROUNDING = 0.5  # percentage points: "about 76 per cent" is no conflict with 75.8
NEAR = timedelta(days=60)  # a day so near to a step's is meant to be that step's
UNSETTLED = frozenset({Change.THREATEN})  # nothing of the register yet
OPENING = frozenset({Change.IMPOSE, Change.RAISE, Change.LOWER, Change.LIFT, Change.PAUSE})


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
    @property
    def rate_from_percent(self) -> float | None: ...  # noqa: D102
    @property
    def effective_on(self) -> date | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Linked:
    """The measures that a claim is about, and how it differs from them; neither where that is not plain."""

    measure_ids: tuple[str, ...] = ()
    conflict: str | None = None


@lru_cache(maxsize=256)
def parties_on(goods: tuple[str, ...], knowledge: Knowledge) -> frozenset[tuple[str, str]]:
    """Imposer and target of every measure on some of the goods, or on a part of them."""
    wider = {good.key: good.part_of for good in knowledge.goods}
    return frozenset(
        (measure.imposer, measure.target)
        for measure in knowledge.measures
        if any(_covers(good, of, wider) for good in goods for of in measure.goods)
    )


def _covers(good: str, of_measure: str, wider: Mapping[str, str | None]) -> bool:
    """Whether goods that a text names are a measure's, or a wider kind of them: "canola" covers canola oil."""
    kind: str | None = of_measure
    while kind is not None and kind != good:
        kind = wider[kind]
    return kind is not None


def link(claim: Claim, words: str, on: date | None, knowledge: Knowledge) -> Linked:
    """Hold a claim against the register.

    A measure is meant where it has the claim's imposer and target, covers goods of the claim, had been announced by
    the article's day and not been lifted. Of several on the same goods the claim means those whose own words
    (``Measure.terms``) it uses, else the one without such words; where two are left, none.

    Args:
        claim: The claim; it must name imposer, target and goods, and more than threaten.
        words: The sentence that it stands in.
        on: The article's date; without it nothing is linked.
        knowledge: With the register and the goods.

    Returns:
        The measures, and a conflict where rate, goods, direction or first day are not those of the register: both
        values, since when, and the register's source.
    """
    if on is None or not (claim.imposer and claim.target and claim.goods) or claim.change in UNSETTLED:
        return Linked()
    register = _register(knowledge, on)
    found = register.meant(claim.imposer, claim.target, claim.goods, words)
    if found:
        return Linked(tuple(found), register.conflict(claim, found))
    reverse = register.meant(claim.target, claim.imposer, claim.goods, words)
    if reverse and claim.rate_percent is not None and register.had(reverse, claim.rate_percent):
        measure = register.measures[reverse[0]]
        return Linked(
            tuple(reverse),
            f"text says {claim.imposer} on {claim.target}, register {measure.imposer} on {measure.target} "
            f"({measure.source})",
        )
    return Linked()


class _Register:
    def __init__(self, knowledge: Knowledge, on: date) -> None:
        self.lives = lives_of(knowledge)
        now = {key: standing(life, on) for key, life in self.lives.items()}
        self.now = {key: stood for key, stood in now.items() if stood and _is_live(stood, on)}
        self.wider = {good.key: good.part_of for good in knowledge.goods}
        self.measures = {m.measure_id: m for m in knowledge.measures if m.measure_id in self.now}

    def meant(self, imposer: str, target: str, goods: Collection[str], words: str) -> list[str]:
        """The measures of these parties on these goods, in the register's order."""
        between = {key: m for key, m in self.measures.items() if (m.imposer, m.target) == (imposer, target)}
        chosen: set[str] = set()
        for good in goods:
            chosen.update(
                _meant([m for m in between.values() if any(_covers(good, of, self.wider) for of in m.goods)], words)
            )
        return [key for key in between if key in chosen]

    def had(self, measures: Iterable[str], rate: float) -> bool:
        """Whether one of the measures ever had a rate, or was announced with it, alone or with the ordinary duty."""
        return any(abs(own - rate) <= ROUNDING for key in measures for step in self.lives[key] for own in _rates(step))

    def conflict(self, claim: Claim, measures: Sequence[str]) -> str | None:
        """How a claim differs from the measures that it is about."""
        stated = claim.rate_from_percent if claim.change in {Change.LIFT, Change.PAUSE} else claim.rate_percent
        if stated is not None and not self.had(measures, stated):
            return self._rate_conflict(claim, measures, stated)
        if claim.effective_on is not None and claim.change in OPENING:
            return self._day_conflict(claim.effective_on, measures)
        return None

    def _rate_conflict(self, claim: Claim, measures: Sequence[str], stated: float) -> str | None:
        known = [
            f"{now.step.rate_percent:g}% ({now.step.status} since {now.since.isoformat()}; {now.step.source})"
            for now in map(self.now.__getitem__, measures)
            if now.step.rate_percent is not None
        ]
        if not known:
            return None
        others = [
            ", ".join(measure.goods)
            for key, measure in self.measures.items()
            if (measure.imposer, measure.target) == (claim.imposer, claim.target) and self.had([key], stated)
        ]
        hint = f"; {stated:g}% is the rate on {others[0]}" if others else ""
        return f"text says {stated:g}%, register {' and '.join(dict.fromkeys(known))}{hint}"

    def _day_conflict(self, stated: date, measures: Sequence[str]) -> str | None:
        steps = [step for key in measures for step in self.lives[key] if step.status is not Status.ANNOUNCED]
        if any(step.on == stated for step in steps):
            return None
        near = [step for step in steps if abs(step.on - stated) <= NEAR]
        if not near:
            return None
        step = min(near, key=lambda step: abs(step.on - stated))
        return (
            f"text says from {stated.isoformat()}, register from {step.on.isoformat()} ({step.status}; {step.source})"
        )


@lru_cache(maxsize=32)
def _register(knowledge: Knowledge, on: date) -> _Register:
    """Kept for the last days: an article makes several claims."""
    return _Register(knowledge, on)


def _rates(step: MeasureStep) -> Iterator[float]:
    yield from (rate for rate in (step.rate_percent, step.combined_percent) if rate is not None)


def _meant(covering: Sequence[Measure], words: str) -> list[str]:
    """Of measures that cover some goods those that are meant; of two on exactly the same goods neither."""
    worded = [m for m in covering if m.terms and any(True for _ in _words_of(tuple(m.terms)).find(words))]
    left = worded or [m for m in covering if not m.terms]
    same = Counter(tuple(m.goods) for m in left)
    return [m.measure_id for m in left if same[tuple(m.goods)] == 1]


def _is_live(now: Standing, on: date) -> bool:
    return now.step.status is not Status.LIFTED or now.step.on == on


@cache
def _words_of(terms: tuple[str, ...]) -> Vocabulary:
    return Vocabulary((term, term) for term in terms)
