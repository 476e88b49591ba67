"""Word lists that names are recognised by: titles, heads of organizations, given names, days and months."""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from functools import cache

from newstables.knowledge import FOLDER


@dataclass(frozen=True, slots=True)
class NameWords:
    """One set per line of ``knowledge/name_words.csv``, each word as written there."""

    weekday: frozenset[str]
    month: frozenset[str]
    title: frozenset[str]  # "Minister", "Dr.": a person's name may follow
    role: frozenset[str]  # "economist": a person's name may stand before or after
    portfolio: frozenset[str]  # "Agriculture" in "Agriculture Minister"
    org_head: frozenset[str]  # "Alliance": ends the name of an organization
    org_of: frozenset[str]  # "Ministry": the name goes on with "of"
    place_head: frozenset[str]  # "River": ends the name of a place
    place_lead: frozenset[str]  # "Lake": begins one
    compass: frozenset[str]  # "Northern"
    never: frozenset[str]  # capitalised at times, never part of a person's name
    zh_surname: frozenset[str]
    given: frozenset[str]


@cache
def name_words() -> NameWords:
    """The lists, read once."""
    with (FOLDER / "name_words.csv").open(encoding="utf-8", newline="") as file:
        lists = {line["kind"]: frozenset(line["words"].split("|")) for line in csv.DictReader(file, strict=True)}
    return NameWords(**{field.name: lists[field.name] for field in fields(NameWords)})
