"""Whether an article names the countries that a claim was read to be about."""

from __future__ import annotations

import re
from functools import cache

from newstables.knowledge import country_names, load
from newstables.records import SIDE_CODES, EntityKind, Tariff


def not_named(claim: Tariff, text: str) -> list[str]:
    """The names of those parties of a claim that its article gives no word for: no name, people, place or person.

    Args:
        claim: The claim.
        text: The article's text.
    """
    names = country_names(load())
    codes = [code for code in (claim.imposer, claim.target) if code in names and code != "*"]
    return [names[code] for code in codes if not _words(code).search(text)]


@cache
def _words(code: str) -> re.Pattern[str]:
    """What stands for a country in a text: it, its people and places, and the persons of its side; companies do not."""
    places = [place for place in load().places if place.code == code]
    persons = [
        actor for actor in load().actors if SIDE_CODES.get(actor.side) == code and actor.kind == EntityKind.PERSON
    ]
    words = {
        *(word for place in places for word in (place.name, *place.aliases, *place.demonyms)),
        *(word for person in persons for word in (person.name, *person.aliases)),
    }
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(words))) + r")(?!\w)")
