"""The component that finds tariff claims: paragraph by paragraph, each with what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice, pairwise
from operator import itemgetter

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from newstables.knowledge import load
from newstables.pipeline.countries import find_countries
from newstables.pipeline.effective import effective_on
from newstables.pipeline.found import Offsets, TariffFound
from newstables.pipeline.register import parties_on
from newstables.pipeline.tariffs.numbers import with_sign
from newstables.pipeline.tariffs.reader import Claim, load_reader
from newstables.pipeline.tariffs.reading import Reading, read
from newstables.pipeline.worded import text_of
from newstables.records import Change

TOGETHER = 20  # Docs
BEFORE = 80  # tokens of the paragraphs before one that are read with it
LONGEST = 600  # tokens of a paragraph
SHARED = 160  # tokens that paragraphs may take together that are read with the same before them
TAIL = 60  # characters behind a claim that may tell its day
# Words without which hardly a paragraph is about a charge on imports or a rate; the reader tells the rest.
SPEAKS = re.compile(
    r"(?=[tscdlbp%])(?:tariff|surtax|surcharge|counter-?measure|dumping|countervail|safeguard|deposit|customs"
    r"|\b(?:dut(?:y|ies)|lev(?:y|ies|ied|ying)|tax(?:es|ed|ing)?|charg(?:e[sd]?|ing)|border)\b"
    r"|%|per[\s-]?cent\b|\bpct\b|cents\s+on\s+the\s+dollar)",
    re.IGNORECASE,
)
OPENS_WITH_DAY = re.compile(r"(?:As\s+of|From|Starting|Effective|Beginning|Since)\b")
ANSWERS = re.compile(
    r"\bin\s+(?:retaliation|response|reply|answer)\s+(?:for|to)\b|\bretaliating\s+(?:for|against)\b", re.IGNORECASE
)
Stretch = tuple[int, int]  # tokens, half-open


@dataclass(frozen=True, slots=True)
class Window:
    """Paragraphs that may make a claim, and what is read of them: ``reading``, from the token ``first`` on."""

    paragraphs: Sequence[Stretch]
    first: int
    reading: Reading


class TariffFinder:
    """Component: writes ``doc._.tariffs``. The reader is loaded for the first text that may hold a claim."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the claims, in the order of the text, and return the Doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = TOGETHER) -> Iterator[Doc]:
        """Write the claims of each Doc; some are read together, so that windows of a length run side by side."""
        stream = iter(stream)
        while docs := list(islice(stream, min(batch_size, TOGETHER))):
            windows = [list(_windows(doc)) for doc in docs]
            readings = [window.reading for of_doc in windows for window in of_doc]
            claims = iter(load_reader().claims(readings) if readings else ())
            for doc, of_doc in zip(docs, windows, strict=True):
                doc._.tariffs = tuple(_found(Page(doc), zip(of_doc, claims, strict=False))) if of_doc else ()
                yield doc


