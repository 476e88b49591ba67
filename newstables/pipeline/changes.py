"""What a sentence says happens to a tariff: the verbs of change, and the moods that turn them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newstables.records import Change

_ACTIVE = {  # verbs with the charge, or the goods, as their object; and nouns made of them, up to the charge
    Change.IMPOSE: r"""impos(?:e[sd]?|ing)|impositions?\s+of|slap(?:s|ped|ping)?|plac(?:e[sd]?|ing)|put(?:s|ting)?(?!\s+off)
        |introduc(?:e[sd]?|ing)|introduction\s+of|levied|levying|levy(?=\s+(?:a|an|its|new)\b)|appl(?:y|ies|ied|ying)
        |charg(?:e[sd]?|ing)|(?:bring|brings|brought|bringing)(?!\s+down)(?:\s+in)?|hit(?:s|ting)?|announc(?:e[sd]?|ing)
        |unveil(?:s|ed|ing)?|add(?:s|ed|ing)?(?!\s+(?:another\s+)?[\w.]+\s+(?:percentage\s+)?points?\b)|stack(?:s|ed|ing)?|approv(?:e[sd]?|ing)|(?:take|takes|took|taking|moved?)(?=\s+[\w\s-]{3,40}\sto\s)|enact(?:s|ed|ing)?|adopt(?:s|ed|ing)?|launch(?:es|ed|ing)?|set(?:s|ting)?
        |(?:start|began|begin|begun)(?:s|ed|ning)?\s+(?:charging|collecting)|collect(?:s|ed|ing)?|sign(?:s|ed)?
        |subject(?:s|ed|ing)?|tax(?:es|ed|ing)?|(?:respond|retaliat|answer|counter|repl)(?:e?d|ied|s|ing|e)?(?:\s+[^,;:]{1,50})?\s+with
        |(?:hit|hits|hitting|struck|strike|fired|fire)\s+back(?:\s+[^,;:]{1,30})?\s+with|finaliz(?:e[sd]?|ing)""",
    Change.RAISE: r"""rais(?:e[sd]?|ing)|increas(?:e[sd]?|ing)(?:\s+in)?|hik(?:e[sd]?|ing)(?:\s+in)?|rise\s+in|doubl(?:e[sd]?|ing)(?:\s+of)?
        |tripl(?:e[sd]?|ing)|quadrupl(?:e[sd]?|ing)|boost(?:s|ed|ing)?|jack(?:s|ed|ing)?\s+up|bump(?:s|ed|ing)?\s+up|push(?:es|ed|ing)\s+up
        |ratchet(?:s|ed|ing)?\s+up|step(?:s|ped|ping)?\s+up|escalat(?:e[sd]?|ing)
        |add(?:s|ed|ing)?\s+(?:another\s+)?[\w.]+\s+(?:percentage\s+)?points?\s+to""",
    Change.LOWER: r"""lower(?:s|ed|ing)?|cut(?:s|ting)?(?:\s+(?:in|to))?|reduc(?:e[sd]?|ing)|reductions?\s+(?:of|in|to)|halv(?:e[sd]?|ing)(?:\s+of)?
        |slash(?:es|ed|ing)?|trim(?:s|med|ming)?|eas(?:e[sd]?|ing)(?:\s+of)?|shav(?:e[sd]?|ing)|par(?:ed|ing)|(?:roll|scal)(?:s|ed|e[sd]?|ing)?\s+back
        |(?:bring|brings|brought|bringing)\s+down|let(?:s|ting)?\s+in""",
    Change.LIFT: r"""lift(?:s|ed|ing)?(?:\s+of)?|scrap(?:s|ped|ping)?|remov(?:e[sd]?|ing)|removal\s+of|dropp(?:ed|ing)|drops?(?=\s+(?!of|in|to)\w)
        |eliminat(?:e[sd]?|ing)|elimination\s+of|abolish(?:es|ed|ing)?|waiv(?:e[sd]?|ing)|remit(?:s|ted|ting)?|remission\s+of
        |exempt(?:s|ed|ing)?|exemptions?\s+(?:from|to)|rescind(?:s|ed|ing)?|revok(?:e[sd]?|ing)|withdr(?:aw|aws|ew|awn|awing)|withdrawal\s+of
        |repeal(?:s|ed|ing)?|cancel(?:s|led|ling|ed|ing)?|(?:do|does|did|done|doing)\s+away\s+with|phas(?:e[sd]?|ing)\s+out|end(?:s|ed|ing)?(?:\s+to)?
        |spar(?:e[sd]?|ing)|(?:free|freed|freeing|excus(?:e[sd]?|ing)|exclud(?:e[sd]?|ing))|refund(?:s|ed|ing)?|dismantl(?:e[sd]?|ing)|axe[sd]?|axing""",
    Change.PAUSE: r"""suspend(?:s|ed|ing)?|suspension\s+of|paus(?:e[sd]?|ing)(?:\s+(?:of|on|in))?|delay(?:s|ed|ing)?|postpon(?:e[sd]?|ing)
        |(?:put|puts|putting)\s+off|defer(?:s|red|ring)?|(?:hold|holds|held|holding)\s+off(?:\s+on)?|fr(?:eeze|eezes|oze|ozen|eezing)|shelv(?:e[sd]?|ing)
        |push(?:es|ed|ing)?\s+back|stay(?:s|ed)?(?=\s+(?:the|its)\b)""",
    Change.NONE: r"""keep(?:s|ing)?|kept|maintain(?:s|ed|ing)?|retain(?:s|ed|ing)?|leav(?:e|es|ing)|left|fac(?:e[sd]?|ing)|pay(?:s|ing)?|paid
        |subject\s+to|under|absorb(?:s|ed|ing)?|extend(?:s|ed|ing)?|defend(?:s|ed|ing)?|prolong(?:s|ed|ing)?""",
}  # fmt: skip
_INTRANSITIVE = {  # verbs with the charge as their subject
    Change.IMPOSE: r"""(?:takes?|took|taking)\s+effect|(?:comes?|came|coming|goes?|went|going)\s+into\s+(?:force|effect)|kick(?:s|ed|ing)?\s+in
        |follow(?:s|ed)?|begins?|began|start(?:s|ed)?|land(?:s|ed)|(?:comes?|came)\s+in\b""",
    Change.RAISE: r"ris(?:e|es|ing)|rose|climb(?:s|ed)?|jump(?:s|ed)?|(?:goes|go|went|going)\s+up|doubl(?:es|ed)",
    Change.LOWER: r"falls?|fell|fallen|drop(?:s|ped)?\s+(?:to|from)|(?:comes?|came|go|goes|went|going)\s+down|shrinks?",
    Change.LIFT: r"expir(?:e[sd]?|ing)|laps(?:e[sd]?|ing)|end(?:s|ed)?|disappears?|vanish(?:es|ed)?",
    Change.NONE: r"remain(?:s|ed|ing)?|stay(?:s|ed|ing)?|stands?|stood|continu(?:e[sd]?|ing)|appl(?:y|ies|ied)|last(?:s|ed)?|(?:is|are)\s+still",
}  # fmt: skip
_BE = r"(?:am|is|are|was|were|be|been|being|gets?|got|gotten)(?:\s+(?:not|now|also|then|later|since|already|soon|just|temporarily|formally|quietly|\w+ly|to\s+be))*"


def _compile(table: dict[Change, str]) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?P<{change.name}>\b(?:{words})\b)" for change, words in table.items()), re.VERBOSE | re.IGNORECASE
    )


_ACTIVE_VERB = _compile(_ACTIVE)
_INTRANSITIVE_VERB = _compile(_INTRANSITIVE)
_BE_BEFORE = re.compile(rf"\b{_BE}\s+$", re.IGNORECASE)

_WISH = re.compile(
    r"""\b(?:wants?|wanted|wanting|urg(?:e[sd]?|ing)|ask(?:s|ed|ing)?|call(?:s|ed|ing)?\s+(?:on|for)|press(?:es|ed|ing)|pressure[sd]?|demand(?:s|ed|ing)?
    |hop(?:e[sd]?|ing)|seek(?:s|ing)?|sought|lobb(?:y|ies|ied|ying)|plead(?:s|ed|ing)?|appeal(?:s|ed|ing)?|should|ought\s+to|must|needs?\s+to|petition(?:s|ed|ing)?
    |would\s+like|insist(?:s|ed|ing)?|begg?(?:s|ed|ing)?|favou?r(?:s|ed|ing)?|recommend(?:s|ed|ing)?|deserves?|push(?:es|ed|ing)?\s+(?:for|to|\w+\s+to)
    |argu(?:e[sd]?|ing)\s+for|advis(?:e[sd]?|ing)|suggest(?:s|ed|ing)?|encourag(?:e[sd]?|ing)|in\s+favou?r\s+of|talks?\s+(?:on|about))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_OWN_WISH = re.compile(r"\b(?:wants?|wanted|hopes?|hoped|seeks?|sought)\s+to\s+$", re.IGNORECASE)
_REFUSAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refus(?:e[sd]?|ing)|rul(?:e[sd]?|ing)\s+out|no\s+(?:plans?|intention|decision|promise)|declin(?:e[sd]?|ing)\s+to)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"""\b(?:not|never|cannot|without|den(?:y|ies|ied|ying)|refus(?:e[sd]?|ing)|rul(?:e[sd]?|ing)\s+out|no\s+(?:plans?|intention|decision|talk|promise|deadline|date)
    |stopp?(?:ed|s)?\s+short|fail(?:s|ed)?\s+to|declin(?:e[sd]?|ing)\s+to|neither|nor|nobody|no\s+one|far\s+from|yet\s+to|rather\s+than|instead\s+of)\b|n[’']t\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MAYBE = re.compile(
    r"""\b(?:threat(?:en(?:s|ed|ing)?|s)?|warn(?:s|ed|ing)?|could|may|might|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|mull(?:s|ed|ing)?|propos(?:e[sd]?|ing|als?)
    |float(?:s|ed|ing)?|vow(?:s|ed|ing)?|contemplat(?:e[sd]?|ing)|study(?:ing)?|examin(?:e[sd]?|ing)|explor(?:e[sd]?|ing)|look(?:s|ed|ing)?\s+at|ready\s+to
    |prepared\s+to|toy(?:s|ed|ing)?\s+with|drafts?|drafted|possib(?:le|ility)|reserves?\s+the\s+right|open\s+to|consultations?\s+on|consult(?:s|ed|ing)?\s+on)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NEAR_WISH = re.compile(
    rf"(?:{_WISH.pattern}|{_REFUSAL.pattern})\s*(?:\w+\s+){{0,2}}(?:for\s+|to\s+)?$", re.VERBOSE | re.IGNORECASE
)
_NEAR_MAYBE = re.compile(rf"(?:{_MAYBE.pattern})\s*(?:of\s+|to\s+|with\s+)?(?:\w+\s+)?$", re.VERBOSE | re.IGNORECASE)
_WOULD = re.compile(r"\bwould\b|[’']d\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:said|says|announced|confirmed|declared|told|pledged|promised|ordered|decided)\b", re.IGNORECASE
)
_FUTURE = re.compile(r"\b(?:will|would|to)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|provided|whether|should)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:–—]|,\s|\b(?:while|because|although|though|whereas|but|after|before|since|when|if|unless|whether)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A word of change. ``passive``: what stands before it undergoes it; ``intransitive``: the charge does it itself."""

    start: int
    end: int
    change: Change
    passive: bool
    intransitive: bool


def find_verbs(text: str) -> list[Verb]:
    """The words of change in a sentence, left to right.

    >>> [(verb.change.value, verb.passive) for verb in find_verbs("Washington halved a levy that was scrapped later")]
    [('lower', False), ('lift', True)]
    """
    active = [
        Verb(match.start(), match.end(), Change[match.lastgroup or ""], _is_passive(text, match), intransitive=False)
        for match in _ACTIVE_VERB.finditer(text)
    ]
    intransitive = [
        Verb(match.start(), match.end(), Change[match.lastgroup or ""], passive=False, intransitive=True)
        for match in _INTRANSITIVE_VERB.finditer(text)
    ]
    return sorted([*active, *intransitive], key=lambda verb: verb.start)


def _is_passive(text: str, match: re.Match[str]) -> bool:
    return bool(_BE_BEFORE.search(text, 0, match.start())) and not match.group().lower().endswith("ing")


def clause_start(text: str, at: int) -> int:
    """Where the clause that holds a position begins; a conjunction belongs to the clause that it opens."""
    starts = [0]
    for match in _CLAUSE.finditer(text, 0, at):
        starts.append(match.start() if match.group()[0].isalpha() else match.end())
    return starts[-1]


def mood(text: str, verb: Verb, *, definite: bool) -> Change | None:
    """What a verb of change comes to in its sentence.

    Args:
        text: The sentence.
        verb: One of ``find_verbs(text)``.
        definite: Whether the sentence speaks of a tariff that there is ("its tariff"), or of a new one ("a tariff").

    Returns:
        The change claimed; ``NONE`` where an existing tariff is only mentioned, as in "wants Ottawa to drop its surtax";
        null where nothing is claimed, as in "urged Ottawa to impose a surtax".
    """
    start = clause_start(text, verb.start)
    left = text[start : verb.start]
    builds = verb.change in {Change.IMPOSE, Change.RAISE}
    if verb.change is Change.NONE:
        return _of_standing(text, verb, left)
    if _IF.match(left.lstrip()):
        return Change.NONE if definite else None
    wide = text[_wide_start(text, verb.start) : verb.start]
    if _OWN_WISH.search(left):
        return Change.THREATEN if builds else Change.NONE
    if _WISH.search(wide, 1) or _REFUSAL.search(wide) or _DENIAL.search(left):
        return Change.NONE if definite or not builds else None
    if _MAYBE.search(wide):
        return Change.THREATEN if builds else Change.NONE
    conditional = bool(re.search(r"\b(?:if|unless)\b", text[verb.end :], re.IGNORECASE)) or bool(
        re.match(r"\s*(?:if|unless|should)\b", text, re.IGNORECASE)
    )
    if _WOULD.search(left):
        if builds:
            return Change.THREATEN if conditional or not _TOLD.search(text) else verb.change
        return Change.NONE if conditional else verb.change
    if conditional and builds and re.search(r"\bwill\b", left, re.IGNORECASE):
        return Change.THREATEN
    return verb.change


def _of_standing(text: str, verb: Verb, left: str) -> Change | None:
    """To face or to pay a tariff in future is to have it imposed; now, it is only mentioned."""
    word = text[verb.start : verb.end].lower()
    if re.match(r"fac|pay|paid|subject", word):
        if re.search(r"\bno\s+longer\b", left, re.IGNORECASE):
            return Change.LIFT
        if _DENIAL.search(left):
            return None
        if _MAYBE.search(left) or (_WOULD.search(left) and not _TOLD.search(text)):
            return Change.THREATEN
        if re.search(r"\bwill\b", left, re.IGNORECASE) or re.match(
            r"(?:as\s+of|from|starting|beginning|effective)\b", text, re.IGNORECASE
        ):
            return Change.IMPOSE
    return Change.NONE


def wished(text: str, at: int) -> bool:
    """Whether what stands at a position is only wished, refused or denied: "called for a tariff", "no plan for one"."""
    near = text[max(_wide_start(text, at), at - 40) : at]
    return bool(_NEAR_WISH.search(near))


def weighed(text: str, at: int) -> bool:
    """Whether what stands at a position is only considered or threatened: "weighing a tariff", "the threat of one"."""
    return bool(_NEAR_MAYBE.search(text[max(0, at - 60) : at]))


def _wide_start(text: str, at: int) -> int:
    """Where wishes and denials that govern a position may begin: behind the last semicolon or contrast."""
    ends = [match.end() for match in re.finditer(r"[;:–—]|\b(?:but|while|whereas|although|after|because)\b", text[:at])]
    return ends[-1] if ends else 0
