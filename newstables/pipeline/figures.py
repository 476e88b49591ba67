"""Sums and shares as they stand in the text, by regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from newstables.pipeline.mentions import longest, mention, write
from newstables.pipeline.worded import text_of
from newstables.records import EntityKind

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"[\ \u00a0-]?(?:hundred|thousand|million|billion|trillion|mn|bn|[MB](?![a-z]))"

FIGURE = re.compile(
    rf"""
    (?=[A-Z$€£¥\d])(?:  # a look ahead at one letter spares the patterns most places
    (?P<money>
        (?:\b(?:US|C|CA|CAD|CDN|Cdn|A|AU|NZ|HK|S|R)\ ?)?[$€£¥]\ ?   # "US$", "C$", "€"
        (?:{_NUMBER})(?:{_SCALE}\b)?                                # "276 million", "2.6B", "35,000"
      | \b(?:RMB|CAD|USD|CNY|EUR)\ ?(?:{_NUMBER})(?:{_SCALE}\b)?    # "RMB 5 billion"
      | \b(?:{_NUMBER})(?:{_SCALE})?[\ \u00a0]                      # "35,000 dollars", "2 billion yuan"
        (?:(?:Canadian|U\.S\.|US|American|Australian|Singapore|Hong\ Kong|Chinese)\ )?
        (?:dollars?|yuan|renminbi|euros?|cents?)\b
    )
  | (?P<percent>
        \b(?:{_NUMBER})
        (?:\ ?% | [\ \u00a0-]per(?:cent|[\ \u00a0-]cent)\b          # "75.8%", "25 per cent", "25-per-cent", "5 percent"
         | [\ \u00a0-]percentage[\ \u00a0-]points?\b)
    ))
    """,
    re.VERBOSE,
)


def figures(text: str) -> Iterator[tuple[int, int, EntityKind]]:
    """Every sum and share of a text: start, end, kind.

    >>> text = "On Oct. 31 it cut the 75.8-per-cent duty on US$276 million of seed."
    >>> [(text[start:end], kind.value) for start, end, kind in figures(text)]
    [('75.8-per-cent', 'percent'), ('US$276 million', 'money')]
    >>> list(figures("In May 49,000 cars came, 9 in 10 of them on a 5-day trip."))
    []
    """
    for match in FIGURE.finditer(text):
        yield match.start(), match.end(), EntityKind(str(match.lastgroup))


class Figures:
    """Component: writes sums and shares into ``doc.ents``; names found before stay, but those inside a sum."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions and return the Doc."""
        found = self.find(doc)
        sums = {i for span in found if span.label_ == EntityKind.MONEY.value for i in range(span.start, span.end)}
        figure_kinds = {EntityKind.MONEY, EntityKind.PERCENT}
        names = (range(ent.start, ent.end) for ent in doc.ents if ent.label_ not in figure_kinds)
        taken = {i for name in names if not sums.issuperset(name) for i in name}  # "U.S. dollars" name no place
        write(doc, [span for span in found if taken.isdisjoint(range(span.start, span.end))])
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """The mentions, widened to whole tokens."""
        spans = []
        for start, end, kind in figures(text_of(doc)):
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                spans.append(mention(doc, span.start, span.end, kind))
        return longest(spans)


@Language.factory("newstables_figures", assigns=["doc.ents"])
def make_figures(nlp: Language, name: str) -> Figures:
    """Make the component."""
    return Figures()
