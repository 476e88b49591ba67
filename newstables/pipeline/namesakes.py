"""Component: which of several bearers a surname means, where an article names two or an actor has a namesake in it.

``surnames.py`` decides the single mention. Here stands who bears which surname in the article, and who bears an actor's
full name without being the actor: who has a trade, or is introduced as a stranger ("He is called Michael Chong").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from newstables.knowledge import Knowledge, load
from newstables.pipeline import namesake_words as lists
from newstables.pipeline.bearers import Bearer, surname
from newstables.pipeline.mentions import mention, put
from newstables.pipeline.support import JUNIOR
from newstables.pipeline.surnames import STAYS, Bearing, Surname, Surnames
from newstables.pipeline.words import NameWords, name_words
from newstables.records import Actor, EntityKind

PERSON, ORGANIZATION = EntityKind.PERSON, EntityKind.ORGANIZATION
INTRODUCED = frozenset({"is", "was", "are", "were"})


class Namesakes:
    """Component: rewrites the one-word mentions in ``doc.ents`` whose surname several bear."""

    def __init__(self, knowledge: Knowledge, words: NameWords) -> None:
        self.words = words
        self.roles = knowledge.roles
        self.bearing = Bearing(
            _by_word(knowledge.actors, PERSON), _by_word(knowledge.actors, ORGANIZATION), self.offices, words.title
        )
        self.shared = self.bearing.people.keys() & self.bearing.firms.keys()

    def __call__(self, doc: Doc) -> Doc:
        """Decide and return the Doc."""
        surnames = Surnames(doc, self.bearing)
        ents = [self._unless_namesake(doc, ent, surnames) for ent in doc.ents]
        put(doc, list(self._decided(doc, ents, surnames)))
        return doc

    def offices(self, actor_id: str, on: date | None) -> list[str]:
        """What an actor was on a day; without a day, ever."""
        return [role.office for role in self.roles if role.actor_id == actor_id and _may_hold(role.start, role.end, on)]

    def _unless_namesake(self, doc: Doc, ent: Span, surnames: Surnames) -> Span:
        """A full name as it is; unlinked where the article says that its bearer is somebody else."""
        if ent.label_ != PERSON.value or not ent.kb_id_ or len(ent) == 1:
            return ent
        before = [token.lower_ for token in doc[max(ent.start - 3, 0) : ent.start]]
        met = len(before) == 3 and before[0] in {"he", "she"} and before[1] in INTRODUCED and before[2] in lists.CALLED
        described = {word for text in surnames.described(ent) for word in text.split()}
        known = {word for office in self.offices(ent.kb_id_, None) for word in office.split()}
        trade = not described.isdisjoint(lists.TRADES) and described.isdisjoint(known | lists.IN_OFFICE)
        return mention(doc, ent.start, ent.end, PERSON) if met or trade else ent

    def _decided(self, doc: Doc, ents: list[Span], surnames: Surnames) -> Iterator[Span]:
        """The mentions, some of them linked otherwise."""
        full: dict[int, tuple[str, Bearer]] = {}  # first token → surname and bearer
        for ent in ents:
            if ent.label_ != PERSON.value or len(ent) == 1:
                continue
            short = surname([token.text for token in ent if token.text not in JUNIOR], self.words)
            if len(short) == 1:
                bearer = Bearer(PERSON, ent.id_ or ent.text, ent.kb_id_)
                full[ent.start] = short[0], bearer
                surnames.names.setdefault(short[0], Surname()).bearers.setdefault(bearer, []).extend(
                    surnames.described(ent)
                )
        contested = {word for word, name in surnames.names.items() if self._is_contested(word, name)} | self.shared
        shouted = {word.upper(): word for word in contested}
        for ent in ents:
            if ent.start in full and full[ent.start][0] in contested:
                surnames.note(ent, *full[ent.start])
            word = shouted.get(ent.text, ent.text)
            short_name = len(ent) == 1 and ent.label_ in {PERSON.value, ORGANIZATION.value}
            chosen = surnames.choose(ent, word) if short_name and word in contested else STAYS
            yield (
                ent
                if chosen is STAYS
                else mention(doc, ent.start, ent.end, chosen.kind, name=chosen.name, known_as=chosen.known_as)
            )

    def _is_contested(self, word: str, name: Surname) -> bool:
        """Whether a surname has two bearers here, or one who is not the actor of the name."""
        known = word in self.bearing.people or word in self.bearing.firms
        return len(name.bearers) > 1 or (known and not any(bearer.known_as for bearer in name.bearers))


def _may_hold(start: date | None, end: date | None, on: date | None) -> bool:
    return on is None or ((start is None or start <= on) and (end is None or on < end))


def _by_word(actors: Iterable[Actor], kind: EntityKind) -> dict[str, list[Actor]]:
    """One-word names → the actors that have them."""
    found: dict[str, list[Actor]] = {}
    for actor in actors:
        for name in {actor.name, *actor.aliases, *actor.weak_aliases} if actor.kind is kind else ():
            if " " not in name and not name.isupper():
                found.setdefault(name, []).append(actor)
    return found


@Language.factory("newstables_namesakes", requires=["doc.sents", "doc.ents"], assigns=["doc.ents"])
def make_namesakes(nlp: Language, name: str) -> Namesakes:
    """Make the component over the package's knowledge base."""
    return Namesakes(load(), name_words())
