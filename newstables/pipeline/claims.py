"""The tariff claims of one sentence: which charge, on which goods, by whom, against whom, and what happens to it.

No parser: words of known kinds (charges, rates, goods, countries, verbs of change) and the words between them decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newstables.pipeline.answers import answers_by_name, mark_answers, without_summary
from newstables.pipeline.bare_rates import stands_for_charge
from newstables.pipeline.charges import speaks_of_services
from newstables.pipeline.claim_parts import Claim, Context, Nucleus, Sentence
from newstables.pipeline.countries import Country
from newstables.pipeline.evidence import evidence
from newstables.pipeline.goods import Goods
from newstables.pipeline.governing import change_of, goods_of, is_definite
from newstables.pipeline.moods import clause_start
from newstables.pipeline.movements import by_rates, percents
from newstables.pipeline.nuclei import find_nuclei
from newstables.pipeline.parties import announcer, imposer, nearest_state, only_state, targets, the_other
from newstables.pipeline.stand_ins import goods_meant
from newstables.pipeline.verbs import Verb
from newstables.records import Change

_BASE = re.compile(r"\b(?:on\s+top\s+of|counting|atop|over\s+and\s+above|besides)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_SAME_GOODS = re.compile(r"\s+on\s+(?:that|those|them|the\s+same)\b", re.IGNORECASE)
_ONE_MORE = re.compile(r",?\s+(?:and|plus)\s+(?:another\s+|up\s+to\s+)?$")  # "…, and |25 per cent on"
_NEW_CLAUSE = re.compile(
    r"[;:]|\b(?:while|but|although|because|after|before|when|if|unless|said|was|were|is|are|has|have|will)\b"
)
_ALREADY = re.compile(r"\s+(?:that\s+)?(?:(?:they|it|which)\s+)?already\b", re.IGNORECASE)
_SAME_SUBJECT = re.compile(  # "and so |took", "then last week |waived": a second verb of the same subject
    r"(?:\band|\bthen|\bbut|,)\s+(?:(?:so|then|also|later|last\s+\w+|has|have|had|is|will|would|now|\w+ly)\s+)*$",
    re.IGNORECASE,
)
_MOVES = frozenset({Change.LIFT, Change.PAUSE, Change.LOWER, Change.RAISE})
_SAYS_ON = re.compile(r"\s+(?:on|against|for)\b")
_THE_REST = re.compile(
    r"[^;:]{0,40}?(?:\band\b|\bbut\b|,)\s+(?:everything|all|the\s+rest|others?|any(?:thing)?)\b[\w\s]{0,40}",
    re.IGNORECASE,
)
_LIST_GLUE = re.compile(
    r"(?:,[^,;:]{1,40}\b(?:said|announced|confirmed)\b[^,;:]{0,20})?[\s,;:–—)]*(?:and|plus|as\s+well\s+as|along\s+with|with|or|but)?"
    r"\s*(?:also|another|an?|the|up\s+to|about|on\s+top\s+of|counting)?(?:\s+the)?\s*"
    r"(?:further|additional|extra|similar|separate|smaller|\w+ly)?\s*(?:(?-i:[A-Z])[\w.]*\s+)?",
    re.IGNORECASE,
)


def find_claims(sentence: Sentence, context: Context) -> list[Claim]:
    """The claims of a sentence, left to right."""
    found: list[Claim] = []
    nuclei = find_nuclei(sentence, about_tariffs=context.about_tariffs)
    for place, nucleus in enumerate(nuclei):
        limit = nuclei[place + 1].start if place + 1 < len(nuclei) else len(sentence.text)
        floor = found[-1].reach[1] if found else 0
        claim = _claim(sentence, nucleus, (min(floor, nucleus.start), limit), found, context)
        if claim is not None:
            found.append(claim)
    return mark_answers(sentence, without_summary(sentence, found))


def _claim(
    sentence: Sentence, nucleus: Nucleus, bounds: tuple[int, int], earlier: Sequence[Claim], context: Context
) -> Claim | None:
    text = sentence.text
    goods = goods_of(sentence, nucleus, bounds)
    previous = earlier[-1] if earlier and _continues(sentence, earlier[-1], nucleus, goods) else None
    verb, change = change_of(sentence, nucleus, goods, bounds, earlier)
    if change is None or (_is_it(sentence, nucleus) and change not in _MOVES):
        return None
    if previous is not None and verb is None and change is Change.NONE and not _stands_apart(sentence, nucleus):
        change = previous.change
    stands = nucleus.is_noun or nucleus.rate is None or previous is not None
    if not stands and not stands_for_charge(sentence, nucleus, context, goods=goods, verb=verb):
        return None
    by, against = _parties(sentence, nucleus, goods, bounds, earlier, verb=verb, change=change)
    keys, goods_at = (goods.keys, (goods.start, goods.end)) if goods else ((), None)
    if goods is None:
        keys = _kinds_meant(
            sentence, nucleus, bounds, context, is_first=previous is None and not against, change=change
        )
    says_what = bool(keys or nucleus.rate)
    says_whose = bool(against) or any(isinstance(item, Country) for item in nucleus.before)
    named = says_what or (previous is not None and says_whose) or (by and (says_whose or change is not Change.NONE))
    if not named or (not goods and speaks_of_services(text)):
        return None
    if previous is not None:
        by = by or previous.imposer
        if goods is None and _shares_goods(sentence, nucleus, previous, keys=keys, against=against):
            keys, goods_at = previous.goods, previous.goods_at
        against = against or [code for code in previous.targets if code]
    if not nucleus.is_noun and not keys and not against:
        return None
    if by is None and earlier and nucleus.opener in {"its", "their", "his", "her"}:
        by, against = earlier[-1].imposer, against or [code for code in earlier[-1].targets if code]
    by, against = _completed(sentence, nucleus, context, by=by, against=against)
    change = by_rates(text, verb, change, nucleus.rate)
    percent, before = percents(sentence, nucleus, change, earlier, context)
    start, end = evidence(
        sentence, nucleus, goods=goods, verb=None if change is Change.NONE else verb, by=by, limit=bounds[1]
    )
    return Claim(
        start=start,
        end=end,
        head=nucleus.head,
        is_noun=nucleus.is_noun,
        is_pronoun=nucleus.is_pronoun,
        imposer=by,
        targets=tuple(against) or (None,),
        goods=keys,
        goods_at=goods_at,
        change=change,
        rate=nucleus.rate,
        percent=percent,
        before=before,
        retaliation=answers_by_name(text, nucleus)
        or (nucleus.is_pronoun and bool(earlier) and earlier[-1].retaliation),
        reach=(min(start, goods.start if goods else start), max(end, goods.end if goods else end)),
    )


def _is_it(sentence: Sentence, nucleus: Nucleus) -> bool:
    return sentence.text[nucleus.head : nucleus.end].lower() in {"it", "them"}


def _parties(
    sentence: Sentence,
    nucleus: Nucleus,
    goods: Goods | None,
    bounds: tuple[int, int],
    earlier: Sequence[Claim],
    *,
    verb: Verb | None,
    change: Change,
) -> tuple[str | None, list[str]]:
    """Who charges whose goods, by the words of the sentence."""
    against = targets(sentence, nucleus, goods, bounds)
    by = imposer(sentence, nucleus, goods, verb, bounds)
    if earlier and verb is not None and not verb.passive and _SAME_SUBJECT.search(sentence.text[: verb.start]):
        by = earlier[-1].imposer or by
    if by is None and verb is None and change is Change.THREATEN:
        by = nearest_state(sentence, nucleus.start)
    if _is_it(sentence, nucleus) and earlier:
        against = [code for code in earlier[-1].targets if code]
    return by, against


def _kinds_meant(
    sentence: Sentence, nucleus: Nucleus, bounds: tuple[int, int], context: Context, *, is_first: bool, change: Change
) -> tuple[str, ...]:
    """The goods that a charge points back to; one that says nothing of its goods is on those of the paragraph."""
    text = sentence.text
    near = text[max(bounds[0], clause_start(text, nucleus.start)) : min(bounds[1], nucleus.end + 70)]
    keys = goods_meant(near, context.goods)
    is_known = nucleus.opener == "the" and not _SAYS_ON.match(text, nucleus.end)
    moves = bool(nucleus.rate) or change is not Change.NONE
    if not keys and is_first and (not nucleus.is_noun or (is_known and moves)):
        return _last_named(context)
    return keys


def _shares_goods(
    sentence: Sentence, nucleus: Nucleus, previous: Claim, *, keys: tuple[str, ...], against: list[str]
) -> bool:
    """Whether an item of a list is on the goods of the item before it."""
    if nucleus.is_pronoun:
        return True
    rest = not nucleus.is_noun and _THE_REST.fullmatch(sentence.text[previous.reach[1] : nucleus.start])
    return not keys and not rest and (not against or bool(_SAME_GOODS.match(sentence.text, nucleus.end)))


def _last_named(context: Context) -> tuple[str, ...]:
    """What a charge without goods must be on: the goods of the paragraph, where it names one kind."""
    return tuple(sorted(set(context.all_goods))) if len(set(context.all_goods)) == 1 else ()


def _completed(
    sentence: Sentence, nucleus: Nucleus, context: Context, *, by: str | None, against: list[str]
) -> tuple[str | None, list[str]]:
    """The parties, one that is missing inferred where the sentence or its paragraph leaves no choice."""
    if by is None and not against and is_definite(nucleus):
        by = only_state(sentence)
    if by is None and announcer(sentence) not in against:
        by = announcer(sentence)
    if by is None and against:
        by = the_other(sentence, context.countries, against[0], as_imposer=True)
    if by in against:
        by = None
    if by is not None and not against:
        other = the_other(sentence, context.countries, by, as_imposer=False)
        against = [other] if other else []
    return by, against


def _stands_apart(sentence: Sentence, nucleus: Nucleus) -> bool:
    """Whether a charge in a list does not share the change of the list: "but not the one on shrimp", "on top of"."""
    denied = re.search(r"\bnot\s+$", sentence.text[: nucleus.start])
    return bool(denied) or _is_base(sentence, nucleus)


def _is_base(sentence: Sentence, nucleus: Nucleus) -> bool:
    """Whether a charge is the old one that a new one is stacked on."""
    text = sentence.text
    return bool(_BASE.search(text[: nucleus.start + 4]) or _BASE.search(text[: nucleus.start])) or bool(
        _ALREADY.match(text, nucleus.end)
    )


def _continues(sentence: Sentence, before: Claim, nucleus: Nucleus, goods: Goods | None) -> bool:
    """Whether a claim is one more item of the list that an earlier one opened, or the base that it is stacked on."""
    if goods is None and _is_base(sentence, nucleus):
        return True
    start = min(nucleus.start, goods.start) if goods else nucleus.start
    between = sentence.text[before.reach[1] : start]
    if not nucleus.is_noun and _ONE_MORE.search(between) and not _NEW_CLAUSE.search(between):
        return True
    if not nucleus.is_noun and goods is None and _THE_REST.fullmatch(between):
        return True
    return nucleus.is_pronoun or (len(between) < 90 and bool(_LIST_GLUE.fullmatch(between)))
