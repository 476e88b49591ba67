"""What a mention resolves to."""

from __future__ import annotations

from dataclasses import dataclass

from newstables.pipeline.people import Person
from newstables.records import SpeakerKind


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker; no name where it is unsure who speaks."""

    name: str | None
    kind: SpeakerKind | None
    actor_id: str | None = None
    person: Person | None = None


UNRESOLVED = Speaker(None, None)


def of_person(person: Person) -> Speaker:
    """A person as a speaker."""
    return Speaker(person.name, SpeakerKind.PERSON, person.actor_id, person)
