"""Who imposes a charge, and on whose goods, by where the countries stand in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newstables.pipeline.claim_parts import Nucleus, Sentence
from newstables.pipeline.countries import EVERY_COUNTRY, Country, Form
from newstables.pipeline.goods import Goods
from newstables.pipeline.moods import clause_start
from newstables.pipeline.verbs import Verb
from newstables.records import Change

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
_PARTNER = {"CA": "CN", "CN": "CA"}  # of two or more that may be meant, news of the two means these
_ORIGIN = re.compile(  # between goods and the country that they are from
    r"""
    [^.;:,]{0,25}?\b(?:
      from|of|originating\ in|sold\ by
    | (?:made|built|assembled|produced|grown|manufactured|smelted|cast|melted|poured|shipped|imported|raised|caught
      |mined
      |milled)
      (?:\ and\ \w+)?\ (?:in|from|by)
    )\s+(?:the\s+)?
    """.replace("\\ ", r"\s+"),
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"(?:['’]s?\s+|[\s-]+)(?:(?!\w+(?:ed|es|s)\b)\w+[\s-]+)?"
)  # "U.S. farm |goods", "China-made |cars"
_AFTER_ADJECTIVE = re.compile(r"(?:['’]s?)?[\s-]+(?:(?!\w+ing\b)[\w-]+[\s-]+){0,3}")  # "Chinese-built electric |cars"
_NO_OWNER = re.compile(
    r"""\b(?:its|their|his|our|the|an?|will|would|has|had|might|may|could|is|was|cut|put|hit|raised|lowered|lifted
    |dropped|scrapped|kept|taxed|tariffs?|dut(?:y|ies)|surtax(?:es)?|lev(?:y|ies)|buyers?
    |and|on|to|from|in|for|of|by|at|over|with)\b""",
    re.VERBOSE,
)
_EVERY = re.compile(
    r"""\b(?:foreign|imported|(?:above|over)[\s-](?:the\s+)?quota|worldwide|global\s+tariffs?|wherever|countries\s+without
      |(?:all|any|every|whatever)\s+(?:the\s+)?(?:origins?|sources?|suppliers?|sellers?)|who(?:m)?ever|everyone|everybody|whichever
      |regardless\s+of|irrespective\s+of|no\s+matter\s+(?:where|who)|(?:built|made|produced)\s+(?:outside|abroad)|everyone\s+else|from\s+any(?:where|one|body)|the\s+rest\s+of\s+the\s+world
    |(?:all|every|any|most|other|dozens\s+of|scores\s+of|many|several)\s+(?:other\s+)?
      (?:countr\w+|nations?|imports?|trading\s+partners|origins?))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SELLER = re.compile(r"\s+(?:sells|ships|sends|exports|makes|buys)\b")
