"""The written forms of the known actors and places, and where they stand in a Doc."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from newstables.knowledge import Knowledge
from newstables.pipeline.worded import words_of
from newstables.records import EntityKind, Side

LONG = 4  # letters: "OTTAWA" is Ottawa wherever it stands, "BC" or "US" in "GIVE US" is not


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form may mean."""

    kind: EntityKind
    known_as: str  # actor_id or place_id
    name: str  # canonical
    side: Side
    strong: bool
    shouted: bool = False  # in capitals only because the sentence is


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found at tokens ``start`` to ``end``, with one of its meanings."""

    start: int
    end: int
    entry: Entry


def entries(knowledge: Knowledge) -> Iterator[tuple[str, Entry]]:
    """Every written form, apostrophes straight, with a meaning; a form may come more than once."""
    for actor in knowledge.actors:
        strong = Entry(actor.kind, actor.actor_id, actor.name, actor.side, strong=True)
        for alias in (actor.name, *actor.aliases):
            yield from _forms(alias, strong)
        for alias in actor.weak_aliases:
            yield from _forms(alias, replace(strong, strong=False))
    for place in knowledge.places:
        kind = EntityKind.ORGANIZATION if place.kind == "union" else EntityKind.PLACE
        here = Entry(kind, place.place_id, place.name, place.side, strong=True)
        for alias in (place.name, *place.aliases):
            yield from _forms(alias, here)
        for demonym in place.demonyms:
            group = Entry(EntityKind.GROUP, place.place_id, place.demonyms[0], place.side, strong=True)
            yield from _forms(demonym, group)


def _forms(alias: str, entry: Entry) -> Iterator[tuple[str, Entry]]:
    """The alias as written, in Title Case if it is lower-case, and in capitals."""
    yield alias, entry
    if alias.islower():
        yield alias.title().replace("'S", "'s"), entry
    if not alias.isupper():
        clear = " " in alias or (entry.kind is EntityKind.PLACE and len(alias) >= LONG)
        yield alias.upper(), replace(entry, shouted=not clear)


class Lexicon:
    """All forms of a knowledge base.

    spaCy's PhraseMatcher would do, but wants every form as a Doc: half of the time that the pipeline takes to load.
    """

    def __init__(self, nlp: Language, knowledge: Knowledge) -> None:
        meanings: dict[str, list[Entry]] = {}
        for form, entry in entries(knowledge):
            known = meanings.setdefault(form, [])
            if all((other.known_as, other.kind) != (entry.known_as, entry.kind) for other in known):
                known.append(entry)
        self.starting: dict[str, list[tuple[list[str], list[Entry]]]] = defaultdict(list)
        for form, known in meanings.items():
            for marked in {form, form.replace("'", "’")}:
                words = _words(nlp, marked)
                self.starting[words[0]].append((words, known))

    def find(self, doc: Doc) -> Iterator[Hit]:
        """Every stretch that is a known form, once per meaning; they may overlap."""
        texts = words_of(doc)
        for start, text in enumerate(texts):
            for words, known in self.starting.get(text, ()):
                end = start + len(words)
                if texts[start:end] == words:
                    for entry in known:
                        yield Hit(start, end, entry)


def _words(nlp: Language, form: str) -> list[str]:
    """The tokens of a form; a tokenizer leaves a word of letters whole, unless it has a rule for it."""
    words = form.split(" ")
    rules = getattr(nlp.tokenizer, "rules", None)
    if rules is not None and all(word.isalpha() and word not in rules for word in words):
        return words
    return [token.text for token in nlp.make_doc(form)]
