"""The words by which a tariff comes, moves and goes: "slapped", "was halved", "took effect", "removal of"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newstables.pipeline.terms import Vocabulary
from newstables.records import Change

_ACTIVE = {  # verbs with the charge, or the goods, as their object
    Change.IMPOSE: "impose, slap, place, put, introduce, apply, charge, bring in, bring, hit, announce, unveil, add,"
    " stack, approve, enact, adopt, launch, set, collect, sign, subject, tax, finalize, reimpose, reinstate,"
    " restore, erect, move, bring back, revive, institute, pile, lay, clap, pass, ratify, assess, saddle,"
    " unleash, smack, wallop, whack, draw, fix, confirm, clamp, exact, roll out, go ahead with, issue, order,"
    " shut, shut out, punish, target, single out, greet, burden, respond, retaliate, answer, counter, reply, hit back, fire back, strike back",
    Change.RAISE: "raise, increase, hike, double, triple, quadruple, boost, jack up, bump up, push up, ratchet up, step"
    " up, escalate, lift to, bring up, crank up, quintuple, widen, nudge up, put up, up, take up",
    Change.LOWER: "lower, cut, reduce, halve, slash, trim, ease, shave, pare, roll back, scale back, bring down,"
    " soften, relax, water down, dial back, pull back, bargain down, negotiate down, shrink, whittle, lop, pull down,"
    " take down, knock down, cut back, cut down, soften, lighten, clip, dock, scale down, lose, shed, knock,"
    " let in, admit",
    Change.LIFT: "lift, scrap, remove, drop, eliminate, abolish, waive, remit, exempt, rescind, revoke, withdraw,"
    " repeal, cancel, do away with, phase out, end, spare, free, excuse, exclude, refund, dismantle, axe, kill, ditch,"
    " quash, strike down, wind down, unwind, wipe out, forgive, forgo, forego, get rid of, shed, erase, retire, void,"
    " take off, clear, relieve, reimburse, rebate, undo, throw out, overturn, annul, abandon, discontinue, strike off, let, strip, phase,"
    " sweep away, tear up, tear down, call off, let lapse, let expire, zero out, relinquish, lay down, give up",
    Change.PAUSE: "suspend, pause, delay, postpone, put off, defer, hold off, hold off on, freeze, shelve, push back, put on ice, put on"
    " hold, halt, stay, hold back, stop collecting, set aside, park, mothball, hold in abeyance",
    Change.NONE: "take, keep, maintain, retain, leave, face, pay, absorb, extend, defend, prolong, renew, match,"
    " preserve, uphold, cling to, stick with, stick to, hold, carry, bear, attract, incur, owe, swallow, endure, lodge, post, see, ask, demand, want",
}
_NOUNS = {  # and what stands before a charge like such a verb
    Change.IMPOSE: "imposition of, introduction of, levied, levying, levy",
    Change.RAISE: "increase in, hike in, rise in, doubling of",
    Change.LOWER: "cut in, cut to, cuts to, reduction of, reduction in, reductions in, reduction to, easing of, halving"
    " of",
    Change.LIFT: "removal of, elimination of, lifting of, remission of, exemption from, exemptions from, relief from, withdrawal"
    " of, end to",
    Change.PAUSE: "suspension of, pause in, pause on",
    Change.NONE: "subject to, under",
}
_INTRANSITIVE = {  # verbs with the charge as their subject
    Change.IMPOSE: "take effect, come into force, come into effect, go into effect, kick in, follow, begin, start, enter into force,"
    " bite, come in, go on, come on, apply from, become effective, be due, land, return, come back, go live",
    Change.RAISE: "rise, climb, jump, go up, double, triple, increase, quadruple, soar, creep up, go to, go from",
    Change.LOWER: "fall, drop to, drop from, come down, go down, shrink, halve, slide, sink, decline, decrease, dip, ease",
    Change.LIFT: "expire, lapse, end, disappear, vanish, go, cease, run out, go away, come off, be over, melt away,"
    " fall away, drop to zero, fall to zero, drop away, die",
    Change.PAUSE: "be on hold, be on ice",
    Change.NONE: "remain, stay, stand, continue, apply, last, be still, sit, persist, survive, hold, endure, be unchanged,"
    " be in place, be in force, be at, be back, linger",
}
_IRREGULAR = {
    "be": "is are was were", "begin": "begin begins began begun beginning", "bring": "bring brings brought bringing",
    "come": "come comes came coming", "cut": "cut cuts cutting", "do": "do does did done doing",
    "fall": "fall falls fell fallen falling", "sit": "sit sits sat sitting", "bite": "bite bites bit bitten biting",
    "forgive": "forgive forgives forgave forgiven forgiving", "lay": "lay lays laid laying",
    "bear": "bear bears bore borne bearing", "draw": "draw draws drew drawn drawing",
    "tear": "tear tears tore torn tearing", "throw": "throw throws threw thrown throwing",
    "give": "give gives gave given giving", "get": "get gets got getting", "lose": "lose loses lost losing",
    "sink": "sink sinks sank sunk sinking", "slide": "slide slides slid sliding",
    "stick": "stick sticks stuck sticking", "run": "run runs ran running",
    "become": "become becomes became becoming", "shed": "shed sheds shedding", "shrink": "shrink shrinks shrank shrunk shrinking",
    "undo": "undo undoes undid undone undoing", "forgo": "forgo forgoes forwent forgone forgoing", "freeze": "freeze freezes froze frozen freezing",
    "go": "go goes went gone going", "hit": "hit hits hitting", "hold": "hold holds held holding",
    "keep": "keep keeps kept keeping", "leave": "leave leaves left leaving", "let": "let lets letting",
    "pay": "pay pays paid paying", "put": "put puts putting", "rise": "rise rises rose risen rising",
    "seek": "seek seeks sought seeking", "set": "set sets setting", "stand": "stand stands stood standing",
    "strike": "strike strikes struck striking", "take": "take takes took taken taking",
    "withdraw": "withdraw withdraws withdrew withdrawn withdrawing",
}  # fmt: skip
_DOUBLING = frozenset(
    {
        "beg",
        "cancel",
        "defer",
        "drop",
        "remit",
        "scrap",
        "slap",
        "step",
        "trim",
        "up",
        "clap",
        "clip",
        "lop",
        "stop",
        "whip",
    }
)
_WITH = re.compile(r"[^;:]{0,60}?\bwith\b")
_NEEDED = {  # what must follow a verb that has other uses too
    "answer": _WITH, "counter": _WITH, "reply": _WITH, "respond": _WITH,
    "drop": re.compile(r"\s+(?!of\b|in\b|to\b)\w"),
    "levy": re.compile(r"\s+(?:an?|its|new|\d)"),
    "move": re.compile(r"\s+[\w\s-]{3,40}\sto\b"),
    "let": re.compile(r"(?!)"),
    "knock": re.compile(r"(?!)"),
    "strip": re.compile(r"(?!)"),
    "order": re.compile(r"\s+(?:an?|its|new|\d)"),
    "issue": re.compile(r"\s+(?:an?|its|new|\d)"),
    **dict.fromkeys(("shut", "shut out", "punish", "target", "single out", "greet", "burden"), _WITH),
    **dict.fromkeys(("ask", "demand", "want"), re.compile(r"\s+(?:for\s+)?(?:an\s+extra\s+)?\d")),
    "see": re.compile(r"\s+(?:an?\s+)?\d"),
    "lose": re.compile(r"\s+(?:only\s+)?[\w.]+\s+(?:percentage\s+)?points\b"),
}  # fmt: skip
_OBJECT = r"[^.;:]{2,90}?\b"
_TURNED = [  # a particle behind the object turns a verb: "bring its levy |down to", "take its surtax |off steel"
    (base.split(), re.compile(rf"{_OBJECT}{particle}", re.IGNORECASE), change)
    for base, particle, change in (
        ("bring take knock", r"down\b", Change.LOWER),
        ("take knock strip shave lop trim", r"points?\s+(?:\w+\s+)?off\b", Change.LOWER),
        ("take knock strip", r"off\b(?!\s+the\s+table)", Change.LIFT),
        ("bring take push", r"up\s+to\b", Change.RAISE),
        ("bring put", r"back\b", Change.IMPOSE),
        ("put", r"(?:on\s+(?:ice|hold)|off\s+(?:until|till|to|by|for)|aside|in\s+abeyance)\b", Change.PAUSE),
        ("push move", r"back\b", Change.PAUSE),
        ("let", r"(?:lapse|expire|go|run\s+out|drop|die)\b", Change.LIFT),
        ("take bring", r"total\s+(?:rate\s+)?to\b", Change.RAISE),
        ("let", r"(?:stand|be|take\s+effect)\b", Change.NONE),
        ("phase", r"out\b", Change.LIFT),
    )
]
_POINTS = re.compile(r"\s+(?:another\s+)?[\w.]+\s+(?:percentage\s+)?points?\b")  # "added 10 points to": a rise
_BE_BEFORE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:(?:not|now|also|then|later|since|already|soon|just|\w+ly)\s+)*$"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A word of change. ``passive``: what stands before it undergoes it. ``intransitive``: the charge itself does."""

    start: int
    end: int
    base: str
    change: Change
    passive: bool
    intransitive: bool


