"""Mentions of the actors and places of the knowledge base, linked to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from newstables.knowledge import Knowledge, load
from newstables.pipeline.lexicon import Lexicon
from newstables.pipeline.mentions import KINDS, NAMED, headlines, longest, mention, write
from newstables.pipeline.offices import offices
from newstables.pipeline.support import Context
from newstables.pipeline.words import name_words
from newstables.records import EntityKind


class Gazetteer:
    """Component: writes mentions into ``doc.ents``. What another pipeline found stays where it does not overlap."""

    def __init__(self, nlp: Language, knowledge: Knowledge) -> None:
        self.lexicon = Lexicon(nlp, knowledge)
        self.offices = offices(knowledge.roles)
        self.functional = frozenset(nlp.Defaults.stop_words)

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions and return the Doc."""
        doc.ents = [
            mention(doc, start, end, KINDS[ent.label_])
            for ent in doc.ents
            if ent.label_ in KINDS
            for start, end in _parts(ent, KINDS[ent.label_])
        ]
        known = self.find(doc)
        covered = {i for span in known for i in range(span.start, span.end)}
        recognised = [ent for ent in doc.ents if ent.label_ in NAMED and not _is_pair(ent, covered)]
        in_headline = headlines(doc)
        write(doc, [span for span in known if in_headline[span.start] or not _within(span, recognised)])
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """The mentions, in order; of overlapping ones the longest."""
        context = Context(doc, list(self.lexicon.find(doc)), self.offices, name_words(), self.functional)
        return longest(
            mention(doc, hit.start, hit.end, hit.entry.kind, name=hit.entry.name, known_as=hit.entry.known_as)
            for hit in context.linked()
        )


def _parts(ent: Span, kind: EntityKind) -> Iterator[tuple[int, int]]:
    """A mention as it is; "Rosthern, Sask." as two places."""
    start = ent.start
    for token in ent:
        if kind is EntityKind.PLACE and token.text == "," and start < token.i:
            yield start, token.i
            start = token.i + 1
    if start < ent.end:
        yield start, ent.end


def _is_pair(ent: Span, covered: set[int]) -> bool:
    """Whether a mention is nothing but known names side by side: "Canada–China"."""
    return all(token.i in covered or not token.text[0].isalnum() for token in ent)


def _within(span: Span, recognised: Iterable[Span]) -> bool:
    """Whether a place or a people is a part of the longer name of something else: "Organization of American States"."""
    part = span.label_ in {EntityKind.PLACE.value, EntityKind.GROUP.value}
    return part and any(
        ent.start <= span.start and span.end <= ent.end and len(ent) > len(span) and "\n" not in ent.text
        for ent in recognised
    )


@Language.factory("newstables_gazetteer", requires=["doc.sents"], assigns=["doc.ents"])
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:
    """Make the component over the package's knowledge base."""
    return Gazetteer(nlp, load())
