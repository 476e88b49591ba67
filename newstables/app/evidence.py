"""Rows as a list to read: each with its words in context, each opening its passage in the article."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from newstables.analysis.certainty import certainty
from newstables.analysis.parties import not_named
from newstables.analysis.passages import claim_words, context
from newstables.analysis.primary import check_against_source
from newstables.analysis.register import register_words
from newstables.analysis.select import Coverage, newest_first
from newstables.app.data import day, knowledge
from newstables.app.frontend import component
from newstables.app.honesty import counted
from newstables.app.markdown import escaped
from newstables.records import Article, Entity, Quote, Side, Tariff
from newstables.search import Query, with_hits
from newstables.tables import records

PAGE_SIZE = 20
ARTICLE_PAGE = "pages/articles.py"
NONE = "None was found."  # never "there is none"

Words = list[tuple[str, str]]  # (class, text) pairs, drawn in order as text


@dataclass(frozen=True, slots=True)
class Beside:
    """A second link of a row, to what the row is held against."""

    text: str
    query: dict[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a list. ``query`` is what opens its passage: article, and at = "START-END"."""

    key: str
    text: Words
    head: Words
    foot: Words
    query: dict[str, str]
    side: str | None = None
    beside: Beside | None = None


def quote_list(quotes: pd.DataFrame, every: Coverage, *, key: str, page_size: int = PAGE_SIZE) -> None:
    """Quotes, newest first, in their contexts. ``quotes`` are some of ``every``."""
    shown = every.whole("quotes", _page(quotes, key=key, page_size=page_size))
    held, against = _articles(every, shown["article_id"]), verdicts(shown, every)
    draw(
        [
            quote_item(row, held[row.article_id].text, _source(held[row.article_id]), against.get(row.quote_id))
            for row in records(shown, Quote)
        ],
        key=key,
    )


def verdicts(quotes: pd.DataFrame, every: Coverage) -> dict[str, Beside]:
    """quote_id → what a primary document says of the quote's words, and the passage; nothing where none applies.

    ``quotes`` have all of their columns.
    """
    asked = quotes[quotes["verdict"].notna()]
    found: dict[str, Beside] = {}
    if asked.empty:
        return found
    for document in _articles(every, asked["document_id"]).values():
        of_document = records(asked[asked["document_id"] == document.article_id], Quote)
        for row in check_against_source(of_document, document.text).to_dict("records"):
            there = pd.notna(row["source_start"])
            at = {"at": passage(row["source_start"], row["source_end"])} if there else {}
            words = f"{row['verdict']} in “{document.title}”"
            found[row["quote_id"]] = Beside(words, {"article": document.article_id, **at})
    return found


def claim_list(tariffs: pd.DataFrame, every: Coverage, *, key: str, page_size: int = PAGE_SIZE) -> None:
    """Tariff claims, newest first, in their contexts. ``tariffs`` are some of ``every``."""
    shown = every.whole("tariffs", _page(tariffs, key=key, page_size=page_size))
    held = _articles(every, shown["article_id"])
    draw([_claim(row, held[row.article_id]) for row in records(shown, Tariff)], key=key)


def _claim(row: Tariff, article: Article) -> Item:
    """A claim with how the register stood on the article's day."""
    item = claim_item(row, article.text, _source(article))
    beside = [("register", words) for words in register_words(row.measure_ids, article.published_on, knowledge())]
    return replace(item, head=[*item.head, *beside])


def article_list(articles: pd.DataFrame, every: Coverage, *, key: str, page_size: int = PAGE_SIZE) -> None:
    """Articles, newest first. ``articles`` are some of ``every``."""
    shown = every.whole("articles", _page(articles, key=key, page_size=page_size))
    draw([_article_item(article) for article in records(shown, Article)], key=key)


def hit_list(rows: pd.DataFrame, query: Query, *, key: str) -> None:
    """Articles in the order given, each with the passage that shows most of the query, its hits lit."""
    draw([_hit_item(row) for row in with_hits(rows, query).to_dict("records")], key=key)


def event_list(rows: pd.DataFrame, every: Coverage, *, key: str, page_size: int = PAGE_SIZE) -> None:
    """Rows of ``analysis.timeline``, newest first; a dated sentence opens its passage."""
    shown = page_of(rows, key=key, page_size=page_size)
    held = _articles(every, shown["article_id"].dropna())
    draw([_event_item(row, held.get(row["article_id"])) for row in shown.to_dict("records")], key=key)


def passage_list(rows: pd.DataFrame, every: Coverage, *, key: str) -> None:
    """Passages in their contexts: rows with article_id, start_char, end_char and text."""
    held = _articles(every, rows["article_id"])
    draw([_passage_item(row, held[row["article_id"]]) for row in rows.to_dict("records")], key=key)


