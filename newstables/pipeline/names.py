"""Component: what a recogniser found, cut to the name; the same name is the same thing in all of an article.

A recogniser trained on other newspapers takes the weekday behind a name for a part of it ("Xi Jinping Friday"), and in
a headline the verb ("Carney Says Relations With Beijing"). What is left of it is the name alone, or nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from newstables.knowledge import load
from newstables.pipeline.bearers import HYPHENS, Bearers, is_address
from newstables.pipeline.function_words import POSSESSIVE_MARKS
from newstables.pipeline.mentions import NAMED, headlines, longest, mention, put, write
from newstables.pipeline.worded import words_of
from newstables.pipeline.words import NameWords, name_words
from newstables.records import CueKind, EntityKind

MARKS = frozenset("'’\"“”‘,.;:()[]–—-*|•…") | {"'s", "’s"}
VERBS = frozenset({"VERB", "AUX"})
SCHOOLS = frozenset({"Academy", "College", "Hospital", "Institute", "School", "University"})
SAINTS = frozenset({"St", "St.", "Saint"})
MOST = 0.6  # of an article's mentions of one form, for the form to be of their kind


class Names:
    """Component: corrects the mentions that no knowledge base links, and adds the later ones of their bearers."""

    def __init__(
        self, lists: NameWords, speech: frozenset[str], functional: frozenset[str], subjects: frozenset[str]
    ) -> None:
        self.lists = lists
        self.subjects = subjects  # lower-case words for goods and topics
        self.speech = speech  # forms of reporting verbs
        self.functional = functional  # lower-case function words

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions and return the Doc."""
        in_headline = headlines(doc)
        put(doc, [span for ent in doc.ents for span in self._cut(doc, ent, in_headline)])
        write(doc, longest([*_firms(doc), *self._saints(doc)]))
        put(doc, list(_agreeing(doc)))
        write(doc, Bearers(doc, in_headline, self.lists, self.functional).mentions())
        return doc

    def _cut(self, doc: Doc, ent: Span, in_headline: list[bool]) -> Iterator[Span]:
        """A mention without what is no part of the name; nothing where nothing is left."""
        if ent.kb_id_ or ent.label_ not in NAMED:
            yield ent
            return
        start, end = ent.start, ent.end
        if len(ent) == 1 and ent[0].is_sent_start and ent[0].lower_ in self.subjects and not _acts(doc, end):
            return  # "Oilseed traders", not "Wines believes"
        for i, token in enumerate(ent[1:], start + 1):
            verb = token.is_lower and token.pos_ in VERBS and doc[i - 1].text not in HYPHENS  # not "Cheng Nick-hang"
            if verb or (in_headline[start] and token.lower_ in self.speech):
                end = i
                break
        line = next((i for i in range(start, end) if "\n" in doc[i].text), end)
        end = min(end, line)
        while end > start and self._behind(doc, end - 1):
            end -= 1
        person = ent.label_ == EntityKind.PERSON.value
        while start < end and self._before(doc[start].text, person=person):
            start += 1
        while person and start and doc[start - 1].text in self.lists.given and not doc[start - 1].ent_type_:
            start -= 1
        kind = EntityKind(ent.label_)
        if ent.label_ != EntityKind.ORGANIZATION.value and not in_headline[start]:
            further = self._institution(doc, start, end)
            end, kind = (further, EntityKind.ORGANIZATION) if further else (end, kind)
            if person and self._is_firm(doc[start:end]):
                kind = EntityKind.ORGANIZATION
        if any(token.text[0].isupper() for token in doc[start:end]):
            same = (start, end, kind.value) == (ent.start, ent.end, ent.label_)
            yield ent if same else mention(doc, start, end, kind)

    def _institution(self, doc: Doc, start: int, end: int) -> int | None:
        """Where the name of a school ends that a mention is, or that it begins: "Tang Shiu Kin Secondary School"."""
        further = end
        while end - start > 1 and further < len(doc) and doc[further].is_title and not doc[further].ent_type_:
            further += 1
        return next((i for i in (further, end) if not SCHOOLS.isdisjoint(token.text for token in doc[start:i])), None)

    def _is_firm(self, name: Span) -> bool:
        """Whether a name ends or begins as those of firms do, and begins as no person's: "Quill Foods", "Local 88"."""
        ends = {name[0].text, name[-1].text} if len(name) > 1 else set()
        firm = not ends.isdisjoint(self.lists.org_head) and name[0].text not in self.lists.given
        return firm or (len(name) > 1 and name[-1].text.isdigit())

    def _behind(self, doc: Doc, i: int) -> bool:
        word = doc[i].text
        alone = i == 0 or doc[i - 1].text not in HYPHENS  # not "Moon Jae-in"
        function = word in self.functional and alone
        return word in self.lists.weekday or word in MARKS - {"."} or word.isspace() or function

    def _before(self, word: str, *, person: bool) -> bool:
        titled = person and (word in self.lists.title or word in self.lists.weekday)
        return titled or word in MARKS or word.lower() == "the" or word.isspace()

    def _saints(self, doc: Doc) -> Iterator[Span]:
        """What is called after a saint, whose possessive is a part of its name: "St. Paul's Hospital"."""
        words = words_of(doc)
        for i, word in enumerate(words[:-3]):
            if word in SAINTS and words[i + 2] in POSSESSIVE_MARKS:
                end = i + 3
                while end < len(doc) and (doc[end].is_title or (doc[end - 1].text in HYPHENS and doc[end].is_lower)):
                    end += 1 + (end + 1 < len(doc) and doc[end + 1].text in HYPHENS)
                if doc[end - 1].text in self.lists.org_head:
                    yield mention(doc, i, end, EntityKind.ORGANIZATION)


