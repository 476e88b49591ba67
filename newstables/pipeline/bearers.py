"""Later mentions of those whom the article has named in full: a surname alone, an organization's initials.

Two people of one surname in an article: the surname alone is a person, linked to neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from newstables.pipeline.mentions import NAMED, longest, mention
from newstables.pipeline.worded import words_of
from newstables.pipeline.words import NameWords
from newstables.records import EntityKind

# One syllable of a Chinese name in pinyin, and a given name of one or two.
SYLLABLE = r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?[aeiouü]{1,3}(?:ng?|r)?"
PINYIN = re.compile(rf"{SYLLABLE}(?:{SYLLABLE})?", re.IGNORECASE)
ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
HYPHENS = {"-", "–"}


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody or something named in full."""

    kind: EntityKind
    name: str
    known_as: str


def surname_first(words: list[str], lists: NameWords) -> bool:
    """Whether a full name is plainly one that puts the family name first: "Peng Yuzhen", "Moon Jae-in"."""
    if len(words) == 2:
        return words[0] in lists.zh_surname and PINYIN.fullmatch(words[1]) is not None
    return len(words) == 4 and _halved(words)


def surname(words: list[str], lists: NameWords) -> tuple[str, ...]:
    """The tokens of a full name that stand for it alone: "Pelletier - Vance", "von der Leyen", "Peng"."""
    if surname_first(words, lists):
        return (words[0],)
    if len(words) > 4 and _halved(words):
        return (words[-4],)  # "Paul Chan Mo - po"
    start = len(words) - 1
    while start > 1 and (words[start - 1] in HYPHENS or words[start - 1].islower()):
        start -= 2 if words[start - 1] in HYPHENS else 1
    return tuple(words[max(start, 1) :])


