"""Names that the knowledge base does not have, by rule and only with evidence; and the later mentions of their bearers.

No entity is better than a wrong one: a capitalised word alone is no evidence, and a headline gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile

from spacy.language import Language
from spacy.tokens import Doc, Span

from newstables.knowledge import load
from newstables.pipeline.bearers import Bearers, surname_first
from newstables.pipeline.mentions import headlines, longest, mention, write
from newstables.pipeline.words import NameWords, name_words
from newstables.records import CueKind, EntityKind

HYPHENS = {"-", "–"}
PARTICLES = {
    "van",
    "von",
    "der",
    "den",
    "de",
    "da",
    "di",
    "del",
    "la",
    "le",
    "du",
    "dos",
    "bin",
    "ibn",
    "al",
    "el",
    "ter",
}
DETERMINERS = {"a", "an", "the", "its", "his", "her", "their", "whose"}
AMBIGUOUS_HEADS = {"Mills", "Steel", "Post", "Court", "Watch", "Seeds", "Forum"}  # "Chris Mills" is a person
PHRASE_ENDS = {",", ".", "”", "who", "that", "which", "of", "at", "for", "in"}
AFFILIATION = 10  # words within which ", of Kerf Consulting, said" ends
APPOSITION = 9  # words within which the noun of ", a trade researcher" stands
SECOND_HALF = re.compile(r"(?:[bcdghjklmnpstwy]|ch|sh)?[aeiouy]{1,3}(?:ng?|[rkptlm])?")
NO_HALVES = {"run", "men", "man", "set", "cut"}
INITIAL = re.compile(r"[A-Z]\.(?:[A-Z]\.)?")
NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=\w))+|[A-Z]\.(?:[A-Z]\.)?")


class Names:
    """Component: adds people, organizations and places to ``doc.ents``."""

    def __init__(self, lists: NameWords, speech: frozenset[str], functional: frozenset[str]) -> None:
        self.lists = lists
        self.speech = speech  # forms of reporting verbs
        self.functional = functional  # lower-case function words

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions and return the Doc."""
        found = longest(Article(doc, self).find())
        write(doc, found)
        bearers = Bearers(doc, headlines(doc), self.lists, self.functional)
        write(doc, bearers.mentions())
        return doc


