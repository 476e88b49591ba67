"""Mentions of the actors and places of the knowledge base, linked to them."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from newstables.knowledge import Knowledge, load
from newstables.pipeline.lexicon import Lexicon
from newstables.pipeline.mentions import KINDS, NAMED, headlines, longest, mention, write
from newstables.pipeline.support import Context, offices
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
            Span(doc, ent.start, ent.end, label=KINDS[ent.label_].value, span_id=ent.text)
            for ent in doc.ents
            if ent.label_ in KINDS
        ]
        recognised = [ent for ent in doc.ents if ent.label_ in NAMED]
        in_headline = headlines(doc)
        write(doc, [span for span in self.find(doc) if in_headline[span.start] or not _within(span, recognised)])
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """The mentions, in order; of overlapping ones the longest."""
        context = Context(doc, list(self.lexicon.find(doc)), self.offices, name_words(), self.functional)
        return longest(
            mention(doc, hit.start, hit.end, hit.entry.kind, name=hit.entry.name, known_as=hit.entry.known_as)
            for hit in context.linked()
        )


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
