"""Whether a rate without the word for a charge stands for one: "pays 25 per cent", "25 on our hogs"."""

from __future__ import annotations

import re

from newstables.pipeline.claim_parts import Context, Nucleus, Sentence
from newstables.pipeline.goods import Goods
from newstables.pipeline.verbs import Verb
from newstables.records import Change

_ALREADY = re.compile(r"\s+(?:that\s+)?(?:(?:they|it|which)\s+)?already\b", re.IGNORECASE)
_SAYS_ON = re.compile(r"\s+(?:on|against|for)\b")
_OTHER_RATE = re.compile(
    r"\s+(?:interest|value|VAT|sales|income|property|luxury|fees?|commission|premium|cuts?|discount|stake|share|growth|inflation|tax\s+on\s+(?:homes?|houses))\b",
    re.IGNORECASE,
)
_CHARGED = re.compile(  # "the 25 it charges on", "the 100 that China has charged"
    r"\s+(?:that\s+|which\s+)?(?:\w+\s+){1,2}(?:has\s+|have\s+|had\s+)?(?:charge|put|impose|lev|slap|carr|collect|pay|place|face)",
    re.IGNORECASE,
)
_PUT = re.compile(r"\s+(?:on|against|(?:(?:is\s+)?(?:of\s+it\s+)?for\s+(?:dumping|subsid\w+))|to\s+offset)\b")
_SUFFERED = re.compile(
    r"\b(?:fac\w+|pay\w*|paid|charge[sd]?|ask(?:s|ed|ing)?|wants?|demand\w*|taking|back\s+(?:to|at)|enter\w*"
    r"|subject\w*|attract\w*|hit\s+with|slapped\s+with|taxed\s+at)\b"
)
_LEAVING = re.compile(r"\bleav\w+\s+(?:\w+\s+)?$")
_IN_PLACE = re.compile(r"\s+(?:in\s+place|intact|untouched)")
_PER_COUNTRY = re.compile(r"\s+(?:for|on)\s+(?:the\s+)?")


def stands_for_charge(
    sentence: Sentence, nucleus: Nucleus, context: Context, *, goods: Goods | None, verb: Verb | None
) -> bool:
    """Whether a bare rate is a charge: by its verb, or by what stands beside it.

    Args:
        sentence: The sentence.
        nucleus: The rate in it.
        context: What its paragraph gives.
        goods: The goods found for it.
        verb: The verb of change that governs it.
    """
    text = sentence.text
    left, right = text[max(0, nucleus.start - 40) : nucleus.start], text[nucleus.end :]
    if _OTHER_RATE.match(right):
        return False
    country = _PER_COUNTRY.match(right)
    on_country = country and any(c.start == nucleus.end + country.end() for c in sentence.countries)
    on_goods = _SAYS_ON.match(right) and goods and goods.keys and goods.start - nucleus.end < 30
    left_over = _LEAVING.search(left) and _IN_PLACE.match(right)
    charged = _PUT.match(right) or _CHARGED.match(right) or _ALREADY.match(right) or _SUFFERED.search(left)
    moved = nucleus.rate is not None and nucleus.rate.before is not None
    changed = verb is not None and (verb.change is not Change.NONE or moved) and goods is not None
    return bool(on_country or on_goods or left_over or charged or changed) or _gapped(sentence, nucleus, context, goods)


def _gapped(sentence: Sentence, nucleus: Nucleus, context: Context, goods: Goods | None) -> bool:
    """Whether a rate follows its goods with nothing between: "and beef and lobster |15"."""
    follows = goods is not None and goods.end <= nucleus.start
    between = sentence.text[goods.end : nucleus.start].strip(", ") if goods is not None and follows else None
    return between in {"", "at"} and (context.about_tariffs or sentence.about_imports)
