"""The people of an article: under which titles it knows them, whom "she" or "the minister" means at a given word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from newstables.knowledge import Knowledge
from newstables.pipeline.function_words import DETERMINERS, FUNCTION_WORDS, POSSESSIVE_MARKS, PREPOSITIONS
from newstables.records import Actor, EntityKind, Role, Side

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
HONORIFICS = {
    "mr": "m",
    "mr.": "m",
    "sir": "m",
    "lord": "m",
    "ms": "f",
    "ms.": "f",
    "mrs": "f",
    "mrs.": "f",
    "miss": "f",
    "madam": "f",
}
GENDERED = re.compile(
    r"(?:^|\W)(?:(\w*(?:woman|mother|wife|widow|daughter|queen))|(\w*(?:[^o]man|father|husband|son|king)))(?:\W|$)"
)
NEAR = 9  # sentences within which a pronoun finds its person
DESCRIPTION = 12  # tokens of an apposition that are read
TITLE = 6  # tokens of a title that are read
LATELY = 24  # mentions that a pronoun looks back over
# A head that these words change: "the minister" is not the prime minister.
OTHERWISE = {"minister": "prime", "president": "vice", "premier": "vice"}


@dataclass(slots=True, eq=False)
class Person:
    """One person of the article."""

    name: str
    actor_id: str | None
    gender: str | None = None
    titles: list[str] = field(default_factory=list)  # lower-case descriptions, the article's and the knowledge base's
    mentions: list[int] = field(default_factory=list)  # first tokens, in order


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    person: Person


class People:
    """Everyone whom ``doc.ents`` names. ``quoted`` flags the tokens between marks."""

    def __init__(self, doc: Doc, knowledge: Knowledge, quoted: Sequence[bool]) -> None:
        self.lower = [token.lower_ for token in doc]
        self.words = [token.text for token in doc]
        self.quoted = quoted
        self.sentence = _sentences(doc)
        self.on: date | None = doc._.published_on
        self.actors = {actor.actor_id: actor for actor in knowledge.actors if actor.kind is EntityKind.PERSON}
        self.roles = knowledge.roles
        self.persons: dict[str, Person] = {}
        self.mentions: list[_Mention] = []
        self._collect(doc)
        for person in self.persons.values():
            self._describe(person)
        self._add_titled()
        self.starts = [mention.start for mention in self.mentions]
        self._genders()

    # -------------------------------------------------------------------------------------------- collecting

    def _collect(self, doc: Doc) -> None:
        named = [ent for ent in doc.ents if ent.label_ == EntityKind.PERSON.value]
        full = {ent.id_ for ent in named if " " in ent.id_}
        self.bearers: dict[str, list[str]] = {}  # last word → full names
        for name in sorted(full):
            self.bearers.setdefault(name.split()[-1].casefold(), []).append(name)
        for ent in named:
            name = ent.id_ or ent.text
            bearers = self.bearers.get(name.casefold(), [])
            if " " not in name and len(bearers) > 1:
                name = self._told_apart(bearers, ent.end) or ""
            elif " " not in name and bearers:
                name = bearers[0]
            if not name:
                continue  # two people bear it, and nothing here tells which
            person = self.persons.setdefault(name, Person(name, ent.kb_id_ or None))
            person.actor_id = person.actor_id or ent.kb_id_ or None
            person.mentions.append(ent.start)
            self.mentions.append(_Mention(ent.start, ent.end, person))
            person.titles.extend(self._titles(ent.start, ent.end))

    def _told_apart(self, names: Sequence[str], end: int) -> str | None:
        """Which of two bearers is "Gill, the economist,"."""
        words = self._apposition(end).split()
        fits = [name for name in names if name in self.persons and words and _fits(words, self.persons[name].titles)]
        return fits[0] if len(fits) == 1 else None

    def _titles(self, start: int, end: int) -> list[str]:
        """What stands before a name and what stands behind it: "Trade Minister X, a farmer from Y"."""
        first = start
        while (
            first > 0 and start - first < TITLE and (self.lower[first - 1] in {"of", "for"} or self._titular(first - 1))
        ):
            first -= 1
        # "its president, Hilary Sandoval-Chen"
        if start - first == 0 and start > 2 and self.words[start - 1] == ",":
            first = start - 1
            while first > 0 and start - first < TITLE and self._titular(first - 1):
                first -= 1
            if self.lower[first - 1] not in DETERMINERS:
                first = start
        return [title for title in (" ".join(self.lower[first:start]).strip(" ,"), self._apposition(end)) if title]

    def _titular(self, i: int) -> bool:
        return self.words[i][0].isalpha() and self.lower[i] not in FUNCTION_WORDS and not self.quoted[i]

    def _apposition(self, end: int) -> str:
        if end + 1 >= len(self.words) or self.words[end] != ",":
            return ""
        stop = end + 1
        while stop < len(self.words) and stop - end < DESCRIPTION and self.words[stop] not in {",", ".", ";", "”", '"'}:
            stop += 1
        words = self.lower[end + 1 : stop]
        return (
            " ".join(word for word in words if word not in DETERMINERS) if words and self._describes(words[0]) else ""
        )

    def _describes(self, word: str) -> bool:
        return word in DETERMINERS or word == "who" or word not in FUNCTION_WORDS

    def _describe(self, person: Person) -> None:
        """What the knowledge base knows: gender, and the offices held on the article's date."""
        actor = self.actors.get(person.actor_id or "")
        if actor:
            person.gender = actor.gender
            person.titles.extend(
                role.office for role in self.roles if role.actor_id == actor.actor_id and _held(role, self.on)
            )

    def _add_titled(self) -> None:
        """Sentences that open with "The grower" mention the person whom the article described so."""
        for i in range(len(self.words) - 2):
            opens = i == 0 or self.sentence[i] != self.sentence[i - 1]
            if opens and self.lower[i] == "the" and not self.quoted[i]:
                stop = i + 1
                while stop < len(self.words) and stop - i < 4 and self._titular(stop) and self.words[stop].islower():
                    stop += 1
                for end in range(stop, i + 1, -1):
                    if person := self._by_description(self.lower[i + 1 : end], i):
                        self.mentions.append(_Mention(i, end, person))
                        break
        self.mentions.sort(key=lambda mention: mention.start)

    def _genders(self) -> None:
        """The gender that titles and the pronouns after a name show."""
        votes: dict[str, Counter[str]] = {}
        for n, mention in enumerate(self.mentions):
            person = mention.person
            if mention.start and (honorific := HONORIFICS.get(self.lower[mention.start - 1])):
                person.gender = person.gender or honorific
            stop = self.mentions[n + 1].start if n + 1 < len(self.mentions) else len(self.words)
            for i in range(mention.end, min(stop, mention.end + 25)):
                if self.sentence[i] != self.sentence[mention.start] or self.quoted[i]:
                    break
                if gender := GENDERS.get(self.lower[i]):
                    votes.setdefault(person.name, Counter())[gender] += 1
                    break
        for person in self.persons.values():
            match = GENDERED.search(" | ".join(person.titles))
            shown = votes.get(person.name, Counter())
            if person.gender is None and match:
                person.gender = "f" if match.group(1) else "m"
            elif person.gender is None and shown["m"] != shown["f"]:
                person.gender = max(shown, key=lambda gender: shown[gender])

    # --------------------------------------------------------------------------------------------- resolving

    def named(self, start: int, end: int) -> list[tuple[int, int, Person]]:
        """Those named between two tokens."""
        first = bisect_left(self.starts, start)
        found = []
        for mention in self.mentions[first:]:
            if mention.start >= end:
                break
            if mention.end <= end and self.words[mention.start][0].isupper() and self.lower[mention.start] != "the":
                found.append((mention.start, mention.end, mention.person))
        return found

    def by_pronoun(self, pronoun: str, at: int, speaking: Person | None) -> Person | None:
        """Whom "he" or "she" means at token ``at``; ``speaking`` is whose words were reported last."""
        gender = GENDERS[pronoun]
        scores: dict[str, float] = {}
        last = bisect_left(self.starts, at)
        for mention in self.mentions[max(0, last - LATELY) : last]:
            person = mention.person
            distance = self.sentence[at] - self.sentence[mention.start]
            if distance > NEAR or (person.gender and person.gender != gender) or self.quoted[mention.start]:
                continue
            score = -0.9 * distance + 0.8 * (person.gender == gender)
            score += 1.3 * self._is_first(mention)
            score += 1.6 * (person is speaking)
            if mention.end < len(self.words) and self.words[mention.end] in POSSESSIVE_MARKS:
                score -= 1.0
            if mention.start and self.lower[mention.start - 1] in PREPOSITIONS:
                score -= 0.5
            scores[person.name] = max(scores.get(person.name, score), score)
        if not scores:
            return None
        best = sorted(scores.items(), key=lambda entry: -entry[1])
        unsure = len(best) > 1 and best[0][1] - best[1][1] < 0.05
        return None if unsure else self.persons[best[0][0]]

    def _is_first(self, mention: _Mention) -> bool:
        """Whether a mention is the first of its sentence, as subjects are."""
        n = bisect_left(self.starts, mention.start)
        return n == 0 or self.sentence[self.mentions[n - 1].start] != self.sentence[mention.start]

    def by_description(self, words: Sequence[str], at: int, side: Side | None = None) -> Person | None:
        """Whom "the trade minister" means at a token: someone of the article, else who held the office on its date.

        Args:
            words: Lower-case words without the article.
            at: The token.
            side: The side that an adjective names ("the Chinese president").
        """
        person = self._by_description(words, at, side)
        if person or self.on is None:
            return person
        office = " ".join(words)
        holders = {
            actor.actor_id: actor
            for role in self.roles
            if role.office == office and _held(role, self.on) and (actor := self.actors.get(role.actor_id))
        }
        fits = [actor for actor in holders.values() if side is None or actor.side is side]
        if len(fits) > 1 and side is None:
            fits = [actor for actor in fits if actor.side is Side.CANADA]
        return Person(fits[0].name, fits[0].actor_id, fits[0].gender) if len(fits) == 1 else None

    def _by_description(self, words: Sequence[str], at: int, side: Side | None = None) -> Person | None:
        fits = [
            person
            for person in self.persons.values()
            if _fits(words, person.titles) and (side is None or self._side(person) in {side, None})
        ]
        before = [(max(i for i in person.mentions if i < at), person) for person in fits if person.mentions[0] < at]
        return max(before, key=lambda entry: entry[0])[1] if before else None

    def _side(self, person: Person) -> Side | None:
        actor: Actor | None = self.actors.get(person.actor_id or "")
        return actor.side if actor else None


def _sentences(doc: Doc) -> list[int]:
    numbers, number = [], 0
    for token in doc:
        number += bool(token.is_sent_start)
        numbers.append(number)
    return numbers


def _held(role: Role, on: date | None) -> bool:
    if on is None:
        return role.end is None
    return (role.start is None or role.start <= on) and (role.end is None or on < role.end)


def _fits(words: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether a description's words all stand in one title.

    >>> _fits(["minister"], ["trade minister"]), _fits(["minister"], ["prime minister"])
    (True, False)
    >>> _fits(["grower"], ["who grows yellow peas"])
    True
    """
    return bool(words) and any(_fits_one(words, title.split()) for title in titles)


def _fits_one(words: Sequence[str], title: Sequence[str]) -> bool:
    head = words[-1]
    if not all(word in title for word in words[:-1]):
        return False
    unlike = OTHERWISE.get(head, "")
    if any(word == head and not (i and title[i - 1] == unlike and unlike not in words) for i, word in enumerate(title)):
        return True
    stem = head[:-2] if head.endswith(("er", "or")) and len(head) > 5 else ""
    return bool(stem) and title[0] == "who" and any(word.startswith(stem) for word in title)
