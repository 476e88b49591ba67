"""Whom a surname means at one place of an article that names two of its bearers.

In the order of a reader: the title before it, whether a firm of that name is meant, the headline, the description
behind it, what it possesses, who was quoted last, whom the paragraph named last. Where these tell nothing it is nobody:
no link is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Span

from newstables.pipeline import namesake_words as lists
from newstables.pipeline.bearers import Bearer
from newstables.pipeline.descriptions import Descriptions, fits
from newstables.pipeline.firms import firm_meant
from newstables.pipeline.function_words import DETERMINERS, POSSESSIVE_MARKS, PREPOSITIONS
from newstables.pipeline.inflection import lemma
from newstables.pipeline.metonym_words import OFFICIAL
from newstables.pipeline.worded import lower_of, words_of
from newstables.records import Actor, EntityKind

NOBODY = Bearer(EntityKind.PERSON, "", "")  # a person, but whom is not said
STAYS = Bearer(EntityKind.PERSON, "-", "")  # the mention is right as it is
CLOSING = frozenset({"”", '"'})
SAID = frozenset({"said", "says"})
FAR = 10  # tokens of a relative clause that are read


@dataclass(frozen=True, slots=True)
class Bearing:
    """Whom the knowledge base has by which one-word name."""

    people: Mapping[str, Sequence[Actor]]
    firms: Mapping[str, Sequence[Actor]]
    offices: Callable[[str, date | None], list[str]]  # of an actor on a day
    titles: frozenset[str]


@dataclass(slots=True)
class Surname:
    """A surname of the article, and what became of its mentions so far."""

    bearers: dict[Bearer, list[str]] = field(default_factory=dict)  # with the article's descriptions of them
    seen: list[tuple[int, Bearer]] = field(default_factory=list)  # at which tokens, in order
    spoke: Bearer | None = None  # who was quoted last
    titled: int = 0  # mentions in the title

    @property
    def linked(self) -> list[Bearer]:
        """Those whom the knowledge base has."""
        return [bearer for bearer in self.bearers if bearer.known_as]

    @property
    def private(self) -> list[Bearer]:
        """The others."""
        return [bearer for bearer in self.bearers if not bearer.known_as]


class Surnames:
    """Decides the mentions of one article, in their order."""

    def __init__(self, doc: Doc, bearing: Bearing) -> None:
        self.doc = doc
        self.bearing = bearing
        self.on: date | None = doc._.published_on
        self.words = words_of(doc)
        self.lower = lower_of(doc)
        self.descriptions = Descriptions(self.words, self.lower, [False] * len(self.words))
        self.names: dict[str, Surname] = {}
        self.line: list[int] = []
        number = 0
        for word in self.words:
            self.line.append(number)
            number += "\n" in word

    def described(self, ent: Span) -> list[str]:
        """How an article describes whom it names."""
        return self.descriptions.of(ent.start, ent.end)

    def note(self, ent: Span, word: str, bearer: Bearer) -> None:
        """Remember that a mention meant a bearer."""
        name = self.names.setdefault(word, Surname())
        name.seen.append((ent.start, bearer))
        if self._speaks(ent):
            name.spoke = bearer

    def choose(self, ent: Span, word: str) -> Bearer:
        """Whom a mention means: a bearer, NOBODY, or STAYS."""
        name = self.names.setdefault(word, Surname())
        chosen = self._chosen(ent, word, name)
        if chosen is STAYS and ent.kb_id_:
            name.seen.append((ent.start, Bearer(EntityKind(ent.label_), ent.id_ or ent.text, ent.kb_id_)))
        elif chosen not in (STAYS, NOBODY):
            self.note(ent, word, chosen)
        return chosen

    def _chosen(self, ent: Span, word: str, name: Surname) -> Bearer:
        # The first case that applies decides.
        for case in (self._titled, self._firm, self._in_headline, self._apposed, self._possessing, self._quoted):
            if (chosen := case(ent, word, name)) is not None:
                return chosen
        return self._recent(ent, name)

    # ------------------------------------------------------------------------------------------------- cases

    def _titled(self, ent: Span, word: str, name: Surname) -> Bearer | None:
        """Whom "Premier Smith" means: the gazetteer has linked it where nobody here fits."""
        if (
            not ent.start
            or self.words[ent.start - 1] not in self.bearing.titles
            or not self.words[ent.start - 1].istitle()
        ):
            return None
        words = self.lower[max(ent.start - 2, 0) : ent.start]
        return self._fitting(name, words, words[-1:]) or STAYS

    def _firm(self, ent: Span, word: str, name: Surname) -> Bearer | None:
        """The firm of the name, which a headline's shortness does not tell."""
        firms = self.bearing.firms.get(word, ())
        contested = word in self.bearing.people or name.bearers
        tells = not self._is_headline(ent) and not self._after_quote(ent)
        if len(firms) == 1 and contested and tells and firm_meant(self.doc, ent):
            return Bearer(EntityKind.ORGANIZATION, firms[0].name, firms[0].actor_id)
        return None if name.bearers else STAYS

    def _in_headline(self, ent: Span, word: str, name: Surname) -> Bearer | None:
        """A surname in the headline is that of somebody known; a second one, or "Wang of Markham", is not."""
        if not self._is_headline(ent):
            return None
        name.titled += 1
        stranger = ent.start > 0 and self.lower[ent.start - 1] in lists.CALLED
        if name.titled > 1 or stranger or self.lower[ent.end : ent.end + 1] == ["of"]:
            return NOBODY
        return name.linked[0] if len(name.linked) == 1 else (NOBODY if name.linked else STAYS)

    def _apposed(self, ent: Span, word: str, name: Surname) -> Bearer | None:
        """Whom ", the spokesman," means: whom it fits; else, of an office, the one actor; else the one who is none."""
        relative = self.lower[ent.end : ent.end + 2] in ([",", "who"], [",", "whose"])
        apposition = self.descriptions.apposition(ent.end).split()
        words = self.lower[ent.end + 1 : ent.end + FAR] if relative else apposition
        if not words:
            return NOBODY if ent.start and self.lower[ent.start - 1] == "other" else None
        stop = next((i for i, one in enumerate(words) if one in PREPOSITIONS), len(words))
        head = [lists.ALIKE.get(one, one) for one in words[:stop] if one not in DETERMINERS]
        if head[:1] != ["who"] and (fitting := self._fitting(name, head, head[-1:])):
            return fitting
        of_office = words[0] == "whose" and not lists.OF_OFFICE.isdisjoint(words[1:3])
        if of_office or not lists.IN_OFFICE.isdisjoint(words):
            known = [actor for actor in self.bearing.people.get(word, ()) if self._may_sit(actor, words)]
            if not name.linked and len(known) == 1:
                return Bearer(EntityKind.PERSON, known[0].name, known[0].actor_id)
            return name.linked[0] if len(name.linked) == 1 else NOBODY
        return name.private[0] if len(name.private) == 1 else NOBODY

    def _possessing(self, ent: Span, word: str, name: Surname) -> Bearer | None:
        """Who has an office, a department, a policy: the one in office."""
        following = self.lower[ent.end : ent.end + 3]
        if following[:1] == [] or following[0] not in POSSESSIVE_MARKS:
            return None
        if not any(one in lists.OF_OFFICE or lemma(one) in OFFICIAL for one in following[1:]):
            return None
        if not name.linked:
            return STAYS if ent.kb_id_ else None
        here = [bearer for bearer in self._here(ent, name) if bearer in name.linked]
        return here[-1] if here else (name.linked[0] if len(name.linked) == 1 else NOBODY)

    def _quoted(self, ent: Span, word: str, name: Surname) -> Bearer | None:
        """Who is quoted: a private person whom the paragraph introduces, else who was quoted before."""
        if not (self._speaks(ent) and self._after_quote(ent)):
            return None
        here = {bearer for bearer in self._here(ent, name) if bearer.kind is EntityKind.PERSON}
        if len(here) == 1 and (not name.private or here <= set(name.private)):
            return next(iter(here))
        if name.spoke is not None and (not here or name.spoke in here or name.spoke in name.private):
            return name.spoke
        earlier = {bearer for _, bearer in name.seen}
        return next(iter(earlier)) if not here and len(earlier) == 1 else NOBODY

    def _recent(self, ent: Span, name: Surname) -> Bearer:
        """Whom the paragraph names; of several, the one who is the subject of the sentence before."""
        here = {bearer for bearer in self._here(ent, name) if bearer.kind is EntityKind.PERSON}
        if ent.kb_id_ and not name.linked and len(name.private) > 1:
            return STAYS  # two Trumps, and neither is he
        if len(here) == 1:
            return next(iter(here))
        if not here:
            return name.seen[-1][1] if name.seen else STAYS
        sentence = self.doc[ent.start].sent
        pointed = self.lower[ent.start - 1] == "that"
        if pointed or sentence.start == ent.start:
            start = self.doc[sentence.start - 1].sent.start
            before = [(at, bearer) for at, bearer in name.seen if start <= at < sentence.start]
            if len(before) == 1 and (pointed or before[0][0] == start):
                return before[0][1]
        return NOBODY

    # ----------------------------------------------------------------------------------------------- looking

    def _here(self, ent: Span, name: Surname) -> list[Bearer]:
        """Those whom the paragraph has named before a mention."""
        return [bearer for at, bearer in name.seen if self.line[at] == self.line[ent.start]]

    def _is_headline(self, ent: Span) -> bool:
        return self.line[ent.start] == 0 and self.line[-1] > 0 and ent.sent[-1].text not in {".", ".”"}

    def _fitting(self, name: Surname, *wanted: list[str]) -> Bearer | None:
        """The one bearer whom all of the words fit, else the one whom their head fits."""
        for words in wanted:
            fitting = [bearer for bearer in name.bearers if fits(words, self._titles(bearer, name))]
            if len(fitting) == 1:
                return fitting[0]
        return None

    def _titles(self, bearer: Bearer, name: Surname) -> list[str]:
        titles = [*name.bearers[bearer], *self.bearing.offices(bearer.known_as, self.on)]
        return [" ".join(lists.ALIKE.get(word, word) for word in title.split()) for title in titles]

    def _may_sit(self, actor: Actor, words: list[str]) -> bool:
        """Whether an actor whom the article does not name in full may be one "who sits in the House"."""
        offices = " ".join(self.bearing.offices(actor.actor_id, self.on)).split()
        return not lists.SITTING.isdisjoint(words) and "mp" in offices

    def _speaks(self, ent: Span) -> bool:
        """Whether a verb of speech stands beside a name."""
        beside = {*self.lower[ent.end : ent.end + 1], *self.lower[max(ent.start - 1, 0) : ent.start]}
        return not SAID.isdisjoint(beside)

    def _after_quote(self, ent: Span) -> bool:
        """Whether a mark that closes a quotation stands before a name, in its paragraph."""
        before = range(max(ent.start - 3, 0), ent.start)
        return any(self.words[i] in CLOSING and self.line[i] == self.line[ent.start] for i in before)
