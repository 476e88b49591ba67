"""The tariff claims of one sentence: which charge, on which goods, by whom, against whom, and what happens to it.

No parser: words of known kinds (charges, rates, goods, countries, verbs of change) and the words between them decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newstables.pipeline.amounts import Rate
from newstables.pipeline.changes import Verb, clause_start, mood
from newstables.pipeline.countries import EVERY_COUNTRY, Country, Form
from newstables.pipeline.goods import Goods
from newstables.pipeline.claim_parts import Nucleus, Sentence, phrase
from newstables.records import Change

_RATE_GLUE = re.compile(  # what stands directly between a charge (and its goods) and its rate
    r"""(?:\b(?:of|at|to|from|is|was|are|were|be|reach(?:ed|es|ing)?|exceed(?:s|ed|ing)?|total(?:s|led|ling)?|ranging|stands?|stood|than|under)
        (?:\s+(?:up\s+to|as\s+(?:high|much)\s+as|about|around|roughly|nearly|almost|just|only|still|set\s+at|a|an|the|more\s+than|\w+ly))?
        |:|\(|,\s+(?:now|currently))\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_BREAK = re.compile(  # a claim does not reach across these
    r"[;:]|[–—]|,?\s\b(?:while|whereas|although|though|because|after|since|unless|if|but|who|in\s+return|in\s+exchange"
    r"|in\s+(?:retaliation|response|reply)|answering)\b",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"\b(?:on|against|for|of|over|onto|to|covering|targeting|hitting|affecting|including)\b", re.IGNORECASE
)
_UNDERGO = re.compile(
    r"\b(?:fac\w+|pay\w*|paid|charg\w+|subject\w*|hit|slapped|draw\w*|drew|attract\w*|carr\w+|incur\w*|tax\w*|enter\w*|at|to|with|under"
    r"|spar\w+|exempt\w*)\b",
    re.IGNORECASE,
)
_PASSIVE_UNDERGO = re.compile(
    r"\b(?:fac\w+|pay\w*|paid|charged|subject\w*|draw\w*|attract\w*|carr\w+|incur\w*)\b", re.IGNORECASE
)
_ORIGIN = re.compile(
    r"^[^.;:,]{0,25}?\b(?:from|(?:made|built|assembled|produced|grown|manufactured|smelted|cast|melted|poured|shipped|imported|raised|caught"
    r"|mined|milled)(?:\s+and\s+\w+)?\s+(?:in|from|by)|of|originating\s+in|sold\s+by)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:foreign|(?:all|every|any|most|other|dozens\s+of|scores\s+of|many|several)\s+(?:other\s+)?(?:countr\w+|nations?|imports?|trading\s+partners"
    r"|origins?)|any\s+origin|countries\s+without|wherever|worldwide|global\s+tariffs?|imported)\b",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"\b(?:at|across|into|in|enter\w*|entering|through|reach\w*)\s+(?:the\s+)?(?:[\w-]+\s+)?$|\bwhen\s+(?:they|it)\s+enters?\s+$",
    re.IGNORECASE,
)
_OWN_WORD = re.compile(r"^(?:its|their|his|her|our)$")
_PREPOSITION_BEFORE = re.compile(
    r"\b(?:on|against|from|to|in|into|with|for|at|toward|towards|through|over|of|between|near|outside)\s+(?:the\s+|neighbouring\s+)?$",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"\s+(?:government|administration|officials?|authorities|ministry|customs|regulators?|commerce|finance|cabinet|leaders?)\b",
    re.IGNORECASE,
)
_ANSWER_WORD = re.compile(
    r"retaliatory|counter-?tariff|counter-?measure|counter-?dut|tit-for-tat|matching", re.IGNORECASE
)
_ANSWER = re.compile(
    r"""\b(?:in\s+(?:retaliation|response|reply|answer)|retaliat(?:e[sd]?|ing)|respond(?:s|ed|ing)?|(?:hit|hits|hitting|struck|strike|fired|firing)\s+back
    |answer(?:s|ed|ing)?|counter(?:s|ed|ing)|tit[\s-]for[\s-]tat|repl(?:y|ies|ied|ying)|payback)\b""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What earlier sentences of the paragraph leave to this one."""

    countries: tuple[Country, ...] = ()
    about_tariffs: bool = False
    rate: float | None = None
    before: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim; offsets count in the sentence's text."""

    start: int
    end: int
    imposer: str | None
    targets: tuple[str | None, ...]
    goods: tuple[str, ...]
    goods_at: tuple[int, int] | None
    change: Change
    rate: Rate | None
    percent: float | None
    before: float | None
    retaliation: bool
    reach: tuple[int, int]  # all that the claim has used of the sentence, its subject included
    head: int = 0
    is_noun: bool = True


def find_claims(sentence: Sentence, context: Context) -> list[Claim]:
    """The claims of a sentence, left to right."""
    found: list[Claim] = []
    nuclei = _nuclei(sentence, context)
    for place, nucleus in enumerate(nuclei):
        limit = nuclei[place + 1].start if place + 1 < len(nuclei) else len(sentence.text)
        floor = found[-1].reach[1] if found else 0
        claim = _claim(sentence, nucleus, (min(floor, nucleus.start), limit), found, context)
        if claim is not None:
            found.append(claim)
    return _answers(sentence, _without_summary(sentence, found))


# ------------------------------------------------------------------------------------------------------- nuclei


def _nuclei(sentence: Sentence, context: Context) -> list[Nucleus]:
    nouns = [
        phrase(sentence, charge.start, charge.end, is_noun=True, is_pronoun=charge.is_pronoun)
        for charge in sentence.charges
    ]
    used = {nucleus.rate for nucleus in nouns if nucleus.rate}
    result = []
    for place, nucleus in enumerate(nouns):
        limit = nouns[place + 1].start if place + 1 < len(nouns) else len(sentence.text)
        rate = nucleus.rate or _rate_behind(sentence, nucleus, limit, used)
        if rate:
            used.add(rate)
        result.append(replace(nucleus, rate=rate))
    if sentence.about_imports or context.about_tariffs:
        bare = [rate for rate in sentence.rates if rate not in used]
        result += [replace(phrase(sentence, rate.start, rate.end, is_noun=False), rate=rate) for rate in bare]
        result += _spared(sentence) if context.about_tariffs or sentence.charges or sentence.rates else []
    return sorted(result, key=lambda nucleus: nucleus.head)


def _rate_behind(sentence: Sentence, nucleus: Nucleus, limit: int, used: set[Rate]) -> Rate | None:
    """The rate that follows a charge: "duties of up to 35 per cent", "its levy on canola seed to about 15 per cent"."""
    rate = next((rate for rate in sentence.rates if nucleus.end <= rate.start < limit and rate not in used), None)
    if rate is None:
        return None
    between = sentence.text[nucleus.end : rate.start]
    starts_with_word = sentence.text[rate.start : rate.end].lower().startswith("from")
    if (_RATE_GLUE.search(between) or starts_with_word) and not _BREAK.search(between[:-1]) and len(between) < 110:
        return rate
    return None


def _spared(sentence: Sentence) -> list[Nucleus]:
    """Goods that a verb spares a tariff that the sentence does not name: the verb stands for the charge."""
    result = []
    for verb in sentence.verbs:
        word = sentence.text[verb.start : verb.end].lower()
        charged = any(verb.start < charge.start < verb.end + 60 for charge in sentence.charges)
        if word.startswith(("spar", "exempt")) and not charged:
            result.append(Nucleus(verb.start, verb.start, verb.end, None, None, is_noun=False, is_pronoun=False))
    return result


# -------------------------------------------------------------------------------------------------------- parts


def _claim(
    sentence: Sentence, nucleus: Nucleus, bounds: tuple[int, int], earlier: Sequence[Claim], context: Context
) -> Claim | None:
    text = sentence.text
    goods = _goods(sentence, nucleus, bounds)
    verb, change = _change(sentence, nucleus, goods, bounds, earlier)
    if change is None:
        return None
    joined = earlier[-1] if earlier and _continues(sentence, earlier[-1], nucleus, goods) else None
    if joined is not None and verb is None:
        change = joined.change
    targets = _targets(sentence, nucleus, goods, bounds)
    imposer = _imposer(sentence, nucleus, goods, verb, bounds)
    attached = bool(goods or targets or imposer)
    if joined is not None:
        imposer = imposer or joined.imposer
        targets = targets or list(joined.targets)
    if not nucleus.is_noun and not goods and not (targets and nucleus.rate):
        return None
    if not nucleus.is_noun and not _rate_stands_for_charge(sentence, nucleus, goods, verb, joined, context):
        return None
    if not (attached or nucleus.rate):
        return None
    known = [code for code in targets if code]
    imposer = imposer or _other_country(sentence, context, known[0] if known else None, earlier)
    if imposer in known:
        imposer = None
    if not known:
        other = _other_country(sentence, context, imposer, earlier) if imposer else None
        targets = [other] if other else [None]
    percent, before = _percents(nucleus, change, text, context, earlier)
    start, end = _evidence(sentence, nucleus, goods, verb, change, bounds)
    lower = min([start, nucleus.start, *([goods.start] if goods else [])])
    upper = max([end, nucleus.end, *([goods.end] if goods else [])])
    return Claim(
        start=start,
        end=end,
        imposer=imposer,
        targets=tuple(targets),
        goods=goods.keys if goods else (),
        goods_at=(goods.start, goods.end) if goods else None,
        change=change,
        rate=nucleus.rate,
        percent=percent,
        before=before,
        retaliation=bool(_ANSWER_WORD.search(text[nucleus.start : nucleus.end])),
        reach=(lower, upper),
        head=nucleus.head,
        is_noun=nucleus.is_noun,
    )


def _goods(sentence: Sentence, nucleus: Nucleus, bounds: tuple[int, int]) -> Goods | None:
    """The goods of a charge: inside its phrase, else behind it, else before it where they undergo it."""
    inside = next((item for item in nucleus.before if isinstance(item, Goods)), None)
    if inside is not None:
        return inside
    text, (floor, limit) = sentence.text, bounds
    for goods in sentence.goods:
        if not nucleus.end <= goods.start < limit:
            continue
        between = text[nucleus.end : goods.start]
        spares = nucleus.rate is None and not nucleus.is_noun
        if len(between) < 90 and not _BREAK.search(between) and (_TOWARDS.search(between) or spares):
            return goods
        break
    for goods in reversed(sentence.goods):
        if not floor <= goods.start or goods.end > nucleus.start:
            continue
        between = text[goods.end : nucleus.start]
        gapped = not nucleus.is_noun and re.fullmatch(r",?\s*(?:at\s+)?(?:up\s+to\s+|about\s+)?", between)
        if len(between) < 130 and not re.search(r"[;:–—]", between) and (_UNDERGO.search(between) or gapped):
            return goods
        break
    return None


def _change(
    sentence: Sentence, nucleus: Nucleus, goods: Goods | None, bounds: tuple[int, int], earlier: Sequence[Claim]
) -> tuple[Verb | None, Change | None]:
    """The verb that governs a charge, left of it or, with the charge as its subject, right of it; and what it claims."""
    text, (_, limit) = sentence.text, bounds
    definite = _is_definite(nucleus)
    if nucleus.rate is None and not nucleus.is_noun:
        verb = next(verb for verb in sentence.verbs if verb.start == nucleus.start)
        return verb, mood(text, verb, definite=True)
    edge = nucleus.start
    if goods and goods.end <= nucleus.start:
        edge = goods.start if not any(goods.end <= v.start < nucleus.start for v in sentence.verbs) else nucleus.start
    left = [verb for verb in sentence.verbs if verb.end <= edge and not verb.intransitive]
    if left and _governs(text, left[-1], nucleus, goods, earlier):
        return left[-1], mood(text, left[-1], definite=definite)
    after = max([nucleus.end, *([goods.end] if goods else []), *([nucleus.rate.end] if nucleus.rate else [])])
    start = nucleus.end
    for verb in sentence.verbs:
        if start <= verb.start < limit and (verb.passive or verb.intransitive):
            between = text[start : verb.start]
            if (
                not _BREAK.search(between)
                and not re.search(r"\b(?:which|that|who)\b", between)
                and verb.start - after < 60
            ):
                return verb, mood(text, verb, definite=definite)
    threat = re.search(r"\bthreat(?:s|ens|ened)?\s+(?:of|to|that)\b[^.;:]{0,40}$", text[: nucleus.start], re.IGNORECASE)
    denied = re.search(r"\b(?:no|without|any)\s*$", text[: nucleus.start], re.IGNORECASE) or nucleus.opener in {
        "no",
        "any",
    }
    if denied and not nucleus.rate:
        return None, None
    return None, Change.THREATEN if threat else _recent(text, nucleus, limit)


def _recent(text: str, nucleus: Nucleus, limit: int) -> Change:
    """A participle behind the charge is history ("tariffs imposed in 2021"), but news where it is dated so."""
    new = re.match(
        r"[^.;:,]{0,60}?\b(?:added|imposed|placed|announced|levied|introduced)\s+(?:this|last|on|earlier\s+this)\s+"
        r"(?:week|month|morning|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
        text[nucleus.end : limit],
    )
    return Change.IMPOSE if new else Change.NONE


def _governs(text: str, verb: Verb, nucleus: Nucleus, goods: Goods | None, earlier: Sequence[Claim]) -> bool:
    between = text[verb.end : nucleus.start]
    if goods and verb.end <= goods.start < goods.end <= nucleus.start:
        between = text[verb.end : goods.start] + " " + text[goods.end : nucleus.start]
    if any(verb.end <= claim.head < nucleus.start for claim in earlier):
        return False
    if len(between) > 110 or re.search(
        r"[;:–—]|,\s*(?:which|who|while|but|as)\b|\b(?:about|over|because|despite|amid|after|before|without|since|when|that|if|unless|whether"
        r"|impact|effects?|costs?|concerns?|pressure)\b",
        between,
        re.IGNORECASE,
    ):
        return False
    return not re.search(
        r"\bof\b(?!\s+(?:its|their|his)\s+own)(?<!round of)(?<!series of)(?<!set of)(?<!raft of)(?<!wave of)", between
    )


def _is_definite(nucleus: Nucleus) -> bool:
    possessive = nucleus.opener is not None and (
        nucleus.opener in {"the", "those", "these", "that"} or bool(_OWN_WORD.match(nucleus.opener))
    )
    return possessive or nucleus.is_pronoun or any(isinstance(item, Country) for item in nucleus.before)


def _continues(sentence: Sentence, before: Claim, nucleus: Nucleus, goods: Goods | None) -> bool:
    """Whether a claim is one more item of the list that an earlier one opened."""
    start = min(nucleus.start, goods.start) if goods else nucleus.start
    between = sentence.text[before.reach[1] : start]
    listed = re.fullmatch(
        r"[\s,;:–—)]*(?:and|plus|as well as|along with|with|or)?\s*(?:also|another|an?|the|up to|about|on top of|counting)?(?:\s+the)?\s*(?:\w+\s+){0,2}",
        between,
        re.IGNORECASE,
    )
    return bool(listed) and len(between) < 40


def _rate_stands_for_charge(
    sentence: Sentence, nucleus: Nucleus, goods: Goods | None, verb: Verb | None, joined: Claim | None, context: Context
) -> bool:
    """Whether a bare rate is a charge: by its verb, by a list that it continues, or "at" at a border."""
    text = sentence.text
    if nucleus.rate is None or joined is not None:
        return True
    left, right = text[max(0, nucleus.start - 40) : nucleus.start], text[nucleus.end : nucleus.end + 30]
    if re.match(r"\s+(?:on|against)\b", right) or re.match(
        r"\s+(?:that\s+)?(?:they|it|\w+)\s+(?:already|now)\b", right
    ):
        return True
    if _PASSIVE_UNDERGO.search(left) or re.search(r"\b(?:hit|slapped)\s+with\b", left):
        return True
    if verb is not None and verb.change is not Change.NONE and goods is not None:
        return True
    gapped = goods is not None and re.fullmatch(
        r",?\s*", text[goods.end : nucleus.start] if goods.end <= nucleus.start else "x"
    )
    return bool(gapped and (context.about_tariffs or sentence.charges))


def _percents(
    nucleus: Nucleus, change: Change, text: str, context: Context, earlier: Sequence[Claim]
) -> tuple[float | None, float | None]:
    rate = nucleus.rate
    if rate is None:
        same = re.search(
            r"\bsame\b|\bone of (?:its|their|his|our) own\b", text[nucleus.start : nucleus.end + 15], re.IGNORECASE
        )
        last = next((claim.percent for claim in reversed(earlier) if claim.percent is not None), context.rate)
        return (last if same else None), None
    if change in {Change.LIFT, Change.PAUSE}:
        return None, rate.percent if rate.before is None else rate.before
    return rate.percent, rate.before


# ---------------------------------------------------------------------------------------------------- countries


def _targets(sentence: Sentence, nucleus: Nucleus, goods: Goods | None, bounds: tuple[int, int]) -> list[str | None]:
    text, (floor, limit) = sentence.text, bounds
    if goods is not None:
        inside = goods in nucleus.before
        owners = _owners(sentence, goods)
        if owners and not (inside and not _exports(text, sentence, goods)):
            return owners
        behind = _listed(
            sentence,
            [
                c
                for c in sentence.countries
                if goods.end <= c.start < limit and _ORIGIN.match(text[goods.end : c.start])
            ],
        )
        if behind:
            return behind
        near = text[max(nucleus.start if goods.start > nucleus.start else 0, goods.start - 60) : goods.end + 50]
        if _EVERY.search(near):
            return [EVERY_COUNTRY]
    for country in sentence.countries:
        if nucleus.end <= country.start < limit and (goods is None or country.end <= goods.start):
            between = text[nucleus.end : country.start]
            if re.fullmatch(
                r"[^.;:,]{0,45}?\b(?:on|against|for|onto|from)\s+(?:(?:all|most|many|some|any|every|the|certain|other|a\s+range\s+of|imports\s+(?:of|from)"
                r"|goods\s+(?:of|from)|exports\s+from|made\s+in|\w+)\s+){0,4}",
                between,
                re.IGNORECASE,
            ):
                return list(_listed(sentence, [country]))
    if _EVERY.search(text[nucleus.start : min(limit, nucleus.end + 60)]):
        return [EVERY_COUNTRY]
    left = text[clause_start(text, nucleus.start) : nucleus.start]
    if re.search(_PASSIVE_UNDERGO.pattern + r"|\b(?:hit|slap\w*)\b", left, re.IGNORECASE):
        verb = max(
            m.start()
            for m in re.finditer(
                _PASSIVE_UNDERGO.pattern + r"|\b(?:hit|slap\w*)\b", text[: nucleus.start], re.IGNORECASE
            )
        )
        sufferers = [
            c
            for c in sentence.countries
            if floor <= c.start and c.end <= verb and not _PREPOSITION_BEFORE.search(text[: c.start])
        ]
        active_hit = re.match(r"(?:hit|slap)", text[verb:]) and not re.search(
            r"\b(?:was|were|been|is|are|be)\s+$", text[:verb]
        )
        if active_hit:
            sufferers = [c for c in sentence.countries if verb < c.start < nucleus.start]
        if sufferers:
            return [sufferers[-1].code]
    return []


def _owners(sentence: Sentence, goods: Goods) -> list[str | None]:
    """The countries just before goods: "Canadian canola", "most U.S. and Mexican steel", "Quebec's pork packers"."""
    text = sentence.text
    near = [
        c
        for c in sentence.countries
        if c.end <= goods.end
        and goods.start - c.end < 40
        and (
            c.start >= goods.start
            or re.fullmatch(
                r"(?:['’]s?)?[\s-]+(?:(?!on\b|against\b|tariff|dut|surtax|lev|in\b|to\b|for\b|with\b|of\b)[\w-]+[\s-]+){0,3}",
                text[c.end : goods.start],
            )
        )
        and not re.match(r"['’]s\s+(?:\w+\s+)*(?:tariff|dut|surtax|lev)", text[c.end :])
    ]
    return _listed(sentence, near[:1] if near and near[0].start >= goods.start else near[-1:])


def _listed(sentence: Sentence, found: Sequence[Country]) -> list[str | None]:
    """A country with those that stand beside it in one list: "Canada, Japan and India"."""
    if not found:
        return []
    text, countries = sentence.text, sentence.countries
    first = last = countries.index(found[0])
    glue = re.compile(r"(?:['’]s)?\s*(?:,\s*(?:and|or)?|\band\b|\bor\b)\s*(?:the\s+)?")
    while last + 1 < len(countries) and glue.fullmatch(text, countries[last].end, countries[last + 1].start):
        last += 1
    while first > 0 and glue.fullmatch(text, countries[first - 1].end, countries[first].start):
        first -= 1
    return list(dict.fromkeys(country.code for country in countries[first : last + 1]))


_HOME_GOODS = {  # whose goods a phrase such as "Chinese EV tariffs" must mean
    "CN": {"electric vehicles", "steel", "aluminum", "batteries", "solar products", "consumer goods"},
    "CA": {
        "canola",
        "canola seed",
        "canola oil",
        "canola meal",
        "peas",
        "pork",
        "seafood",
        "lumber",
        "potash",
        "wheat",
    },
}


def _exports(text: str, sentence: Sentence, goods: Goods) -> bool:
    """Whether the adjective before goods inside a charge's phrase names their origin, not the imposer."""
    owner = next((c for c in reversed(sentence.countries) if c.end <= goods.start), None)
    if owner is None or re.match(r"['’]", text[owner.end :]):
        return False
    return bool(_HOME_GOODS.get(owner.code, set()) & set(goods.keys))


def _imposer(
    sentence: Sentence, nucleus: Nucleus, goods: Goods | None, verb: Verb | None, bounds: tuple[int, int]
) -> str | None:
    text, (_, limit) = sentence.text, bounds
    owner = next((item for item in nucleus.before if isinstance(item, Country)), None)
    if owner is not None and not (goods is not None and goods in nucleus.before and _exports(text, sentence, goods)):
        return owner.code
    reach = min(limit, max([nucleus.end, *([goods.end] if goods else [])]) + 60)
    for country in sentence.countries:
        if not nucleus.end <= country.start < reach:
            continue
        between = text[nucleus.end : country.start]
        if (
            country.form is not Form.PART
            and re.search(r"\b(?:by|from)\s+(?:the\s+)?$", between)
            and re.search(r"\b(?:imposed|placed|levied|put|set|announced|charged|slapped|by)\b", between)
            and not re.search(r"\bmade by\b|\bfrom\b", between)
        ):
            return country.code
        subject = country.form is Form.NAME and (
            goods is None or country.end <= goods.start or country.start >= goods.end
        )
        if (
            subject
            and re.fullmatch(r"(?:\s+on\s+[\w ,-]{3,60}?)?,?\s+(?:that\s+|which\s+)?(?:the\s+)?", between)
            and re.match(
                r"\s+(?:has\s+|had\s+|have\s+)?(?:put|impos|plac|slap|levi|announc|introduc|brought|charg|hit|appl|threat|rais|add|set|impl)",
                text[country.end :],
            )
        ):
            return country.code
        if (
            _ENTRY.search(between)
            and country.form is not Form.PART
            and not (goods and goods.start <= country.start < goods.end)
        ):
            return country.code
    entry = re.search(r"\b(?:at\s+the\s+border\s+there|there)\b", text[nucleus.end : reach])
    own = nucleus.opener if nucleus.opener and _OWN_WORD.match(nucleus.opener) else None
    undergone = verb is not None and (
        verb.passive or verb.intransitive or (verb.change is Change.NONE and _PASSIVE_UNDERGO.match(text, verb.start))
    )
    if entry is not None:
        return _last_name(sentence, nucleus.start, prepositions=True)
    if own or (verb is not None and not undergone):
        at = verb.start if verb is not None and not undergone and not own else nucleus.start
        return _last_name(sentence, at, prepositions=False)
    return None


def _last_name(sentence: Sentence, at: int, *, prepositions: bool) -> str | None:
    """The nearest country left of a position that can be a subject: a state or its government, behind no preposition."""
    for country in reversed(sentence.countries):
        if country.end > at:
            continue
        acts = country.form is Form.NAME or (
            country.form is Form.ADJECTIVE and _AGENT.match(sentence.text, country.end)
        )
        if (
            re.match(
                r"['’]s\s+(?!\w+ (?:ministry|government)|commerce|finance|customs|cabinet|government)",
                sentence.text[country.end :],
            )
            and not prepositions
        ):
            acts = False
        if acts and (prepositions or not _PREPOSITION_BEFORE.search(sentence.text[: country.start])):
            return country.code
    return None


def _other_country(sentence: Sentence, context: Context, known: str | None, earlier: Sequence[Claim]) -> str | None:
    """The one other country of the sentence, else of the paragraph so far; null where there is none or a choice."""
    for pool in (sentence.countries, (*context.countries, *sentence.countries)):
        codes = {country.code for country in pool} - {known}
        if len(codes) == 1 and known is not None:
            return codes.pop()
        if codes and known is not None:
            return None
    return None


# ----------------------------------------------------------------------------------------------------- evidence


def _evidence(
    sentence: Sentence,
    nucleus: Nucleus,
    goods: Goods | None,
    verb: Verb | None,
    change: Change,
    bounds: tuple[int, int],
) -> tuple[int, int]:
    """From the first word that the claim rests on to the last; a mere mention needs no verb."""
    text, (_, limit) = sentence.text, bounds
    starts, ends = [nucleus.start], [nucleus.end]
    if goods is not None:
        starts.append(_goods_start(sentence, goods))
        origin = [
            c.end
            for c in sentence.countries
            if goods.end <= c.start < limit and _ORIGIN.match(text[goods.end : c.start])
        ]
        ends += [goods.end, *origin[:1]]
    if nucleus.rate is not None:
        starts.append(nucleus.rate.start)
        ends.append(nucleus.rate.end)
    if verb is not None and change is not Change.NONE:
        starts.append(verb.start)
        ends.append(verb.end)
        if not verb.passive and not verb.intransitive:
            subjects = [c.start for c in sentence.countries if clause_start(text, verb.start) <= c.start < verb.start]
            starts += subjects[:1]
    start, end = min(starts), max(ends)
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _goods_start(sentence: Sentence, goods: Goods) -> int:
    owners = [
        c.start
        for c in sentence.countries
        if c.end <= goods.start
        and re.fullmatch(r"(?:['’]s?)?[\s-]+(?:[\w-]+[\s-]+)?", sentence.text[c.end : goods.start])
    ]
    return min([goods.start, *owners[-1:]])


# -------------------------------------------------------------------------------------------------- whole lists


def _without_summary(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """A charge without a rate, followed behind a colon or dash by its figures, is no claim beside them."""
    result = []
    for place, claim in enumerate(claims):
        following = claims[place + 1] if place + 1 < len(claims) else None
        summary = (
            following is not None
            and claim.percent is None
            and claim.before is None
            and not following.is_noun
            and following.percent is not None
            and re.search(r"[:–—]", sentence.text[claim.head : following.reach[0]])
        )
        if not summary:
            result.append(claim)
    return result


def _answers(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """Mark the claims that answer another measure, by the words that say so."""
    result = list(claims)
    for cue in _ANSWER.finditer(sentence.text):
        behind = [i for i, claim in enumerate(result) if claim.head >= cue.end()]
        ahead = [i for i, claim in enumerate(result) if claim.head < cue.start()]
        names_reason = re.match(r"\s+(?:for|to|against)\b", sentence.text[cue.end() :]) or re.match(
            "answering|countering", cue.group(), re.IGNORECASE
        )
        if names_reason and behind:
            reason = result[behind[0]]
            answers = [i for i in behind[1:] if result[i].imposer != reason.imposer] or ahead[-1:]
        elif names_reason:
            answers = ahead[-1:] or behind[:1]
        else:
            answers = [i for i in behind if result[i].imposer == result[behind[0]].imposer] or ahead[-1:]
        for i in answers:
            result[i] = replace(result[i], retaliation=True)
    return result