class Article:
    """One Doc while names are looked for."""

    def __init__(self, doc: Doc, names: Names) -> None:
        self.doc = doc
        self.words = [token.text for token in doc]
        self.lists = names.lists
        self.speech = names.speech
        self.functional = names.functional
        self.in_headline = headlines(doc)
        self.ents: list[Span | None] = [None] * len(doc)
        for ent in doc.ents:
            for i in range(ent.start, ent.end):
                self.ents[i] = ent

    def find(self) -> Iterator[Span]:
        """Every name for which there is evidence."""
        for start, end in self.runs():
            yield from self.names_in(start, end)

    # ----------------------------------------------------------------------------------------------- runs

    def runs(self) -> Iterator[tuple[int, int]]:
        """Stretches of capitalised words within a sentence; hyphens, particles and "&" may stand inside."""
        i, size = 0, len(self.words)
        while i < size:
            if not self._capital(i):
                i += 1
                continue
            end = i + 1
            while end < size and not self.doc[end].is_sent_start:
                if self._capital(end):
                    end += 1
                elif end + 1 < size and self._joins(end) and (self._capital(end + 1) or self._second_half(end + 1)):
                    end += 2
                else:
                    break
            yield i, end
            i = end

    def _capital(self, i: int) -> bool:
        """Whether a token may be part of a new name."""
        word = self.words[i]
        if not word[0].isupper() or self.in_headline[i]:
            return False
        ent = self.ents[i]
        if ent is not None and ent.label_ not in (EntityKind.PLACE, EntityKind.GROUP):
            return False  # known already; a place or people may begin a longer name
        calendar = word in self.lists.weekday or (word in self.lists.month and word != "May")
        return not calendar and word.lower() not in self.functional and word not in ("I", "I.")

    def _joins(self, i: int) -> bool:
        word = self.words[i]
        if word in HYPHENS:
            return not self.doc[i].whitespace_ and not self.doc[i - 1].whitespace_
        return word in ("&", "’", "'") or word in PARTICLES

    def _second_half(self, i: int) -> bool:
        """Whether a lower-case token is the rest of a given name: "Moon Jae-in"."""
        word = self.words[i]
        hyphenated = self.words[i - 1] in HYPHENS and i > 2 and self._capital(i - 3)
        return (
            hyphenated and SECOND_HALF.fullmatch(word) is not None and word not in ("run", "men", "man", "set", "cut")
        )

    # ---------------------------------------------------------------------------------------------- names

    def names_in(self, start: int, end: int) -> Iterator[Span]:
        """The names within one run, from left to right."""
        while start < end:
            # CASE 1: a title or portfolio. It is no part of the name, and evidence for the one that follows.
            if self._titled(start) or self.words[start] in HYPHENS:
                start += 1
                continue
            # CASE 2: an organization, by its last word.
            head = self._head(start, end)
            if head is not None:
                stop = self._of(head, end) if head + 1 == end else head + 1
                if stop - start > 1 and not self._is_just_known(start, stop):
                    yield mention(self.doc, start, stop, EntityKind.ORGANIZATION)
                start = max(stop, head + 1)
                continue
            stop = next((i for i in range(start, end) if self._titled(i)), end)
            # CASE 3: a place, by its last or first word, or by the province after it.
            if self._is_place(start, stop):
                yield mention(self.doc, start, stop, EntityKind.PLACE)
            # CASE 4: a person.
            elif self._is_person(start, stop):
                yield mention(self.doc, start, stop, EntityKind.PERSON)
            start = stop

    def _titled(self, i: int) -> bool:
        """Whether a token is a title or part of one, as in "Vice-President"; not so "Agathe Prince-Louie"."""
        joined = [j + (j - i) for j in (i - 1, i + 1) if 0 < j < len(self.words) - 1 and self.words[j] in HYPHENS]
        return all(self._is_title(self.words[j]) for j in (i, *joined))

    def _is_title(self, word: str) -> bool:
        lists = self.lists
        return word in lists.title or word in lists.portfolio or word.lower() in lists.role

    def _head(self, start: int, end: int) -> int | None:
        """The token that ends the name of an organization which starts at ``start``."""
        heads = [i for i in range(start, end) if self.words[i] in self.lists.org_head]
        if not heads:
            return None
        head = heads[-1]
        titles = [i for i in range(start, head) if self.words[i] in self.lists.title]
        if titles and self.words[titles[0]] not in ("General", "King", "Queen", "Prince", "Chief"):
            return None
        if self.words[start] in self.lists.given and self.words[head] in AMBIGUOUS_HEADS:
            return None
        if head == start and not self._of(head, end) > head + 1:
            return None
        return head

    def _of(self, head: int, end: int) -> int:
        """The end of "Ministry of Agriculture and Rural Affairs", whose head is "Ministry"; else the head's."""
        words, size = self.words, len(self.words)
        i = head + 1
        if i != end or words[head] not in self.lists.org_of or i + 1 >= size or words[i] not in ("of", "for", "on"):
            return head + 1
        i += 2 if words[i + 1] == "the" and i + 2 < size else 1
        if not self._capital(i):
            return head + 1
        i += 1
        while i < size and (self._goes_on(i) or (words[i] in ("and", "&", *HYPHENS) and self._goes_on(i + 1))):
            i += 1
        return i

    def _goes_on(self, i: int) -> bool:
        """Whether a word is still part of a ministry's name, not the next name or a title."""
        if i >= len(self.words) or not self._capital(i) or self.ents[i] is not None:
            return False
        word, lists = self.words[i], self.lists
        return word not in lists.given and word not in lists.title and word.lower() not in lists.role

    def _is_just_known(self, start: int, stop: int) -> bool:
        """Whether every word is a known mention already, as in "Canadian Embassy" linked as a whole."""
        return all(self.ents[i] is not None for i in range(start, stop))

    def _is_place(self, start: int, stop: int) -> bool:
        words = self.words
        if any(words[i] in self.lists.given for i in range(start, stop)):
            return False
        if stop - start > 1 and words[stop - 1] in self.lists.place_head:
            return True
        if stop - start in (2, 3) and words[start] in self.lists.place_lead:
            return True
        if self._is_just_known(start, stop) or stop - start > 3 or stop + 1 >= len(words) or words[stop] != ",":
            return False
        region = self.ents[stop + 1]
        after = start > 0 and words[start - 1].lower() in ("in", "near", "at", "from", "outside", "of", "to", "around")
        return after and region is not None and region.label_ == EntityKind.PLACE

    # --------------------------------------------------------------------------------------------- people

    def _is_person(self, start: int, stop: int) -> bool:
        words, lists = self.words, self.lists
        names = [i for i in range(start, stop) if words[i][0].isupper()]
        if not 1 <= len(names) <= 5 or not all(NAME_WORD.fullmatch(words[i]) for i in names):
            return False
        if any(self.ents[i] is not None or words[i] in lists.never or words[i] in lists.org_head for i in names):
            return False
        if any(words[i].isupper() and not INITIAL.fullmatch(words[i]) and len(words[i]) > 2 for i in names):
            return False
        before = words[start - 1] if start else ""
        if before in lists.title and before not in ("Deputy", "Chief") and not before.isupper():
            return True  # "Minister Featherstone"
        if len(names) - sum(words[i] in HYPHENS for i in range(start, stop)) < 2:
            return False  # "Duncan-Sam" is one name
        return (
            words[start] in lists.given
            or surname_first(words[start:stop], lists)
            or any(INITIAL.fullmatch(words[i]) for i in names[:-1])
            or before.lower() in lists.role
            or before in lists.title
            or self._described(start, stop)
            or self._speaks(start, stop)
        )

    def _described(self, start: int, stop: int) -> bool:
        """Whether a description stands after the name (", who", ", 84,", ", a farmer") or before ("president, ")."""
        words, size = self.words, len(self.words)
        if start > 1 and words[start - 1] == "," and words[start - 2].lower() in self.lists.role:
            return True
        if stop + 2 >= size or words[stop] != ",":
            return False
        after = words[stop + 1]
        if after in ("who", "whose") or (after.isdigit() and len(after) == 2 and words[stop + 2] == ","):
            return True
        if after not in DETERMINERS and after.lower() not in self.lists.role:
            return False
        phrase = takewhile(lambda word: word not in PHRASE_ENDS, words[stop + 1 : stop + 1 + APPOSITION])
        return any(word in self.lists.role for word in phrase)

    def _speaks(self, start: int, stop: int) -> bool:
        """Whether a reporting verb stands beside the name, with nothing between."""
        after = self.words[stop] if stop < len(self.words) else ""
        before = self.words[start - 1] if start else ""
        quoted = start > 1 and self.words[start - 2] in ("”", '"', "’", "'", ",")
        return after in self.speech or (quoted and before in self.speech) or self._speaks_for(stop)

    def _speaks_for(self, stop: int) -> bool:
        """Whether the name is that of "Nora Quill of Kerf Consulting says"; ", of Kerf Consulting," too."""
        words = self.words[stop : stop + AFFILIATION]
        apposed = words[:1] == [","]
        if words[apposed : apposed + 1] not in (["of"], ["from"], ["with"], ["at"]):
            return False
        behind = list(dropwhile(lambda word: word[0].isupper() or word in ("the", "of", "in"), words[apposed + 1 :]))
        return len(behind) > apposed and (not apposed or behind[0] == ",") and behind[apposed] in self.speech


@Language.factory("newstables_names", requires=["doc.sents", "doc.ents"], assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> Names:
    """Make the component from the word lists and the cues of the knowledge base."""
    speech = {
        form for cue in load().cues if cue.kind is CueKind.SPEECH for form in cue.forms if form != cue.lemma
    }  # a bare "post" or "report" is more often a noun
    return Names(name_words(), frozenset(speech), frozenset(nlp.Defaults.stop_words))
