"""A text as the quote rules read it: tokens, outer quotations, and units that never cut a quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from newstables.pipeline.found import Offsets
from newstables.pipeline.quotation import MARK, find_quotations

ENDS = (".", "!", "?", "…")  # "Sask." too: what is quoted behind it opens a sentence


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or the sentences that a quotation joins. Offsets are tokens."""

    start: int
    end: int


class Page:
    """A Doc with its outer quotations: which token stands in which, and where the units are."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.words = [token.text for token in doc]
        self.starts = [token.idx for token in doc]
        self.opens_sentence = [bool(token.is_sent_start) for token in doc]
        self.quotations = [quotation for quotation in find_quotations(self.text) if not quotation.nested]
        self.inside: list[int | None] = [None] * len(self.words)  # the place of the quotation that a token stands in
        for place, quotation in enumerate(self.quotations):
            first, last = self.token_at(quotation.start), bisect_left(self.starts, quotation.end)
            self.inside[first:last] = [place] * (last - first)
        self.chains = self._chains()

    def _chains(self) -> list[range]:
        """For each quotation, the places of all that it is one with: paragraphs that re-open one another."""
        chains: list[range] = []
        first = 0
        for place in range(1, len(self.quotations) + 1):
            if place == len(self.quotations) or not self.quotations[place].reopens:
                chains.extend([range(first, place)] * (place - first))
                first = place
        return chains

    def token_at(self, offset: int) -> int:
        """The token that covers a character offset."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def offsets(self, tokens: tuple[int, int]) -> Offsets:
        """The characters of a stretch of tokens."""
        start, end = tokens
        return self.starts[start], self.starts[end - 1] + len(self.words[end - 1])

    def units(self) -> Iterator[Unit]:
        """The units in order."""
        start = 0
        last = ""  # the last token that is no blank and no mark
        for i, word in enumerate(self.words):
            here, before = self.inside[i], self.inside[i - 1] if i else None
            fresh = here is None or here != before  # not in the middle of a quotation
            if i and fresh and (self.opens_sentence[i] or (here is not None and last.endswith(ENDS))):
                yield Unit(start, i)
                start = i
            if not word.isspace() and not MARK.fullmatch(word):
                last = word
        if self.words:
            yield Unit(start, len(self.words))

    def quotations_in(self, unit: Unit) -> list[int]:
        """The places of the quotations of a unit, in order."""
        return sorted({place for place in self.inside[unit.start : unit.end] if place is not None})

    def has_words(self, unit: Unit) -> bool:
        """Whether a unit says anything outside its quotations."""
        return any(self.inside[i] is None and self.words[i][0].isalnum() for i in range(unit.start, unit.end))