def passage(start: int, end: int) -> str:
    """A passage as the address carries it."""
    return f"{start}-{end}"


def _page(rows: pd.DataFrame, *, key: str, page_size: int) -> pd.DataFrame:
    """One page of the rows, the newest first; the choice of page stands above the list where there are several."""
    return page_of(newest_first(rows), key=key, page_size=page_size)


def page_of(rows: pd.DataFrame, *, key: str, page_size: int = PAGE_SIZE) -> pd.DataFrame:
    """The page of ordered rows that the reader asks for."""
    pages = math.ceil(len(rows) / page_size)
    number = st.pagination(pages, key=f"{key}_page") if pages > 1 else 1
    return rows.iloc[(number - 1) * page_size : number * page_size]


def _articles(every: Coverage, wanted: pd.Series[str]) -> dict[str, Article]:
    return {row.article_id: row for row in records(every.articles_of(wanted.unique()), Article)}


def draw(items: Sequence[Item], *, key: str, current: str | None = None) -> None:
    """Draw the list; a click opens the item's passage on the page of articles."""
    data = {
        "page": "articles",
        "items": [
            {
                "key": item.key,
                "text": item.text,
                "head": item.head,
                "foot": item.foot,
                "query": item.query,
                "side": item.side,
                "current": item.key == current,
                "beside": item.beside and {"key": f"{item.key}/beside", **asdict(item.beside)},
            }
            for item in items
        ],
    }
    result = component("evidence")(data=data, key=key, on_open_change=lambda: None)
    queries = {item.key: item.query for item in items}
    queries |= {f"{item.key}/beside": item.beside.query for item in items if item.beside}
    if result.open in queries:
        st.switch_page(ARTICLE_PAGE, query_params=queries[result.open])


def _source(article: Article) -> Words:
    return [("outlet", article.outlet or ""), ("date", day(article.published_on)), ("in", article.title)]


def quote_item(quote: Quote, text: str, foot: Words, verdict: Beside | None = None) -> Item:
    """A quote in its context; what stands between two stretches of it is shown, but not as its words.

    ``verdict``: what a primary document says of its words, as ``verdicts`` gives it.
    """
    before, after = context(text, quote.start_char, quote.end_char)
    words: Words = [("around", before)]
    end = quote.start_char
    for start, stop in quote.spans:
        words += [("around", text[end:start]), ("said", text[start:stop])]
        end = stop
    words.append(("around", after))
    head = [("who", quote.speaker or "Speaker unresolved")]
    if quote.role:
        head.append(("role", quote.role))
    sure = certainty(quote.score)
    head += [("side", quote.side or Side.UNRESOLVED.value), ("kind", f"{quote.kind}{_stance(quote)}"), (sure, sure)]
    return Item(
        key=quote.quote_id,
        text=[part for part in words if part[1]],
        head=head,
        foot=foot,
        query={"article": quote.article_id, "at": passage(quote.start_char, quote.end_char)},
        side=quote.side,
        beside=verdict,
    )


def _stance(quote: Quote) -> str:
    return ", a stance" if quote.cue_kind == "stance" else ""


def claim_item(claim: Tariff, text: str, foot: Words) -> Item:
    """A tariff claim in its context, with what it says in the register's terms and where it conflicts."""
    before, after = context(text, claim.start_char, claim.end_char)
    head = [("who", claim_words(claim))]
    if claim.speaker:
        head.append(("role", f"says {claim.speaker}"))
    if claim.retaliation:
        head.append(("kind", "in retaliation"))
    if claim.conflict:
        head.append(("flag", claim.conflict))
    head += [("check", f"check: the article does not name {country}") for country in not_named(claim, text)]
    words = [("around", before), ("said", claim.text), ("around", after)]
    return Item(
        key=claim.claim_id,
        text=[part for part in words if part[1]],
        head=head,
        foot=foot,
        query={"article": claim.article_id, "at": passage(claim.start_char, claim.end_char)},
    )


def _passage_item(row: dict[Any, Any], article: Article) -> Item:
    start, end = row["start_char"], row["end_char"]
    before, after = context(article.text, start, end)
    words = [("around", before), ("said", article.text[start:end]), ("around", after)]
    where = {"article": article.article_id, "at": passage(start, end)}
    return Item(f"{article.article_id} {start} {end}", [part for part in words if part[1]], [], _source(article), where)