def is_address(doc: Doc, start: int, end: int) -> bool:
    """Whether a place stands there with its region behind it: "Houston, Texas"."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    types = [token.ent_type_ for token in doc[start : end + 2]]
    return {*types[: end - start], types[-1]} == {EntityKind.PLACE.value}


def _is_one(words: list[str]) -> bool:
    """Whether tokens are one word, which hyphens may part: "Vance", "Pelletier - Vance"."""
    return all(word in HYPHENS for word in words[1::2]) and len(words) % 2 == 1


def _halved(words: list[str]) -> bool:
    """Whether the given name stands last, in two halves: not "Prayut Chan-o-cha", where the family name has three."""
    return words[-2] in HYPHENS and words[-1].islower() and words[-4] not in HYPHENS


class Bearers:
    """All whom an article names in full, by the short forms that they go by."""

    def __init__(self, doc: Doc, in_headline: list[bool], lists: NameWords, functional: frozenset[str]) -> None:
        self.doc = doc
        self.in_headline = in_headline
        self.lists = lists
        self.functional = functional  # lower-case function words
        self.words = words_of(doc)
        self.forms: dict[tuple[str, ...], set[Bearer]] = {}
        self.given: dict[str, set[Bearer]] = {}  # the first word of a full name, no surname
        self._gather()

    def _gather(self) -> None:
        fullest: dict[tuple[str, str], str] = {}  # first and last word → longest form
        people = [ent for ent in self.doc.ents if ent.label_ == EntityKind.PERSON]
        for ent in people:
            words = self._tokens(ent)
            if not _is_one(words):
                key = (words[0], words[-1])
                fullest[key] = max(fullest.get(key, ""), ent.text, key=len)
        for ent in people:
            words = self._tokens(ent)
            if not _is_one(words):
                name = ent.id_ if ent.kb_id_ else fullest[words[0], words[-1]]
                bearer = Bearer(EntityKind.PERSON, name, ent.kb_id_)
                short = surname(words, self.lists)
                self.forms.setdefault(tuple(words), set()).add(bearer)
                if not surname_first(words, self.lists):
                    self.given.setdefault(words[0], set()).add(bearer)
                if short[-1].lower() not in self.functional and short[-1] not in self.lists.month:
                    self.forms.setdefault(short, set()).add(bearer)  # not "He" for He Yadong, "May" for Jennifer May
        for ent in self.doc.ents:
            if ent.label_ == EntityKind.ORGANIZATION:
                self._gather_organization(ent)

    def _gather_organization(self, ent: Span) -> None:
        bearer = Bearer(EntityKind.ORGANIZATION, ent.id_ or ent.text, ent.kb_id_)
        words = self._tokens(ent)
        if len(words) > 1:
            self.forms.setdefault(tuple(words), set()).add(bearer)
        after = self.words[ent.end : ent.end + 3]
        if len(after) == 3 and after[0] == "(" and after[2] == ")" and ACRONYM.fullmatch(after[1]):
            self.forms.setdefault((after[1],), set()).add(bearer)

    def _tokens(self, ent: Span) -> list[str]:
        return self.words[ent.start : ent.end]

    def mentions(self) -> list[Span]:
        """Short forms and repeated full ones that are no mention yet, and mentions renamed to the fullest form."""
        return longest(self._find())

    def _find(self) -> Iterator[Span]:
        taken = [False] * len(self.words)
        for ent in self.doc.ents:
            called = self.given.get(ent.text, set())
            if len(called) == 1 and ent.label_ in NAMED and not ent.kb_id_ and (ent.text,) not in self.forms:
                (bearer,) = called
                yield mention(self.doc, ent.start, ent.end, bearer.kind, name=bearer.name, known_as=bearer.known_as)
            for i in range(ent.start, ent.end):
                taken[i] = ent.label_ in (EntityKind.PERSON, EntityKind.ORGANIZATION) and not self._is_surname(ent)
            if ent.label_ == EntityKind.PERSON and not ent.kb_id_:
                bearers = self.forms.get(tuple(self._tokens(ent)), set())
                if len(bearers) == 1:
                    (bearer,) = bearers
                    yield mention(self.doc, ent.start, ent.end, bearer.kind, name=bearer.name, known_as=bearer.known_as)
        starts: dict[str, list[tuple[str, ...]]] = {}
        for form in self.forms:
            starts.setdefault(form[0], []).append(form)
        for i, word in enumerate(self.words):
            for form in starts.get(word, ()):
                end = i + len(form)
                if any(taken[i:end]) or tuple(self.words[i:end]) != form or not self._alone(i, end):
                    continue
                if is_address(self.doc, i, end):
                    continue
                bearers = self.forms[form]
                if len(bearers) == 1:
                    (bearer,) = bearers
                    yield mention(self.doc, i, end, bearer.kind, name=bearer.name, known_as=bearer.known_as)
                else:
                    yield mention(self.doc, i, end, next(iter(bearers)).kind)

    def _is_surname(self, ent: Span) -> bool:
        """Whether an unknown organization is called like somebody of the article: it is that person."""
        if ent.kb_id_ or ent.label_ != EntityKind.ORGANIZATION:
            return False
        bearers = self.forms.get(tuple(self._tokens(ent)), set())
        return len(bearers) == 1 and all(bearer.kind is EntityKind.PERSON for bearer in bearers)

    def _alone(self, start: int, end: int) -> bool:
        """Whether a surname is no part of another name."""
        return not (self._name_like(start - 1, before=True) or self._name_like(end, before=False))

    def _name_like(self, i: int, *, before: bool) -> bool:
        if not 0 <= i < len(self.words):
            return False
        word, lists = self.words[i], self.lists
        if word in HYPHENS and not self.doc[i].whitespace_:
            return self._name_like(i - 1 if before else i + 1, before=before)
        if before and word in lists.given:
            return True
        if self.in_headline[i] or (before and self.doc[i].is_sent_start) or self.doc[i].ent_type_:
            return False
        if not word[0].isupper() or len(word) < 2 or word.isupper() or word in lists.never:
            return False
        calendar = word in lists.weekday or word in lists.month
        return not calendar and word not in lists.title and word.lower() not in lists.role
