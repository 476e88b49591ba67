"""Component: what was said, where, and beside which name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from newstables.knowledge import load
from newstables.pipeline.found import QuoteFound
from newstables.pipeline.layout import labelled, signed
from newstables.pipeline.quotes.confidence import features, logarithms
from newstables.pipeline.quotes.cues import CueLexicon
from newstables.pipeline.quotes.decode import decode
from newstables.pipeline.quotes.labels import Relation
from newstables.pipeline.quotes.page import Page
from newstables.pipeline.quotes.statements import Statements
from newstables.pipeline.quotes.tagger import Tagger, load_tagger
from newstables.records import CueKind, QuoteKind

TOGETHER = 20  # Docs
SPANS = "newstables_quotes"  # the key in ``doc.spans``; a quote's spans share their id


class Quotes:
    """Component: writes ``doc._.quotes``, their speakers still open, and ``doc.spans``: content, cue and source."""

    def __init__(self, tagger: Tagger, lexicon: CueLexicon) -> None:
        self.tagger = tagger
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Write the quotes and return the Doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = TOGETHER) -> Iterator[Doc]:
        """Write the quotes of each Doc; some are read together, so that windows of a length run side by side."""
        stream = iter(stream)
        while docs := list(islice(stream, min(batch_size, TOGETHER))):
            pages = [Page(doc) for doc in docs]
            for doc, page, (labels, marginals) in zip(docs, pages, self.tagger.read(pages), strict=True):
                doc._.quotes = tuple(self._quotes(page, labels, marginals))
                doc.spans[SPANS] = [span for n, quote in enumerate(doc._.quotes) for span in _spans(doc, quote, str(n))]
                yield doc

    def _quotes(self, page: Page, labels: Sequence[str], marginals: np.ndarray) -> list[QuoteFound]:
        """The quotes of a page, sorted by their start."""
        laid_out = [*labelled(page.text), *signed(page.text, page.quotations)]
        taken = {i for quote in laid_out for start, end in quote.spans for i in range(page.at(start), page.at(end))}
        relations = [relation for relation in decode(page, labels) if taken.isdisjoint(relation.content)]
        chances = logarithms(marginals)

        def rate(relation: Relation, kind: QuoteKind, cue_kind: CueKind) -> float:
            return self.tagger.confidence(features(page, chances, relation, kind, cue_kind))

        found = [*laid_out, *Statements(page, self.lexicon, rate).of(relations, taken)]
        return sorted(found, key=lambda quote: quote.spans)


def _spans(doc: Doc, quote: QuoteFound, number: str) -> list[Span]:
    parts = [("content", span) for span in quote.spans]
    parts += [(name, span) for name, span in (("cue", quote.cue), ("source", quote.source)) if span]
    found = (doc.char_span(*span, label=name, span_id=number, alignment_mode="expand") for name, span in parts)
    return [span for span in found if span is not None]


@Language.factory("newstables_quotes", assigns=["doc._.quotes", "doc.spans"])
def make_quotes(nlp: Language, name: str) -> Quotes:
    """Make the component over the package's tagger and the cues of the knowledge base."""
    return Quotes(load_tagger(), CueLexicon(load().cues))
