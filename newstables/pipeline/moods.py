"""Whether a change is made, threatened, wished or denied: what a verb of change comes to in its sentence."""

from __future__ import annotations

import re

from newstables.pipeline.terms import Vocabulary
from newstables.pipeline.verbs import Verb, forms
from newstables.records import Change

_INFLECTED = {
    "wish": "want, urge, ask, call on, call for, press, pressure, demand, hope, seek, lobby, plead, appeal,"
    " petition, insist, beg, favour, favor, recommend, deserve, push for, push to, argue for, advise,"
    " suggest, encourage, need to",
    "refusal": "deny, refuse, rule out, decline to",
    "maybe": "threaten, offer, warn, consider, weigh, mull, propose, float, vow, contemplate, study, examine, explore,"
    " look at, toy with, draft, consult on, reserve the right",
}
_FIXED = {
    "wish": "should, ought to, must, would like, in favour of, in favor of, talks on, talks about",
    "refusal": "no plan, no plans, no intention, no decision, no promise, no relief",
    "denial": "not, never, cannot, neither, nor, nobody, no one, far from, yet to, rather than, instead"
    " of, stopped short, failed to, fails to",
    "maybe": "threat, threats, could, may, might, proposal, proposals, ready to, prepared to, possible,"
    " possibility, open to, consultations on",
}
_CUES = Vocabulary(
    [
        *((form, kind) for kind, words in _INFLECTED.items() for word in words.split(", ") for form in forms(word)),
        *((word, kind) for kind, words in _FIXED.items() for word in words.split(", ")),
    ]
)
_CONTRACTED_NOT = re.compile(r"n[’']t\b", re.IGNORECASE)
_OWN_WISH = re.compile(r"\b(?:wants?|wanted|hopes?|hoped|seeks?|sought)\s+to\s+$", re.IGNORECASE)
_WOULD = re.compile(r"\bwould\b|[’']d\b", re.IGNORECASE)
_WILL = re.compile(r"\bwill\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:said|says|announced|confirmed|declared|told|pledged|promised|ordered|decided)\b", re.IGNORECASE
)
_OPENS_CONDITION = re.compile(
    r"[\s“\"]*(?:if|unless|provided|whether|should|suppose|were\s+[\w\s]{2,30}?\s(?:ever\s+)?to)\b", re.IGNORECASE
)
_WHETHER_TO = re.compile(r"\bwhether\s+(?:to|it\s+should|or\s+not\s+to)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_NO_MORE = re.compile(r"\b(?:ceas\w+\s+to|ceas\w+|stop\w*|quit|no\s+longer|halt\w*)\s+(?:be\s+)?$", re.IGNORECASE)
_STILL = re.compile(r"\b(?:still|continue[sd]?\s+to|keeps?\s+on|go(?:es)?\s+on)\b", re.IGNORECASE)
_IF_CLAUSE = re.compile(r"[\s“\"]*(?:if|unless|should)\b", re.IGNORECASE)
_UNLESS = re.compile(r"\bunless\b", re.IGNORECASE)
_MUST = re.compile(r"\b(?:must|(?:has|have)\s+to|(?:is|are)\s+to|now\s+must)\b", re.IGNORECASE)
SUFFERING = frozenset({"face", "pay", "subject to", "lodge", "post", "owe", "see", "attract", "draw", "incur", "carry"})
_CONDITION = re.compile(r"\b(?:if|unless)\b", re.IGNORECASE)
_FROM_NOW = re.compile(r"(?:as\s+of|from|starting|beginning|effective)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:–—]|,\s|\b(?:while|because|although|though|whereas|but|after|before|since|when|if|unless|whether)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"[;:–—]|\b(?:but|while|whereas|although|after|because)\b", re.IGNORECASE)
_BUILDING = frozenset({Change.IMPOSE, Change.RAISE})


def clause_start(text: str, at: int) -> int:
    """Where the clause that holds a position begins; a conjunction belongs to the clause that it opens."""
    starts = [match.start() if match.group()[0].isalpha() else match.end() for match in _CLAUSE.finditer(text, 0, at)]
    return starts[-1] if starts else 0


def mood(text: str, verb: Verb, *, definite: bool) -> Change | None:
    """What a verb of change comes to.

    Args:
        text: The sentence.
        verb: One of its verbs of change.
        definite: Whether the sentence speaks of a tariff that there is ("its tariff"), or of a new one ("a tariff").

    Returns:
        The change claimed; ``NONE`` where an existing tariff is only mentioned ("wants Ottawa to drop its surtax");
        null where nothing is claimed, as in "urged Ottawa to impose a surtax".
    """
    left = text[clause_start(text, verb.start) : verb.start]
    if verb.change is Change.NONE:
        return _of_standing(text, verb, left)
    builds = verb.change in _BUILDING
    if builds and _NO_MORE.search(left):
        return Change.NONE if _cues(left) & {"wish", "maybe"} else Change.LIFT
    open_still = Change.THREATEN if builds else Change.NONE
    if _WHETHER_TO.search(left) or (_OWN_WISH.search(left) and not _OPENS_CONDITION.match(left)):
        return open_still
    if _OPENS_CONDITION.match(left):
        return Change.NONE if definite else None
    around = _cues(text[_contrast_start(text, verb.start) : verb.start])
    denied = "denial" in _cues(left) or _CONTRACTED_NOT.search(left) or left.endswith("without ")
    if denied or around & {"wish", "refusal"}:
        return Change.NONE if definite or not builds else None
    return open_still if "maybe" in around else _of_condition(text, verb, left)


def _of_condition(text: str, verb: Verb, left: str) -> Change:
    """What "would" and "if" make of a change: "would hit" threatens, "said it would hit" announces."""
    builds = verb.change in _BUILDING
    conditional = bool(_CONDITION.search(text, verb.end)) or bool(_OPENS_CONDITION.match(text))
    if _WOULD.search(left):
        if builds:
            return Change.THREATEN if conditional or not _TOLD.search(text) else verb.change
        return Change.NONE if conditional else verb.change
    return Change.THREATEN if conditional and builds and _WILL.search(left) else verb.change


def _of_standing(text: str, verb: Verb, left: str) -> Change | None:
    """To face or to pay a tariff in future is to have it imposed; now, it is only mentioned."""
    if verb.base in SUFFERING and re.search(r"\bno\s+longer\b", left, re.IGNORECASE):
        return Change.LIFT
    cues, will, must = _cues(left), _WILL.search(left), _MUST.search(left)
    denied = "denial" in cues or _CONTRACTED_NOT.search(left)
    if verb.base not in SUFFERING or (_STILL.search(left) and not denied):
        return Change.NONE
    if denied or _IF_CLAUSE.match(left) or ("wish" in cues and not must):
        return None
    if _IF_CLAUSE.match(text) or _UNLESS.search(text):
        return Change.THREATEN if will else Change.NONE
    if "maybe" in cues or (_WOULD.search(left) and not _TOLD.search(text)):
        return Change.THREATEN
    return Change.IMPOSE if will or must or _FROM_NOW.match(text) else Change.NONE


def is_wished(text: str, at: int) -> bool:
    """Whether what stands at a position is only wished or refused: "called for a tariff", "no plan for one"."""
    return _is_object_of(text, at, {"wish", "refusal"}, r"\s*(?:\w+\s+){0,2}(?:for\s+|to\s+)?")


def is_weighed(text: str, at: int) -> bool:
    """Whether what stands at a position is only considered or threatened: "weighing a tariff", "the threat of one"."""
    return _is_object_of(text, at, {"maybe"}, r"\s*(?:of\s+|to\s+|with\s+)?(?:\w+\s+)?")


def _is_object_of(text: str, at: int, kinds: set[str], between: str) -> bool:
    start = max(_contrast_start(text, at), at - 60)
    near = text[start:at]
    return any(term.key in kinds and re.fullmatch(between, near[term.end :]) for term in _CUES.find(near))


def _cues(text: str) -> set[str]:
    """The kinds of cues in a stretch; one that opens it asks or conditions, and does not count ("Should Ottawa …")."""
    return {term.key for term in _CUES.find(text) if term.start > 0}


def _contrast_start(text: str, at: int) -> int:
    """Where wishes and refusals that govern a position may begin: behind the last semicolon or contrast."""
    ends = [match.end() for match in _CONTRAST.finditer(text, 0, at)]
    return ends[-1] if ends else 0
