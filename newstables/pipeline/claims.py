"""The tariff claims of one sentence: which charge, on which goods, by whom, against whom, and what happens to it.

No parser: words of known kinds (charges, rates, goods, countries, verbs of change) and the words between them decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newstables.pipeline.amounts import Rate
from newstables.pipeline.answers import answers_by_name, mark_answers, without_summary
from newstables.pipeline.charges import speaks_of_services
from newstables.pipeline.claim_parts import Claim, Context, Nucleus, Sentence
from newstables.pipeline.countries import Country, Form
from newstables.pipeline.goods import Goods
from newstables.pipeline.governing import change_of, goods_of, is_definite
from newstables.pipeline.moods import SUFFERING, clause_start
from newstables.pipeline.nuclei import find_nuclei
from newstables.pipeline.parties import announcer, imposer, is_origin, nearest_state, only_state, targets, the_other
from newstables.pipeline.stand_ins import goods_meant
from newstables.pipeline.verbs import Verb
from newstables.records import Change

_BASE = re.compile(r"\b(?:on\s+top\s+of|counting|atop|over\s+and\s+above|besides)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_SAME_GOODS = re.compile(r"\s+on\s+(?:that|those|them|the\s+same)\b", re.IGNORECASE)
_ONE_MORE = re.compile(r",?\s+(?:and|plus)\s+(?:another\s+|up\s+to\s+)?$")  # "…, and |25 per cent on"
_NEW_CLAUSE = re.compile(
    r"[;:]|\b(?:while|but|although|because|after|before|when|if|unless|said|was|were|is|are|has|have|will)\b"
)
_TO_ZERO = re.compile(r"[^.;:]{0,60}?\bto\s+(?:zero|nil|nothing)\b", re.IGNORECASE)
_PRESENT = re.compile(r"(?:charge|collect)s?", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are)\s+(?:\w+ly\s+)?$")
_TO_COME = re.compile(r"\b(?:will|would|to|may|could|might|and)\s+(?:\w+ly\s+)?$")
_ALREADY = re.compile(r"\s+(?:that\s+)?(?:(?:they|it|which)\s+)?already\b", re.IGNORECASE)
_OTHER_RATE = re.compile(
    r"\s+(?:interest|value|VAT|sales|income|property|luxury|fees?|commission|premium|cuts?|discount|stake|share|growth|inflation|tax\s+on\s+(?:homes?|houses))\b",
    re.IGNORECASE,
)
_SAME_SUBJECT = re.compile(  # "and so |took", "then last week |waived": a second verb of the same subject
    r"(?:\band|\bthen|\bbut|,)\s+(?:(?:so|then|also|later|last\s+\w+|has|have|had|is|will|would|now|\w+ly)\s+)*$",
    re.IGNORECASE,
)
_SAYS_ON = re.compile(r"\s+(?:on|against|for)\b")
_CHARGED = re.compile(  # "the 25 it charges on", "the 100 that China has charged"
    r"\s+(?:that\s+|which\s+)?(?:\w+\s+){1,2}(?:has\s+|have\s+|had\s+)?(?:charge|put|impose|lev|slap|carr|collect|pay|place|face)",
    re.IGNORECASE,
)
_THE_REST = re.compile(
    r"[^;:]{0,40}?(?:\band\b|\bbut\b|,)\s+(?:everything|all|the\s+rest|others?|any(?:thing)?)\b[\w\s]{0,40}",
    re.IGNORECASE,
)
_STOOD_AT = re.compile(
    r"\b(?:which|that)\b[^;:]*\b(?:stood|was|sat|been)\s+at\s+(?:\w+\s+)?$|\bpoints\s+of\s+(?:the\s+)?$"
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
    if change is None:
        return None
    is_it = text[nucleus.head : nucleus.end].lower() in {"it", "them"}
    if is_it and change not in {Change.LIFT, Change.PAUSE, Change.LOWER, Change.RAISE}:
        return None
    if previous is not None and verb is None and change is Change.NONE and not _stands_apart(sentence, nucleus):
        change = previous.change
    against = targets(sentence, nucleus, goods, bounds)
    by = imposer(sentence, nucleus, goods, verb, bounds)
    if earlier and verb is not None and not verb.passive and _SAME_SUBJECT.search(text[: verb.start]):
        by = earlier[-1].imposer or by
    if by is None and verb is None and change is Change.THREATEN:
        by = nearest_state(sentence, nucleus.start)
    if is_it and earlier:
        against = [code for code in earlier[-1].targets if code]
    in_list = previous is not None
    if not nucleus.is_noun and not _stands_for_charge(
        sentence, nucleus, context, goods=goods, verb=verb, in_list=in_list
    ):
        return None
    keys, goods_at = (goods.keys, (goods.start, goods.end)) if goods else ((), None)
    if goods is None:
        near = text[max(bounds[0], clause_start(text, nucleus.start)) : min(bounds[1], nucleus.end + 70)]
        keys = goods_meant(near, context.goods)
        moves_it = (
            nucleus.is_noun
            and nucleus.opener == "the"
            and not _SAYS_ON.match(text, nucleus.end)
            and (nucleus.rate or change is not Change.NONE)
        )
        if not keys and (moves_it or not nucleus.is_noun) and previous is None and not against:
            keys = _last_named(context)
    says_which = keys or against or nucleus.rate or any(isinstance(item, Country) for item in nucleus.before)
    if not keys and not nucleus.rate and by is None and previous is None:
        return None
    if not (says_which or (by and change is not Change.NONE)) or (not goods and speaks_of_services(text)):
        return None
    if previous is not None:
        by = by or previous.imposer
        rest = not nucleus.is_noun and _THE_REST.fullmatch(text[previous.reach[1] : nucleus.start])
        if nucleus.is_pronoun and goods is None:
            keys, goods_at = previous.goods, previous.goods_at
        if not keys and goods is None and not rest and (not against or _SAME_GOODS.match(text, nucleus.end)):
            keys, goods_at = previous.goods, previous.goods_at
        against = against or [code for code in previous.targets if code]
    if not nucleus.is_noun and not keys and not against:
        return None
    if by is None and earlier and nucleus.opener in {"its", "their", "his", "her"}:
        by, against = earlier[-1].imposer, against or [code for code in earlier[-1].targets if code]
    by, against = _completed(sentence, nucleus, context, by=by, against=against)
    change = _by_rates(text, verb, change, nucleus.rate)
    percent, before = _percents(sentence, nucleus, change, earlier, context)
    start, end = _evidence(
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


def _by_rates(text: str, verb: Verb | None, change: Change, rate: Rate | None) -> Change:
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
    if is_standing and verb.passive:
        return Change.NONE if _IS.search(text[: verb.start]) else change
    if is_standing and _PRESENT.fullmatch(text, verb.start, verb.end) and not _TO_COME.search(text[: verb.start]):
        return Change.NONE
    return change


def _moved(rate: Rate, change: Change) -> Change:
    if rate.before is None or rate.before == rate.percent:
        return change
    return Change.RAISE if rate.percent > rate.before else Change.LOWER


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


def _stands_for_charge(
    sentence: Sentence, nucleus: Nucleus, context: Context, *, goods: Goods | None, verb: Verb | None, in_list: bool
) -> bool:
    """Whether a bare rate is a charge: by its verb, by what follows, or by the list that it continues."""
    text = sentence.text
    if nucleus.rate is None or in_list:
        return True
    if re.search(r"\bleav\w+\s+(?:\w+\s+)?$", text[: nucleus.start]) and re.match(
        r"\s+(?:in\s+place|intact|untouched)", text[nucleus.end :]
    ):
        return True
    left, right = text[max(0, nucleus.start - 40) : nucleus.start], text[nucleus.end :]
    if _OTHER_RATE.match(right):
        return False
    per_country = re.match(r"\s+(?:for|on)\s+(?:the\s+)?", right)
    if per_country and any(c.start == nucleus.end + per_country.end() for c in sentence.countries):
        return True
    if _SAYS_ON.match(right) and goods is not None and goods.keys and goods.start - nucleus.end < 30:
        return True
    if (
        re.match(r"\s+(?:on|against|(?:(?:is\s+)?(?:of\s+it\s+)?for\s+(?:dumping|subsid\w+))|to\s+offset)\b", right)
        or _CHARGED.match(right)
        or _ALREADY.match(right)
    ):
        return True
    if re.search(
        r"\b(?:fac\w+|pay\w*|paid|charge[sd]?|ask(?:s|ed|ing)?|wants?|demand\w*|taking|back\s+(?:to|at)|enter\w*|subject\w*|attract\w*|hit\s+with|slapped\s+with|taxed\s+at)\b",
        left,
    ):
        return True
    if verb is not None and verb.change is not Change.NONE and goods is not None:
        return True
    gapped = (
        goods is not None and goods.end <= nucleus.start and text[goods.end : nucleus.start].strip(", ") in {"", "at"}
    )
    return gapped and (context.about_tariffs or sentence.about_imports)


def _percents(
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
    if rate.before is None and change in {Change.LOWER, Change.RAISE} and rate.end <= nucleus.head and nucleus.is_noun:
        return None, rate.percent
    if rate.before is None and _STOOD_AT.search(sentence.text, 0, rate.start) and change is not Change.NONE:
        return None, rate.percent
    return rate.percent, rate.before


def _evidence(
    sentence: Sentence,
    nucleus: Nucleus,
    *,
    goods: Goods | None,
    verb: Verb | None,
    by: str | None,
    limit: int,
) -> tuple[int, int]:
    """From the first word that the claim rests on to the last; a mere mention needs no verb."""
    text = sentence.text
    starts, ends = [nucleus.start], [nucleus.end]
    if goods is not None:
        owners = [c.start for c in sentence.countries if c.end <= goods.start <= c.end + 20]
        starts += [goods.start, *(owners[-1:] if goods.start < nucleus.start else [])]
        origins = [c.end for c in sentence.countries if is_origin(text, goods, c) and c.start < limit]
        ends += [goods.end, *origins[:1]]
    else:
        on = re.compile(r"\s+(?:on|against)\s+[^.,;:]{0,40}")
        owned = [c.end for c in sentence.countries if c.start < limit and on.fullmatch(text, nucleus.end, c.start)]
        ends += owned[:1]
    if nucleus.rate is not None:
        starts.append(nucleus.rate.start)
        ends.append(nucleus.rate.end)
    if verb is not None:
        starts.append(verb.start)
        ends.append(verb.end)
        if not verb.passive and not verb.intransitive:
            clause = clause_start(text, verb.start)
            starts += [
                c.start
                for c in sentence.countries
                if max(clause, verb.start - 60) <= c.start < verb.start and c.code == by
            ][-1:]
    start, end = min(starts), max(ends)
    article = re.search(r"\b(?:the|an?|its|their|his|our)\s+$", text[:start], re.IGNORECASE)
    ends_in_adjective = any(country.end == end and country.form is not Form.NAME for country in sentence.countries)
    whole = re.match(r"\s+[\w-]+" if ends_in_adjective else r"\s+(?:goods|products|imports|exports)\b", text[end:])
    return (article.start() if article else start), end + (whole.end() if whole else 0)
