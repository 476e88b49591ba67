"""Mentions of the actors and places of the knowledge base, linked to them."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from newstables.knowledge import Knowledge, load
from newstables.pipeline.lexicon import Lexicon
from newstables.pipeline.mentions import KINDS, longest, mention, write
from newstables.pipeline.support import Context, offices
from newstables.pipeline.words import name_words


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
        write(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """The mentions, in order; of overlapping ones the longest."""
        context = Context(doc, list(self.lexicon.find(doc)), self.offices, name_words(), self.functional)
        return longest(
            mention(doc, hit.start, hit.end, hit.entry.kind, name=hit.entry.name, known_as=hit.entry.known_as)
            for hit in context.linked()
        )


@Language.factory("newstables_gazetteer", requires=["doc.sents"], assigns=["doc.ents"])
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:
    """Make the component over the package's knowledge base."""
    return Gazetteer(nlp, load())
