"""The words by which a tariff comes, moves and goes: "slapped", "was halved", "took effect", "removal of"."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newstables.knowledge import FOLDER
from newstables.pipeline.terms import Vocabulary
from newstables.records import Change


def _read() -> dict[str, dict[str, list[str]]]:
    """Use (with the charge as object or as subject, or a noun before it) → change → words; irregular verbs → forms."""
    found: dict[str, dict[str, list[str]]] = {}
    with (FOLDER / "tariff_verbs.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, strict=True):
            found.setdefault(line["use"], {})[line["change"]] = line["words"].split("|")
    return found


_WORDS = _read()
_IRREGULAR = _WORDS["irregular"]
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
        words = _IRREGULAR[base]
    elif base.endswith("e"):
        words = [base, f"{base}s", f"{base}d", f"{base[:-1]}ing"]
    elif re.search(r"[^aeiou]y$", base):
        words = [base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"]
    else:
        stem = base + base[-1] if base in _DOUBLING else base
        words = [base, f"{base}{'es' if re.search('(?:s|sh|ch|x)$', base) else 's'}", f"{stem}ed", f"{stem}ing"]
    return [f"{word} {rest}".rstrip() for word in words]


def _vocabulary(inflected: dict[str, list[str]], fixed: dict[str, list[str]]) -> Vocabulary:
    verbs = [(change, verb, form) for change, words in inflected.items() for verb in words for form in forms(verb)]
    nouns = [(change, noun, noun) for change, words in fixed.items() for noun in words]
    return Vocabulary((form, f"{change}|{word}") for change, word, form in [*verbs, *nouns])


_TRANSITIVE_WORDS = _vocabulary(_WORDS["object"], _WORDS["noun"])
_INTRANSITIVE_WORDS = _vocabulary(_WORDS["subject"], {})


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
