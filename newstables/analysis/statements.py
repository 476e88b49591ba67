"""Quotes of two articles: which are one statement, where their words part, what is quoted here and reported there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

import pandas as pd

from newstables.analysis.wording import content, plain, wording
from newstables.analysis.wordwise import Run, differences, overlap
from newstables.records import Quote, QuoteKind

_NEAR = 0.75  # of the words of both, for two quotes to be one with a few words changed
_CONTAINED = 0.9  # of the shorter quote's words in the longer one, in runs, for it to be a part of it
_FEWEST = 4  # words of a quote that tell it from another one, whoever speaks
_SHARED = 2  # stems, names or figures of what is quoted that a report of it has too: a speaker says many things
_PHRASE = 6  # words, at most, of the longer of two short quotes: "pleased" and "very pleased with the outcome"


class Sameness(StrEnum):
    """How two articles quote one statement. Joined: one article has in one quote what the other has in several."""

    VERBATIM = "verbatim"
    NEAR = "near"
    SHORTENED = "shortened"
    JOINED = "joined"


COLUMNS = ["speaker", "left_ids", "right_ids", "left_text", "right_text", "kind"]
OTHERWISE = ["speaker", "left_id", "right_id", "left_kind", "right_kind", "left_text", "right_text", "score"]


def said(quote: Quote) -> str:
    """The words between the marks of a mixed quote, all words of another one, its parts joined by " … "."""
    text = quote.text
    if quote.kind == QuoteKind.MIXED:
        inside = re.findall(r"[“\"«]([^”\"»]+)[”\"»]?", text)
        text = " … ".join(piece.strip() for piece in inside) or text
    return text.strip('“”"«» ')


def same_quote(mine: Quote, theirs: Quote) -> float:
    """How alike two quotes are: 1 for the same words, 0 for two statements or two speakers.

    Less than four words tell a statement only where both speakers are known and the same.
    """
    if mine.speaker and theirs.speaker and mine.speaker != theirs.speaker:
        return 0.0
    words, others = plain(said(mine)), plain(said(theirs))
    fewer, more = sorted((len(words), len(others)))
    if not fewer:
        return 0.0
    if fewer < _FEWEST:
        if words == others and fewer > 1:
            return 1.0
        known = mine.speaker is not None and mine.speaker == theirs.speaker
        shorter, longer = sorted((words, others), key=len)
        within = f" {' '.join(shorter)} " in f" {' '.join(longer)} "
        return fewer / more if known and more <= _PHRASE and within and content(shorter) else 0.0
    common = overlap(words, others)
    if common.ratio >= _NEAR:
        return common.ratio
    return common.contained if common.contained >= _CONTAINED and common.longest >= _FEWEST else 0.0


def quotes_in_both(left: Sequence[Quote], right: Sequence[Quote]) -> pd.DataFrame:
    """The quotes of two articles that are the same statement; an indirect one is held against indirect ones alone.

    Returns:
        One row per statement, in the order of the left article: speaker (canonical name or None), left_ids and
        right_ids (lists of quote_id; several where quotes are joined), left_text and right_text (the words between
        the marks), kind (``Sameness``).
    """
    groups: list[tuple[list[int], list[int]]] = []
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            if _indirect(one) != _indirect(other) or not same_quote(one, other):
                continue
            held = [group for group in groups if i in group[0] or j in group[1]]
            groups = [group for group in groups if group not in held]
            joined = ([i], [j])
            for group in held:
                joined = (joined[0] + group[0], joined[1] + group[1])
            groups.append((sorted(set(joined[0])), sorted(set(joined[1]))))
    rows = [_statement([left[i] for i in a], [right[j] for j in b]) for a, b in sorted(groups)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _statement(mine: Sequence[Quote], theirs: Sequence[Quote]) -> tuple[object, ...]:
    texts = [" … ".join(said(quote) for quote in side) for side in (mine, theirs)]
    words = [plain(text) for text in texts]
    if words[0] == words[1] and len(mine) == len(theirs):
        kind = Sameness.VERBATIM
    elif len(mine) != len(theirs):
        kind = Sameness.JOINED
    else:
        parts = {run for run, _ in differences(*texts)} - {Run.SAME}
        gone = abs(len(words[0]) - len(words[1])) >= _FEWEST
        kind = Sameness.SHORTENED if len(parts) == 1 and gone else Sameness.NEAR
    speaker = next((quote.speaker for quote in [*mine, *theirs] if quote.speaker), None)
    ids = [[quote.quote_id for quote in side] for side in (mine, theirs)]
    return (speaker, *ids, *texts, kind.value)


def reported_otherwise(
    left: Sequence[Quote], right: Sequence[Quote], links: pd.DataFrame, *, at_least: float = 0.5
) -> pd.DataFrame:
    """What a speaker is quoted with in one article and reported to have said in the other.

    Args:
        left: The quotes of the left article.
        right: Those of the right one.
        links: What ``alignment.align`` makes of the two texts: both quotes must stand in sentences that it links.
        at_least: The score, 0–1, that a link must have.

    Returns:
        One row per pair of quotes with the same resolved speaker and two stems, names or figures in common, of which
        one is indirect and the other is not: speaker, left_id and right_id (quote_id), left_kind and right_kind
        (``QuoteKind``), left_text, right_text, score (of the link, 0–1).
    """
    rows = []
    for link in links[links["score"] >= at_least].to_dict("records"):
        for one in _within(left, link["left_spans"]):
            for other in _within(right, link["right_spans"]):
                if (
                    one.speaker
                    and one.speaker == other.speaker
                    and _indirect(one) != _indirect(other)
                    and len(wording(one.text).terms & wording(other.text).terms) >= _SHARED
                ):
                    kinds = QuoteKind(one.kind).value, QuoteKind(other.kind).value
                    rows.append(
                        (one.speaker, one.quote_id, other.quote_id, *kinds, one.text, other.text, float(link["score"]))
                    )
    table = pd.DataFrame(rows, columns=OTHERWISE).sort_values("score", ascending=False, kind="stable")
    return table.drop_duplicates(["left_id", "right_id"]).sort_index(ignore_index=True)


def _indirect(quote: Quote) -> bool:
    return quote.kind == QuoteKind.INDIRECT


def _within(quotes: Sequence[Quote], spans: Sequence[Sequence[int]]) -> list[Quote]:
    """The quotes of which a stretch stands in one of the sentences."""
    return [
        quote
        for quote in quotes
        if any(start < stop and begin < end for start, end in quote.spans for begin, stop in spans)
    ]
