"""The people of an article: under which titles it knows them, whom "she" or "the minister" means at a given word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import accumulate, pairwise

from spacy.tokens import Doc

from newstables.knowledge import Knowledge
from newstables.pipeline.descriptions import Descriptions, fits
from newstables.pipeline.function_words import CONJUNCTIONS, POSSESSIVE_MARKS, PREPOSITIONS, vocabulary
from newstables.pipeline.worded import lower_of, opens_of, words_of
from newstables.records import Actor, EntityKind, Role, Side

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
HONORIFICS = {"mr": "m", "mr.": "m", "sir": "m", "ms": "f", "ms.": "f", "mrs": "f", "mrs.": "f", "miss": "f"}
FEMALE = re.compile(r"\b\w*(?:woman|mother|wife|widow|daughter|queen)\b")
MALE = re.compile(r"\b\w*(?:[^o]man|father|husband|son|king)\b")
INTRODUCING = PREPOSITIONS | CONJUNCTIONS | {"asked", "speaking"}
LEADING = frozenset({"prime minister", "premier", "president"})
# Those of whom a province has its own: "the Saskatchewan minister" is not a minister named before.
OFFICES = vocabulary("minister premier mayor governor secretary treasurer deputy ambassador consul")
NEAR = 9  # sentences within which a pronoun finds its person
LATELY = 24  # mentions that a pronoun looks back over
FAR = 25  # tokens behind a name within which a pronoun shows its gender
TITLED = 4  # tokens of "The chief executive" at the start of a sentence


@dataclass(slots=True, eq=False)
class Person:
    """One person of the article."""

    name: str
    actor_id: str | None
    gender: str | None = None
    titles: list[str] = field(default_factory=list)  # the article's descriptions and the knowledge base's offices
    mentions: list[int] = field(default_factory=list)  # first tokens, in order


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named, or meant by "The grower", at tokens ``start`` to ``end``."""

    start: int
    end: int
    person: Person
    named: bool = True


