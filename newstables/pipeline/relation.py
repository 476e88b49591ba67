"""Whether a passage is about Canada–China relations at all: whose sides its thread is about.

In an article on Carney and Xi the prime minister also speaks with South Korea's president; what he says there is no
statement on China. A passage's thread are the sides that the reporter names in its sentence; where those are only
Canada, or none, the sentences before it count too, back to the first that names another side.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from spacy.tokens import Doc

from newstables.pipeline.worded import text_of
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
        text = text_of(doc)
        self.starts = [sentence.start_char for sentence in doc.sents] or [0]
        breaks = [match.start() for match in re.finditer(r"\n\s*", text)]
        self.paragraphs = [bisect_right(breaks, start) for start in self.starts]
        self.mentions = [(ent.start_char, ent.end_char, sides[ent.kb_id_]) for ent in doc.ents if ent.kb_id_ in sides]
        self.said = [span for quote in doc._.quotes if quote.kind is not QuoteKind.INDIRECT for span in quote.spans]
        self.narrated: list[set[Side]] = [set() for _ in self.starts]
        for start, end, side in self.mentions:
            if not any(a <= start and end <= b for a, b in self.said):
                self.narrated[self._sentence(start)].add(side)
        lead = bisect_right(self.paragraphs, self.paragraphs[0] + LEAD - 1)
        self.article = set[Side]().union(*self.narrated[:lead]) >= PAIR

    def concerns(self, start: int, end: int) -> bool:
        """Whether the passage at these characters is about Canada and China."""
        first, last = self._sentence(start), self._sentence(max(start, end - 1))
        thread = set[Side]().union(*self.narrated[first : last + 1])
        while thread <= {Side.CANADA} and first and self.paragraphs[last] - self.paragraphs[first - 1] <= BACK:
            first -= 1
            thread |= self.narrated[first]
        thread |= PAIR & {side for a, b, side in self.mentions if start <= a and b <= end}
        if thread <= {Side.CANADA}:
            return self.article  # nobody else is named: the article's own subject
        return Side.CHINA in thread and (Side.CANADA in thread or (self.article and thread <= PAIR))

    def _sentence(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1
