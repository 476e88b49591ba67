"""What tariff claims are built around in a sentence: charges with their rates, rates alone, verbs that spare goods."""

from __future__ import annotations

import re
from dataclasses import replace

from newstables.pipeline.amounts import Rate
from newstables.pipeline.claim_parts import Nucleus, Sentence, phrase
from newstables.records import Change

_RATE_GLUE = re.compile(  # what stands directly between a charge (with its goods) and its rate
    r"""
    (?:
      \b(?:of|at|to|from|is|was|are|were|be|reach(?:ed|es|ing)?|(?:run|runs|ran)\s+(?:to|as\s+high\s+as)|as\s+high\s+as|exceed(?:s|ed|ing)?|total(?:s|led|ling)?|ranging
        |stands?|stood|than|under)
        (?:\s+(?:between|up\s+to|as\s+(?:high|much)\s+as|about|around|roughly|nearly|almost|just|only|still|set\s+at|an?|the
          |more\s+than|\w+ly))?
    | [:(]
    | ,\s+(?:now|currently|to)
    | \b(?:which|that)\s+(?:would|will|are\s+to|were\s+to)\s+(?:have\s+)?  # "measures that would have put 25 per cent"
        (?:put|placed?|impos\w+|add\w*|hit|charged?|slap\w*|levied|levy)
    )\s*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;:–—]|\b(?:while|whereas|although|though|because|after|since|unless|if|but|who|in\s+return|in\s+exchange)\b",
    re.IGNORECASE,
)
_MARGIN = re.compile(
    r"\bby\s+(?:another\s+|a\s+further\s+|an\s+additional\s+|about\s+|up\s+to\s+)?$", re.IGNORECASE
)  # "raised by 10 per cent"
_REPLACED = re.compile(  # "5.9 per cent on canola seed, down from 75.8 per cent"
    r"[^;:]{0,70}?\b(?:(?:up|down)\s+from|instead\s+of|rather\s+than|compared\s+with|where\s+\w+\s+(?:used\s+to|once))\s+(?:[a-z-]+\s+){0,3}$",
    re.IGNORECASE,
)
_CHARGES = re.compile(
    r"\b(?:charge[sd]?|lev(?:y|ies|ied)|slap\w*|impos\w+|tax(?:es|ed)|collects?)\b[^.;:]{0,30}?\b(?:per[\s-]?cent|on)\b|%",
    re.IGNORECASE,
)
_TO = re.compile(r"\bto\s+(?:about\s+|just\s+|only\s+|up\s+to\s+)?$")
_IT = re.compile(r"\s+(?:(?:the\s+whole|all|half|most)\s+of\s+)?(?P<it>it|them)\b(?!\s+(?:to|for)\s+[a-z]+\s+\w+ing)")
_AND = re.compile(r"\b(?:and|then|but)\s+(?:\w+ly\s+)?$")
_RATE_ON = re.compile(r"\b[Tt]he\s+[\w.]+\s*(?:per[\s-]?cent|%)\s+(?:on|that\s+\w+\s+(?:charges|collects))\b")
_REACH = 110  # characters between a charge and its rate


def find_nuclei(sentence: Sentence, *, about_tariffs: bool) -> list[Nucleus]:
    """The nuclei of a sentence, left to right.

    Args:
        sentence: The sentence.
        about_tariffs: Whether the paragraph has spoken of tariffs before, so that a bare rate may be one.
    """
    nouns = [
        phrase(sentence, charge.start, charge.end, is_noun=True, is_pronoun=charge.is_pronoun)
        for charge in sentence.charges
    ]
    nouns = sorted([*nouns, *_pronouns(sentence)], key=lambda nucleus: nucleus.start)
    used = {nucleus.rate for nucleus in nouns if nucleus.rate}
    result = []
    for place, nucleus in enumerate(nouns):
        limit = nouns[place + 1].start if place + 1 < len(nouns) else len(sentence.text)
        rate = nucleus.rate or _rate_behind(sentence, nucleus, limit, used)
        if rate and rate.end <= nucleus.head and rate.before is None:
            rate = _moved_to(sentence, nucleus, rate, limit, used)
        if rate:
            used.add(rate)
            replaced = _rate_replaced(sentence, rate, limit)
            if replaced:
                used.add(replaced)
                rate = replace(rate, before=replaced.percent)
        result.append(replace(nucleus, rate=rate))
    taxes = any(sentence.text[verb.start : verb.end].startswith("tax") for verb in sentence.verbs)
    if sentence.about_imports or taxes or about_tariffs or _put_on_goods(sentence):
        bare = [rate for rate in sentence.rates if rate not in used and not _MARGIN.search(sentence.text[: rate.start])]
        result += [replace(phrase(sentence, rate.start, rate.end, is_noun=False), rate=rate) for rate in bare]
        if about_tariffs or sentence.charges or sentence.rates or taxes:
            result += _spared(sentence)
    return sorted(result, key=lambda nucleus: nucleus.head)


def _rate_behind(sentence: Sentence, nucleus: Nucleus, limit: int, used: set[Rate]) -> Rate | None:
    """The rate that follows a charge: "duties of up to 35 per cent", "its levy on canola seed to about 15 per cent"."""
    rate = next((rate for rate in sentence.rates if nucleus.end <= rate.start < limit and rate not in used), None)
    if rate is None or rate.start - nucleus.end > _REACH:
        return None
    between = sentence.text[nucleus.end : rate.start]
    another = any(  # "doubled the one on solar cells and |took batteries to 25 per cent"
        nucleus.end <= verb.start < rate.start and _AND.search(sentence.text[: verb.start]) for verb in sentence.verbs
    )
    if another:
        return None
    glued = _RATE_GLUE.search(between) or sentence.text[rate.start : rate.end].lower().startswith("from")
    return rate if glued and not _BREAK.search(between[:-1]) else None


def _moved_to(sentence: Sentence, nucleus: Nucleus, rate: Rate, limit: int, used: set[Rate]) -> Rate:
    """The rate that a charge is moved to: "dropped its 25 per cent tariff on Chinese steel |to 10 per cent"."""
    after = next((other for other in sentence.rates if nucleus.end <= other.start < limit), None)
    if after is None or after.before is not None or after.start - nucleus.end > _REACH:
        return rate
    between = sentence.text[nucleus.end : after.start]
    if not _TO.search(between) or _BREAK.search(between):
        return rate
    used.update({rate, after})
    return replace(after, before=rate.percent)


def _rate_replaced(sentence: Sentence, rate: Rate, limit: int) -> Rate | None:
    """The rate that another takes the place of, further on in the sentence."""
    after = next((other for other in sentence.rates if rate.end <= other.start < limit), None)
    if after is None or rate.before is not None:
        return None
    return after if _REPLACED.fullmatch(sentence.text[rate.end : after.start]) else None


def _put_on_goods(sentence: Sentence) -> bool:
    """Whether a rate is put on goods or on a country in so many words: "charge 6.1 per cent on electric cars"."""
    if sentence.goods and sentence.countries and _CHARGES.search(sentence.text):
        return bool(sentence.rates)
    if _RATE_ON.search(sentence.text):
        return bool(sentence.rates) and bool(sentence.goods or sentence.countries)
    things = [goods.start for goods in sentence.goods] + [country.start for country in sentence.countries]
    return any(
        re.match(r"\s+on\s", sentence.text[rate.end :])
        and any(rate.end < start < rate.end + 40 for start in things)
        and any(
            verb.change in {Change.IMPOSE, Change.RAISE} and verb.end <= rate.start < verb.end + 25
            for verb in sentence.verbs
        )
        for rate in sentence.rates
    )


def _pronouns(sentence: Sentence) -> list[Nucleus]:
    """The words "it" and "them" behind a verb that ends or suspends a charge named before."""
    result = []
    for verb in sentence.verbs:
        match = _IT.match(sentence.text, verb.end)
        to_rate = any(verb.end < rate.start < verb.end + 25 for rate in sentence.rates)
        moves = verb.change in {Change.LOWER, Change.RAISE} and to_rate
        ends = (moves or verb.change in {Change.LIFT, Change.PAUSE}) and not verb.intransitive and not verb.passive
        if match and ends and any(charge.end < verb.start for charge in sentence.charges):
            start, end = match.span("it")
            result.append(Nucleus(start, start, end, "the", None, is_noun=True, is_pronoun=True))
    return result


def _spared(sentence: Sentence) -> list[Nucleus]:
    """A verb that spares goods a tariff which the sentence does not name stands for the charge."""
    result = []
    for verb in sentence.verbs:
        word = sentence.text[verb.start : verb.end].lower()
        names_charge = any(verb.start < charge.start < verb.end + 60 for charge in sentence.charges)
        is_noun = re.search(
            r"\b(?:its|the|an?|their|our|new|border|import|added|sales|income|carbon|luxury|cent|percent)\s+$|%\s$",
            sentence.text[: verb.start],
        )
        taxes = (
            word.startswith("tax")
            and not verb.passive
            and not is_noun
            and any(verb.end < goods.start < verb.end + 25 and goods.keys for goods in sentence.goods)
        )
        near_rate = any(verb.start < rate.start < verb.end + 60 for rate in sentence.rates)
        if (word.startswith(("spar", "exempt")) or (taxes and not near_rate)) and not names_charge:
            result.append(Nucleus(verb.start, verb.start, verb.end, None, None, is_noun=False, is_pronoun=False))
    return result
