"""Component: what was said, where, and beside which name. Rules over quotation marks and verbs of speech, no parser.

A text is read in units: sentences, save that a quotation is never cut. Each unit's attributions (``attribution``) claim the
words before or after them; quotations that nothing claims and that fill their unit float after the quote before them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from newstables.knowledge import load
from newstables.pipeline.attribution import Attribution, CueLexicon, Finder
from newstables.pipeline.clauses import Clauses
from newstables.pipeline.found import Offsets, QuoteFound
from newstables.pipeline.layout import labelled, signed
from newstables.pipeline.mentions import is_headline
from newstables.pipeline.quotation import MARK, Quotation, find_quotations
from newstables.records import CueKind, QuoteKind

WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
SENTENCE_ENDS = (".", "!", "?", "…", ",", "—", "–")
STOPS = frozenset({".", "!", "?", "…", "..."})
SPEAKING = 4  # words: a quotation of so many that ends as a sentence does is speech, not a term


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
        self.sentence_starts = [bool(token.is_sent_start) for token in doc]
        self.quotations = [quotation for quotation in find_quotations(self.text) if not quotation.nested]
        self.inside: list[int | None] = [None] * len(self.words)  # the place of the quotation that a token stands in
        for place, quotation in enumerate(self.quotations):
            first, last = self.token_at(quotation.start), bisect_left(self.starts, quotation.end)
            self.inside[first:last] = [place] * (last - first)

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
        for i in range(1, len(self.words)):
            here, before = self.inside[i], self.inside[i - 1]
            opens = here is not None and here != before and self._last_word(start, i) in STOPS
            if opens or (self.sentence_starts[i] and (here is None or here != before)):
                yield Unit(start, i)
                start = i
        if self.words:
            yield Unit(start, len(self.words))

    def _last_word(self, start: int, i: int) -> str:
        """The last token before ``i`` that is no blank and no closing mark."""
        i -= 1
        while i > start and (self.words[i].isspace() or MARK.fullmatch(self.words[i])):
            i -= 1
        return self.words[i]

    def quotations_in(self, unit: Unit) -> list[int]:
        """The places of the quotations of a unit."""
        places = {place for place in self.inside[unit.start : unit.end] if place is not None}
        return sorted(places)


class Quotes:
    """Component: writes ``doc._.quotes``, their speakers still open."""

    def __init__(self, lexicon: CueLexicon, *, join_floating: bool) -> None:
        self.lexicon = lexicon
        self.join_floating = join_floating

    def __call__(self, doc: Doc) -> Doc:
        doc._.quotes = tuple(self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[QuoteFound]:
        """The quotes of a Doc, sorted by their start."""
        reader = Reader(Page(doc), self.lexicon)
        reader.read()
        found = sorted(reader.found, key=lambda quote: quote.spans)
        return _joined(doc.text, found) if self.join_floating else found


class Reader:
    """Reads one page; ``found`` grows."""

    def __init__(self, page: Page, lexicon: CueLexicon) -> None:
        self.page = page
        self.found: list[QuoteFound] = []
        self.claimed: set[int] = set()  # places of the quotations that belong to a quote
        self.finder = Finder(lexicon, page.words, [place is not None for place in page.inside])
        self.clauses = Clauses(self.finder, page.inside)
        self.reopened = self._reopened()

    def _reopened(self) -> dict[int, int]:
        """For each quotation that carries on another, the place where the chain begins."""
        first: dict[int, int] = {}
        for place, quotation in enumerate(self.page.quotations):
            if quotation.reopens and place:
                first[place] = first.get(place - 1, place - 1)
        return first

    def read(self) -> None:
        """Find all quotes of the page."""
        page = self.page
        special = [*labelled(page.text), *signed(page.text, page.quotations)]
        taken = [span for quote in special for span in quote.spans]
        self.found.extend(special)
        for place, quotation in enumerate(page.quotations):
            if any(start <= quotation.start < end or quotation.start <= start < quotation.end for start, end in taken):
                self.claimed.add(place)
        announced: Attribution | None = None  # "The Times reports:" closes a paragraph, its words open the next
        body = False  # a headline stands before the first full sentence
        for unit in page.units():
            words = [word for word in page.words[unit.start : unit.end] if not word.isspace()]
            if not words:
                continue
            start, end = page.offsets((unit.start, unit.end))
            if any(s <= end and start <= e for s, e in taken):
                continue
            complete = words[-1][-1] in ".!?…:;,\"”’'»)"
            if is_headline(words) or not (body or complete):
                continue
            body = True
            attributions = self._read_unit(unit, announced)
            announced = attributions[-1] if attributions and words[-1] == ":" else None

    def _read_unit(self, unit: Unit, announced: Attribution | None) -> list[Attribution]:
        """Find the quotes of a unit; its attributions come back."""
        places = self.page.quotations_in(unit)
        attributions = self.finder.find(unit.start, unit.end)
        if places and not self._has_words(unit, places) and announced:
            self._add([(unit.start, unit.end)], announced)
            return []
        done = unit.start  # what stands before it is claimed
        for n, attribution in enumerate(attributions):
            if attribution.start < done and not (attribution.cue[0] >= done):
                continue
            content = self.clauses.content(attribution, attributions[n + 1 :], done, unit.end)
            if content:
                self._add(content.stretches, attribution)
                done = max(stop for _, stop in [*content.stretches, attribution.cue])
        loose = [place for place in places if place not in self.claimed]
        if loose and not self._has_words(unit, places):
            self._float(loose)
        elif loose and (source := self.clauses.introduces(unit.start, unit.end)):
            self._float(loose, source)
        return attributions

    def _has_words(self, unit: Unit, places: list[int]) -> bool:
        """Whether a unit says anything outside its quotations."""
        return any(
            self.page.inside[i] is None and self.page.words[i][0].isalnum() for i in range(unit.start, unit.end)
        )

    def _float(self, places: list[int], source: tuple[int, int] | None = None) -> None:
        """A quote without a cue: all of a unit is quotation, or a colon introduces it."""
        quotations = [self.page.quotations[place] for place in places]
        words = sum(len(WORD.findall(self.page.text, q.inner_start, q.inner_end)) for q in quotations)
        whole = self.page.text[quotations[-1].inner_start : quotations[-1].inner_end].rstrip().endswith(SENTENCE_ENDS)
        if words < 2 or not (whole or words >= SPEAKING):
            return
        spans = [span for quotation in quotations if (span := self._inner(quotation))]
        root = self.reopened.get(places[0])
        self.claimed.update(places)
        if root is not None and self._extend(root, spans):
            return
        if spans:
            mention = self.page.offsets(source) if source else None
            self.found.append(QuoteFound(tuple(spans), QuoteKind.DIRECT, None, CueKind.SPEECH, mention))

    def _inner(self, quotation: Quotation) -> Offsets | None:
        return _stripped(self.page.text, quotation.inner_start, quotation.inner_end)

    def _extend(self, root: int, spans: list[Offsets]) -> bool:
        """Add stretches to the quote that holds the quotation ``root``."""
        start = self.page.quotations[root].inner_start
        for n, quote in enumerate(self.found):
            if quote.kind is QuoteKind.DIRECT and any(s <= start < e or start <= s < self.page.quotations[root].end for s, e in quote.spans):
                self.found[n] = QuoteFound(
                    tuple(sorted({*quote.spans, *spans})), quote.kind, quote.cue, quote.cue_kind, quote.source
                )
                return True
        return False

    def _add(self, stretches: list[tuple[int, int]], attribution: Attribution) -> None:
        """A quote from the stretches of tokens that an attribution claims."""
        places = sorted({place for start, end in stretches for place in self.page.inside[start:end] if place is not None})
        if any(place in self.claimed for place in places):
            return
        spans = [self.page.offsets(stretch) for stretch in stretches]
        quoted, all_words = self._count(spans)
        kind = QuoteKind.DIRECT if quoted == all_words else QuoteKind.MIXED if quoted >= 2 else QuoteKind.INDIRECT
        cue = self.page.offsets(attribution.cue)
        source = self.page.offsets(attribution.source) if attribution.source else None
        if kind is QuoteKind.DIRECT:
            chain = [place for place in places for place in self._chain(place)]
            spans = [span for place in chain if (span := self._inner(self.page.quotations[place]))]
            roots = {self.reopened.get(place) for place in places} - {None}
            self.found = [
                quote
                for quote in self.found
                if not (roots and quote.cue is None and set(quote.spans) & set(spans))
            ]
            places = chain
        if not spans or not all_words:
            return
        self.claimed.update(places)
        self.found.append(QuoteFound(tuple(sorted(set(spans))), kind, cue, attribution.kind, source))

    def _chain(self, place: int) -> range:
        """The quotations that a quotation carries on, and itself."""
        return range(self.reopened.get(place, place), place + 1)

    def _count(self, spans: list[Offsets]) -> tuple[int, int]:
        """How many words of the spans stand between marks, and how many there are."""
        quoted = words = 0
        for start, end in spans:
            for match in WORD.finditer(self.page.text, start, end):
                words += 1
                quoted += self.page.inside[self.page.token_at(match.start())] is not None
        return quoted, words


def _stripped(text: str, start: int, end: int) -> Offsets | None:
    """A stretch without the blanks around it; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _joined(text: str, found: list[QuoteFound]) -> list[QuoteFound]:
    """Floating quotes as stretches of the quote that they follow in their paragraph."""
    joined: list[QuoteFound] = []
    for quote in found:
        before = joined[-1] if joined else None
        floats = quote.cue is None and quote.source is None
        if floats and before and before.kind is QuoteKind.DIRECT and "\n" not in text[before.spans[-1][1] : quote.spans[0][0]]:
            joined[-1] = QuoteFound(before.spans + quote.spans, before.kind, before.cue, before.cue_kind, before.source)
        else:
            joined.append(quote)
    return joined


@Language.factory(
    "newstables_quotes",
    requires=["doc.sents", "doc.ents"],
    assigns=["doc._.quotes"],
    default_config={"join_floating": False},
)
def make_quotes(nlp: Language, name: str, join_floating: bool) -> Quotes:
    """Make the component over the cues of the knowledge base.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        join_floating: Whether “B.” in “A,” X said. “B.” is a stretch of the first quote; else it is a quote of its own.
    """
    return Quotes(CueLexicon(load().cues), join_floating=join_floating)
