"""Quotes and tariff claims that two articles share, as rows to read side by side, each cell opening its passage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

import pandas as pd

from newstables.analysis.abreast import Abreast, Cell, Runs, lit
from newstables.analysis.passages import claim_words
from newstables.app.data import day
from newstables.records import Change, Quote, Tariff

_STATED = {
    "rate_percent": "rate",
    "rate_from_percent": "rate before",
    "effective_on": "in effect",
    "change": "change",
}


def same_statements(shared: pd.DataFrame, left: Sequence[Quote], right: Sequence[Quote]) -> list[Abreast]:
    """The rows of ``statements.quotes_in_both``, with the words lit that only one article has."""
    mine, theirs = _by_id(left), _by_id(right)
    return [
        Abreast(
            row["kind"],
            _said([mine[one] for one in row["left_ids"]], lit(row["left_text"], row["right_text"])),
            _said([theirs[one] for one in row["right_ids"]], lit(row["right_text"], row["left_text"])),
        )
        for row in _rows(shared)
    ]


def reported(otherwise: pd.DataFrame, left: Sequence[Quote], right: Sequence[Quote]) -> list[Abreast]:
    """The rows of ``statements.reported_otherwise``; the words are too far apart to be held against each other."""
    mine, theirs = _by_id(left), _by_id(right)
    return [
        Abreast(
            "quoted and reported",
            _one(mine[row["left_id"]]),
            _one(theirs[row["right_id"]]),
        )
        for row in _rows(otherwise)
    ]


def matched_claims(compared: pd.DataFrame, left: Sequence[Tariff], right: Sequence[Tariff]) -> list[Abreast]:
    """The rows of ``compare.claims_compared`` without those that stand alone, and what differs, as stated in each."""
    mine, theirs = ({claim.claim_id: claim for claim in side} for side in (left, right))
    return [
        Abreast(
            row["verdict"],
            _claimed(mine[row["left_id"]]),
            _claimed(theirs[row["right_id"]]),
            differs=[[f"{_STATED[column]}: {_words(a)}", _words(b)] for column, a, b in row["differs"]],
        )
        for row in _rows(compared)
    ]


def told(shared: pd.DataFrame, otherwise: pd.DataFrame) -> set[str]:
    """The quote_ids of what both articles tell, whether they both quote it or one of them reports it."""
    ids = chain(*shared["left_ids"], *shared["right_ids"])
    return {*ids, *otherwise["left_id"], *otherwise["right_id"]}


def _by_id(quotes: Iterable[Quote]) -> dict[str, Quote]:
    return {quote.quote_id: quote for quote in quotes}


def _rows(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.to_dict("records")


def _said(quotes: Sequence[Quote], runs: Runs) -> Cell:
    """One statement of an article, under the speaker that it was found to have there."""
    start, end = min(quote.start_char for quote in quotes), max(quote.end_char for quote in quotes)
    speaker = next((quote.speaker for quote in quotes if quote.speaker), "Speaker unresolved")
    return Cell(start, end, runs, head=speaker)


def _one(quote: Quote) -> Cell:
    """A quote with its kind, where one is held against another kind."""
    return Cell(quote.start_char, quote.end_char, [("same", quote.text)], head=f"{quote.speaker}, {quote.kind}")


def _claimed(claim: Tariff) -> Cell:
    return Cell(claim.start_char, claim.end_char, [("same", claim.text)], head=claim_words(claim))


def _words(value: object) -> str:
    """A value of a claim as shown: "25%", "31 Oct 2025", "impose"."""
    if isinstance(value, float):
        return f"{value:g}%"
    if value == Change.NONE:
        return "in place"
    return day(value) if isinstance(value, date) else str(value)
