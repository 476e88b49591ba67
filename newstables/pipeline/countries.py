"""Countries in a text, under any of their names: "China", "Chinese", "Beijing", "its commerce ministry", "Trump"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from newstables.knowledge import Knowledge, load
from newstables.pipeline.terms import Vocabulary
from newstables.records import SIDE_CODES, Actor, EntityKind, Place, Side

EVERY_COUNTRY = "*"
_ORGANS = re.compile(
    r"""
      government-of-(?:canada|china|the-united-states)
    | ministry-of-|state-council|general-administration-of-customs  # of China
    | finance-canada|global-affairs-canada|canada-border-services|canadian-international-trade
    | white-house|u-s-|office-of-the-united-states
    """,
    re.VERBOSE,
)
_OFFICE = re.compile(r"(?:President|Premier|General Secretary|Secretary|(?:\w+ )*Minister)\b.* of (.+)")
_MORE_WORDS = (  # what the knowledge base files elsewhere, or not at all
    ("Brussels", "EU name"),
    ("Europe", "EU name"),
    ("European Commission", "EU name"),
    ("the bloc", "EU name"),
    ("European", "EU adjective"),
    ("the administration", "US name"),
    ("mainland", "CN name"),
    ("Korean", "KR adjective"),
    ("Koreans", "KR name"),
    ("Korea", "KR name"),
    ("Seoul", "KR name"),
)


_LANGUAGES = frozenset({"English"})  # "the English service" is of no country


class Form(StrEnum):
    """How a country is named, which decides what it can be in a sentence."""

    NAME = "name"  # the country, its capital, its government: can impose a tariff
    ADJECTIVE = "adjective"  # "Chinese"
    PART = "part"  # a province or a city in it: cannot


@dataclass(frozen=True, slots=True)
class Country:
    """One mention of a country; ``code`` is its ISO 3166 alpha-2 code or "EU"."""

    start: int
    end: int
    code: str
    form: Form


def find_countries(text: str) -> list[Country]:
    """The countries named in a text, left to right.

    >>> [(country.code, country.form.value) for country in find_countries("Beijing's duties on Quebec and U.S. pork")]
    [('CN', 'name'), ('CA', 'part'), ('US', 'name')]
    >>> [country.code for country in find_countries("Brussels, Finance Canada and Trump")]
    ['EU', 'CA', 'US']
    """
    found = []
    for term in _vocabulary(load()).find(text):
        code, form = term.key.split()
        found.append(Country(term.start, term.end, code, Form(form)))
    return found


@cache
def _vocabulary(knowledge: Knowledge) -> Vocabulary:
    return Vocabulary(
        [
            *_MORE_WORDS,
            *(pair for place in knowledge.places for pair in _place_words(place)),
            *(pair for actor in knowledge.actors for pair in _actor_words(actor, _offices(knowledge))),
        ]
    )


def _place_words(place: Place) -> Iterator[tuple[str, str]]:
    if place.code is None:
        return
    # Knowledge lists few cities abroad but capitals; at home and in China and the United States it lists many.
    is_state = place.kind in {"country", "union"} or (
        place.kind == "city" and (place.government in _national(load()) or place.side is Side.OTHER)
    )
    form = Form.NAME if is_state else Form.PART
    for word in (place.name, *place.aliases):
        yield word, f"{place.code} {form}"
    for word in place.demonyms:
        if word in _LANGUAGES:
            continue
        is_plural = word.endswith("s") and word[:-1] in place.demonyms  # "the Americans" act as their state does
        whole = Form.NAME if is_plural else Form.ADJECTIVE
        yield word, f"{place.code} {whole if is_state else Form.PART}"


@cache
def _national(knowledge: Knowledge) -> set[str]:
    """The governments of countries, not of provinces."""
    return {place.government for place in knowledge.places if place.kind == "country" and place.government}


def _actor_words(actor: Actor, offices: dict[str, str]) -> Iterator[tuple[str, str]]:
    """An organ of a state, or a person who holds or held a national office, stands for the state."""
    is_organ = actor.kind is EntityKind.ORGANIZATION and _ORGANS.match(actor.actor_id)
    code = SIDE_CODES.get(actor.side) if is_organ else offices.get(actor.actor_id)
    if code is None:
        return
    for word in (actor.name, *actor.aliases, *(actor.weak_aliases if is_organ else ())):
        yield word, f"{code} {Form.NAME}"


@cache
def _offices(knowledge: Knowledge) -> dict[str, str]:
    codes = {place.name: place.code for place in knowledge.places if place.kind == "country" and place.code}
    found = {}
    for role in knowledge.roles:
        office = _OFFICE.fullmatch(role.role)
        country = office.group(1).removeprefix("the ") if office else ""
        if country in codes:
            found[role.actor_id] = codes[country]
    return found
