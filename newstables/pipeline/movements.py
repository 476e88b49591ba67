"""What rates say of a change: which is new, which is old, and whether the charge rose or fell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newstables.pipeline.amounts import Rate
from newstables.pipeline.claim_parts import Claim, Context, Nucleus, Sentence
from newstables.pipeline.moods import SUFFERING
from newstables.pipeline.verbs import Verb
from newstables.records import Change

_TO_ZERO = re.compile(r"[^.;:]{0,60}?\bto\s+(?:zero|nil|nothing)\b", re.IGNORECASE)
_PRESENT = re.compile(r"(?:charge|collect)s?", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are)\s+(?:\w+ly\s+)?$")
_TO_COME = re.compile(r"\b(?:will|would|to|may|could|might|and)\s+(?:\w+ly\s+)?$")
_STOOD_AT = re.compile(
    r"\b(?:which|that)\b[^;:]*\b(?:stood|was|sat|been)\s+at\s+(?:\w+\s+)?$|\bpoints\s+of\s+(?:the\s+)?$"
)


def by_rates(text: str, verb: Verb | None, change: Change, rate: Rate | None) -> Change:
    """What the rates make of a change: to set one in place of another, to drop one *to* another, moves it."""
    moves = verb is None or change is Change.IMPOSE or verb.base in {"take", *SUFFERING, "charge", "ask", "collect"}
    if rate and rate.before is not None and change in {Change.NONE, Change.IMPOSE} and moves:
        return _moved(rate, change)
    if verb is None or rate is None:
        is_end = change is Change.LOWER and verb is not None and _TO_ZERO.match(text, verb.end)
        return Change.LIFT if is_end else change
    if change is Change.LIFT and re.search(r"(?<!\bup)\s+to\s+(?:about\s+)?$", text[verb.end : rate.start]):
        return Change.RAISE if verb.base == "lift" else Change.LOWER
    is_standing = change is Change.IMPOSE and verb.base in {"charge", "collect"}
    before = text[: verb.start]
    is_now = _IS.search(before) if verb.passive else _PRESENT.fullmatch(text, verb.start, verb.end)
    return Change.NONE if is_standing and is_now and (verb.passive or not _TO_COME.search(before)) else change


def _moved(rate: Rate, change: Change) -> Change:
    if rate.before is None or rate.before == rate.percent:
        return change
    return Change.RAISE if rate.percent > rate.before else Change.LOWER


def percents(
    sentence: Sentence, nucleus: Nucleus, change: Change, earlier: Sequence[Claim], context: Context
) -> tuple[float | None, float | None]:
    """The rate and the rate before. "The same rate" and "one of its own" point to the last rate named."""
    rate = nucleus.rate
    if rate is None:
        points_back = re.search(
            r"\bat\s+the\s+same\s+rate\b", sentence.text[max(0, nucleus.start - 40) : nucleus.end + 70]
        ) or re.search(
            r"\bsame\b|\bone\s+of\s+(?:its|their|his|our)\s+own\b|\b(?:matching|equal|equivalent)\b",
            sentence.text[nucleus.start : nucleus.end + 15],
        )
        last = next((claim.percent for claim in reversed(earlier) if claim.percent is not None), context.percent)
        return (last if points_back else None), None
    if change in {Change.LIFT, Change.PAUSE}:
        return None, rate.percent if rate.before is None else rate.before
    in_phrase = change in {Change.LOWER, Change.RAISE} and rate.end <= nucleus.head and nucleus.is_noun
    stood_at = change is not Change.NONE and _STOOD_AT.search(sentence.text, 0, rate.start)
    return (None, rate.percent) if rate.before is None and (in_phrase or stood_at) else (rate.percent, rate.before)
