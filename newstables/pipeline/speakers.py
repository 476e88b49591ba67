"""Component: who speaks. From the mention beside the verb to a canonical name, or to nothing where that is unsure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from newstables.knowledge import Knowledge, load
from newstables.pipeline.bodies import Bodies
from newstables.pipeline.found import Offsets, QuoteFound
from newstables.pipeline.function_words import (
    DETERMINERS,
    JOINERS,
    POSSESSIVE_MARKS,
    POSSESSIVES,
    PREPOSITIONS,
    QUANTIFIERS,
    vocabulary,
)
from newstables.pipeline.papers import HEAD_ENDS, Papers
from newstables.pipeline.people import GENDERS, People, Person
from newstables.pipeline.phrases import core_before, is_name, phrase_before
from newstables.pipeline.speaker import UNRESOLVED, Speaker, of_person
from newstables.pipeline.worded import lower_of, text_of, words_of
from newstables.pipeline.words import name_words
from newstables.records import CueKind, EntityKind, SpeakerKind

MOUTHS = vocabulary("spokesperson spokesman spokeswoman spokespeople spokespersons")
# Nouns for bodies: "the company" is the organization that spoke last.
BODIES = vocabulary(
    """
    company firm ministry department association alliance union group council agency bank government party
    committee board organization organisation university institute federation commission centre center office
    embassy bureau chamber coalition roundtable
    """
)
WITHIN = vocabulary("campaign administration government team family supporters office")  # "the Carney government"
LED = vocabulary("administration government")
LEADS_AWAY = vocabulary("to for of with from between")  # "an aide to Xi" is not Xi
RELATIVES = vocabulary("who which that")
REFLEXIVES = vocabulary("himself herself itself themselves")
GAP, LED_IN = 12, 4  # words between a quote and one that goes on with it, and of these in its own sentence
FAR = 40  # tokens before a relative within which the verb of its clause stands
PARAGRAPHS = 3  # lines within which "it" is who spoke last


class Speakers:
    """Component: fills the last three fields of ``doc._.quotes``."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def __call__(self, doc: Doc) -> Doc:
        """Resolve the speakers and return the Doc."""
        if doc._.quotes:
            doc._.quotes = tuple(Resolver(doc, self.knowledge).resolve())
        return doc


