"""Component: what was said, where, and beside which name. Rules over quotation marks and verbs of speech, no parser.

A text is read in units: sentences, save that a quotation is never cut. Each unit's attributions claim the words before
or behind them; quotations that nothing claims and that fill their unit float behind the quote before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from newstables.knowledge import load
from newstables.pipeline.attribution import Attribution, CueLexicon, Finder
from newstables.pipeline.clauses import Clauses
from newstables.pipeline.found import Offsets, QuoteFound
from newstables.pipeline.layout import labelled, signed
from newstables.pipeline.mentions import is_headline
from newstables.pipeline.page import Page, Unit
from newstables.pipeline.quotation import Quotation
from newstables.pipeline.reports import Reports
from newstables.pipeline.subjects import Tokens
from newstables.records import CueKind, QuoteKind

WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
SPEECH_ENDS = (".", "!", "?", "…", ",", "—", "–")
COMPLETE = frozenset(".!?…:;,\"”’'»)")  # a line that ends otherwise, before the text proper, is a headline
SPEAKING = 4  # words: a quotation of so many is speech though no stop ends it


class Quotes:
    """Component: writes ``doc._.quotes``, their speakers still open."""

    def __init__(self, lexicon: CueLexicon, *, join_floating: bool) -> None:
        self.lexicon = lexicon
        self.join_floating = join_floating

    def __call__(self, doc: Doc) -> Doc:
        """Write the quotes and return the Doc."""
        doc._.quotes = tuple(self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[QuoteFound]:
        """The quotes of a Doc, sorted by their start."""
        found = sorted(Reader(Page(doc), self.lexicon).read(), key=lambda quote: quote.spans)
        return joined(doc.text, found) if self.join_floating else found


class Reader:
    """Reads one page."""

    def __init__(self, page: Page, lexicon: CueLexicon) -> None:
        self.page = page
        self.finder = Finder(lexicon, page.words, [place is not None for place in page.inside])
        self.reports = Reports(Clauses(page.words, self.finder.lower, page.inside))
        self.found: list[QuoteFound] = []
        self.claimed: set[int] = set()  # places of the quotations that belong to a quote

    def read(self) -> list[QuoteFound]:
        """All quotes of the page."""
        taken = self._read_layout()
        announced: Attribution | None = None  # "The Times reports:" closes a paragraph, its words open the next
        body = False  # the text proper has begun
        for unit in self.page.units():
            words = [word for word in self.page.words[unit.start : unit.end] if not word.isspace()]
            if not words or any(taken[unit.start : unit.end]):
                continue
            if is_headline(words) or not (body or words[-1][-1] in COMPLETE):
                continue
            body = True
            cues = self._read_unit(unit, announced)
            announced = cues[-1] if cues and words[-1] == ":" else None
        return self.found

    def _read_layout(self) -> list[bool]:
        """Take the quotes that the layout attributes; which tokens they leave to nobody else comes back."""
        page = self.page
        taken = [False] * len(page.words)
        for quote in [*labelled(page.text), *signed(page.text, page.quotations)]:
            self.found.append(quote)
            first, last = page.token_at(quote.spans[0][0]), page.token_at(quote.spans[-1][1] - 1) + 1
            taken[first:last] = [True] * (last - first)
            self.claimed.update(place for place in page.inside[first:last] if place is not None)
        return taken

    def _read_unit(self, unit: Unit, announced: Attribution | None) -> Sequence[Attribution]:
        """Find the quotes of a unit; its attributions come back."""
        places = self.page.quotations_in(unit)
        worded = self.page.has_words(unit)
        if places and not worded and announced:
            self._add([(unit.start, unit.end)], announced)
            return []
        cues = self.finder.find(unit.start, unit.end)
        done = unit.start  # what stands before it is claimed
        for n, cue in enumerate(cues):
            if cue.cue[0] < done:
                continue
            if stretches := self.reports.of(cues, n, done, unit.end):
                self._add(stretches, cue)
                done = max(cue.cue[1], *(stop for _, stop in stretches))
        loose = [place for place in places if place not in self.claimed]
        if loose and not worded:
            self._float(loose, None)
        elif loose and (source := self.reports.introduces(unit.start, unit.end)):
            self._float(loose, source)
        return cues

    def _float(self, places: Sequence[int], source: Tokens | None) -> None:
        """A quote without a cue: a unit is all quotation, or a colon introduces one."""
        if places[-1] != self.page.chains[places[-1]][-1]:
            return  # the paragraph that closes the quotation may name its speaker
        places = self._chained(places)
        spans = self._inner(places)
        words = sum(len(WORD.findall(self.page.text, start, end)) for start, end in spans)
        whole = bool(spans) and self.page.text[slice(*spans[-1])].endswith(SPEECH_ENDS)
        if words < 2 or not (whole or words >= SPEAKING):
            return
        self.claimed.update(places)
        mention = self.page.offsets(source) if source else None
        self.found.append(QuoteFound(tuple(spans), QuoteKind.DIRECT, None, CueKind.SPEECH, mention))

    def _add(self, stretches: Iterable[Tokens], attribution: Attribution) -> None:
        """A quote from the stretches of tokens that an attribution claims."""
        stretches = list(stretches)
        places = sorted(
            {place for start, end in stretches for place in self.page.inside[start:end] if place is not None}
        )
        if not self.claimed.isdisjoint(places):
            return
        spans = [self.page.offsets(stretch) for stretch in stretches]
        quoted, words = self._count(spans)
        kind = QuoteKind.DIRECT if quoted == words else QuoteKind.MIXED if quoted >= 2 else QuoteKind.INDIRECT
        if kind is QuoteKind.DIRECT:
            places = self._chained(places)
            spans = self._inner(places)
        if spans and words:
            self.claimed.update(places)
            cue, source = self.page.offsets(attribution.cue), self.page.offsets(attribution.source)
            self.found.append(QuoteFound(tuple(spans), kind, cue, attribution.kind, source))

    def _chained(self, places: Iterable[int]) -> list[int]:
        """Quotations with the paragraphs that they re-open or that re-open them."""
        return sorted({linked for place in places for linked in self.page.chains[place]} - self.claimed)

    def _inner(self, places: Iterable[int]) -> list[Offsets]:
        """The stretches of quotations between their marks."""
        spans = (stripped(self.page.text, self.page.quotations[place]) for place in places)
        return [span for span in spans if span]

    def _count(self, spans: Iterable[Offsets]) -> tuple[int, int]:
        """How many words of the spans stand between marks, and how many there are."""
        quoted = words = 0
        for start, end in spans:
            for match in WORD.finditer(self.page.text, start, end):
                words += 1
                quoted += self.page.inside[self.page.token_at(match.start())] is not None
        return quoted, words


def stripped(text: str, quotation: Quotation) -> Offsets | None:
    """What stands between the marks, without blanks; None where that is nothing."""
    start, end = quotation.inner_start, quotation.inner_end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def joined(text: str, found: Iterable[QuoteFound]) -> list[QuoteFound]:
    """Quotes with those that float behind them in their paragraph: “B.” in “A,” X said. “B.” is a stretch of “A,”."""
    groups: list[list[QuoteFound]] = []
    for quote in found:
        before = groups[-1][-1] if groups else None
        floats = quote.cue is None and quote.source is None and before is not None and before.kind is QuoteKind.DIRECT
        if floats and before and "\n" not in text[before.spans[-1][1] : quote.spans[0][0]]:
            groups[-1].append(quote)
        else:
            groups.append([quote])
    return [replace(group[0], spans=tuple(span for quote in group for span in quote.spans)) for group in groups]


@Language.factory(
    "newstables_quotes",
    requires=["doc.sents", "doc.ents"],
    assigns=["doc._.quotes"],
    default_config={"join_floating": True},
)
def make_quotes(nlp: Language, name: str, join_floating: bool) -> Quotes:
    """Make the component over the cues of the knowledge base.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        join_floating: Whether “B.” in “A,” X said. “B.” is a stretch of the quote “A,”; else it is a quote of its own.
    """
    return Quotes(CueLexicon(load().cues), join_floating=join_floating)