class People:
    """Everyone whom ``doc.ents`` names; ``quoted`` flags the tokens between marks."""

    def __init__(self, doc: Doc, knowledge: Knowledge, quoted: Sequence[bool]) -> None:
        self.words = words_of(doc)
        self.lower = lower_of(doc)
        self.quoted = quoted
        self.sentence = list(accumulate(opens_of(doc)))  # the number of each token's
        self.on: date | None = doc._.published_on
        self.roles = knowledge.roles
        self.actors = _persons(knowledge)
        self.descriptions = Descriptions(self.words, self.lower, quoted)
        self.persons: dict[str, Person] = {}
        self.mentions = self._named(doc)
        for person in self.persons.values():
            self._learn(person)
        self.mentions = sorted([*self.mentions, *self._titled()], key=lambda mention: mention.start)
        self.starts = [mention.start for mention in self.mentions]
        self.subjects = [self._is_subject(n) for n in range(len(self.mentions))]
        self._learn_genders()

    # -------------------------------------------------------------------------------------------- collecting

    def _named(self, doc: Doc) -> list[Mention]:
        named = [ent for ent in doc.ents if ent.label_ == EntityKind.PERSON.value]
        bearers: dict[str, list[str]] = {}  # surname → full names
        for full_name in sorted({ent.id_ for ent in named if " " in ent.id_}):
            bearers.setdefault(full_name.split()[-1].casefold(), []).append(full_name)
        mentions = []
        for ent in named:
            name: str | None = ent.id_ or ent.text
            full = bearers.get(ent.text.casefold(), []) if " " not in (ent.id_ or ent.text) else []
            if full:
                name = full[0] if len(full) == 1 else self._told_apart(full, ent.end)
            if name is None:
                continue  # two people bear it, and nothing here tells which
            person = self.persons.setdefault(name, Person(name, ent.kb_id_ or None))
            person.actor_id = person.actor_id or ent.kb_id_ or None
            person.mentions.append(ent.start)
            person.titles.extend(self.descriptions.of(ent.start, ent.end))
            mentions.append(Mention(ent.start, ent.end, person))
        return mentions

    def _told_apart(self, names: Sequence[str], end: int) -> str | None:
        """Which of the bearers of a surname "Gill, the economist," is."""
        words = self.descriptions.apposition(end).split()
        fitting = [name for name in names if name in self.persons and fits(words, self.persons[name].titles)]
        return fitting[0] if len(fitting) == 1 else None

    def _learn(self, person: Person) -> None:
        """What the knowledge base knows: gender, and the offices held on the article's date."""
        actor = self.actors.get(person.actor_id or "")
        if actor:
            person.gender = actor.gender
            offices = (role.office for role in self.roles if role.actor_id == actor.actor_id and _held(role, self.on))
            person.titles.extend(offices)

    def _titled(self) -> list[Mention]:
        """Sentences that open with "The grower" mention the person whom the article described so."""
        found = []
        for i in range(1, len(self.words) - 1):
            if self.lower[i] != "the" or self.quoted[i] or self.sentence[i] == self.sentence[i - 1]:
                continue
            stop = i + 1
            while (
                stop < len(self.words)
                and stop - i < TITLED
                and self.words[stop].islower()
                and self.descriptions.titular(stop)
            ):
                stop += 1
            persons = ((self._of_article(self.lower[i + 1 : end], i), end) for end in range(stop, i + 1, -1))
            found.extend([Mention(i, end, person, named=False) for person, end in persons if person][:1])
        return found

    def _is_subject(self, n: int) -> bool:
        """Whether a mention stands where subjects do: first in its sentence, or first behind an introduction."""
        mention = self.mentions[n]
        if self.quoted[mention.start]:
            return False
        start = bisect_left(self.sentence, self.sentence[mention.start])
        while start < mention.start and not self.words[start][0].isalnum():
            start += 1
        if self.lower[start] in {"he", "she"}:
            return False
        if self.lower[start] in INTRODUCING:
            k = mention.start
            while k > start and (self.descriptions.titular(k - 1) or self.lower[k - 1] == "the"):
                k -= 1
            return k > start and self.words[k - 1] == ","
        return n == 0 or self.sentence[self.starts[n - 1]] != self.sentence[mention.start]

    def _learn_genders(self) -> None:
        """The gender that honorifics, titles and the pronouns behind a name show."""
        votes: dict[str, Counter[str]] = {}
        ends = [*self.starts[1:], len(self.words)]
        for mention, stop in zip(self.mentions, ends, strict=False):
            if gender := self._gender_behind(mention, stop):
                votes.setdefault(mention.person.name, Counter())[gender] += 1
            honorific = HONORIFICS.get(self.lower[mention.start - 1]) if mention.start else None
            mention.person.gender = mention.person.gender or honorific
        for person in self.persons.values():
            shown, titles = votes.get(person.name, Counter()), " | ".join(person.titles)
            if person.gender is None and (FEMALE.search(titles) or MALE.search(titles)):
                person.gender = "f" if FEMALE.search(titles) else "m"
            elif person.gender is None and shown["m"] != shown["f"]:
                person.gender = "m" if shown["m"] > shown["f"] else "f"

    def _gender_behind(self, mention: Mention, stop: int) -> str | None:
        for i in range(mention.end, min(stop, mention.end + FAR)):
            gender = GENDERS.get(self.lower[i])
            # "Gill said he was tired" tells it; “He is tired,” Gill said does not.
            if gender or self.quoted[i] or self.sentence[i] != self.sentence[mention.start]:
                return None if self.quoted[i] and not self.words[i - 1].isalpha() else gender
        return None

    # --------------------------------------------------------------------------------------------- resolving

    def named(self, start: int, end: int) -> list[tuple[int, int, Person]]:
        """Those named between two tokens, with where."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [(m.start, m.end, m.person) for m in self.mentions[first:last] if m.named and m.end <= end]

    def whole(self, at: int) -> int:
        """Where the name begins that goes on over a token, else the token: "Quill" in "Ada Quill"."""
        n = bisect_left(self.starts, at) - 1
        start = self.mentions[n].start if n >= 0 and self.mentions[n].end > at else at
        return start if self.words[start].istitle() else at

    def leads(self, person: Person) -> str | None:
        """The country or province whose government somebody leads on the article's date."""
        roles = (role for role in self.roles if role.actor_id == person.actor_id and role.office in LEADING)
        return next((role.role.partition(" of ")[2] for role in roles if _held(role, self.on)), None)

    def by_pronoun(self, pronoun: str, at: int, speaking: Person | None) -> Person | None:
        """Whom "he" or "she" means at a token; ``speaking`` is whose words were reported last."""
        gender = GENDERS[pronoun]
        last = bisect_left(self.starts, at)
        recent = range(max(0, last - LATELY), last)
        subject = next((self.mentions[n].person for n in reversed(recent) if self.subjects[n]), None)
        scores: dict[str, float] = {}
        for n in recent:
            mention = self.mentions[n]
            person, distance = mention.person, self.sentence[at] - self.sentence[mention.start]
            if distance > NEAR or (person.gender and person.gender != gender) or self.quoted[mention.start]:
                continue
            score = -0.9 * distance + 0.8 * (person.gender == gender) + 1.3 * self.subjects[n]
            if person is speaking:
                score += 1.6 if subject is person else 0.4  # less once the article turned to somebody else
            if mention.end < len(self.words) and self.words[mention.end] in POSSESSIVE_MARKS:
                score -= 1.0
            if mention.start and self.lower[mention.start - 1] in PREPOSITIONS:
                score -= 0.5
            scores[person.name] = max(scores.get(person.name, score), score)
        best = sorted(scores, key=lambda name: -scores[name])
        if any(scores[one] - scores[two] < 0.05 for one, two in pairwise(best[:2])):
            return None
        if not best:
            return None
        person = self.persons[best[0]]
        person.gender = person.gender or gender  # who was "she" once is not "he" later
        return person

    def by_description(self, words: Sequence[str], at: int, side: Side | None = None) -> Person | None:
        """Whom "the trade minister" means at a token: someone of the article, else who held the office on its date.

        Args:
            words: Lower-case words without the article.
            at: The token.
            side: The side that an adjective names ("the Chinese president").
        """
        person = self._of_article(words, at, side)
        if person or self.on is None:
            return person
        holders = self._holding(" ".join(words))
        if len(holders) > 1:
            holders = [actor for actor in holders if actor.side is (side or Side.CANADA)]
        elif side:
            holders = [actor for actor in holders if actor.side is side]
        return _only(holders)

    def by_region(self, words: Sequence[str], at: int, written: str, region: str) -> Person | None:
        """Whom "the Alberta premier" means: as ``by_description``, where the article or the office says so.

        Args:
            words: Lower-case words without the article and the place.
            at: The token.
            written: The province or city as the article writes it.
            region: Its name.
        """
        person = self._of_article([*written.lower().split(), *words], at)
        if person is None and not OFFICES.intersection(words):
            person = self._of_article(words, at)
        if person or self.on is None:
            return person
        return _only(self._holding(" ".join(words), f" of {region}"))

    def _holding(self, office: str, of: str = "") -> list[Actor]:
        """Those who held an office on the article's date; ``of``: how its full name ends.

        Those of whom no day is known are left out beside one of whom it is.
        """
        roles = [
            role for role in self.roles if role.office == office and role.role.endswith(of) and _held(role, self.on)
        ]
        dated = [role for role in roles if role.start or role.end]
        ids = {role.actor_id for role in dated or roles}
        return [self.actors[actor_id] for actor_id in sorted(ids) if actor_id in self.actors]

    def _of_article(self, words: Sequence[str], at: int, side: Side | None = None) -> Person | None:
        """The person described so whom the article named last before a token."""
        latest: tuple[int, Person] | None = None
        for person in self.persons.values():
            n = bisect_left(person.mentions, at)
            if not n or (latest and latest[0] > person.mentions[n - 1]) or not fits(words, person.titles):
                continue
            actor = self.actors.get(person.actor_id or "")
            if side is None or actor is None or actor.side is side:
                latest = person.mentions[n - 1], person
        return latest[1] if latest else None


def _only(holders: Sequence[Actor]) -> Person | None:
    return Person(holders[0].name, holders[0].actor_id, holders[0].gender) if len(holders) == 1 else None


@cache
def _persons(knowledge: Knowledge) -> dict[str, Actor]:
    return {actor.actor_id: actor for actor in knowledge.actors if actor.kind is EntityKind.PERSON}


def _held(role: Role, on: date | None) -> bool:
    """Whether an office was held on a day; without a day, whether it is held still."""
    if on is None:
        return role.end is None
    return (role.start is None or role.start <= on) and (role.end is None or on < role.end)