class Page:
    """A Doc with its text, which spaCy puts together anew each time that it is asked, and the ends of its sentences."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.sentences = [*(sentence.start_char for sentence in doc.sents), len(self.text)]

    def sentence(self, token: int) -> Offsets:
        """The sentence in which a token stands."""
        behind = bisect_right(self.sentences, self.doc[token].idx)
        return self.sentences[behind - 1], self.sentences[behind]


def _found(page: Page, windows: Iterable[tuple[Window, Sequence[Claim]]]) -> Iterator[TariffFound]:
    for window, claims in windows:
        for start, end in window.paragraphs:
            mine = [claim for claim in claims if start <= window.first + claim.anchor < end]
            rows = [
                _as_found(page, claim, window.first, (start, end)) for claim in mine if claim.imposer or claim.target
            ]
            for _, of_sentence in groupby(rows, key=lambda row: row[0]):
                yield from _with_shared_day(_answering(page.text, [row for _, row in of_sentence]))


def _windows(doc: Doc) -> Iterator[Window]:
    text, paragraphs = text_of(doc), list(_paragraphs(doc))
    places = [*doc.to_array("IDX").tolist(), len(text)]
    speaking = [SPEAKS.search(text, places[start], places[end]) is not None for start, end in paragraphs]
    if not any(speaking):
        return
    whole = read(doc)
    days = {i for found in doc._.dates for i in range(found.start, found.end)}
    figures = [one.first for one in whole.numbers if text[one.start].isdigit() and one.start not in days]
    chosen = (place for place in range(len(paragraphs)) if _may_claim(figures, paragraphs, speaking, place))
    for of_window, (first, last) in _shared((place, _around(whole, paragraphs, place)) for place in chosen):
        yield Window([paragraphs[place] for place in of_window], first, whole.cut(first, last))


def _shared(windows: Iterable[tuple[int, Stretch]]) -> Iterator[tuple[list[int], Stretch]]:
    """Paragraphs with what is read of each; those that have the same before them are read as one."""
    places: list[int] = []
    first = last = 0
    for place, (start, end) in windows:
        if places and start < last and end - first <= SHARED:
            places, last = [*places, place], max(last, end)
            continue
        if places:
            yield places, (first, last)
        places, first, last = [place], start, end
    if places:
        yield places, (first, last)


def _paragraphs(doc: Doc) -> Iterator[Stretch]:
    """The tokens of each paragraph, without line breaks; one too long is cut, for each token is held against all."""
    blank = np.flatnonzero(doc.to_array("IS_SPACE"))
    breaks = [-1, *(int(i) for i in blank if "\n" in doc[int(i)].text), len(doc)]
    for before, behind in pairwise(breaks):
        for start in range(before + 1, behind, LONGEST):
            yield start, min(start + LONGEST, behind)


def _may_claim(figures: Sequence[int], paragraphs: Sequence[Stretch], speaking: Sequence[bool], place: int) -> bool:
    """Whether a paragraph speaks of a charge or a rate, or has a figure soon after one that does."""
    if speaking[place]:
        return True
    start, end = paragraphs[place]
    return any(speaking[max(0, place - 2) : place]) and any(start <= token < end for token in figures)


def _around(whole: Reading, paragraphs: Sequence[Stretch], place: int) -> Stretch:
    """A paragraph, with those before it where it does not name two parties by itself."""
    start, end = paragraphs[place]
    if len({country.value for country in whole.countries if start <= country.first < end}) > 1:
        return start, end
    return paragraphs[bisect_left(paragraphs, start - BEFORE, key=itemgetter(0))][0], end


def _as_found(page: Page, claim: Claim, first: int, paragraph: Stretch) -> tuple[int, TariffFound]:
    """A claim in characters, with the start of its sentence; ``first`` is the token where its reading begins."""
    text = page.text
    opening, close = page.sentence(first + claim.anchor)
    start, end = _evidence(page.doc, claim, first, paragraph)
    opens = OPENS_WITH_DAY.match(text, opening) is not None and start < opening + TAIL
    stated = (claim.stated.start, with_sign(text, claim.stated.end)) if claim.stated else None
    goods = _goods(claim)
    imposer, target = _parties(claim, text[start:end])
    return opening, TariffFound(
        evidence=(start, end),
        imposer=imposer,
        target=target,
        goods=claim.keys,
        goods_text=text[slice(*goods)] if goods else None,
        change=claim.change,
        rate_percent=claim.rate,
        rate_from_percent=claim.before,
        rate_text=text[slice(*stated)] if stated else None,
        retaliation=claim.retaliation,
        effective_on=effective_on(
            text, opening if opens else start, max(end, min(close, end + TAIL)), page.doc._.dates
        ),
    )


def _parties(claim: Claim, evidence: str) -> tuple[str | None, str | None]:
    """Imposer and target; the other way round where the evidence names neither and the register knows only that.

    "If the EV tariff goes, so does the canola problem": only Canada has one on electric vehicles.
    """
    told = claim.imposer, claim.target
    known = parties_on(claim.keys, load())
    if claim.change is Change.THREATEN or told in known or told[::-1] not in known:
        return told
    return told if any(one.code in told for one in find_countries(evidence)) else told[::-1]


def _evidence(doc: Doc, claim: Claim, first: int, paragraph: Stretch) -> Offsets:
    """The evidence within its paragraph, without blanks and commas at its ends."""
    start = max(paragraph[0], first + claim.evidence[0])
    end = min(paragraph[1], first + claim.evidence[1] + 1)
    span = doc[start:end]
    text = span.text.strip(" \t\n\r,;:–—-")
    at = span.start_char + span.text.index(text)
    return at, at + len(text)


def _goods(claim: Claim) -> Offsets | None:
    """From the first to the last mention of its goods in the list that is nearest to the claim's anchor."""
    if not claim.goods:
        return None
    ordered = sorted(claim.goods, key=lambda filler: filler.first)
    lists = [[ordered[0]]]
    for filler in ordered[1:]:
        if filler.first - lists[-1][-1].last > 6:
            lists.append([])
        lists[-1].append(filler)
    near = min(lists, key=lambda some: min(abs(filler.first - claim.anchor) for filler in some))
    return near[0].start, near[-1].end


def _answering(text: str, rows: list[TariffFound]) -> list[TariffFound]:
    """The claims of a sentence; of two that "in retaliation for" stands between, the first answers the second."""
    for n, (one, other) in enumerate(pairwise(rows)):
        if one.evidence < other.evidence and ANSWERS.search(text, one.evidence[0], other.evidence[0]):
            rows[n], rows[n + 1] = replace(one, retaliation=True), replace(other, retaliation=False)
    return rows


def _with_shared_day(rows: Sequence[TariffFound]) -> list[TariffFound]:
    """The claims of a sentence; those that one state makes at once hold from the one day that it names."""

    def day(row: TariffFound) -> date | None:
        days = {
            other.effective_on
            for other in rows
            if other.effective_on and (other.imposer, other.change) == (row.imposer, row.change)
        }
        return row.effective_on or (days.pop() if len(days) == 1 else None)

    return [replace(row, effective_on=day(row)) for row in rows]


@Language.factory("newstables_tariffs", requires=["token.is_sent_start"], assigns=["doc._.tariffs"])
def make_tariffs(nlp: Language, name: str) -> TariffFinder:
    """Make the component over the package's reader; it reads sentences, the parse and ``doc._.dates``."""
    return TariffFinder()