_SELLS = re.compile(  # "on nearly everything |India sells it"
    r"[^.;:,]{0,20}?\b(?:everything|anything|all|whatever|what)\s+(?:that\s+)?(?:the\s+)?", re.IGNORECASE
)
_ON_COUNTRY = re.compile(  # between a charge and the country whose goods it is on: "on most imports from"
    r"[^.;:,]{0,45}?\b(?:on|against|for|onto|from)\s+(?:[\w-]+\s+(?:of\s+|from\s+|in\s+)?){0,4}", re.IGNORECASE
)
_CONTRAST = re.compile(r";|,\s+(?:while|but|whereas)\b")
_ANY_ORIGIN = re.compile(
    r"\b(?:wherever|regardless\s+of|irrespective\s+of|whoever\s+the|no\s+matter\s+where|(?:every|all|any)\s+origins?)\b",
    re.IGNORECASE,
)
_SUFFER = re.compile(
    r"\b(?:fac\w+|pay\w*|paid|charged|subject\w*|draw\w*|attract\w*|carr\w+|incur\w*)\b", re.IGNORECASE
)
_STRIKE = re.compile(
    r"\b(?:charg(?:e|es|ing)(?=\s+(?:the\s+)?[A-Z])|hit|hits|hitting|slap\w*|shut|punish\w*|spar\w+|exempt\w*)\b",
    re.IGNORECASE,
)
_OWN_GOODS = re.compile(r"\b[Ii]ts\s(?=[^.;:,]{3,60}$)")
_BE = re.compile(r"\b(?:was|were|been|is|are|be|being|got|,)\s*$", re.IGNORECASE)
_BEHIND_PREPOSITION = re.compile(
    r"\b(?:on|against|from|to|in|into|with|for|at|toward|towards|through|over|of|between|near|outside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"\s+(?:government|administration|officials?|authorities|ministry|customs|regulators?|commerce|finance|cabinet|leaders?)\b"
)
_ATTRIBUTIVE = re.compile(  # "U.S. goods": here the name is an adjective
    r"\s+(?:goods|products|exports?|imports?|shipments|exporters?|makers|farm\w*|tariffs?|dut\w+|surtax\w*|lev\w+)\b",
    re.IGNORECASE,
)
_IMPOSING = re.compile(
    r"\s+(?:has\s+|had\s+|have\s+|first\s+)?(?:put|impos|plac|slap|levi|announc|introduc|brought|charg|hit|appl|threat|rais|add|set|impl)",
    re.IGNORECASE,
)
_AT_BORDER = re.compile(
    r"[^.;:]{0,70}?\b(?:at|across|through|into|with(?=\s+[A-Z]\w+\s+customs)|enter\w*|reach\w*)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_COMING_IN = re.compile(  # "anyone bringing rubber into |China", "to land in |Halifax"
    r"\b(?:into|enter\w*|at|(?:land\w*|arriv\w+|dock\w*|sold|unload\w*|sell\w*)\s+(?:in|at)|bound\s+for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_IN = re.compile(r"\s+in\s+(?:the\s+)?")
_OWN_FROM = re.compile(r"\bof\s+(?:its|their)\s+own\s+from\s+(?:the\s+)?$")
_SELLING_TO = re.compile(  # "everything that the country sells to |the United States"
    r"\b(?:sells?|ships?|sends?|sold|exports?)\s+(?:it\s+)?to\s+(?:the\s+)?$|\bit\s+(?:sells|ships|sends)\s+(?:the\s+)?$"
)
_ANNOUNCING = re.compile(r"(?:['’]s)?(?:\s+\w+){0,2}\s+(?:said|announced|confirmed)\b")
_OWN = frozenset({"its", "their", "his", "her", "our"})


def targets(sentence: Sentence, nucleus: Nucleus, goods: Goods | None, bounds: tuple[int, int]) -> list[str]:
    """Whose goods are charged, by the words of the sentence; empty where it does not say."""
    text, (floor, limit) = sentence.text, bounds
    if goods is not None:
        in_phrase = goods in nucleus.before
        owners = _owners(sentence, goods)
        if owners and (not in_phrase or _names_origin(sentence, goods)):
            return owners
        origins = [c for c in sentence.countries if is_origin(text, goods, c) and c.start < limit]
        if origins:
            return _listed(sentence, origins[0])
        near = text[max(nucleus.start if goods.start > nucleus.start else 0, goods.start - 60) : goods.end + 90]
        near = _CONTRAST.split(near)[0] if goods.end <= nucleus.start else near
        if _EVERY.search(near):
            return [EVERY_COUNTRY]
    for country in sentence.countries:
        inside = nucleus.end <= country.start < limit and not (goods and nucleus.end <= goods.start < country.end)
        if inside and any(on.fullmatch(text, nucleus.end, country.start) for on in (_ON_COUNTRY, _SELLS)):
            return _listed(sentence, country)
    if _EVERY.search(text[nucleus.start : min(limit, nucleus.end + 60)]):
        return [EVERY_COUNTRY]
    struck = _sufferers(sentence, nucleus, floor)
    return struck or ([EVERY_COUNTRY] if _ANY_ORIGIN.search(text) else [])


def is_origin(text: str, goods: Goods, country: Country) -> bool:
    """Whether a country is where goods are said to come from."""
    if country.start < goods.end:
        return False
    sells = (
        not goods.keys and _SELLER.match(text, country.end) and text[goods.end : country.start].strip() in {"", "that"}
    )
    return bool(sells or _ORIGIN.fullmatch(text, goods.end, country.start))


def _sufferers(sentence: Sentence, nucleus: Nucleus, floor: int) -> list[str]:
    """Who faces, pays or is hit with the charge."""
    text = sentence.text
    start = clause_start(text, nucleus.start)
    verbs = [*_SUFFER.finditer(text, start, nucleus.start), *_STRIKE.finditer(text, start, nucleus.start)]
    if not verbs:
        return []
    verb = max(verbs, key=lambda match: match.start())
    own = _OWN_GOODS.search(text[start : verb.start()])
    if own:
        state = nearest_state(sentence, start + own.start())
        return [state] if state else []
    strikes = _STRIKE.fullmatch(verb.group()) and not _BE.search(text, 0, verb.start())
    if strikes:
        struck = [c for c in sentence.countries if verb.end() <= c.start and c.end <= nucleus.start]
    else:
        struck = [
            c
            for c in sentence.countries
            if floor <= c.start and c.end <= verb.start() and not _BEHIND_PREPOSITION.search(text, 0, c.start)
        ]
    return _listed(sentence, struck[-1]) if struck else []


def _owners(sentence: Sentence, goods: Goods) -> list[str]:
    """The countries just before goods: "Canadian canola", "U.S. and Mexican steel", "Quebec's pork packers"."""
    text = sentence.text
    for country in reversed(sentence.countries):
        if country.start >= goods.end:
            continue
        if country.start >= goods.start:  # inside the list: "steel and Chinese cars"
            continue
        between = text[country.end : goods.start]
        may_stand_between = _AFTER_NAME if country.form is Form.NAME else _AFTER_ADJECTIVE
        is_owner = may_stand_between.fullmatch(between) and not _NO_OWNER.search(between)
        return _listed(sentence, country) if is_owner else []
    return []


def _listed(sentence: Sentence, country: Country) -> list[str]:
    """A country with those that stand beside it in one list: "Canada, Japan and India"."""
    text, countries = sentence.text, sentence.countries
    first = last = countries.index(country)
    glue = re.compile(r"(?:['’]s)?\s*(?:,\s*(?:and|or)?|\band\b|\bor\b)\s*(?:the\s+)?")
    while last + 1 < len(countries) and glue.fullmatch(text, countries[last].end, countries[last + 1].start):
        last += 1
    while first > 0 and glue.fullmatch(text, countries[first - 1].end, countries[first].start):
        first -= 1
    return list(dict.fromkeys(item.code for item in countries[first : last + 1]))


def _names_origin(sentence: Sentence, goods: Goods) -> bool:
    """Whether the adjective before goods inside a charge's phrase names their origin: "Chinese EV tariffs"."""
    owner = next((c for c in reversed(sentence.countries) if c.end <= goods.start), None)
    if owner is None or re.match(r"['’]", sentence.text[owner.end :]):
        return False
    return bool(_HOME_GOODS.get(owner.code, set()) & set(goods.keys))


def imposer(
    sentence: Sentence, nucleus: Nucleus, goods: Goods | None, verb: Verb | None, bounds: tuple[int, int]
) -> str | None:
    """Who charges, by the words of the sentence: owner, agent, border or subject; null where it does not say."""
    text = sentence.text
    owner = next((item for item in nucleus.before if isinstance(item, Country)), None)
    if owner is not None and not (goods is not None and goods in nucleus.before and _names_origin(sentence, goods)):
        return owner.code
    behind = _imposer_behind(sentence, nucleus, goods, bounds[1])
    if behind is not None:
        return behind
    undergone = verb is not None and (
        verb.passive or verb.intransitive or (verb.change is Change.NONE and bool(_SUFFER.match(text, verb.start)))
    )
    if re.search(r"\bthere\b", text[nucleus.end : nucleus.end + 60]):
        return nearest_state(sentence, nucleus.start, anywhere=True)
    if nucleus.opener in _OWN:
        return nearest_state(sentence, nucleus.start)
    if verb is not None and not undergone:
        return nearest_state(sentence, verb.start)
    entered = [c.code for c in sentence.countries if c.end <= nucleus.start and _COMING_IN.search(text, 0, c.start)]
    return entered[-1] if entered else None


def _imposer_behind(sentence: Sentence, nucleus: Nucleus, goods: Goods | None, limit: int) -> str | None:
    """The imposer right of the charge: "imposed by Beijing", "that Ottawa put on", "when they enter Canada"."""
    text = sentence.text
    done = max([nucleus.end, *([goods.end] if goods else []), *([nucleus.rate.end] if nucleus.rate else [])])
    for country in sentence.countries:
        if not nucleus.end <= country.start < min(limit, done + 70) or country.form is Form.PART:
            continue
        if goods and (goods.start <= country.start < goods.end or is_origin(text, goods, country)):
            continue
        between = text[nucleus.end : country.start]
        is_name = country.form is Form.NAME
        if _OWN_FROM.search(between) or _SELLING_TO.search(between):
            return country.code
        if re.search(r"\bby\s+(?:the\s+)?$", between) and not re.search(r"\bmade\s+by\b", between):
            return country.code
        relative = re.fullmatch(r"(?:\s+on\s+[\w ,-]{3,60}?)?,?\s+(?:that\s+|which\s+)?(?:the\s+)?", between)
        if is_name and relative and _IMPOSING.match(text, country.end):
            return country.code
        at_border = _AT_BORDER.fullmatch(text, done, country.start) or _IN.fullmatch(text, done, country.start)
        if country.start >= done and at_border:
            return country.code
    return None


def nearest_state(sentence: Sentence, at: int, *, anywhere: bool = False) -> str | None:
    """The nearest country left of a position that can act: a state or its government, behind no preposition."""
    text = sentence.text
    for country in reversed(sentence.countries):
        if country.end > at or country.form is Form.PART:
            continue
        named = country.form is Form.NAME and not _ATTRIBUTIVE.match(text, country.end)
        owns = re.match(r"['’]s?\s", text[country.end :]) and not re.match(
            r"['’]s?\s+(?:\w+\s+)?(?:ministry|government|commerce|finance|customs|cabinet|department|trade)\b",
            text[country.end :],
        )
        acts = (named and not owns) or _AGENT.match(text, country.end)
        if (anywhere and named) or (acts and not _BEHIND_PREPOSITION.search(text, 0, country.start)):
            return country.code
    return None


def announcer(sentence: Sentence) -> str | None:
    """The state that announces what the sentence says: ", Ottawa said"."""
    for country in sentence.countries:
        if country.form is not Form.PART and _ANNOUNCING.match(sentence.text, country.end):
            return country.code
    return None


def only_state(sentence: Sentence) -> str | None:
    """The one country that a sentence names, where it is named as a state."""
    codes = {country.code for country in sentence.countries}
    states = [
        c
        for c in sentence.countries
        if c.form is Form.NAME
        and sentence.text[c.start : c.end].lower() not in {"we", "us", "they"}
        and not _BEHIND_PREPOSITION.search(sentence.text, 0, c.start)
    ]
    return states[0].code if len(codes) == 1 and states else None


def the_other(sentence: Sentence, paragraph: Iterable[Country], known: str, *, as_imposer: bool) -> str | None:
    """The one other country of the sentence, else of its paragraph; null where there is none, or a choice.

    Args:
        sentence: The sentence of the claim.
        paragraph: The countries that the whole paragraph names.
        known: The party that is known.
        as_imposer: Whether the imposer is wanted; a country that only owns goods or is their origin cannot be it.
    """
    pools: Sequence[Iterable[Country]] = (sentence.countries, tuple(paragraph))
    for pool in pools:
        codes = {c.code for c in pool if not (as_imposer and c in sentence.countries and _is_only_origin(sentence, c))}
        if as_imposer:  # "buyers in Mexico" charge nothing
            aside = {
                c.code
                for c in pool
                if c in sentence.countries and _BEHIND_PREPOSITION.search(sentence.text, 0, c.start)
            }
            codes -= aside - {*_PARTNER, "US"}
        codes -= {known}
        if len(codes) == 1:
            return codes.pop()
        if codes:
            return _PARTNER[known] if _PARTNER.get(known) in codes else None
    return None


def _is_only_origin(sentence: Sentence, country: Country) -> bool:
    after = sentence.text[country.end :]
    return any(is_origin(sentence.text, goods, country) for goods in sentence.goods) or (
        country.form is Form.ADJECTIVE
        and any(0 < goods.start - country.end < 20 for goods in sentence.goods)
        and not _AGENT.match(after)
    )
