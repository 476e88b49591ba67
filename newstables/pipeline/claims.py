"""The tariff claims of one sentence: which charge, on which goods, by whom, against whom, and what happens to it.

No parser: words of known kinds (charges, rates, goods, countries, verbs of change) and the words between them decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newstables.pipeline.amounts import Rate
from newstables.pipeline.changes import Verb, clause_start, mood, weighed, wished
from newstables.pipeline.charges import speaks_of_services
from newstables.pipeline.claim_parts import Nucleus, Sentence
from newstables.pipeline.countries import Country
from newstables.pipeline.goods import Goods
from newstables.pipeline.nuclei import find_nuclei
from newstables.pipeline.parties import announcer, imposer, is_origin, only_state, targets, the_other
from newstables.records import Change

_BREAK = re.compile(  # a claim does not reach across these
    r"[;:–—]|,?\s\b(?:while|whereas|although|though|because|after|since|unless|if|but|who|in\s+return|in\s+exchange"
    r"|in\s+(?:retaliation|response|reply)|answering)\b",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"\b(?:on|against|for|of|over|onto|to|covering|targeting|hitting|affecting|including)\b", re.IGNORECASE
)
_ALL_GOODS = re.compile(  # "on Chinese goods, as well as": what follows is another matter
    r"\b(?:goods|products|imports|exports)\b(?!\s+(?:of|such|like|including|made|with|containing))", re.IGNORECASE
)
_UNDERGO = re.compile(
    r"\b(?:fac\w+|pay\w*|paid|charg\w+|subject\w*|hit|slapped|draw\w*|drew|attract\w*|carr\w+|incur\w*|tax\w*|enter\w*"
    r"|at|to|with|under|spar\w+|exempt\w*)\b",
    re.IGNORECASE,
)
_SPARED_FROM = re.compile(r"\b(?:exempt\w*|spar\w+|exclud\w+|exclusion|excus\w+|free\w*)\b", re.IGNORECASE)
_BECAUSE_OF = re.compile(
    r"\b(?:after|because\s+of|since|due\s+to|over|amid|under|following|by|despite)\s+$", re.IGNORECASE
)
_BASE = re.compile(r"\b(?:on\s+top\s+of|counting|atop|over\s+and\s+above|besides)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_SAME_GOODS = re.compile(r"\s+on\s+(?:that|those|them|the\s+same)\b", re.IGNORECASE)
_ALREADY = re.compile(r"\s+(?:that\s+)?(?:(?:they|it|which)\s+)?already\b", re.IGNORECASE)
_LIST_GLUE = re.compile(
    r"[\s,;:–—)]*(?:and|plus|as\s+well\s+as|along\s+with|with|or|but)?\s*(?:also|another|an?|the|up\s+to|about|on\s+top\s+of"
    r"|counting)?(?:\s+the)?\s*(?:further|additional|extra|similar|separate|smaller|\w+ly)?\s*(?:(?-i:[A-Z])[\w.]*\s+)?",
    re.IGNORECASE,
)
_ANSWER_WORD = re.compile(r"retaliatory|counter-?tariff|counter-?measure|counter-?dut|tit-for-tat", re.IGNORECASE)
_OF_ITS_OWN = re.compile(r"[^.;:,]{0,20}?\bof\s+(?:its|their|his|our)\s+own\b", re.IGNORECASE)
_ANSWER = re.compile(
    r"""(?<!not\ )\b(?:in\s+(?:retaliation|response|reply|answer)|retaliat(?:e[sd]?|ing)|respond(?:s|ed|ing)?|tit[\s-]for[\s-]tat|payback
    |(?:hit|hits|hitting|struck|strike|fired|firing)\s+back|answer(?:s|ed|ing)?|counter(?:s|ed|ing)|repl(?:y|ies|ied|ying))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMES_REASON = re.compile(r"\s+(?:for|to|against)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What the paragraph of a sentence gives to it."""

    countries: tuple[Country, ...] = ()  # all that the paragraph names
    about_tariffs: bool = False  # in an earlier sentence
    percent: float | None = None  # the last rate claimed before


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim; offsets count in the sentence's text."""

    start: int
    end: int
    head: int  # where the noun, or the rate, stands
    is_noun: bool
    imposer: str | None
    targets: tuple[str | None, ...]  # one claim each
    goods: tuple[str, ...]
    goods_at: tuple[int, int] | None
    change: Change
    rate: Rate | None
    percent: float | None
    before: float | None
    retaliation: bool
    reach: tuple[int, int]  # all that the claim uses of the sentence


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
    return _answers(sentence, _without_summary(sentence, found))


def _claim(
    sentence: Sentence, nucleus: Nucleus, bounds: tuple[int, int], earlier: Sequence[Claim], context: Context
) -> Claim | None:
    text = sentence.text
    goods = _goods(sentence, nucleus, bounds)
    previous = earlier[-1] if earlier and _continues(sentence, earlier[-1], nucleus, goods) else None
    verb, change = _change(sentence, nucleus, goods, bounds, earlier)
    if change is None:
        return None
    if previous is not None and verb is None and change is Change.NONE and not _stands_apart(sentence, nucleus):
        change = previous.change
    against = targets(sentence, nucleus, goods, bounds)
    by = imposer(sentence, nucleus, goods, verb, bounds)
    if not nucleus.is_noun and not _stands_for_charge(sentence, nucleus, goods, verb, previous, context):
        return None
    if not (goods or against or by or nucleus.rate) or (not goods and speaks_of_services(text)):
        return None
    keys, goods_at = (goods.keys, (goods.start, goods.end)) if goods else ((), None)
    if previous is not None:
        by = by or previous.imposer
        if not goods and (not against or _SAME_GOODS.match(text, nucleus.end)):
            keys, goods_at = previous.goods, previous.goods_at
        against = against or [code for code in previous.targets if code]
    if not nucleus.is_noun and not keys and not against:
        return None
    if by is None and not against and _is_definite(nucleus):
        by = only_state(sentence)
    if by is None and announcer(sentence) not in against:
        by = announcer(sentence)
    if by is None and against:
        by = the_other(sentence, context.countries, against[0], as_imposer=True)
    by = None if by in against else by
    if not against and by is not None:
        other = the_other(sentence, context.countries, by, as_imposer=False)
        against = [other] if other else []
    percent, before = _percents(sentence, nucleus, change, earlier, context)
    start, end = _evidence(sentence, nucleus, goods, verb, change, bounds[1], by)
    return Claim(
        start=start,
        end=end,
        head=nucleus.head,
        is_noun=nucleus.is_noun,
        imposer=by,
        targets=tuple(against) or (None,),
        goods=keys,
        goods_at=goods_at,
        change=_by_rates(change, percent, before),
        rate=nucleus.rate,
        percent=percent,
        before=before,
        retaliation=_answers_by_name(text, nucleus)
        or (nucleus.is_pronoun and bool(earlier) and earlier[-1].retaliation),
        reach=(min(start, goods.start if goods else start), max(end, goods.end if goods else end)),
    )


def _by_rates(change: Change, percent: float | None, before: float | None) -> Change:
    """To set a rate in place of another is to raise or to lower it."""
    if change is Change.IMPOSE and percent is not None and before is not None and percent != before:
        return Change.RAISE if percent > before else Change.LOWER
    return change


def _goods(sentence: Sentence, nucleus: Nucleus, bounds: tuple[int, int]) -> Goods | None:
    """The goods of a charge: inside its phrase, else behind it, else before it where they undergo it."""
    text, (floor, limit) = sentence.text, bounds
    inside = next((item for item in nucleus.before if isinstance(item, Goods)), None)
    if inside is not None:
        return inside
    ahead = [goods for goods in sentence.goods if floor <= goods.start and goods.end <= nucleus.start]
    if ahead and re.search(r"\bfrom\s+$", text[: nucleus.start]) and _SPARED_FROM.search(text[: ahead[-1].start]):
        return ahead[-1]
    behind = next((goods for goods in sentence.goods if nucleus.end <= goods.start < limit), None)
    if behind is not None:
        between = text[nucleus.end : behind.start]
        spares = nucleus.rate is None and not nucleus.is_noun
        stops = _BREAK.search(between) or _ALL_GOODS.search(between)
        if len(between) < 90 and not stops and (_TOWARDS.search(between) or spares):
            return behind
    if ahead:
        between = text[ahead[-1].end : nucleus.start]
        gapped = not nucleus.is_noun and re.fullmatch(r",?\s*(?:at\s+)?(?:up\s+to\s+|about\s+)?", between)
        caused = nucleus.is_noun and len(sentence.goods) == 1 and _BECAUSE_OF.search(text[: nucleus.start])
        plain = len(between) < 130 and not re.search(r"[;:–—]|\b(?:if|unless|while|because|although|but)\b", between)
        if caused or (plain and (_UNDERGO.search(between) or gapped)):
            return ahead[-1]
    return None


def _change(
    sentence: Sentence, nucleus: Nucleus, goods: Goods | None, bounds: tuple[int, int], earlier: Sequence[Claim]
) -> tuple[Verb | None, Change | None]:
    """The verb that governs a charge, left of it or, with the charge as its subject, right of it; and what it claims."""
    text, limit = sentence.text, bounds[1]
    definite = _is_definite(nucleus)
    if nucleus.rate is None and not nucleus.is_noun:
        spares = next(verb for verb in sentence.verbs if verb.start == nucleus.start)
        return spares, mood(text, spares, definite=True)
    left = [verb for verb in sentence.verbs if verb.end <= nucleus.start and not verb.intransitive]
    if nucleus.is_pronoun and re.search(r"\bnot\s+$", text[: nucleus.start]):
        left = []
    if left and _governs(text, left[-1], nucleus, goods, earlier):
        return left[-1], mood(text, left[-1], definite=definite)
    right = _verb_behind(sentence, nucleus, goods, limit)
    if right is not None:
        return right, mood(text, right, definite=definite)
    if nucleus.is_pronoun and re.search(r"\bnot\s+$", text[: nucleus.start]):
        return None, Change.NONE
    if nucleus.opener in {"no", "any"} and nucleus.rate is None:
        return None, None
    if not definite and wished(text, nucleus.start):
        return None, None
    if not definite and weighed(text, nucleus.start):
        return None, Change.THREATEN
    return None, _recent(text, nucleus, limit)


def _governs(text: str, verb: Verb, nucleus: Nucleus, goods: Goods | None, earlier: Sequence[Claim]) -> bool:
    between = text[verb.end : nucleus.start]
    if goods and verb.end <= goods.start < goods.end <= nucleus.start:
        between = text[verb.end : goods.start] + " " + text[goods.end : nucleus.start]
    if len(between) > 110 or any(verb.end <= claim.head < nucleus.start for claim in earlier):
        return False
    blocked = re.search(
        r"[;:–—]|,\s*(?:which|who|while|but|as)\b|\b(?:about|over|because|despite|amid|after|before|without|since|when|that|if"
        r"|unless|whether|on\s+top|impact|effects?|costs?|concerns?|pressure)\b",
        between,
        re.IGNORECASE,
    )
    partitive = re.search(
        r"(?<!round )(?<!series )(?<!set )(?<!raft )(?<!wave )\bof\b(?!\s+(?:its|their|his)\s+own)", between
    )
    return not blocked and not partitive


def _verb_behind(sentence: Sentence, nucleus: Nucleus, goods: Goods | None, limit: int) -> Verb | None:
    """A passive or intransitive verb whose subject the charge is: "the levy on potash was cut", "take effect"."""
    text = sentence.text
    start = max([nucleus.end, *([goods.end] if goods and goods.start >= nucleus.end else [])])
    for verb in sentence.verbs:
        if nucleus.end <= verb.start < limit and (verb.passive or verb.intransitive):
            between = re.sub(r",\s*(?:which|that|who|in\s+place|first)\b[^,;:]*,", " ", text[nucleus.end : verb.start])
            gap = len(text[start : verb.start]) - (verb.start - nucleus.end - len(between))
            if not _BREAK.search(between) and not re.search(r"\b(?:which|that|who)\b", between) and gap < 60:
                return verb
    return None


def _recent(text: str, nucleus: Nucleus, limit: int) -> Change:
    """A participle behind the charge is history ("tariffs imposed in 2021"), but news where it is dated so."""
    new = re.match(
        r"[^.;:,]{0,60}?\b(?:added|imposed|placed|announced|levied|introduced)\s+(?:this|last|on|earlier\s+this)\s+"
        r"(?:week|month|morning|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
        text[nucleus.end : limit],
    )
    return Change.IMPOSE if new else Change.NONE


def _is_definite(nucleus: Nucleus) -> bool:
    """Whether the phrase is of a tariff that there is: "its tariff", "Chinese tariffs", "those on steel"."""
    opens = nucleus.opener in {"the", "those", "these", "that", "its", "their", "his", "her", "our"}
    return opens or nucleus.is_pronoun or any(isinstance(item, Country) for item in nucleus.before)


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
    """Whether a claim is one more item of the list that an earlier one opened, or the charge that it comes on top of."""
    if goods is None and _is_base(sentence, nucleus):
        return True
    start = min(nucleus.start, goods.start) if goods else nucleus.start
    between = sentence.text[before.reach[1] : start]
    return nucleus.is_pronoun or (len(between) < 40 and bool(_LIST_GLUE.fullmatch(between)))


def _stands_for_charge(
    sentence: Sentence,
    nucleus: Nucleus,
    goods: Goods | None,
    verb: Verb | None,
    previous: Claim | None,
    context: Context,
) -> bool:
    """Whether a bare rate is a charge: by its verb, by what follows, or by the list that it continues."""
    text = sentence.text
    if nucleus.rate is None or previous is not None:
        return True
    left, right = text[max(0, nucleus.start - 40) : nucleus.start], text[nucleus.end :]
    if re.match(r"\s+(?:on|against)\b", right) or _ALREADY.match(right):
        return True
    if re.search(
        r"\b(?:fac\w+|pay\w*|paid|charged|subject\w*|attract\w*|hit\s+with|slapped\s+with|taxed\s+at)\b", left
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
            r"\bsame\b|\bone\s+of\s+(?:its|their|his|our)\s+own\b", sentence.text[nucleus.start : nucleus.end + 15]
        )
        last = next((claim.percent for claim in reversed(earlier) if claim.percent is not None), context.percent)
        return (last if points_back else None), None
    if change in {Change.LIFT, Change.PAUSE}:
        return None, rate.percent if rate.before is None else rate.before
    return rate.percent, rate.before


def _evidence(
    sentence: Sentence,
    nucleus: Nucleus,
    goods: Goods | None,
    verb: Verb | None,
    change: Change,
    limit: int,
    by: str | None,
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
    if verb is not None and change is not Change.NONE:
        starts.append(verb.start)
        ends.append(verb.end)
        if not verb.passive and not verb.intransitive:
            clause = clause_start(text, verb.start)
            starts += [c.start for c in sentence.countries if clause <= c.start < verb.start and c.code == by][-1:]
    start, end = min(starts), max(ends)
    article = re.search(r"\b(?:the|an?|its|their|his|our)\s+$", text[:start], re.IGNORECASE)
    whole = re.match(r"\s+(?:goods|products|imports|exports)\b", text[end:])
    return (article.start() if article else start), end + (whole.end() if whole else 0)


def _without_summary(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """A charge without a rate, followed behind a colon or dash by its figures, hands them its change and goes."""
    for place, claim in enumerate(claims[:-1]):
        figures = claims[place + 1 :]
        listed = claim.percent is None and claim.before is None and all(f.percent is not None for f in figures)
        if listed and not figures[0].is_noun and re.search(r"[:–—]", sentence.text[claim.head : figures[0].reach[0]]):
            passed_on = [
                replace(
                    figure,
                    change=claim.change if figure.change is Change.NONE else figure.change,
                    imposer=figure.imposer or claim.imposer,
                    targets=figure.targets if figure.targets != (None,) else claim.targets,
                    retaliation=figure.retaliation or claim.retaliation,
                )
                for figure in figures
            ]
            return [*claims[:place], *passed_on]
    return claims


def _answers_by_name(text: str, nucleus: Nucleus) -> bool:
    return bool(_ANSWER_WORD.search(text[nucleus.start : nucleus.end]) or _OF_ITS_OWN.match(text, nucleus.end))


def _answers(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """Mark the claims that answer another measure, by the words that say so."""
    result = list(claims)
    for cue in _ANSWER.finditer(sentence.text):
        behind = [i for i, claim in enumerate(result) if claim.head >= cue.end()]
        ahead = [i for i, claim in enumerate(result) if claim.head < cue.start()]
        names_reason = _NAMES_REASON.match(sentence.text, cue.end()) or cue.group().lower() in {
            "answering",
            "countering",
        }
        if names_reason and behind:
            reason = result[behind[0]]
            answers = [i for i in behind[1:] if result[i].imposer != reason.imposer] or ahead[-1:]
            if not answers and "against" in sentence.text[cue.end() : cue.end() + 9]:
                answers = behind
        elif names_reason:
            answers = ahead[-1:]
        else:
            answers = [i for i in behind if result[i].imposer == result[behind[0]].imposer] or ahead[-1:]
        for i in answers:
            result[i] = replace(result[i], retaliation=True)
    if re.search(r"\bunless\b", sentence.text, re.IGNORECASE) and len({claim.imposer for claim in result}) > 1:
        result = [replace(c, retaliation=True) if c.change is Change.THREATEN else c for c in result]
    return result
