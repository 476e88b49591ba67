"""Organizations and places of an article as speakers: by name, as "the union", as the city in "the city government"."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from spacy.tokens import Doc, Span

from newstables.knowledge import Knowledge
from newstables.pipeline.function_words import DETERMINERS, POSSESSIVE_MARKS, vocabulary
from newstables.pipeline.speaker import UNRESOLVED, Speaker
from newstables.pipeline.worded import lower_of, opens_of, words_of
from newstables.records import Actor, EntityKind, Place, Side, SpeakerKind

CITY = frozenset({"city government", "municipal government", "city hall", "city council"})
STATE = frozenset({"government", "side", "authorities"})  # "the Canadian government": what the place stands for
# What leads from somebody to a body that they are at, of, for …
LEADING = vocabulary("of from with at for in on to by near inside within like including as among between about")
REGIONAL = frozenset({"region", "city"})  # kinds of places
LATELY = 12  # mentions that "the city government" looks back over
EARLIER = 50  # organizations that "the union" looks back over


class Bodies:
    """The mentions of organizations and places in ``doc.ents``."""

    def __init__(self, doc: Doc, knowledge: Knowledge) -> None:
        self.words = words_of(doc)
        self.lower = lower_of(doc)
        self.opens = opens_of(doc)
        self.ents = [ent for ent in doc.ents if ent.label_ != EntityKind.PERSON.value]
        self.starts = [ent.start for ent in self.ents]
        self.organizations = [ent for ent in self.ents if ent.label_ == EntityKind.ORGANIZATION.value]
        self.organization_starts = [ent.start for ent in self.organizations]
        self.places, self.actors, self.by_name = _known(knowledge)

    def inside(self, start: int, end: int) -> list[Span]:
        """The mentions between two tokens."""
        n = bisect_left(self.starts, start)
        return [ent for ent in self.ents[n : n + LATELY] if ent.end <= end]

    def before(self, at: int) -> list[Span]:
        """The latest mentions before a token, the nearest first."""
        n = bisect_left(self.starts, at)
        return self.ents[max(0, n - LATELY) : n][::-1]

    def side(self, start: int, end: int) -> Side | None:
        """The side that an adjective or a place between two tokens names."""
        places = (self.places.get(ent.kb_id_) for ent in self.inside(start, end))
        return next((place.side for place in places if place), None)

    def region(self, start: int, end: int) -> tuple[str, Place] | None:
        """The province or city that a mention names, as written and as known: "the Saskatchewan trade minister"."""
        named = ((ent.text, self.places.get(ent.kb_id_)) for ent in self.inside(start, end))
        return next(((written, place) for written, place in named if place and place.kind in REGIONAL), None)

    def owner(self, start: int, end: int) -> bool:
        """Whether a mention begins with a place that has what follows: "China’s foreign minister"."""
        first = next(iter(self.inside(start, end)), None)
        return (
            first is not None and first.start == start and first.end < end and self.lower[first.end] in POSSESSIVE_MARKS
        )

    def named(self, start: int, end: int) -> Speaker | None:
        """The organization, or the government of the place, that a mention is about; None where it names none."""
        inside = self.inside(start, end)
        organizations = [ent for ent in inside if ent.label_ == EntityKind.ORGANIZATION.value]
        if organizations:
            last = organizations[-1]
            before = self.lower[start : last.start]
            aside = len(before) - before[::-1].index(",") if "," in before else 0  # "For its part, the union"
            # "Unifor members" are not Unifor, nor is "an analyst at Unifor"
            return self.of_organization(last) if last.end == end and LEADING.isdisjoint(before[aside:]) else None
        for ent in inside:
            place = self.places.get(ent.kb_id_)
            before = [word for word in self.lower[start : ent.start] if word not in DETERMINERS]
            after = " ".join(word for word in self.lower[ent.end : end] if word not in POSSESSIVE_MARKS)
            whole = ent.label_ == EntityKind.PLACE.value and not after
            if place and not before and (whole or after in STATE):
                return self._of_place(ent)
        return None

    def of_organization(self, ent: Span) -> Speaker:
        """An organization as a speaker."""
        return Speaker(ent.id_ or ent.text, SpeakerKind.ORGANIZATION, ent.kb_id_ or None)

    def _of_place(self, ent: Span) -> Speaker:
        """The government that a place stands for, where the knowledge base has one; else the place's name."""
        return self._governing(self.places[ent.kb_id_]) or Speaker(ent.id_ or ent.text, SpeakerKind.ORGANIZATION)

    def _governing(self, place: Place) -> Speaker | None:
        government = self.actors.get(place.government or "")
        return Speaker(government.name, SpeakerKind.ORGANIZATION, government.actor_id) if government else None

    def led_from(self, country: str) -> Speaker | None:
        """The government of a country by its name; None where the knowledge base has none."""
        place = next((place for place in self.places.values() if place.name == country), None)
        return self._governing(place) if place else None

    def city(self, start: int, end: int) -> Speaker:
        """The government of the city spoken of last, for "the city government"."""
        phrase = " ".join(word for word in self.lower[start:end] if word not in DETERMINERS)
        if phrase not in CITY:
            return UNRESOLVED
        for ent in self.before(start):
            place = self.places.get(ent.kb_id_)
            if place and place.kind == "city":
                name = f"{place.name} municipal government"
                actor: Actor | None = self.by_name.get(name.casefold())
                return Speaker(name, SpeakerKind.ORGANIZATION, actor.actor_id if actor else None)
        return UNRESOLVED

    def bearing(self, noun: str, at: int) -> Speaker:
        """The organization before ``at`` that has a noun in its name: "the union" is the Rail Workers Union."""
        n = bisect_left(self.organization_starts, at)
        for ent in reversed(self.organizations[max(0, n - EARLIER) : n]):
            if noun in (ent.id_ or ent.text).lower().split():
                return self.of_organization(ent)
        return UNRESOLVED

    def opening(self, at: int) -> Speaker:
        """The organization that opens the sentence of ``at`` or the one before: what "it" means there."""
        sentences = 0
        for i in range(at, -1, -1):
            sentences += self.opens[i]
            if not self.opens[i] or i == at:
                continue
            first = i + (self.lower[i] in DETERMINERS)
            ent = next(iter(self.inside(first, at)), None)
            if ent is not None and ent.start == first and ent.label_ == EntityKind.ORGANIZATION.value:
                return self.of_organization(ent)
            if sentences >= 2:
                break
        return UNRESOLVED


@cache
def _known(knowledge: Knowledge) -> tuple[dict[str, Place], dict[str, Actor], dict[str, Actor]]:
    """Places and actors by their ids, actors by their names too."""
    return (
        {place.place_id: place for place in knowledge.places},
        {actor.actor_id: actor for actor in knowledge.actors},
        {actor.name.casefold(): actor for actor in knowledge.actors},
    )
