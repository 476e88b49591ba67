"""Component: places that stand for their governments.

"Beijing imposed" means the government of China, "in Beijing" the city. Both are mentions of the place; the first also
is one of the government's, and is linked to it. The component comes last, because all others read places as places.

A capital that does something is a government unless only cities do that; a country or a province does much that its
government does not ("China buys", "Ontario grows"), so there the verb must be a government's. Unsure is the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from newstables.knowledge import Knowledge, load
from newstables.pipeline import metonym_words as lists
from newstables.pipeline.function_words import ADVERBS, AUXILIARIES, BE, FUNCTION_WORDS, NEGATIONS, POSSESSIVE_MARKS
from newstables.pipeline.inflection import forms, lemma
from newstables.pipeline.mentions import headlines, mention
from newstables.pipeline.worded import lower_of, words_of
from newstables.records import CueKind, EntityKind

DASHES = frozenset({"—", "–", "--"})
HYPHENS = frozenset({"-", "–"})
JOINS = frozenset({"and", "or", "&"})
# Of Universal Dependencies and of ClearNLP, whose labels spaCy's English pipelines use.
SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
OBJECT = frozenset({"obj", "iobj", "dobj", "dative"})
INSIDE = frozenset({"compound", "nmod:unmarked"})
VERBAL = frozenset({"VERB", "AUX"})
SKIPPED = (ADVERBS | AUXILIARIES | NEGATIONS | {"each", "all", "to"}) - {"cannot", "nobody", "nothing"}
FAR = 4  # tokens between a name and its verb, in a text without a parse
LED = frozenset({"led", "backed", "imposed", "run", "controlled", "funded", "approved", "owned", "sponsored"})
FIRST = frozenset({"first", "last", "only", "latest"})


@dataclass(frozen=True, slots=True)
class State:
    """What a place may stand for; ``capital``: it is the city of a national government."""

    actor_id: str
    name: str
    capital: bool


class Metonyms:
    """Component: links the places in ``doc.ents`` that mean their governments to them."""

    def __init__(self, knowledge: Knowledge) -> None:
        names = {actor.actor_id: actor.name for actor in knowledge.actors}
        national = {place.government for place in knowledge.places if place.kind == "country"}
        self.states = {
            place.place_id: State(
                place.government, names[place.government], place.kind == "city" and place.government in national
            )
            for place in knowledge.places
            if place.government
        }
        spoken = {cue.lemma for cue in knowledge.cues if cue.kind is CueKind.SPEECH and " " not in cue.lemma}
        self.acts = lists.ACTING | spoken
        self.forms = {form: verb for verb in self.acts | lists.UNDERGOING | lists.CIVIC for form in forms(verb)}

    def __call__(self, doc: Doc) -> Doc:
        """Link the places and return the Doc."""
        meant = {}
        reader = Reader(doc, self)
        for group in _groups(doc):
            for ent in group:
                state = self.states.get(ent.kb_id_)
                if state is not None and reader.acts(ent, group, state):
                    meant[ent.start] = state
        if meant:
            doc.ents = [
                mention(doc, ent.start, ent.end, EntityKind.PLACE, name=found.name, known_as=found.actor_id)
                if (found := meant.get(ent.start))
                else ent
                for ent in doc.ents
            ]
        return doc


def _groups(doc: Doc) -> Iterator[list[Span]]:
    """Places side by side ("Ottawa, Washington and Beijing"), which are read alike; most stand alone."""
    group: list[Span] = []
    for ent in doc.ents:
        if ent.label_ != EntityKind.PLACE.value:
            continue
        between = [token.lower_ for token in doc[group[-1].end : ent.start]] if group else []
        joined = group and 0 < len(between) < 3 and all(word == "," or word in JOINS for word in between)
        if not joined or ent.root.dep_ in SUBJECT:  # "plants in Oakville, and Ontario helps"
            if group:
                yield group
            group = []
        group.append(ent)
    if group:
        yield group


class Reader:
    """Reads what stands around the places of one article."""

    def __init__(self, doc: Doc, rules: Metonyms) -> None:
        self.doc = doc
        self.rules = rules
        self.words = words_of(doc)
        self.lower = lower_of(doc)
        self.in_headline = headlines(doc)
        self.parsed = doc.has_annotation("DEP")

    def acts(self, ent: Span, group: list[Span], state: State) -> bool:
        """Whether a place stands for its government; ``group``: it and its neighbours."""
        if self._is_dateline(ent) or self._is_address(ent, group):
            return False
        after = self._word(ent.end)
        if after in POSSESSIVE_MARKS:
            return self._owns(ent)
        if after in HYPHENS and not self.doc[ent.end - 1].whitespace_:
            return self._word(ent.end + 1) in LED
        return self._stands_alone(ent, group, state)

    def _stands_alone(self, ent: Span, group: list[Span], state: State) -> bool:
        """The same for a name without "'s" or a hyphen: by the preposition before it, else by the verb."""
        start = group[0].start - (self._word(group[0].start - 1) == "both")
        before = self._word(start - 1)
        if before in lists.LOCATING or before in {"this", "an"}:
            return False
        if before in {"to", "from", "of", "on"} | lists.DEALING_PREPOSITIONS:
            return self._dealt_with(before, start, state)
        verb = self._verb(ent, group)
        return self._is_object(ent, start, state) if verb is None else self._does(verb, group[-1].end, state)

    def _word(self, i: int) -> str:
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def _lemma(self, i: int) -> str:
        if not 0 <= i < len(self.lower):
            return ""
        return (not self.in_headline[i] and self.doc[i].lemma_.lower()) or lemma(self.lower[i])

    # ------------------------------------------------------------------------------------------- plain places

    def _is_dateline(self, ent: Span) -> bool:
        """Whether a place opens an article: "BEIJING —", "REGINA, Sask. (CP) —"."""
        first = ent.start == 0 or "\n" in self.words[ent.start - 1]
        return first and not DASHES.isdisjoint(self.words[ent.end : ent.end + 6]) and ent.text.isupper()

    def _is_address(self, ent: Span, group: list[Span]) -> bool:
        """Whether it is half of "London, Ont." or "Blaine, Washington"; two states side by side are two states."""
        if len(group) != 2 or any(word in JOINS for word in self.lower[group[0].end : group[1].start]):
            return False
        first, second = (self.rules.states.get(one.kb_id_) for one in group)
        return first is None or second is None or not second.capital

    # ------------------------------------------------------------------------------------------------ phrases

    def _owns(self, ent: Span) -> bool:
        """Whether what follows "'s" is a government's: "Ottawa's 100 per cent surtax"."""
        head = ent.root.head
        parsed = self.parsed and head.i > ent.end and head.sent == ent.sent and not self.in_headline[ent.start]
        behind = takewhile(lambda word: word not in FUNCTION_WORDS, self.lower[ent.end + 1 : ent.end + FAR])
        return (parsed and self._lemma(head.i) in lists.OFFICIAL) or any(
            lemma(word) in lists.OFFICIAL for word in behind
        )

    def _dealt_with(self, preposition: str, start: int, state: State) -> bool:
        """Whether a preposition leads to a government: "talks with Ottawa", "pressure on Beijing"."""
        head = self.doc[start].head if self.parsed else None
        near = {self._lemma(i) for i in range(max(start - 4, 0), start - 1)} | set(
            self.lower[max(start - 4, 0) : start - 1]
        )
        if head is not None and abs(head.i - start) < 12:
            near.add(self._lemma(head.i))
        if not state.capital:
            acted = preposition == "by" and any(self.rules.forms.get(word) in self.rules.acts for word in near)
            return acted or (preposition == "between" and not near.isdisjoint(lists.DEALINGS))
        fitting = {"to": lists.ADDRESSED, "from": lists.ISSUED, "of": lists.OWNED, "on": lists.DEPENDING}.get(
            preposition
        )
        if fitting is None:
            return near.isdisjoint(lists.MOTION)
        return not near.isdisjoint(fitting) and near.isdisjoint(lists.MOTION)

    # ------------------------------------------------------------------------------------------------- clauses

    def _verb(self, ent: Span, group: list[Span]) -> Token | None:
        """The verb whose subject a place is."""
        end = group[-1].end
        root = group[0].root
        if self.parsed and not self.in_headline[ent.start]:
            if root.dep_ in SUBJECT and root.head.i >= end:
                return root.head
            if root.dep_ in INSIDE and root.head.i > root.i and root.head.pos_ not in VERBAL:
                return None
        i = end + (self._word(end) == "that" and self._word(group[0].start - 1) in BE)  # "it was Ottawa that asked"
        stop = i + FAR
        while i < stop and (self._word(i) in SKIPPED or self._word(i).endswith("ly")):
            i += 1
        if i >= len(self.words) or i == stop:
            return None
        known = self._word(i) in self.rules.forms or (i > end and self.doc[i].is_lower)
        verbal = self.doc[i].pos_ in VERBAL and not self.in_headline[i]
        nominal = self.doc[i].pos_ == "NOUN" and self.parsed and not self.in_headline[i] and i == end
        return self.doc[i] if verbal or (known and not nominal) else None

    def _does(self, verb: Token, end: int, state: State) -> bool:
        """Whether a place that is a verb's subject acts there as a government."""
        did = self._lemma(verb.i)
        did = self.rules.forms.get(did, did)
        copular = verb.pos_ not in VERBAL and self.parsed and not self.in_headline[verb.i]
        clause = self.lower[end : verb.i]
        if did in BE | {"be"} or copular or (not BE.isdisjoint(clause) and did in lists.MINDED):
            following = self.lower[end : verb.i + 9]
            minded = state.capital and not lists.MINDED.isdisjoint(following[:5])
            return minded or self._is_first_to(following)
        if did in {"have", "do"} or not state.capital:
            passive = not BE.isdisjoint(clause) and not verb.text.endswith("ing")
            if did in {"have", "do"}:
                return state.capital
            return did in (lists.UNDERGOING if passive else self.rules.acts)
        if not BE.isdisjoint(clause) and not verb.text.endswith("ing"):
            return did in lists.UNDERGOING
        return did not in lists.CIVIC and self._word(verb.i + 1) not in lists.MARKETS

    def _is_first_to(self, words: list[str]) -> bool:
        """Whether it is the first or the last to do something: "Canada was the last of the allies to act"."""
        does = any(word == "to" and lemma(following) in self.rules.acts for word, following in pairwise(words))
        return does and not FIRST.isdisjoint(words)

    def _is_object(self, ent: Span, start: int, state: State) -> bool:
        """Whether somebody asks, tells, blames a place."""
        did = self._lemma(start - 1)
        if did in lists.ADDRESSING or (state.capital and did in lists.DEFYING):
            return did != "want" or "to" in self.lower[ent.end : ent.end + 3]
        root = ent.root
        return state.capital and self.parsed and root.dep_ in OBJECT and self._lemma(root.head.i) not in lists.MOTION


@Language.factory("newstables_metonyms", requires=["doc.ents"], assigns=["doc.ents"])
def make_metonyms(nlp: Language, name: str) -> Metonyms:
    """Make the component over the package's knowledge base."""
    return Metonyms(load())
