"""Whether a passage is about Canada–China relations at all: whose sides its thread is about.

In an article on Carney and Xi the prime minister also speaks with South Korea's president; what he says there is no
statement on China. A passage's thread are the sides named in its paragraph by the reporter; where those are only
Canada, or none, the paragraphs before it count too, up to the one that names another side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from spacy.tokens import Doc

from newstables.records import QuoteKind, Side

BACK = 3  # paragraphs before a passage in which its thread may be picked up
LEAD = 4  # paragraphs, title included, that tell what an article is about
PAIR = {Side.CANADA, Side.CHINA}


class Relation:
    """Answers for the passages of one article."""

    def __init__(self, doc: Doc, sides: Mapping[str, Side]) -> None:
        """Take an article with its mentions and quotes.

        Args:
            doc: What the pipeline made of it.
            sides: The side of each actor and place, by ``kb_id_``.
        """
        text = doc.text
        self.starts = [0, *(i + 1 for i, mark in enumerate(text) if mark == "\n" and text[i + 1 : i + 2].strip())]
        self.mentions = [(ent.start_char, ent.end_char, sides[ent.kb_id_]) for ent in doc.ents if ent.kb_id_ in sides]
        self.said = [span for quote in doc._.quotes if quote.kind is not QuoteKind.INDIRECT for span in quote.spans]
        self.narrated: list[set[Side]] = [set() for _ in self.starts]
        for start, end, side in self.mentions:
            if not any(a <= start and end <= b for a, b in self.said):
                self.narrated[self._paragraph(start)].add(side)
        self.article = set[Side]().union(*self.narrated[:LEAD]) >= PAIR

    def concerns(self, start: int, end: int) -> bool:
        """Whether the passage at these characters is about Canada and China."""
        here = self._paragraph(start)
        thread: set[Side] = set()
        for paragraph in range(here, max(-1, here - 1 - BACK), -1):
            thread |= self.narrated[paragraph]
            if not thread <= {Side.CANADA}:
                break
        thread |= PAIR & {side for a, b, side in self.mentions if start <= a and b <= end}
        if thread <= {Side.CANADA}:
            return self.article  # nobody else is named: the article's own subject
        return Side.CHINA in thread and (Side.CANADA in thread or (self.article and thread <= PAIR))

    def _paragraph(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1
