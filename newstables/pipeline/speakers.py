"""Component: who speaks. From the mention beside the verb to a canonical name, or to nothing where that is unsure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from newstables.knowledge import Knowledge, load
from newstables.pipeline.found import Offsets, QuoteFound
from newstables.pipeline.function_words import DETERMINERS, POSSESSIVE_MARKS, POSSESSIVES
from newstables.pipeline.people import GENDERS, People, Person
from newstables.pipeline.phrases import is_name
from newstables.records import EntityKind, Side, SpeakerKind

# Papers that speak for their issuer.
PAPERS = frozenset(
    [
        "readout",
        "statement",
        "filing",
        "report",
        "notice",
        "release",
        "communique",
        "communiqué",
        "study",
        "survey",
        "poll",
        "memo",
        "document",
        "documents",
        "figures",
        "data",
        "sign",
        "review",
        "audit",
        "ruling",
        "order",
        "backgrounder",
        "bulletin",
        "summary",
        "transcript",
        "advisory",
        "paper",
        "briefing",
        "record",
        "records",
        "website",
        "page",
        "lawsuit",
        "petition",
        "brief",
        "affidavit",
        "editorial",
    ]
)
LETTERS = frozenset(
    ["letter", "post", "tweet", "column", "essay", "book", "op-ed", "blog", "email", "message"]
)  # by one author: that person
MOUTHS = frozenset(["spokesperson", "spokesman", "spokeswoman", "spokespeople", "spokespersons"])
# Nouns for bodies: "the company" is the organization spoken of last.
BODIES = frozenset(
    [
        "company",
        "firm",
        "ministry",
        "department",
        "association",
        "alliance",
        "union",
        "group",
        "council",
        "agency",
        "bank",
        "government",
        "party",
        "committee",
        "board",
        "organization",
        "organisation",
        "university",
        "institute",
        "federation",
        "commission",
        "centre",
        "center",
        "office",
        "embassy",
        "bureau",
        "chamber",
        "coalition",
        "roundtable",
        "terminal",
        "mill",
        "city",
        "province",
    ]
)
ISSUERS = ("from", "by", "of")
CITY = frozenset({"city government", "municipal government", "city hall", "city council"})
NEAR = 12  # words between a quote and the one whose speaker goes on
LATELY = 12  # earlier mentions that "the company" looks back over


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker; no name where it is unsure who speaks."""

    name: str | None
    kind: SpeakerKind | None
    actor_id: str | None = None
    person: Person | None = None


UNRESOLVED = Speaker(None, None)