def _acts(doc: Doc, i: int) -> bool:
    return i < len(doc) and doc[i].pos_ in VERBS


def _firms(doc: Doc) -> Iterator[Span]:
    """Two names with "&" between them, which are one: that of a firm. Two people's full names stay two."""
    places = [i for i, word in enumerate(words_of(doc)[:-1]) if i and word == "&"]
    if not places:
        return
    held = {i: ent for ent in doc.ents if ent.label_ in NAMED for i in range(ent.start, ent.end)}
    for place in places:
        around = (place - 1, place + 1)
        names = [held[i] for i in around if i in held]
        whole = held.get(place)
        people = [ent.label_ == EntityKind.PERSON.value and len(ent) > 1 and ent is not whole for ent in names]
        if names and not any(people) and all(doc[i].is_title for i in around):
            start, end = min(around[0], *(ent.start for ent in names)), max(around[1] + 1, *(ent.end for ent in names))
            yield mention(doc, start, end, EntityKind.ORGANIZATION)


def _agreeing(doc: Doc) -> Iterator[Span]:
    """The mentions, those of one form with one kind where most of the article's have it or one of them is linked."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    linked: dict[str, str] = {}
    written = [(ent, ent.text, ent.label_) for ent in doc.ents]
    for ent, text, label in written:
        kinds[text][label] += 1
        if ent.kb_id_:
            linked[text] = label
    for ent, text, label in written:
        kind, times = kinds[text].most_common(1)[0]
        agreed = linked.get(text, label)
        if agreed == label and kind in NAMED and times >= MOST * kinds[text].total():
            agreed = kind
        stays = agreed == label or ent.kb_id_ or label not in NAMED or is_address(doc, ent.start, ent.end)
        yield ent if stays else mention(doc, ent.start, ent.end, EntityKind(agreed))


@Language.factory("newstables_names", requires=["doc.sents", "doc.ents"], assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> Names:
    """Make the component from the word lists, the cues, and the goods and topics of the knowledge base."""
    knowledge = load()
    speech = {form for cue in knowledge.cues if cue.kind is CueKind.SPEECH for form in cue.forms}
    subjects = {term for kind in (knowledge.goods, knowledge.topics) for entry in kind for term in entry.terms}
    functional = frozenset(nlp.Defaults.stop_words)
    return Names(name_words(), frozenset(speech), functional, frozenset(filter(str.islower, subjects)))
