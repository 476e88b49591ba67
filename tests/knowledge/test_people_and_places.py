"""The curated actors, roles and places: what the loader cannot know to be wrong."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import combinations

import pytest

from newstables.knowledge import load
from newstables.records import EntityKind, Role

KNOWN = load()


def test_an_id_is_an_actor_or_a_place_never_both() -> None:
    assert not {actor.actor_id for actor in KNOWN.actors} & {place.place_id for place in KNOWN.places}


def test_ids_are_slugs() -> None:
    ids = [actor.actor_id for actor in KNOWN.actors] + [place.place_id for place in KNOWN.places]
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []


def test_actors_are_people_or_organizations() -> None:
    assert {actor.kind for actor in KNOWN.actors} == {EntityKind.PERSON, EntityKind.ORGANIZATION}


def test_only_people_have_a_gender() -> None:
    assert {actor.gender for actor in KNOWN.actors if actor.kind is EntityKind.PERSON} <= {"f", "m", None}
    assert {actor.gender for actor in KNOWN.actors if actor.kind is EntityKind.ORGANIZATION} == {None}


def test_a_strong_form_means_one_thing() -> None:
    forms = Counter(form for actor in KNOWN.actors for form in {actor.name, *actor.aliases})
    forms.update(form for place in KNOWN.places for form in {place.name, *place.aliases, *place.demonyms})
    assert [form for form, times in forms.items() if times > 1] == []


def test_no_form_is_strong_and_weak_for_one_actor() -> None:
    both = {a.actor_id: {a.name, *a.aliases} & set(a.weak_aliases) for a in KNOWN.actors}
    assert {actor_id: forms for actor_id, forms in both.items() if forms} == {}


def test_forms_are_written_with_straight_apostrophes() -> None:
    forms = [form for a in KNOWN.actors for form in (a.name, *a.aliases, *a.weak_aliases)]
    assert [form for form in forms if "’" in form or form != form.strip()] == []


def test_codes_are_iso_or_the_union() -> None:
    assert [p.name for p in KNOWN.places if p.code is not None and not re.fullmatch("[A-Z]{2}", p.code)] == []


def test_countries_have_codes_of_their_own() -> None:
    codes = Counter(p.code for p in KNOWN.places if p.kind == "country")
    assert [code for code, times in codes.items() if times > 1 or code is None] == []


def test_offices_are_lower_case_and_end_after_they_begin() -> None:
    assert [r.office for r in KNOWN.roles if r.office != r.office.lower()] == []
    assert [r for r in KNOWN.roles if r.start and r.end and r.start >= r.end] == []


def _overlap(one: Role, other: Role) -> bool:
    if one.start is None or other.start is None or one.actor_id == other.actor_id:
        return False
    return one.start < (other.end or date.max) and other.start < (one.end or date.max)


@pytest.mark.parametrize(
    "role",
    [
        "Prime Minister of Canada",
        "President of the United States",
        "President of China",
        "Premier of China",
        "Minister of Foreign Affairs of Canada",
        "Foreign Minister of China",
        "Ambassador of Canada to China",
    ],
)
def test_an_office_has_one_holder_at_a_time(role: str) -> None:
    holders = [r for r in KNOWN.roles if r.role == role]
    assert len(holders) > 0
    assert [pair for pair in combinations(holders, 2) if _overlap(*pair)] == []


@pytest.mark.parametrize(
    ("on", "holder"),
    [
        (date(2017, 12, 4), "justin-trudeau"),
        (date(2025, 3, 13), "justin-trudeau"),
        (date(2025, 3, 14), "mark-carney"),
        (date(2026, 1, 16), "mark-carney"),
    ],
)
def test_the_prime_minister_of_canada(on: date, holder: str) -> None:
    held = [r.actor_id for r in KNOWN.roles if r.role == "Prime Minister of Canada" and r.start and r.start <= on]
    ended = [r.actor_id for r in KNOWN.roles if r.role == "Prime Minister of Canada" and r.end and r.end <= on]
    assert [actor_id for actor_id in held if actor_id not in ended] == [holder]
