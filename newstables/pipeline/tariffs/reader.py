"""The trained reader: texts to the tariff claims in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from newstables.pipeline import stored
from newstables.pipeline.columns import numbered
from newstables.pipeline.layers import ABREAST
from newstables.pipeline.tariffs.network import CHANGES, PARTIES, RATES, UNNAMED, Network, mentioned, pack, tokens
from newstables.pipeline.tariffs.reading import STATES, WIDTHS, Filler, Reading
from newstables.records import Change

WEIGHTS = Path(__file__).parent / "weights.npz"
ANCHORED = 0.67  # the chance from which a token anchors a claim
ANSWERS = 0.5  # the chance from which a claim answers another measure
MEANT = 0.6  # the chance from which goods are a claim's
LIKELY = 0.3  # the chance from which the likeliest goods are a claim's where none are sure
STRANGE = 0.01  # what is left of the chance of a party that a text of several states never names
SHARED = 0.5  # the chance from which a second party stands beside the likeliest
LONGEST = 60  # tokens of evidence
# What is lifted or paused has only the rate that it had; what comes or stays has none from before.
ENDED = frozenset({Change.LIFT, Change.PAUSE})
STATED = frozenset({Change.IMPOSE, Change.NONE})


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a text; all places are tokens of it."""

    anchor: int
    evidence: tuple[int, int]  # first and last
    change: Change
    imposer: str | None
    target: str | None
    goods: tuple[Filler, ...]
    rate: float | None
    before: float | None
    stated: Filler | None  # the number that the rate, else the rate before, was read from
    retaliation: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """Its goods, in the order of the alphabet."""
        return tuple(sorted({key for filler in self.goods for key in filler.value}))


class Reader:
    """The network with its vocabulary."""

    def __init__(self, network: Network, rows: Mapping[str, Mapping[str, int]]) -> None:
        self.network = network
        self.rows = {column: rows[column] for column in WIDTHS}  # column → value → row of its embedding

    def claims(self, readings: Sequence[Reading]) -> list[list[Claim]]:
        """The claims of each text, in the order of their anchors."""
        found: list[list[Claim]] = [[] for _ in readings]
        by_length = sorted(range(len(readings)), key=lambda n: len(readings[n]))
        for first in range(0, len(by_length), ABREAST):
            group = by_length[first : first + ABREAST]
            states = self.network.states([numbered(readings[n].columns, self.rows) for n in group])
            for n, of_text in zip(group, states, strict=True):
                found[n] = list(self._claims(readings[n], of_text))
        return found

    def _claims(self, reading: Reading, states: np.ndarray) -> Iterator[Claim]:
        network = self.network
        changes = network.changes(states)
        anchors = [int(place) for place in np.flatnonzero(changes[:, 0] < 1 - ANCHORED)]
        if not anchors:
            return
        countries, mentioned_goods, numbers = (
            mentioned(states, anchors, [(filler.first, filler.last) for filler in fillers])
            for fillers in (reading.countries, reading.goods, reading.numbers)
        )
        likely = _likely(reading)
        asked = network.anchored(states, anchors)
        imposers, targets = ((network.choices(field, asked, countries) * likely).tolist() for field in PARTIES)
        rates, befores = (network.choices(field, asked, numbers).tolist() for field in RATES)
        goods, answers = network.goods(asked, mentioned_goods), network.answers(asked)
        known: set[tuple[Any, ...]] = set()
        for n, anchor in enumerate(anchors):
            change = CHANGES[1 + int(changes[anchor, 1:].argmax())] or Change.NONE
            if change is Change.NONE:
                change = _promised(reading, anchor)
            rate, before = _number(rates[n], reading.numbers), _number(befores[n], reading.numbers)
            if before is None and change in ENDED:
                rate, before = None, rate
            elif rate is None and change in STATED:
                rate, before = before, None
            least = min(MEANT, max(goods[n].max(initial=0), LIKELY))
            meant = tuple(filler for filler, chance in zip(reading.goods, goods[n], strict=True) if chance >= least)
            evidence = self._evidence(states, anchor, {head: found[n : n + 1] for head, found in asked.items()})
            for imposer, target in _parties(imposers[n], targets[n], reading.countries):
                claim = Claim(
                    anchor=anchor,
                    evidence=evidence,
                    change=change,
                    imposer=imposer,
                    target=target,
                    goods=meant,
                    rate=rate.value if rate else None,
                    before=before.value if before else None,
                    stated=rate or before,
                    retaliation=bool(answers[n] > ANSWERS),
                )
                same = (imposer, target, claim.keys, change, claim.rate)
                if same not in known:
                    known.add(same)
                    yield claim

    def _evidence(self, states: np.ndarray, anchor: int, asked: Mapping[str, np.ndarray]) -> tuple[int, int]:
        """The likeliest first and last token around an anchor."""
        low = max(0, anchor - LONGEST)
        start = self.network.pairs("start", asked, tokens(states, anchor, slice(low, anchor + 1)))
        end = self.network.pairs("end", asked, tokens(states, anchor, slice(anchor, anchor + LONGEST)))
        return low + int(start.argmax()), anchor + int(end.argmax())


def _likely(reading: Reading) -> np.ndarray:
    """What to multiply a party's chances with: a state that a text of several never names is hardly meant."""
    strange = STATES - reading.named if len(STATES & reading.named) > 1 else frozenset()
    values = [*UNNAMED, *(filler.value for filler in reading.countries)]
    return np.array([STRANGE if value in strange else 1 for value in values])


def _promised(reading: Reading, anchor: int) -> Change:
    """What a verb says will be done to a charge: in "will lower its tariffs" no other word tells of a change."""
    use, _, change = reading.columns["verb act"][anchor].partition(" ")
    does = (use, reading.columns["role"][anchor], reading.columns["mood"][anchor]) == ("object", "object", "will")
    return Change(change) if does else Change.NONE


def _number(chances: Sequence[float], numbers: Sequence[Filler]) -> Filler | None:
    """The likeliest number; the chances of those of one value add up."""
    of_value: dict[float, float] = defaultdict(float)
    for filler, chance in zip(numbers, chances[1:], strict=True):
        of_value[filler.value] += chance
    best = max(of_value, key=lambda value: of_value[value], default=None)
    if best is None or of_value[best] <= chances[0]:
        return None
    mentions = [(chance, place) for place, chance in enumerate(chances[1:]) if numbers[place].value == best]
    return numbers[max(mentions)[1]]


def _parties(
    imposers: Sequence[float], targets: Sequence[float], countries: Sequence[Filler]
) -> Iterator[tuple[str | None, str | None]]:
    """Who imposes on whom; several of one side may share a claim, each with the other side's likeliest."""
    values = [*UNNAMED, *(filler.value for filler in countries)]
    by, against = _likeliest(imposers, values), _likeliest(targets, values)
    pairs = [(by[0], target) for target in against] if len(against) > 1 else [(imposer, against[0]) for imposer in by]
    for imposer, target in pairs:
        if imposer != target or imposer is None:
            yield imposer, target


def _likeliest(chances: Sequence[float], values: Sequence[str | None]) -> list[str | None]:
    of_value: dict[str | None, float] = defaultdict(float)
    for value, chance in zip(values, chances, strict=True):
        of_value[value] += chance
    best, *others = sorted(of_value, key=lambda value: -of_value[value])
    return [best, *(value for value in others if value is not None and of_value[value] > SHARED)]


@cache
def load_reader() -> Reader:
    """The package's reader, read once."""
    arrays, rows = stored.read(WEIGHTS)
    return Reader(pack(arrays), rows)
