"""Which goods a charge is on, and which verb governs it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newstables.pipeline.claim_parts import Claim, Nucleus, Sentence
from newstables.pipeline.countries import Country
from newstables.pipeline.goods import Goods
from newstables.pipeline.moods import is_weighed, is_wished, mood
from newstables.pipeline.verbs import Verb
from newstables.records import Change

_BREAK = re.compile(  # a claim does not reach across these
    r"[;:–—]|,?\s\b(?:while|whereas|although|though|because|after|since|unless|if|but|who|in\s+return|in\s+exchange"
    r"|in\s+(?:retaliation|response|reply)|answering)\b",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"\b(?:on|against|for|of|over|onto|to|off|that|which|cost|hurt\w*|hammer\w*|squeez\w*|batter\w*|covering|targeting|hitting|affecting|including)\b",
    re.IGNORECASE,
)
_PARTIES_BETWEEN = re.compile(r"(?!)")
_HARMS = re.compile(r"\b(?:cost|hurt|hit|hammered|squeezed|battered|shut|kept|crippled|punished)\b")
_RELATIVE = re.compile(  # "that Canada imposed on Chinese steel |was doubled": the clause, and then the main verb
    r"(?:\s+(?:on|against)\s[^.;:,]{3,50}?)?,?\s+(?:that|which)\s+(?:(?:it|they|the)\s+|[A-Z]\w+\s+|has\s+|had\s+|have\s+)*\w+[^.;:]{3,90}?"
    r"\b(?:is|are|was|were|will|has|have|had|would|may|could)\s"
)
_MAIN = re.compile(r"\b(?:will|would|may|could)\s+(?:\w+\s+)?$")
_HYPOTHETICAL = re.compile(r"[^.;:,]{0,60}?\b(?:would|could|might)\b")
_REASON = re.compile(
    r",?\s+in\s+(?:retaliation|response|reply|answer)(?:\s+to\s+[A-Z]\w+)?(?:,|(?=\s+on\b))", re.IGNORECASE
)
_GONE = re.compile(r"\s*(?:gone|over|dead|out)\b[^,;:]{0,40}?\b(?:is|are|was|were)\s+$", re.IGNORECASE)
_RELATIVE_WEIGHED = re.compile(
    r"\s+(?:that\s+|which\s+)?(?:\w+\s+){1,2}(?:is|are|was|were|has\s+been|have\s+been)\s+(?:weigh|consider|mull|threaten|stud|propos|draft)"
)
_ALL_GOODS = re.compile(  # "on Chinese goods, as well as": what follows is another matter
    r"\b(?:goods|products|imports|exports|everything)\b(?!\s+(?:of|such|like|including|made|with|containing))",
    re.IGNORECASE,
)
_UNDERGO = re.compile(
    r"\b(?:fac\w+|pay\w*|paid|charg\w+|subject\w*|hit|slapped|draw\w*|drew|attract\w*|carr\w+|incur\w*|tax\w*|enter\w*|lodg\w+|post\w*|ow\w+|back|los\w+|wants?|see"
    r"|at|to|with|under|spar\w+|exempt\w*)\b",
    re.IGNORECASE,
)
_BETWEEN_VERB_AND_CHARGE = re.compile(  # what a verb does not reach across to a charge
    r"""[;:–—]|,\s*(?:which|who|while|but|as|and)\b
    |\b(?:about|over|because|despite|amid|after|before|without|since|when|that|if|unless|whether|on\s+top|in\s+(?:retaliation|response|reply|answer))\b
    |\b(?:impact|effects?|costs?|concerns?|pressure)\b
    |(?<!round\ )(?<!series\ )(?<!set\ )(?<!raft\ )(?<!wave\ )(?<!half\ )(?<!some\ )(?<!most\ )(?<!all\ )(?<!part\ )
     (?<!points\ )(?<!many\ )(?<!whole\ )\bof\b(?!\s+(?:its|their|his)\s+own)""",
    re.VERBOSE | re.IGNORECASE,
)
_AUXILIARY = re.compile(r"\b(?:has|have|had|is|are|was|were|will|would|could|may|might|can)\b")
_DOWN_TO = re.compile(r"\bdown\s+to\s+(?:\w+\s+)?$")
_NOT = re.compile(r"\bnot\s+$")
_SPARED_FROM = re.compile(r"\b(?:exempt\w*|spar\w+|exclud\w+|exclusion|excus\w+|free\w*)\b", re.IGNORECASE)
_BECAUSE_OF = re.compile(
    r"\b(?:after|because\s+of|since|due\s+to|over|amid|under|following|by|despite|when|once|until)\s+$", re.IGNORECASE
)


def goods_of(sentence: Sentence, nucleus: Nucleus, bounds: tuple[int, int]) -> Goods | None:
    """The goods of a charge: inside its phrase, else behind it, else before it where they undergo it."""
    text, (floor, limit) = sentence.text, bounds
    inside = next((item for item in nucleus.before if isinstance(item, Goods)), None)
    if inside is not None:
        return inside
    ahead = [goods for goods in sentence.goods if floor <= goods.start and goods.end <= nucleus.start]
    if (
        ahead
        and re.search(r"\b(?:from|of)\s+$", text[: nucleus.start])
        and _SPARED_FROM.search(text[: ahead[-1].start])
    ):
        return ahead[-1]
    behind = next((goods for goods in sentence.goods if nucleus.end <= goods.start < limit), None)
    if behind is not None:
        between = _REASON.sub(" ", text[nucleus.end : behind.start])
        spares = nucleus.rate is None and not nucleus.is_noun
        stops = _BREAK.search(between) or _ALL_GOODS.search(between) or _predicates(sentence, nucleus.end, behind.start)
        if len(between) < 90 and not stops and (_TOWARDS.search(between) or spares):
            return behind
    if ahead:
        between = _PARTIES_BETWEEN.sub(" ", text[ahead[-1].end : nucleus.start])
        gapped = not nucleus.is_noun and re.fullmatch(r",?\s*(?:at\s+)?(?:up\s+to\s+|about\s+)?", between)
        caused = nucleus.is_noun and len(sentence.goods) == 1 and _BECAUSE_OF.search(text[: nucleus.start])
        plain = len(between) < 130 and not re.search(
            r"[;:–—]|\b(?:if|unless|while|because|although|but|said|says|told)\b", between
        )
        if caused or (plain and (_UNDERGO.search(between) or gapped)):
            return ahead[-1]
    return None


def _predicates(sentence: Sentence, start: int, end: int) -> bool:
    """Whether something else than a change is said of a charge between two positions: "have been a gift to"."""
    if _RELATIVE_WEIGHED.match(sentence.text, start):
        return False
    if _HARMS.search(sentence.text, start, end):
        return False
    says = _AUXILIARY.search(sentence.text, start, end)
    return bool(says) and not any(start <= verb.start < end for verb in sentence.verbs)


def change_of(
    sentence: Sentence, nucleus: Nucleus, goods: Goods | None, bounds: tuple[int, int], earlier: Sequence[Claim]
) -> tuple[Verb | None, Change | None]:
    """The verb that governs a charge, left of it or, with the charge as its subject, right; and what that claims."""
    text, limit = sentence.text, bounds[1]
    definite = is_definite(nucleus)
    if nucleus.rate is None and not nucleus.is_noun:
        spares = next(verb for verb in sentence.verbs if verb.start == nucleus.start)
        return spares, mood(text, spares, definite=True)
    if (nucleus.opener == "no" and nucleus.rate is None) or _GONE.fullmatch(text[: nucleus.start]):
        return None, None if nucleus.opener == "no" else Change.LIFT
    if _RELATIVE_WEIGHED.match(text, nucleus.end):
        return None, Change.THREATEN
    left = [verb for verb in sentence.verbs if verb.end <= nucleus.start and not verb.intransitive]
    if left and not _NOT.search(text[: nucleus.start]) and _governs(text, left[-1], nucleus, goods, earlier):
        verb = _chained(text, left)
        return verb, mood(text, verb, definite=definite)
    right = _verb_behind(sentence, nucleus, goods, limit)
    return right, mood(text, right, definite=definite) if right else _without_verb(text, nucleus, limit)


def _chained(text: str, verbs: list[Verb]) -> Verb:
    """The last verb, or the one that it hangs on: "hold off |raising", "delay |imposing"."""
    *before, last = verbs
    hangs = before and not text[before[-1].end : last.start].strip() and text[last.start : last.end].endswith("ing")
    return before[-1] if hangs else last


def _without_verb(text: str, nucleus: Nucleus, limit: int) -> Change | None:
    """What the words before a charge claim where no verb of change governs it; a tariff wished for is no claim."""
    if nucleus.rate and _DOWN_TO.search(text[nucleus.end : nucleus.rate.start]):
        return Change.LOWER
    if nucleus.opener == "any" and nucleus.rate is None:
        return None
    if is_definite(nucleus):
        return _recent(text, nucleus, limit)
    if nucleus.is_noun and _HYPOTHETICAL.match(text, nucleus.end):
        return None
    if is_wished(text, nucleus.start):
        return None
    return Change.THREATEN if is_weighed(text, nucleus.start) else _recent(text, nucleus, limit)


def _governs(text: str, verb: Verb, nucleus: Nucleus, goods: Goods | None, earlier: Sequence[Claim]) -> bool:
    between = text[verb.end : nucleus.start]
    if verb.base == "under" and "," in between:
        return False
    if goods and verb.end <= goods.start < goods.end <= nucleus.start:
        between = text[verb.end : goods.start] + " " + text[goods.end : nucleus.start]
    answers = verb.base in {"answer", "counter", "respond", "reply"} and re.search(r"\bwith\s+$", text[: nucleus.start])
    if answers and len(between) < 110:
        return True
    if len(between) > 110 or any(verb.end <= claim.head < nucleus.start for claim in earlier):
        return False
    return not _BETWEEN_VERB_AND_CHARGE.search(between)


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
            clause = _RELATIVE.match(text[nucleus.end : verb.start])
            if clause and not _BREAK.search(between) and (verb.passive or _MAIN.search(between)):
                return verb
    return None


def _recent(text: str, nucleus: Nucleus, limit: int) -> Change:
    """A participle behind the charge is history ("tariffs imposed in 2021"), but news where it is dated so."""
    new = re.match(
        r"[^.;:,]{0,60}?\b(?:added|imposed|placed|announced|levied|introduced)\s+(?:this|last|on|earlier\s+this)\s+"
        r"(?:week|month|morning|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
        text[nucleus.end : limit],
    ) or re.match(
        r",?\s+(?:that|which)\s+(?:(?:start|begin|bite|land|appl)\w*|takes?\s+effect|kicks?\s+in)\s+(?:on\s+)?[A-Z]",
        text[nucleus.end : limit],
    )
    return Change.IMPOSE if new else Change.NONE


def is_definite(nucleus: Nucleus) -> bool:
    """Whether the phrase is of a tariff that there is: "its tariff", "Chinese tariffs", "those on steel"."""
    opens = nucleus.opener in {"the", "those", "these", "that", "its", "their", "his", "her", "our"}
    return opens or nucleus.is_pronoun or any(isinstance(item, Country) for item in nucleus.before)
