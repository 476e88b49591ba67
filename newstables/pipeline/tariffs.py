"""The component that finds tariff claims: sentence by sentence, each with what its paragraph said before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from newstables.pipeline.claim_parts import Claim, Context, read_sentence
from newstables.pipeline.claims import find_claims
from newstables.pipeline.effective import effective_on
from newstables.pipeline.found import TariffFound
from newstables.records import Change


@Language.factory(
    "newstables_tariffs",
    requires=["token.is_sent_start"],
    assigns=["doc._.tariffs"],
)
def make_tariffs(nlp: Language, name: str) -> TariffFinder:
    """Create the component; it needs sentence starts, and reads ``doc._.published_on``."""
    return TariffFinder()


class TariffFinder:
    """Sets ``doc._.tariffs``."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims of a Doc whose sentences are set."""
        doc._.tariffs = find_tariffs(
            doc.text, [(sentence.start_char, sentence.end_char) for sentence in doc.sents], doc._.published_on
        )
        return doc


def find_tariffs(
    text: str, sentences: list[tuple[int, int]], published_on: date | None = None
) -> tuple[TariffFound, ...]:
    """The tariff claims of a text.

    Args:
        text: The text.
        sentences: Start and end of each of its sentences, in order.
        published_on: The article's date, for "starting Oct. 1".

    Returns:
        The claims in the order of the text.
    """
    found: list[TariffFound] = []
    for paragraph in _paragraphs(text, sentences):
        read = [(start, read_sentence(text[start:end])) for start, end in paragraph]
        context = Context(countries=tuple(country for _, sentence in read for country in sentence.countries))
        claims: list[tuple[int, str, Claim]] = []
        for start, sentence in read:
            here = find_claims(sentence, context)
            claims += [(start, sentence.text, claim) for claim in here]
            rates = [context.percent, *(claim.percent for claim in here if claim.percent is not None)]
            about_tariffs = bool(here) or bool(sentence.charges)
            context = replace(context, about_tariffs=about_tariffs, percent=rates[-1])
        for start, words, claim in _without_summaries(claims):
            found += _as_found(claim, words, start, published_on)
    return tuple(found)


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


def _as_found(claim: Claim, words: str, start: int, published_on: date | None) -> Iterator[TariffFound]:
    goods_text = words[slice(*claim.goods_at)] if claim.goods_at else None
    rate_text = words[claim.rate.start : claim.rate.end] if claim.rate else None
    tail = words[claim.start : min(len(words), claim.end + 40)]
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
            effective_on=effective_on(tail, published_on),
        )