class Speakers:
    """Component: fills the last three fields of ``doc._.quotes``."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.governments = {place.place_id: place.government for place in knowledge.places}
        self.place_sides = {place.place_id: place.side for place in knowledge.places}
        self.cities = {place.place_id for place in knowledge.places if place.kind == "city"}
        self.actors = {actor.actor_id: actor for actor in knowledge.actors}
        self.by_name = {actor.name.casefold(): actor for actor in knowledge.actors}

    def __call__(self, doc: Doc) -> Doc:
        if doc._.quotes:
            doc._.quotes = tuple(Resolver(self, doc).resolve(doc._.quotes))
        return doc


class Resolver:
    """Resolves the quotes of one Doc in order."""

    def __init__(self, known: Speakers, doc: Doc) -> None:
        self.known = known
        self.doc = doc
        self.text = doc.text
        self.starts = [token.idx for token in doc]
        self.lower = [token.lower_ for token in doc]
        self.words = [token.text for token in doc]
        quoted = [False] * len(self.words)
        for quote in doc._.quotes:
            for span in quote.spans:
                first, last = self._tokens(span)
                quoted[first:last] = [True] * (last - first)
        for quote in doc._.quotes:
            for outside in (quote.source, quote.cue):
                if outside:
                    first, last = self._tokens(outside)
                    quoted[first:last] = [False] * (last - first)
        self.people = People(doc, known.knowledge, quoted)
        self.bodies = [ent for ent in doc.ents if ent.label_ == EntityKind.ORGANIZATION.value]
        self.body_starts = [ent.start for ent in self.bodies]
        self.ent_starts = [ent.start for ent in doc.ents]
        self.ents = list(doc.ents)
        self.before: Speaker = UNRESOLVED  # who spoke last
        self.body: Speaker = UNRESOLVED  # which organization or paper spoke last
        self.person: Person | None = None  # which person spoke last
        self.end = 0  # where the last quote ended, attribution included

    def _tokens(self, offsets: Offsets) -> tuple[int, int]:
        return max(bisect_right(self.starts, offsets[0]) - 1, 0), bisect_left(self.starts, offsets[1])

    def resolve(self, quotes: tuple[QuoteFound, ...]) -> list[QuoteFound]:
        """The quotes with their speakers."""
        resolved = []
        for quote in quotes:
            speaker = self._speaker(quote)
            resolved.append(replace(quote, speaker=speaker.name, speaker_kind=speaker.kind, actor_id=speaker.actor_id))
            self.before = speaker
            if speaker.kind in {SpeakerKind.ORGANIZATION, SpeakerKind.DOCUMENT}:
                self.body = speaker
            if speaker.person:
                self.person = speaker.person
            self.end = max(stop for _, stop in [*quote.spans, quote.cue or (0, 0), quote.source or (0, 0)])
        return resolved

    def _speaker(self, quote: QuoteFound) -> Speaker:
        # CASE 1: no mention. The quote goes on with the one before, or its speaker is not said.
        if quote.source is None:
            between = self.text[self.end : quote.spans[0][0]]
            return (
                self.before if self.end and len(between.split()) <= NEAR and between.count("\n\n") < 2 else UNRESOLVED
            )
        start, end = self._tokens(quote.source)
        words = self.lower[start:end]
        # CASE 2: a pronoun.
        if len(words) == 1 and words[0] in GENDERS:
            person = self.people.by_pronoun(words[0], start, self.person)
            return _as_speaker(person) if person else UNRESOLVED
        if words in (["it"], ["they"]):
            return (
                self.before
                if self.before.kind not in {None, SpeakerKind.PERSON} and self._near(start)
                else self._it(start, words)
            )
        if words[0] in {"i", "we", "you", "who", "this", "that", "one"} and len(words) == 1:
            return UNRESOLVED
        # CASE 3: a paper, which speaks for its issuer.
        head = self._head(start, end)
        if self.lower[head] in PAPERS | LETTERS:
            return self._paper(start, end, head)
        # CASE 4: a spokesperson, an aide, "Gill’s lawyer": not the person named.
        people = [(a, b, person) for a, b, person in self.people.named(start, end) if self._speaks(a, b, start, end)]
        if people:
            if len(people) > 1 and any(self.lower[i] == "and" for i in range(people[0][1], people[-1][0])):
                return Speaker(" and ".join(person.name for _, _, person in people), SpeakerKind.PERSON)
            return _as_speaker(people[-1][2])
        if any(word in MOUTHS for word in words):
            return self._unnamed(start, end)
        # CASE 5: an organization, or a place that stands for its government.
        if body := self._named_body(start, end):
            return body
        # CASE 6: "the minister", "the company", "the statement".
        if words[0] in DETERMINERS and words[0] not in {
            "a",
            "an",
            "some",
            "many",
            "several",
            "most",
            "other",
            "all",
            "both",
        }:
            return self._described(start, end)
        # CASE 7: a name that is no known mention.
        if all(is_name(self.words[i]) for i in range(start, end)) and end - start > 1:
            return UNRESOLVED
        return self._unnamed(start, end)

    def _near(self, start: int) -> bool:
        return self.text.count("\n", self.end, self.starts[start]) <= 3

    def _it(self, start: int, words: list[str]) -> Speaker:
        """ "It" after a sentence that opens with an organization."""
        if words == ["they"]:
            return UNRESOLVED
        n = bisect_left(self.body_starts, start)
        ent = self.bodies[n - 1] if n else None
        if ent is None:
            return UNRESOLVED
        sentence = self.people.sentence
        subject = ent.start < 2 or sentence[ent.start - 2] != sentence[ent.start]
        near = sentence[start] - sentence[ent.start] <= 1
        return self._of_body(ent) if subject and near else UNRESOLVED

    def _head(self, start: int, end: int) -> int:
        """The noun that a phrase is about: the last one before "of", "from" or a comma."""
        i = start
        while i + 1 < end and self.lower[i + 1] not in {
            "of",
            "from",
            "for",
            "by",
            "in",
            "at",
            "on",
            "with",
            "to",
            ",",
            "prepared",
            "published",
        }:
            i += 1
        return i

    def _speaks(self, first: int, last: int, start: int, end: int) -> bool:
        """Whether a person named in a mention is the one who speaks: "Xi’s spokesman", "an aide to Xi" are others."""
        if last < end and self.words[last] in POSSESSIVE_MARKS:
            return False
        if last < end and self.words[last] in {
            "campaign",
            "administration",
            "government",
            "team",
            "family",
            "supporters",
        }:
            return False
        return (
            not any(self.lower[i] in {"to", "for", "of", "with", "from", "between"} for i in range(start, first))
            or any(self.words[i] == "," for i in range(start, first))
            or self._title_of(start, first)
        )

    def _title_of(self, start: int, first: int) -> bool:
        """ "Minister of Trade Mary Ng": what stands before the name is its title, for the name follows no preposition."""
        return (
            self.lower[first - 1] not in {"to", "for", "of", "with", "from", "between", "by", "the", "and"}
            and first - start > 2
        )

    # ------------------------------------------------------------------------------------------------- papers

    def _paper(self, start: int, end: int, head: int) -> Speaker:
        issuer = self._issuer(start, end, head)
        letter = self.lower[head] in LETTERS
        if issuer.kind is SpeakerKind.PERSON:
            return issuer if letter else UNRESOLVED
        if issuer.name:
            return replace(issuer, kind=SpeakerKind.DOCUMENT)
        if self.lower[start] in DETERMINERS - {"a", "an"} and self.body.name:
            return replace(self.body, kind=SpeakerKind.DOCUMENT)  # "the statement" of who spoke in a statement
        if self.lower[start] in DETERMINERS - {"a", "an"}:
            return UNRESOLVED
        return Speaker(self._text(start, end), SpeakerKind.DOCUMENT)

    def _issuer(self, start: int, end: int, head: int) -> Speaker:
        for preposition in ISSUERS:
            for i in range(head + 1, end - 1):
                if self.lower[i] == preposition and (preposition != "of" or i == head + 1):
                    found = self._named_at(i + 1, end)
                    if found.name and not (
                        preposition == "of" and found.kind is SpeakerKind.PERSON and self.lower[head] in PAPERS
                    ):
                        return found
        return self._named_at(start, head)

    def _named_at(self, start: int, end: int) -> Speaker:
        """The body or person named first between two tokens; for "the city government" the city spoken of."""
        if body := self._named_body(start, end):
            return body
        people = self.people.named(start, end)
        if people:
            return _as_speaker(people[0][2])
        phrase = " ".join(word for word in self.lower[start:end] if word not in DETERMINERS)
        return self._city(start) if phrase in CITY else UNRESOLVED

    def _city(self, start: int) -> Speaker:
        n = bisect_left(self.ent_starts, start)
        for ent in reversed(self.ents[max(0, n - LATELY) : n]):
            if ent.kb_id_ in self.known.cities:
                name = f"{ent.id_} municipal government"
                actor = self.known.by_name.get(name.casefold())
                return Speaker(name, SpeakerKind.ORGANIZATION, actor.actor_id if actor else None)
        return UNRESOLVED

    # -------------------------------------------------------------------------------------- bodies and others

    def _named_body(self, start: int, end: int) -> Speaker | None:
        n = bisect_left(self.ent_starts, start)
        inside = [ent for ent in self.ents[n : n + LATELY] if ent.end <= end]
        if bodies := [ent for ent in inside if ent.label_ == EntityKind.ORGANIZATION.value]:
            # "Unfor members", "Huawei’s lawyer": not the organization itself
            last = bodies[-1]
            tail = [word for word in self.words[last.end : end] if word not in {"Ltd", "Inc", "."}]
            return self._of_body(last) if not tail else None
        for ent in inside:
            whole = not [word for word in self.lower[start : ent.start] if word not in DETERMINERS] and ent.end == end
            if ent.label_ == EntityKind.PLACE.value and whole:
                return self._of_place(ent)
            rest = " ".join(word for word in self.lower[ent.end : end] if word not in POSSESSIVE_MARKS)
            if rest in {"government", "side", "authorities"} and ent.kb_id_ in self.known.governments:
                return self._of_place(ent)
        return None

    def _of_body(self, ent: Span) -> Speaker:
        return Speaker(ent.id_ or ent.text, SpeakerKind.ORGANIZATION, ent.kb_id_ or None)

    def _of_place(self, ent: Span) -> Speaker:
        government = self.known.actors.get(self.known.governments.get(ent.kb_id_) or "")
        if government is None:
            return Speaker(ent.id_ or ent.text, SpeakerKind.ORGANIZATION)
        return Speaker(government.name, SpeakerKind.ORGANIZATION, government.actor_id)

    def _described(self, start: int, end: int) -> Speaker:
        words = [word for word in self.lower[start:end] if word not in DETERMINERS and word not in POSSESSIVE_MARKS]
        side: Side | None = None
        n = bisect_left(self.ent_starts, start)
        for ent in self.ents[n : n + 3]:
            if ent.end <= end and ent.label_ in {EntityKind.GROUP.value, EntityKind.PLACE.value}:
                side = self.known.place_sides.get(ent.kb_id_)
                named = {word.lower() for word in ent.text.split()}
                words = [word for word in words if word not in named]
        person = self.people.by_description(words, start, side)
        if person:
            return _as_speaker(person)
        if words and words[-1] in BODIES:
            return self._last_body(words[-1], start)
        if self.lower[start] in POSSESSIVES or (words and words[-1].endswith("s")):
            return self._unnamed(start, end)
        return UNRESOLVED

    def _last_body(self, noun: str, start: int) -> Speaker:
        """The organization that "the union" means: one that bears the noun in its name, else the one that spoke last."""
        n = bisect_left(self.body_starts, start)
        for ent in reversed(self.bodies[max(0, n - LATELY) : n]):
            if noun in (ent.id_ or ent.text).lower().split():
                return self._of_body(ent)
        if self.body.kind is SpeakerKind.ORGANIZATION and self._near(start):
            return self.body
        return UNRESOLVED

    def _unnamed(self, start: int, end: int) -> Speaker:
        return Speaker(self._text(start, end), SpeakerKind.UNNAMED)

    def _text(self, start: int, end: int) -> str:
        return " ".join(self.text[self.starts[start] : self.starts[end - 1] + len(self.words[end - 1])].split())


def _as_speaker(person: Person) -> Speaker:
    return Speaker(person.name, SpeakerKind.PERSON, person.actor_id, person)


@Language.factory("newstables_speakers", requires=["doc._.quotes", "doc.ents"], assigns=["doc._.quotes"])
def make_speakers(nlp: Language, name: str) -> Speakers:
    """Make the component over the package's knowledge base."""
    return Speakers(load())
