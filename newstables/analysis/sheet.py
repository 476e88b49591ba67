"""Rows → a sheet to cite from: each row's words with their source, their context and a link that opens at them.

A sheet has as many rows as it is made of, the newest first, as on screen. Its columns are named for readers; the law of
provenance holds in it: ``passage`` is what the article has from character ``start`` to ``end``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow as pa

from newstables.analysis.certainty import certainty
from newstables.analysis.citation import citation
from newstables.analysis.fragment import link_to
from newstables.analysis.passages import claim_words, context, direction_words, in_one_line
from newstables.analysis.register import register_words
from newstables.analysis.select import NO_OUTLET, newest_first
from newstables.knowledge import Knowledge, country_names, load
from newstables.records import Article, Quote, Side, Tariff
from newstables.tables import records, to_frame

_AROUND = 160  # characters of context, on either side
_TEXTS = pa.list_(pa.string())
_QUOTE = {
    "quote": pa.string(),  # as written, its stretches joined by " … "
    "kind": pa.string(),  # direct, mixed, indirect
    "stance": pa.bool_(),  # a wish or belief, not said in words
    "certainty": pa.string(),  # certain, likely, check
    "speaker": pa.string(),
    "speaker as written": pa.string(),
    "role on that day": pa.string(),
    "side": pa.string(),
    "topics": _TEXTS,
    "cue": pa.string(),
    "against the primary document": pa.string(),  # verbatim, near, differs, not found; null: there is none
    "primary document": pa.string(),  # its title
}
_CLAIM = {
    "claim": pa.string(),  # the words that state it
    "in short": pa.string(),
    "direction": pa.string(),
    "imposer": pa.string(),
    "target": pa.string(),
    "goods": _TEXTS,
    "change": pa.string(),
    "rate, per cent": pa.float64(),
    "rate before, per cent": pa.float64(),
    "rate as written": pa.string(),
    "in force on": pa.date32(),
    "speaker": pa.string(),
    "topics": _TEXTS,
    "measures": _TEXTS,  # of the register, each as it stood on the article's day
    "conflict with the register": pa.string(),
}
_SOURCE = {
    "outlet": pa.string(),
    "author": pa.string(),
    "title": pa.string(),
    "published": pa.date32(),
    "sample": pa.bool_(),  # written for demonstration: not to be cited
    "url": pa.string(),
    "link": pa.string(),  # opens the published page at the words
    "context before": pa.string(),  # ¶ between its paragraphs
    "passage": pa.string(),
    "context after": pa.string(),
    "citation": pa.string(),
    "article file": pa.string(),
    "start": pa.int64(),  # of the passage, in the article's text; in Unicode code points
    "end": pa.int64(),
    "stretches": pa.list_(pa.list_(pa.int64())),  # [start, end] of each
    "snapshot": pa.string(),
    "knowledge as of": pa.date32(),
}


def quote_sheet(quotes: pd.DataFrame, articles: pd.DataFrame, *, snapshot: str) -> pd.DataFrame:
    """One row per quote, the newest first.

    Columns: quote (as written, its stretches joined by " … "), kind, stance (bool), certainty, speaker, speaker as
    written, role on that day, side, topics (list of labels), cue, against the primary document (verbatim, near,
    differs, not found; null where there is none), primary document (its title); then outlet, author, title, published
    (day), sample (bool: written for demonstration), url, link (opens the page at the words), context before, passage,
    context after, citation, article file, start, end, stretches, snapshot, knowledge as of.

    Args:
        quotes: Quotes of a Coverage.
        articles: Its articles, at least those that hold the quotes.
        snapshot: The id of the store's content.
    """
    labels = {topic.key: topic.label for topic in load().topics}
    held, quotes = _articles(articles, quotes), newest_first(quotes)
    rows = [
        {
            "quote": quote.text,
            "kind": quote.kind,
            "stance": quote.cue_kind == "stance",
            "certainty": certainty(quote.score).value,
            "speaker": quote.speaker,
            "speaker as written": quote.speaker_text,
            "role on that day": quote.role,
            "side": quote.side or Side.UNRESOLVED.value,
            "topics": [labels.get(topic, topic) for topic in quote.topics],
            "cue": quote.cue,
            "against the primary document": verdict,
            "primary document": document,
            **_source(held[quote.article_id], quote.spans),
        }
        for quote, (verdict, document) in zip(records(quotes, Quote), _against(quotes), strict=True)
    ]
    return _sheet(rows, _QUOTE, snapshot)


def claim_sheet(tariffs: pd.DataFrame, articles: pd.DataFrame, *, snapshot: str) -> pd.DataFrame:
    """One row per tariff claim, the newest first.

    Columns: claim (the words that state it), in short, direction, imposer, target, goods (list), change, rate and
    rate before (per cent), rate as written, in force on (day), speaker, topics (list of labels), measures (list:
    each as it stood on the article's day), conflict with the register; then the same as ``quote_sheet`` from outlet on.

    Args:
        tariffs: Tariff claims of a Coverage.
        articles: Its articles, at least those that hold the claims.
        snapshot: The id of the store's content.
    """
    held = _articles(articles, tariffs)
    rows = [_of_claim(claim, held[claim.article_id], load()) for claim in records(newest_first(tariffs), Tariff)]
    return _sheet(rows, _CLAIM, snapshot)


def _of_claim(claim: Tariff, article: Article, knowledge: Knowledge) -> dict[str, Any]:
    countries = country_names(knowledge)
    return {
        "claim": claim.text,
        "in short": claim_words(claim),
        "direction": direction_words(claim.imposer, claim.target),
        "imposer": _named(claim.imposer, countries),
        "target": _named(claim.target, countries),
        "goods": claim.goods,
        "change": claim.change,
        "rate, per cent": claim.rate_percent,
        "rate before, per cent": claim.rate_from_percent,
        "rate as written": claim.rate_text,
        "in force on": claim.effective_on,
        "speaker": claim.speaker,
        "topics": [topic.label for topic in knowledge.topics if topic.key == claim.topic],
        "measures": register_words(claim.measure_ids, article.published_on, knowledge),
        "conflict with the register": claim.conflict,
        **_source(article, [[claim.start_char, claim.end_char]]),
    }


def _sheet(rows: list[dict[str, Any]], own: Mapping[str, pa.DataType], snapshot: str) -> pd.DataFrame:
    same = {"snapshot": snapshot, "knowledge as of": load().as_of}
    schema = pa.schema([*own.items(), *_SOURCE.items()])
    return to_frame(pa.Table.from_pylist([row | same for row in rows], schema=schema))


def _source(article: Article, spans: list[list[int]]) -> dict[str, Any]:
    """Where a row's words stand; the link names the first stretch, which a browser finds on the page in one piece."""
    start, end = spans[0][0], spans[-1][1]
    before, after = context(article.text, start, end, around=_AROUND, across=True)
    return {
        "outlet": article.outlet,
        "author": article.author,
        "title": article.title,
        "published": article.published_on,
        "sample": article.sample,
        "url": article.url,
        "link": link_to(article.url, article.text, *spans[0]),
        "context before": in_one_line(before),
        "passage": article.text[start:end],
        "context after": in_one_line(after),
        "citation": citation(article),
        "article file": article.file,
        "start": start,
        "end": end,
        "stretches": spans,
    }


def _against(quotes: pd.DataFrame) -> list[tuple[str | None, str | None]]:
    """Each quote's verdict and document."""
    columns = (quotes[name].astype(object).where(quotes[name].notna(), None) for name in ("verdict", "document"))
    return list(zip(*columns, strict=True))


def _articles(articles: pd.DataFrame, rows: pd.DataFrame) -> dict[str, Article]:
    """The articles that hold the rows, as they were read: an outlet that is not stated has no name."""
    held = records(articles[articles["article_id"].isin(rows["article_id"].tolist())], Article)
    stated = (replace(article, outlet=None) if article.outlet == NO_OUTLET else article for article in held)
    return {article.article_id: article for article in stated}


def _named(code: str | None, countries: Mapping[str, str]) -> str | None:
    return countries.get(code, code) if code else None
