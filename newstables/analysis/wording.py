"""A sentence as terms that two writers share: stems, names, things known by several words, and figures."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from newstables.analysis.figures import Figure, figures, words_of
from newstables.knowledge import FOLDER, Knowledge, load

_WORD = re.compile(r"[^\W_]+(?:[.&'-][^\W_]+)*(?:(?<=\b\w\.\w)\.)?")
_QUOTED = re.compile(r"[“\"«](.+?)(?:[”\"»]|$)", re.DOTALL)
_DATELINE = re.compile(r"^(?:[A-Z][A-Z.'-]+(?:,?\s[A-Z][A-Za-z.'-]*)*\.?(?:\s\([\w ]+\))?)\s[—–-]+\s+(?=\S)")
# Words that say nothing of what a sentence is about.
_STOP = words_of(
    """
    a an the of to in on at by for from with as and or but nor so yet if than then that which who whom whose
    this these those it its he she they them his her their we our us you your i my me is are was were be been
    being am has have had do does did will would can could may might shall should must not no also there here
    what when where how why into out up upon under over while s t re ve ll d such very just too own same other
    another each all any both more most much many some only
    """
)
# The first that fits, and what stands in its place.
_ENDINGS = [
    ("ations", "at"), ("ation", "at"), ("ments", ""), ("ment", ""), ("nesses", ""), ("ness", ""), ("ings", ""),
    ("ions", ""), ("ion", ""), ("ing", ""), ("ically", "ic"), ("ally", "al"), ("ies", "y"), ("ied", "y"), ("ers", ""),
    ("er", ""), ("ors", ""), ("or", ""), ("edly", ""), ("ed", ""), ("sses", "ss"), ("es", "e"), ("ss", "ss"),
    ("ly", ""), ("s", ""),
]  # fmt: skip
_LONGEST = 4  # words of a phrase of knowledge


@dataclass(frozen=True, slots=True)
class Wording:
    """What a sentence says it with. ``words`` are all, in order, for comparing letter by letter."""

    words: tuple[str, ...]
    quoted: tuple[str, ...]  # the words between marks
    terms: frozenset[str]  # stems, figures, and keys of what knowledge calls by several words
    figures: tuple[Figure, ...]


def plain(text: str) -> list[str]:
    """The words in lower case, without marks and a dateline: what makes two sentences the same to the word.

    >>> plain("OTTAWA — “It’s done,” he said.")
    ["it's", 'done', 'he', 'said']
    """
    return _WORD.findall(_DATELINE.sub("", text, count=1).replace("’", "'").casefold())


def dateline(sentence: str) -> str | None:
    """What stands before the dash of a first sentence: "OTTAWA"."""
    match = _DATELINE.match(sentence)
    return match.group().rstrip(" \t—–-") if match else None


@cache
def stem(word: str) -> str:
    """A word without its common endings; a light stemmer after M. F. Porter, Program 14 (3), 1980.

    >>> {stem(word) for word in ("inspect", "inspects", "inspected", "inspection", "inspecting")}
    {'inspect'}
    """
    word = word.removesuffix("'s").removesuffix("'")
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def content(words: Iterable[str]) -> list[str]:
    """The words that say what a sentence is about."""
    return [word for word in words if word not in _STOP]


@cache
def phrases(knowledge: Knowledge) -> dict[tuple[str, ...], str]:
    """Words → the key of what they name: actors, governments behind places, goods, and synonyms of news."""
    found: dict[tuple[str, ...], str] = {}

    def add(key: str, forms: Iterable[str]) -> None:
        for form in forms:
            found.setdefault(tuple(plain(form)), key)

    for actor in knowledge.actors:
        add(f"@{actor.actor_id}", [actor.name, *actor.aliases])
    for row in synonyms():
        add(f"={row[0]}", row[1])
    for good in knowledge.goods:
        add(f"={good.part_of or good.key}", good.terms)
    for place in knowledge.places:
        add(f"@{place.code or place.place_id}", [place.name, *place.aliases, *place.demonyms])
    found.pop((), None)
    return found


@cache
def synonyms() -> list[tuple[str, list[str]]]:
    """Key and terms of ``knowledge/synonyms.csv``: words that reporters use for one another."""
    with (FOLDER / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        return [(line["key"], line["terms"].split("|")) for line in csv.DictReader(file, strict=True)]


def wording(sentence: str) -> Wording:
    """Read a sentence."""
    known = phrases(load())
    words = plain(sentence)
    terms: set[str] = set()
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            key = known.get(tuple(words[at : at + length]))
            if key is not None:
                terms.add(key)
                at += length
                break
        else:
            if words[at] not in _STOP and not words[at][0].isdigit():
                terms.add(stem(words[at]))
            at += 1
    found = tuple(figures(sentence))
    return Wording(
        words=tuple(words),
        quoted=tuple(word for match in _QUOTED.finditer(sentence) for word in plain(match.group(1))),
        terms=frozenset(terms) | {figure.key for figure in found},
        figures=found,
    )
