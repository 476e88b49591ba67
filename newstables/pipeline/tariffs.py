"""The component that finds tariff claims: sentence by sentence, each with what its paragraph said before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from newstables.knowledge import load
from newstables.pipeline.charges import find_charges
from newstables.pipeline.claim_parts import Claim, Context, Sentence, read_sentence
from newstables.pipeline.claims import find_claims
from newstables.pipeline.countries import Country, find_countries
from newstables.pipeline.dates import DateFound
from newstables.pipeline.effective import effective_on
from newstables.pipeline.found import TariffFound
from newstables.pipeline.stand_ins import people
from newstables.records import Change

_OPENS_WITH_DAY = re.compile(r"(?:As\s+of|From|Starting|Effective|Beginning|Since|Gone\s+as\s+of)\b")
_TAIL = 60  # characters behind a claim that may tell its day


@Language.factory(
    "newstables_tariffs",
    requires=["token.is_sent_start"],
    assigns=["doc._.tariffs"],
)
def make_tariffs(nlp: Language, name: str) -> TariffFinder:
    """Create the component; it needs sentence starts, and reads ``doc._.dates``."""
    return TariffFinder()


class TariffFinder:
    """Sets ``doc._.tariffs``."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims of a Doc whose sentences are set."""
        doc._.tariffs = find_tariffs(
            doc.text, [(sentence.start_char, sentence.end_char) for sentence in doc.sents], doc._.dates
        )
        return doc


def find_tariffs(
    text: str, sentences: list[tuple[int, int]], dates: Sequence[DateFound] = ()
) -> tuple[TariffFound, ...]:
    """The tariff claims of a text.

    Args:
        text: The text.
        sentences: Start and end of each of its sentences, in order.
        dates: The dates of the text, for "starting Oct. 1".

    Returns:
        The claims in the order of the text.
    """
    found: list[TariffFound] = []
    known: list[Claim] = []
    for paragraph in _paragraphs(text, sentences):
        read = _read(text, paragraph)
        context = Context(
            countries=tuple(country for _, sentence in read for country in sentence.countries),
            all_goods=tuple(key for _, sentence in read for key in sentence.kinds),
            about_tariffs=any(sentence.charges for _, sentence in read),
        )
        claims: list[tuple[int, str, Claim]] = []
        here: list[Claim] = []
        for start, sentence in read:
            context = replace(context, goods=(*context.goods, *sentence.kinds))
            for claim in find_claims(sentence, context):
                resolved = _with_parties(claim, here, known, context.countries)
                here.append(resolved)
                claims.append((start, sentence.text, resolved))
            rates = [claim.percent for claim in here if claim.percent is not None]
            context = replace(context, percent=rates[-1] if rates else None)
        claims = [(at, words, _by_company(claim, here)) for at, words, claim in claims]
        claims = [(at, words, claim) for at, words, claim in claims if claim.imposer or claim.targets != (None,)]
        known += here
        kept = _without_summaries(claims)
        for start in dict.fromkeys(at for at, _, _ in kept):
            of_sentence = [
                row for at, words, claim in kept if at == start for row in _as_found(claim, words, start, text, dates)
            ]
            found += _with_shared_day(of_sentence)
    return tuple(found)


def _with_shared_day(rows: list[TariffFound]) -> list[TariffFound]:
    """The claims of a sentence; those that one state makes at once hold from the one day that it names."""

    def day(row: TariffFound) -> date | None:
        days = {
            other.effective_on
            for other in rows
            if other.effective_on and (other.imposer, other.change) == (row.imposer, row.change)
        }
        return row.effective_on or (days.pop() if len(days) == 1 else None)

    return [replace(row, effective_on=day(row)) for row in rows]


def _with_parties(claim: Claim, here: list[Claim], known: list[Claim], countries: Sequence[Country]) -> Claim:
    """Take a party that the sentence leaves out from an earlier claim: on the same goods, or in the same list.

    Args:
        claim: A claim that may lack its imposer or its targets.
        here: The claims before it in its paragraph.
        known: The claims of the paragraphs before.
        countries: All that its paragraph names.
    """
    if claim.is_pronoun and claim.imposer is None and here:
        claim = replace(claim, goods=claim.goods or here[-1].goods)
        claim = replace(claim, imposer=here[-1].imposer if here[-1].imposer not in claim.targets else None)
    nobody = claim.imposer is None and claim.targets == (None,)
    listed = here[-1:] if nobody or claim.is_pronoun or not claim.is_noun else []
    same_goods = [other for other in [*known, *here] if claim.goods and set(claim.goods) <= set(other.goods)]
    for other in reversed([*same_goods, *listed]):
        if other.imposer is None or other.targets == (None,):
            continue
        if claim.imposer in {None, other.imposer} and claim.targets in {(None,), other.targets}:
            return replace(claim, imposer=other.imposer, targets=other.targets)
    both = {country.code for country in countries} >= {"CA", "CN"} and claim.percent is not None
    return _by_register(claim) if both or claim.imposer or claim.targets != (None,) else claim