def find_verbs(text: str) -> list[Verb]:
    """The words of change in a sentence, left to right.

    >>> [(verb.base, verb.change.value, verb.passive) for verb in find_verbs("Ottawa put off a levy that was scrapped")]
    [('put off', 'pause', False), ('scrap', 'lift', True)]
    """
    found = [
        *_found(text, _TRANSITIVE_WORDS, intransitive=False),
        *_found(text, _INTRANSITIVE_WORDS, intransitive=True),
    ]
    return sorted(found, key=lambda verb: verb.start)


def forms(verb: str) -> list[str]:
    """The inflected forms of a verb; of a phrase, its first word is the verb.

    >>> forms("waive"), forms("slap"), forms("put off"), forms("apply")[2]
    (['waive', 'waives', 'waived', 'waiving'], ['slap', 'slaps', 'slapped', 'slapping'], ['put off', 'puts off', 'putting off'], 'applied')
    """  # noqa: E501
    base, _, rest = verb.partition(" ")
    if base in _IRREGULAR:
        words = _IRREGULAR[base].split()
    elif base.endswith("e"):
        words = [base, f"{base}s", f"{base}d", f"{base[:-1]}ing"]
    elif re.search(r"[^aeiou]y$", base):
        words = [base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"]
    else:
        stem = base + base[-1] if base in _DOUBLING else base
        words = [base, f"{base}{'es' if re.search('(?:s|sh|ch|x)$', base) else 's'}", f"{stem}ed", f"{stem}ing"]
    return [f"{word} {rest}".rstrip() for word in words]


def _vocabulary(inflected: dict[Change, str], fixed: dict[Change, str]) -> Vocabulary:
    verbs = [
        (change, verb, form)
        for change, listed in inflected.items()
        for verb in listed.split(", ")
        for form in forms(verb)
    ]
    nouns = [(change, noun, noun) for change, listed in fixed.items() for noun in listed.split(", ")]
    return Vocabulary((form, f"{change}|{word}") for change, word, form in [*verbs, *nouns])


_TRANSITIVE_WORDS = _vocabulary(_ACTIVE, _NOUNS)
_INTRANSITIVE_WORDS = _vocabulary(_INTRANSITIVE, {})


def _found(text: str, words: Vocabulary, *, intransitive: bool) -> Iterator[Verb]:
    for term in words.find(text):
        change, base = term.key.split("|")
        turned = None if intransitive else _turned(text, base, term.end)
        needed = None if intransitive or turned else _NEEDED.get(base)
        if needed and not needed.match(text, term.end):
            continue
        passive = (
            not intransitive and not text[: term.end].endswith("ing") and bool(_BE_BEFORE.search(text[: term.start]))
        )
        verb = Verb(term.start, term.end, base, turned or Change(change), passive, intransitive)
        yield replace(verb, change=Change.RAISE) if base == "add" and _POINTS.match(text, term.end) else verb


def _turned(text: str, base: str, at: int) -> Change | None:
    return next((change for bases, rest, change in _TURNED if base in bases and rest.match(text, at)), None)