class Resolver:
    """Resolves the quotes of one Doc in the order of the text."""

    def __init__(self, doc: Doc, knowledge: Knowledge) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.lists = name_words()
        self.starts = [token.idx for token in doc]
        self.words = words_of(doc)
        self.lower = lower_of(doc)
        self.bodies = Bodies(doc, knowledge)
        self.people = People(doc, knowledge, self._quoted())
        self.papers = Papers(self.lower, self.bodies, self.people, self._written)
        self.last: Speaker = UNRESOLVED  # who spoke last
        self.body: Speaker = UNRESOLVED  # which organization or paper spoke last
        self.person: Person | None = None  # which person spoke last
        self.stranger = -1  # the token where somebody who is no known person was last quoted
        self.end = 0  # where the last quote ended, attribution included

    def _tokens(self, offsets: Offsets) -> tuple[int, int]:
        return max(bisect_right(self.starts, offsets[0]) - 1, 0), bisect_left(self.starts, offsets[1])

    def _quoted(self) -> list[bool]:
        """For each token, whether it is said by somebody, attributions aside."""
        quoted = [False] * len(self.words)
        for quote in self.doc._.quotes:
            for span in quote.spans if quote.cue_kind is CueKind.SPEECH else ():
                first, last = self._tokens(span)
                quoted[first:last] = [True] * (last - first)
        for quote in self.doc._.quotes:
            for outside in filter(None, (quote.source, quote.cue)):
                first, last = self._tokens(outside)
                quoted[first:last] = [False] * (last - first)
        return quoted

    def resolve(self) -> list[QuoteFound]:
        """The quotes with their speakers."""
        resolved = []
        for quote in self.doc._.quotes:
            speaker = self._speaker(quote)
            resolved.append(replace(quote, speaker=speaker.name, speaker_kind=speaker.kind, actor_id=speaker.actor_id))
            if quote.cue_kind is CueKind.STANCE:
                continue  # nobody has spoken
            self.last = speaker
            if speaker.kind in {SpeakerKind.ORGANIZATION, SpeakerKind.DOCUMENT}:
                self.body = speaker
            self.person = speaker.person or self.person
            if quote.source and self._is_stranger(quote.source, speaker):
                self.stranger = self._tokens(quote.source)[1]
            self.end = max(stop for _, stop in filter(None, (*quote.spans, quote.cue, quote.source)))
        return resolved

    def _speaker(self, quote: QuoteFound) -> Speaker:
        if quote.source is None:
            return self._floating(quote)
        start, end = self._antecedent(*self._tokens(quote.source))
        start = self.people.whole(start)
        # The first case that knows the mention decides, be it that it stays unresolved.
        cases = (
            *(self._pronoun, self._paper, self._people, self._led, self._mouth),
            *(self._organization, self._called, self._described),
        )
        found = (speaker for case in cases if (speaker := case(start, end)) is not None)
        return next(found, None) or self._unknown(start, end)

    def _unknown(self, start: int, end: int) -> Speaker:
        """A name that no mention has stands for itself, as a firm's does; a description too."""
        words = self.words[start:end]
        named = len(words) > 1 and is_name(words[0]) and all(is_name(word) or word.isdigit() for word in words)
        if named and self.words[start] in self.lists.given:
            return Speaker(self._written(start, end), SpeakerKind.PERSON)
        return Speaker(self._written(start, end), SpeakerKind.ORGANIZATION if named else SpeakerKind.UNNAMED)

    def _antecedent(self, start: int, end: int) -> tuple[int, int]:
        """A mention without what is told of a body in passing: "the union, which …".

        Of "who" alone what it takes up: "a crusher" in "a crusher, who said".
        """
        if end - start > 1 or self.lower[start] not in RELATIVES or not start:
            asides = (i for i in range(start + 1, end - 1) if self.lower[i : i + 2] == [",", "which"])
            return start, next(asides, end)
        stop = start - (self.words[start - 1] == ",")
        stop -= stop > 1 and self.lower[stop - 1] in REFLEXIVES
        # "criticized by Conservatives, who", "an aide to Conservatives, who", "an aide to the council, which"
        verbs = (
            i
            for i in range(stop - 2, max(0, stop - FAR), -1)
            if self.doc[i].tag_.startswith("VB") and self.words[i - 1] != "-"
        )
        low = next(verbs, -1) + 1
        nearest = core_before if self.lower[start] == "which" else phrase_before
        first = nearest(self.words, stop, max(low, self.doc[start].sent.start))
        return (start, end) if first is None else (first, stop)

    def _floating(self, quote: QuoteFound) -> Speaker:
        """No mention: the quote goes on with the one before, or its speaker is not said."""
        at = quote.spans[0][0]
        between = self.text[self.end : at]
        sentence = self.doc[self._tokens(quote.spans[0])[0]].sent.start_char
        led_to = quote.cue is None and len(self.text[max(self.end, sentence) : at].split()) > LED_IN
        goes_on = self.end > 0 and between.strip().count("\n") == 0 and len(between.split()) <= GAP and not led_to
        return self.last if goes_on else UNRESOLVED

    def _pronoun(self, start: int, end: int) -> Speaker | None:
        word = self.lower[start]
        if end - start > 1:
            return None
        if word in GENDERS:
            if self.stranger >= 0 and not self.people.named(self.stranger, start):
                return UNRESOLVED
            person = self.people.by_pronoun(word, start, self.person)
            return of_person(person) if person else UNRESOLVED
        if word in {"it", "they"}:
            bodily = self.last.kind not in {None, SpeakerKind.PERSON}
            return (
                self.last
                if bodily and self._near(start)
                else self.bodies.opening(start)
                if word == "it"
                else UNRESOLVED
            )
        return UNRESOLVED if word in {"i", "we", "you", "who", "this", "that", "one"} else None

    def _is_stranger(self, source: Offsets, speaker: Speaker) -> bool:
        """Whether somebody without a known name speaks, whom "she" may mean next: "a crusher", not "growers"."""
        start, end = self._tokens(source)
        alone = self.lower[start] not in QUANTIFIERS.union(GENDERS) and not self.lower[end - 1].endswith("s")
        return alone and speaker.kind in {None, SpeakerKind.UNNAMED}

    def _near(self, start: int) -> bool:
        return self.text.count("\n", self.end, self.starts[start]) <= PARAGRAPHS

    def _paper(self, start: int, end: int) -> Speaker | None:
        return self.papers.speaking(start, end, self.body)

    # ------------------------------------------------------------------------------------- people and bodies

    def _people(self, start: int, end: int) -> Speaker | None:
        """The person named, the last one in "his colleague, Trade Minister Ng"; both in "Carney and Xi"."""
        people = [found for found in self.people.named(start, end) if self._speaks(found[0], found[1], start, end)]
        if not people:
            return None
        if any(self.lower[one[1] : two[0]] == ["and"] for one, two in pairwise(people)):
            return Speaker(" and ".join(person.name for _, _, person in people), SpeakerKind.PERSON)
        return of_person(people[-1][2])

    def _speaks(self, first: int, last: int, start: int, end: int) -> bool:
        """Whether a person named in a mention speaks: "Xi’s spokesman", "an aide to Xi" are others."""
        if last < end and self.lower[last] in POSSESSIVE_MARKS | WITHIN:
            return False
        before = self.lower[start:first]
        if LEADS_AWAY.isdisjoint(before) or "," in before:
            return True
        return before[-1] not in LEADS_AWAY | {"the", "and"} and len(before) > 2  # "Minister of Trade Mary Ng"

    def _led(self, start: int, end: int) -> Speaker | None:
        """The government that somebody leads: "Carney’s government", "the Trump administration"."""
        people = self.people.named(start, end) if self.lower[end - 1] in LED else []
        if not people or not DETERMINERS.issuperset(self.lower[start : people[0][0]]):
            return None
        country = self.people.leads(people[0][2])
        return self.bodies.led_from(country) if country else None

    def _mouth(self, start: int, end: int) -> Speaker | None:
        """A spokesperson without a name is nobody's name, least of all the principal's."""
        return None if MOUTHS.isdisjoint(self.lower[start:end]) else self._unnamed(start, end)

    def _organization(self, start: int, end: int) -> Speaker | None:
        return self.bodies.named(start, end)

    def _called(self, start: int, end: int) -> Speaker | None:
        """Whom a description leads to, though no mention has the name: "the head of the council, Ada Quill"."""
        first = next((i + 1 for i in range(end - 1, start, -1) if self.words[i] == ","), end)
        named = end - first > 1 and all(is_name(word) or word in JOINERS for word in self.words[first:end])
        leading = [word for word in self.lower[start:first] if word in PREPOSITIONS]
        placed = leading[-1:] and leading[-1] != "of"  # "a trader in Guangzhou, Guangdong Province"
        if not named or placed or any(ent.kb_id_ for ent in self.bodies.inside(first, end)):
            return None
        head = _head(self.lower[start:first])
        return Speaker(self._written(first, end), SpeakerKind.ORGANIZATION if head in BODIES else SpeakerKind.PERSON)

    def _described(self, start: int, end: int) -> Speaker | None:
        """Whoever is "the minister", "the Chinese president", "the company"."""
        opening = self.lower[start]
        owned = self.bodies.owner(start, end)
        if not owned and (opening not in DETERMINERS or opening in QUANTIFIERS | {"a", "an", "one", "another"}):
            return None
        places = [ent for ent in self.bodies.inside(start, end) if ent.label_ != EntityKind.ORGANIZATION.value]
        named = {i for ent in places for i in range(ent.start, ent.end)}
        words = [
            word
            for i, word in enumerate(self.lower[start:end], start)
            if i not in named and word not in DETERMINERS | POSSESSIVE_MARKS
        ]
        while words and words[-1] in PREPOSITIONS:
            words.pop()  # "ambassador to Canada"
        if person := self._of_office(words, start, end):
            return of_person(person)
        return None if owned else self._collective(words, start, end)

    def _collective(self, words: list[str], start: int, end: int) -> Speaker:
        """A body by what it is, or people whom nothing names."""
        if self._is_title(start + 1, end):  # "the Northern Haulers’ Association", a name that no mention has
            return Speaker(self._written(start + 1, end), SpeakerKind.ORGANIZATION)
        if (city := self.bodies.city(start, end)).name:
            return city
        if words and words[-1] in BODIES:
            return self._body(words[-1], start)
        head = _head(words)  # "officials in Ottawa"
        several = head.endswith("s") or (words and words[-1].endswith("s"))
        return self._unnamed(start, end) if self.lower[start] in POSSESSIVES or several else UNRESOLVED

    def _of_office(self, words: list[str], start: int, end: int) -> Person | None:
        """Whoever a mention describes; "the Saskatchewan trade minister" is not Canada's."""
        region = self.bodies.region(start, end)
        if region is None:
            return self.people.by_description(words, start, self.bodies.side(start, end))
        written, place = region
        return self.people.by_region(words, start, written, place.name)

    def _is_title(self, start: int, end: int) -> bool:
        """Whether words are the name of a body: two or more with a capital letter, not an office."""
        words = [word for word in self.words[start:end] if word not in POSSESSIVE_MARKS]
        office = {words[-1]} & (self.lists.title | self.lists.portfolio) if words else set()
        return len(words) > 1 and all(is_name(word) for word in words) and not office

    def _body(self, noun: str, start: int) -> Speaker:
        """What "the union" is: one that has the noun in its name, else the organization that spoke last."""
        bearing = self.bodies.bearing(noun, start)
        if bearing.name:
            return bearing
        return self.body if self.body.kind is SpeakerKind.ORGANIZATION and self._near(start) else UNRESOLVED

    def _unnamed(self, start: int, end: int) -> Speaker:
        return Speaker(self._written(start, end), SpeakerKind.UNNAMED)

    def _written(self, start: int, end: int) -> str:
        return " ".join(self.text[self.starts[start] : self.starts[end - 1] + len(self.words[end - 1])].split())


def _head(words: Sequence[str]) -> str:
    """The noun that a description is about, where something follows it: "officials" in "officials in Ottawa"."""
    return next((word for word, behind in pairwise(words) if behind in HEAD_ENDS), "")


@Language.factory("newstables_speakers", requires=["doc._.quotes", "doc.ents"], assigns=["doc._.quotes"])
def make_speakers(nlp: Language, name: str) -> Speakers:
    """Make the component over the package's knowledge base."""
    return Speakers(load())