def _by_company(claim: Claim, here: Sequence[Claim]) -> Claim:
    """Supply a party that is still missing from the other claims of the paragraph, where all agree."""
    if claim.imposer is not None and claim.targets == (None,):
        against = {other.targets for other in here if other.imposer == claim.imposer and other.targets != (None,)}
        return replace(claim, targets=against.pop()) if len(against) == 1 else claim
    if claim.imposer is None and claim.targets != (None,):
        by = {other.imposer for other in here if other.targets == claim.targets and other.imposer}
        return replace(claim, imposer=by.pop()) if len(by) == 1 else claim
    return claim


def _by_register(claim: Claim) -> Claim:
    """Supply a party that nothing names from the one measure of the register that the claim may be of."""
    target = claim.targets[0]
    if (claim.imposer and target) or not claim.goods:
        return claim
    fitting = {
        (measure.imposer, measure.target)
        for measure in load().measures
        if set(claim.goods) & _with_parts(measure.goods)
        and claim.imposer in {measure.imposer, None}
        and target in {measure.target, None}
    }
    if len(fitting) != 1:
        return claim
    imposer, target = fitting.pop()
    return replace(claim, imposer=imposer, targets=(target,))


def _with_parts(goods: list[str]) -> set[str]:
    """The goods of a measure, and what news calls them for short."""
    return {*goods, *(key.split()[0] for key in goods if key.startswith("canola"))}


def _read(text: str, paragraph: list[tuple[int, int]]) -> list[tuple[int, Sentence]]:
    """The sentences of a paragraph with their starts; who "we" are in one, another may tell."""
    first, last = paragraph[0][0], paragraph[-1][1]
    words = text[first:last]
    about_tariffs = bool(find_charges(words))
    stand_ins = [
        replace(who, start=first + who.start, end=first + who.end) for who in people(words, find_countries(words))
    ]
    return [
        (
            start,
            read_sentence(
                text[start:end],
                [replace(w, start=w.start - start, end=w.end - start) for w in stand_ins if start <= w.start < end],
                about_tariffs=about_tariffs,
            ),
        )
        for start, end in paragraph
    ]


def _paragraphs(text: str, sentences: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    paragraph: list[tuple[int, int]] = []
    for start, end in sentences:
        if paragraph and "\n" in text[paragraph[-1][1] - 1 : start]:
            yield paragraph
            paragraph = []
        paragraph.append((start, end))
    if paragraph:
        yield paragraph


def _without_summaries(claims: list[tuple[int, str, Claim]]) -> list[tuple[int, str, Claim]]:
    """Drop a claim without a rate where the next sentence gives the figures of the same measure."""
    result = []
    for place, (start, words, claim) in enumerate(claims):
        figures = [other for at, _, other in claims[place + 1 :] if at != start and other.percent is not None]
        covered = {key for other in figures for key in other.goods}
        is_summary = (
            claim.change is not Change.NONE
            and claim.percent is None
            and claim.before is None
            and figures
            and all(
                (other.imposer, other.targets, other.change) == (claim.imposer, claim.targets, claim.change)
                for other in figures
            )
            and (set(claim.goods) <= covered | {"agriculture"})
        )
        if not is_summary:
            result.append((start, words, claim))
    return result


def _as_found(claim: Claim, words: str, start: int, text: str, dates: Sequence[DateFound]) -> Iterator[TariffFound]:
    goods_text = words[slice(*claim.goods_at)] if claim.goods_at else None
    rate_text = words[claim.rate.start : claim.rate.end] if claim.rate else None
    tail = start + min(len(words), claim.end + _TAIL)
    opens = _OPENS_WITH_DAY.match(words) is not None and claim.start < 60  # "As of Tuesday, Canadian crude will …"
    for target in claim.targets or (None,):
        yield TariffFound(
            evidence=(start + claim.start, start + claim.end),
            imposer=claim.imposer,
            target=target,
            goods=claim.goods,
            goods_text=goods_text,
            change=claim.change,
            rate_percent=claim.percent,
            rate_from_percent=claim.before,
            rate_text=rate_text,
            retaliation=claim.retaliation,
            effective_on=effective_on(text, start if opens else start + claim.start, tail, dates),
        )