def _event_item(row: dict[Any, Any], article: Article | None) -> Item:
    """A dated sentence with its date lit, or an event of the knowledge base with its source."""
    days = day(row["on"]) if row["on"] == row["until"] else f"{day(row['on'])} to {day(row['until'])}"
    head = [("who", days), ("kind", row["lane"])]
    if article is None:
        sure = "verified" if row["verified"] else "not verified"
        return Item(row["key"], [("title", row["title"])], head, [("outlet", row["source"]), ("kind", sure)], {})
    spans = [
        (row["start_char"], row["date_start"]),
        (row["date_start"], row["date_end"]),
        (row["date_end"], row["end_char"]),
    ]
    before, date, after = (article.text[start:end] for start, end in spans)
    return Item(
        key=row["key"],
        text=[part for part in (("around", before), ("said", date), ("around", after)) if part[1]],
        head=head,
        foot=_source(article),
        query={"article": article.article_id, "at": passage(row["start_char"], row["end_char"])},
    )


def _article_item(article: Article) -> Item:
    source = [("outlet", article.outlet or ""), ("date", day(article.published_on))]
    return Item(
        key=article.article_id,
        text=[("title", article.title)],
        head=[],
        foot=[*source, ("words", counted(article.words, "word")), ("file", article.file)],
        query={"article": article.article_id},
    )


def _hit_item(row: dict[Any, Any]) -> Item:
    """An article that a search found; it opens at its first hit, and the search stays in the address."""
    text, start, end = row["text"], row["snippet_start"], row["snippet_end"]
    inside = [hit for hit in row["hits"] if start <= hit[0] and hit[1] <= end]
    before, after = ("" if edge in {"", "\n"} else "…" for edge in (text[:start][-1:], text[end : end + 1]))
    words = [*_lit(row["title"], row["title_hits"], 0, len(row["title"]), "title"), ("line", "")]
    words += [("around", before), *_lit(text, inside, start, end, "around"), ("around", after)]
    foot = [("outlet", row["outlet"]), ("date", day(row["published_on"]))]
    if row["hits"]:
        foot.append(("count", f"{counted(len(row['hits']), 'hit')} in the text"))
    query = {"article": row["article_id"]}
    if row["hits"]:
        query["at"] = passage(*row["hits"][0])
    return Item(key=row["article_id"], text=words, head=[], foot=foot, query=query)


def _lit(text: str, hits: Sequence[Sequence[int]], start: int, end: int, kind: str) -> Words:
    """A stretch of a text as pieces of a kind, the hits in it lit."""
    pieces = []
    for hit_start, hit_end in hits:
        pieces += [(kind, text[start:hit_start]), (f"{kind} hit", text[hit_start:hit_end])]
        start = hit_end
    return [piece for piece in [*pieces, (kind, text[start:end])] if piece[1]]


def alone(rows: Sequence[Sequence[Any]], told: Container[str], articles: Sequence[Any], *, key: str) -> None:
    """What one of two articles has alone, beside what the other has.

    Args:
        rows: The quotes, or the tariff claims, of the left and of the right article.
        told: The ids of those that both have.
        articles: The two rows of the table of articles.
        key: Of the widgets.
    """
    names = [article.outlet for article in articles]
    if names[0] == names[1]:
        names = ["the left article", "the right article"]
    for name, place, found, article in zip(names, st.columns(2, gap="large"), rows, articles, strict=True):
        items = [item for item in items_of(found, article.text) if item.key not in told]
        with place:
            st.header(f"Only in {escaped(name)} ({len(items)})")
            if items:
                draw(items, key=f"{key}_{article.article_id}")
            else:
                st.caption(NONE)


def actor_items(people: pd.DataFrame, mentions: Iterable[Iterable[Entity]]) -> list[Item]:
    """The actors of ``compare.actors``, each opening its first mention, the left article's before the right's."""
    first: dict[str, Entity] = {}
    for entity in (entity for article in mentions for entity in article):
        first.setdefault(entity.name, entity)
    rows: list[dict[Any, Any]] = people.to_dict("records")
    return [
        Item(
            key=row["name"],
            text=[("title", row["name"])],
            head=[],
            foot=[("side", row["side"]), ("count", f"{row['left']} left, {row['right']} right")],
            query={
                "article": first[row["name"]].article_id,
                "at": passage(first[row["name"]].start_char, first[row["name"]].end_char),
            },
            side=row["side"],
        )
        for row in rows
    ]


def items_of(
    rows: Iterable[Quote] | Iterable[Tariff], text: str, against: Mapping[str, Beside] = MappingProxyType({})
) -> list[Item]:
    """The rows of one article as items without their source, which is the article itself.

    ``against``: quote_id → what a primary document says of it, as ``verdicts`` gives it.
    """
    return [
        quote_item(row, text, [], against.get(row.quote_id)) if isinstance(row, Quote) else claim_item(row, text, [])
        for row in rows
    ]
