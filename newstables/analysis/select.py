"""Coverage → the part of it that the filters leave: what every page starts from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from newstables.analysis.documents import held_against
from newstables.coded import coded, holding, of_codes, plain, stacked
from newstables.records import CueKind, Side
from newstables.tables import CONTENT, EXTRACTED

NO_OUTLET = "(outlet not stated)"
_CONTEXT = ("published_on", "outlet", "title", "author", "url", "file")
_CODED = {
    "articles": ("published_on", "outlet", "topics"),
    "entities": ("text", "kind", "name", "actor_id", "side", "on", "until", "precision"),
    "quotes": (
        "kind",
        "cue",
        "cue_kind",
        "speaker_text",
        "speaker",
        "speaker_kind",
        "actor_id",
        "side",
        "role",
        "topics",
    ),
    "tariffs": (
        *("imposer", "target", "goods", "goods_text", "change", "rate_text", "topic", "effective_on", "speaker"),
        *("measure_ids", "conflict"),
    ),
    "events": ("on", "until", "precision", "date_text", "actors", "topics"),
}
# What pages count and choose by; the rest is fetched by ``Coverage.whole`` for the rows that are shown.
# What orders the rows of an article beyond where they start: where they end, and then an id.
_ENDS = {
    "entities": ("end_char", "kind"),
    "quotes": ("end_char", "quote_id"),
    "tariffs": ("end_char", "claim_id"),
    "events": ("date_start", "event_id"),
}
_SHORT = {
    "entities": ("article_id", "kind", "name", "actor_id", "side", "outlet"),
    "quotes": (
        *("article_id", "kind", "cue_kind", "speaker", "side", "topics", "score", "words", "verdict"),
        *("published_on", "outlet"),
    ),
    "tariffs": (
        *("article_id", "imposer", "target", "rate_percent", "topic", "speaker", "measure_ids", "conflict"),
        *("published_on", "outlet"),
    ),
    "events": ("article_id", "published_on", "outlet"),
}
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The tables, as ``join`` makes them: the newest articles and their rows first.

    All but ``articles`` carry their article's ``published_on`` and ``outlet``; ``quotes``, ``tariffs`` and ``events``
    its ``title``, ``author``, ``url`` and ``file`` too. Outlet and side are never null. Articles have ``primary``
    (bool: marked as a primary document); quotes have their number of ``words`` and the columns of
    ``documents.held_against``. Columns of few values are category columns (``newstables.coded``); the codes of
    ``article_id`` are places in ``articles``.
    """

    articles: pd.DataFrame
    entities: pd.DataFrame
    quotes: pd.DataFrame
    tariffs: pd.DataFrame
    events: pd.DataFrame
    actors: tuple[str, ...]  # every speaker, and every person or organization of the knowledge base that is named

    def whole(self, table: str, rows: pd.DataFrame) -> pd.DataFrame:
        """Some rows of a table with all of its columns, of Arrow types; ``rows`` keep the table's index."""
        return plain(getattr(self, table).take(rows.index))

    def articles_of(self, ids: Iterable[str]) -> pd.DataFrame:
        """The articles of some ids; an id of none is passed over."""
        places = self.quotes["article_id"].cat.categories.get_indexer(pd.Index(list(ids), dtype=object))
        return self.articles.take(places[places >= 0])


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for. An empty tuple or None asks for nothing, so the defaults keep every row."""

    since: date | None = None
    until: date | None = None
    undated: bool = False  # with dates set: keep the articles that state none
    outlets: tuple[str, ...] = field(default=())
    actors: tuple[str, ...] = field(default=())  # canonical names
    sides: tuple[str, ...] = field(default=())
    topics: tuple[str, ...] = field(default=())  # topic keys
    text: str = ""
    stance: bool = False  # keep wants, plans and beliefs beside what was said
    elsewhere: bool = False  # keep quotes and dated sentences that are not about Canada and China
    independent: bool = False  # of an article and its near-copies, count one


def join(
    articles: pd.DataFrame,
    entities: pd.DataFrame,
    quotes: pd.DataFrame,
    tariffs: pd.DataFrame,
    events: pd.DataFrame,
) -> Coverage:
    """The store's tables as a Coverage: null outlets and sides get a name of their own, so that they are counted."""
    tables = dict(zip(CONTENT, (articles, entities, quotes, tariffs, events), strict=True))
    return joined(tables.__getitem__)


def joined(read: Callable[[str], pd.DataFrame]) -> Coverage:
    """As ``join``, of tables that are read one after the other, so that no two are held as the store gives them."""
    articles = _articles(read("articles"))
    rows_of = _rows_of(articles, _ids(articles))
    return _coverage(articles, {name: rows_of(name, read(name)) for name in EXTRACTED})


def remade(every: Coverage, tables: Mapping[str, pd.DataFrame]) -> Coverage:
    """The coverage with some of its tables changed; the others are shared with it.

    Args:
        every: As it is without the change.
        tables: Tables of the store, changed; of the same articles, and all of them where days or outlets are others.
    """
    articles, ids = every.articles, pd.CategoricalDtype(every.quotes["article_id"].cat.categories, ordered=True)
    if "articles" in tables:
        articles = _articles(tables["articles"])
        ids = _ids(articles)
    rows_of = _rows_of(articles, ids)
    found = {name: rows_of(name, tables[name]) if name in tables else getattr(every, name) for name in EXTRACTED}
    return _coverage(articles, found)


def beside(own: Coverage, every: Coverage) -> Coverage:
    """Both coverages in one, which have no article in common; those of ``own`` come first.

    The quotes of each are held against the primary documents of the other too.
    """
    articles = stacked(own.articles, every.articles)
    ids = _ids(articles)
    tables = {}
    for name in EXTRACTED:
        one, other = getattr(own, name), getattr(every, name)
        codes = one["article_id"].cat.codes.to_numpy(), other["article_id"].cat.codes.to_numpy() + len(own.articles)
        if name == "quotes":
            one = held_against(one, articles) if every.articles["primary"].any() else one
            other = held_against(other, articles) if own.articles["primary"].any() else other
        rows = stacked(one.drop(columns="article_id"), other.drop(columns="article_id"))
        tables[name] = rows.assign(article_id=of_codes(np.concatenate(codes), ids))[one.columns]
    return _coverage(articles, tables)


def _coverage(articles: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> Coverage:
    entities, speakers = tables["entities"], tables["quotes"]["speaker"]
    named = entities["name"][entities["actor_id"].cat.codes.to_numpy() >= 0].unique()
    return Coverage(articles, **tables, actors=tuple(sorted({*speakers.dropna().unique(), *named})))


def _articles(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles with their codes, the newest first, the undated last, those of a day by their ids."""
    rows = articles.assign(outlet=articles["outlet"].fillna(NO_OUTLET)).sort_values("article_id")
    rows = rows.assign(**{name: coded(rows[name]) for name in _CODED["articles"]})
    if "primary" not in rows:  # no reader has marked one
        rows["primary"] = False
    days = rows["published_on"].cat.codes.to_numpy().astype(int)
    return rows.take(np.argsort(-days, kind="stable")).reset_index(drop=True)


def _ids(articles: pd.DataFrame) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(pd.Index(articles["article_id"].tolist(), dtype=object), ordered=True)


def _rows_of(articles: pd.DataFrame, ids: pd.CategoricalDtype) -> Callable[[str, pd.DataFrame], pd.DataFrame]:
    """What makes of a table's name and rows those of some articles."""
    context = {name: articles[name] if name in _CODED["articles"] else coded(articles[name]) for name in _CONTEXT}
    return partial(_of_articles, articles, ids, context)


def _of_articles(
    articles: pd.DataFrame, ids: pd.CategoricalDtype, context: dict[str, pd.Series[Any]], name: str, rows: pd.DataFrame
) -> pd.DataFrame:
    """The rows in the order of their articles, with the columns that a Coverage has; those of no article go."""
    if "side" in rows:
        rows = rows.assign(side=rows["side"].fillna(Side.UNRESOLVED.value))
    found = pc.index_in(pa.array(rows["article_id"].array), value_set=pa.array(articles["article_id"].array))
    places = found.fill_null(-1).to_numpy().astype(np.int32)
    order = _order(name, rows, places)[(places < 0).sum() :]
    columns = {column: (coded(rows[column]) if column in _CODED[name] else rows[column]) for column in rows.columns}
    if name == "quotes":
        columns["words"] = _words(rows["text"])
    kept = {column: values.take(order).reset_index(drop=True) for column, values in columns.items()}
    places = places[order]
    kept["article_id"] = of_codes(places, ids)
    for column, values in context.items():
        if name != "entities" or column in _SHORT[name]:
            kept[column] = values.take(places).reset_index(drop=True)
    found = pd.DataFrame(kept)
    return held_against(found, articles) if name == "quotes" else found


def _order(name: str, rows: pd.DataFrame, places: NDArray[np.int32]) -> NDArray[np.intp]:
    """The rows by article, start and end; of the few that share all of these, by their ids."""
    end, id_ = _ENDS[name]
    numbers = [places, rows["start_char"].to_numpy(), rows[end].to_numpy()]
    order = np.lexsort(numbers[::-1])
    alike = np.logical_and.reduce([np.diff(number[order]) == 0 for number in numbers])
    shared = np.flatnonzero(np.append(alike, False) | np.append(False, alike))
    ids = rows[id_].take(order[shared]).to_numpy(dtype=object)
    order[shared] = order[shared][np.lexsort((ids, *(number[order[shared]] for number in reversed(numbers))))]
    return order


def _words(texts: pd.Series[str]) -> pd.Series[int]:
    numbers = pc.list_value_length(pc.utf8_split_whitespace(pc.utf8_trim_whitespace(pa.array(texts.array))))
    return pd.Series(numbers.to_numpy(), index=texts.index)


class Selection:
    """The rows of a Coverage that match every filter, each table chosen when it is first asked for.

    Dates and outlets hold for articles and all their rows. Of near-copies among those, ``independent`` keeps the one
    that was copied, or where it is not among them the first copy. Actors, sides, topics and text hold for each row by
    its own words: a quote by its speaker, side, topics and wording; a claim by its imposer (``codes``: ISO 3166 code →
    side), topic and evidence; a dated sentence by the actors it names, its topics and words; a mention by its name and
    side; an article where it holds a row that matches, by its own topics, or, for text, by the words anywhere in its
    title or body.

    Tables have the columns that pages count by; ``Coverage.whole`` gives the others for the rows that are shown.
    """

    def __init__(self, coverage: Coverage, filters: Filters, *, codes: dict[str, str]) -> None:
        self._every = coverage
        self._filters = filters
        self._codes = codes
        self.made: dict[str, Any] = {}  # what others make of the rows, and keep as long as these

    @cached_property
    def articles(self) -> pd.DataFrame:
        """Without their texts."""
        return self._every.articles.drop(columns="text")[self._chosen]

    @cached_property
    def entities(self) -> pd.DataFrame:
        """Mentions."""
        wanted = self._mentions
        if self._filters.topics or self._filters.text:
            wanted = wanted & self._of(self._chosen, "entities")
        return self._rows("entities", wanted)

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """Statements."""
        wanted = self._on_topic("quotes", self._said)
        return self._rows("quotes", self._worded("quotes", wanted))

    @cached_property
    def tariffs(self) -> pd.DataFrame:
        """Claims."""
        return self._rows("tariffs", self._worded("tariffs", self._on_topic("tariffs", self._claimed)))

    @cached_property
    def events(self) -> pd.DataFrame:
        """Dated sentences."""
        return self._rows("events", self._worded("events", self._on_topic("events", self._happened)))

    # ------------------------------------------------------------------------ masks over the coverage's own rows

    @cached_property
    def _inside(self) -> Mask:
        """Articles that dates, outlets and ``independent`` leave."""
        return _within(self._every.articles, self._filters)

    @cached_property
    def _said(self) -> Mask:
        """Quotes by what is no topic or text."""
        quotes, filters = self._every.quotes, self._filters
        wanted = self._of(self._inside, "quotes")
        if not filters.stance:
            wanted &= holding(quotes["cue_kind"], lambda kind: kind == CueKind.SPEECH.value)
        if not filters.elsewhere:
            wanted &= quotes["canada_china"].to_numpy(dtype=bool)
        return self._by(wanted, quotes["speaker"], quotes["side"])

    @cached_property
    def _mentions(self) -> Mask:
        """Mentions, likewise."""
        entities = self._every.entities
        return self._by(self._of(self._inside, "entities"), entities["name"], entities["side"])

    @cached_property
    def _claimed(self) -> Mask:
        """Claims, likewise."""
        tariffs, filters = self._every.tariffs, self._filters
        wanted = self._of(self._inside, "tariffs")
        if filters.actors:
            wanted &= _among(tariffs["speaker"], filters.actors)
        if filters.sides:
            wanted &= holding(
                tariffs["imposer"],
                lambda code: side_of(code, self._codes) in filters.sides,
                null=side_of(None, self._codes) in filters.sides,
            )
        return wanted

    @cached_property
    def _happened(self) -> Mask:
        """Dated sentences, likewise."""
        events, filters = self._every.events, self._filters
        wanted = self._of(self._inside, "events")
        if not filters.elsewhere:
            wanted &= events["canada_china"].to_numpy(dtype=bool)
        if filters.actors or filters.sides:
            named = set(self._every.entities["actor_id"][self._mentions].dropna().unique())
            wanted &= _touching(events["actors"], named)
        return wanted

    @cached_property
    def _chosen(self) -> Mask:
        """Articles that every filter leaves."""
        articles, filters = self._every.articles, self._filters
        chosen = self._inside
        if filters.actors or filters.sides:
            held = {"quotes": self._said, "entities": self._mentions} | (
                {"tariffs": self._claimed} if filters.sides else {}
            )
            chosen = chosen & self._holders(held)
        if filters.topics:
            names = ("quotes", "tariffs", "events")
            masks = (self._said, self._claimed, self._happened)
            held = {name: self._on_topic(name, mask) for name, mask in zip(names, masks, strict=True)}
            chosen = chosen & (self._holders(held) | _touching(articles["topics"], filters.topics))
        if filters.text:
            chosen = chosen & (_contains(articles["title"], filters.text) | _contains(articles["text"], filters.text))
        return chosen

    def _by(self, wanted: Mask, names: pd.Series[Any], sides: pd.Series[Any]) -> Mask:
        if self._filters.actors:
            wanted &= _among(names, self._filters.actors)
        if self._filters.sides:
            wanted &= _among(sides, self._filters.sides)
        return wanted

    def _on_topic(self, table: str, wanted: Mask) -> Mask:
        if not self._filters.topics:
            return wanted
        rows = getattr(self._every, table)
        if table == "tariffs":
            return wanted & _among(rows["topic"], self._filters.topics)
        return wanted & _touching(rows["topics"], self._filters.topics)

    def _worded(self, table: str, wanted: Mask) -> Mask:
        if not self._filters.text:
            return wanted
        return wanted & _contains(getattr(self._every, table)["text"], self._filters.text)

    def _of(self, articles: Mask, table: str) -> Mask:
        """The rows of some articles."""
        if articles.all():
            return np.ones(len(getattr(self._every, table)), dtype=bool)
        chosen: Mask = articles[getattr(self._every, table)["article_id"].cat.codes.to_numpy()]
        return chosen

    def _holders(self, held: dict[str, Mask]) -> Mask:
        """The articles in which at least one of the tables has a row."""
        found = np.zeros(len(self._every.articles), dtype=bool)
        for name, wanted in held.items():
            found[getattr(self._every, name)["article_id"].cat.codes.to_numpy()[wanted]] = True
        return found

    def _rows(self, table: str, wanted: Mask) -> pd.DataFrame:
        rows: pd.DataFrame = getattr(self._every, table)[list(_SHORT[table])].take(np.flatnonzero(wanted))
        return rows


def select(coverage: Coverage, filters: Filters, *, codes: dict[str, str]) -> Selection:
    """The rows that match every filter; see ``Selection``."""
    return Selection(coverage, filters, codes=codes)


def newest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as every list has them: the newest day first, the undated last, within an article as they stand."""
    if isinstance(rows["published_on"].dtype, pd.CategoricalDtype):
        days = rows["published_on"].cat.codes.to_numpy().astype(np.int32)
        return rows if (np.diff(days) <= 0).all() else rows.take(np.argsort(-days, kind="stable"))
    by = ["published_on", "article_id", *(["start_char"] if "start_char" in rows else [])]
    return rows.sort_values(by, ascending=[False, *[True] * (len(by) - 1)], na_position="last")


def left_out_undated(coverage: Coverage, filters: Filters) -> int:
    """How many undated articles the dates leave out; they would otherwise match every filter on articles."""
    if filters.undated or (filters.since is None and filters.until is None):
        return 0
    kept = _within(coverage.articles, replace(filters, undated=True))
    return int(coverage.articles["published_on"][kept].isna().sum())


def side_of(code: object, codes: dict[str, str]) -> str:
    """The side of a country code; another country is "other", a missing one "unresolved"."""
    return codes.get(code, Side.OTHER.value) if isinstance(code, str) else Side.UNRESOLVED.value


def _within(articles: pd.DataFrame, filters: Filters) -> Mask:
    keep = np.ones(len(articles), dtype=bool)
    if filters.since is not None:
        keep &= holding(articles["published_on"], filters.since.__le__, null=filters.undated)
    if filters.until is not None:
        keep &= holding(articles["published_on"], filters.until.__ge__, null=filters.undated)
    if filters.outlets:
        keep &= _among(articles["outlet"], filters.outlets)
    return _independent(articles, keep) if filters.independent else keep


def _independent(articles: pd.DataFrame, keep: Mask) -> Mask:
    """One article of each group of near-copies: the copied one, or else the first copy."""
    places = np.flatnonzero(keep)
    rows = articles[["article_id", "published_on", "copy_of"]].take(places)
    texts = rows["copy_of"].fillna(rows["article_id"])
    order = rows.assign(text_id=texts, copied=rows["copy_of"].notna())
    first = order.sort_values(["copied", "published_on", "article_id"]).drop_duplicates("text_id")
    left = np.zeros(len(articles), dtype=bool)
    left[first.index.to_numpy()] = True
    return left


def _among(column: pd.Series[Any], wanted: Collection[str]) -> Mask:
    return holding(column, set(wanted).__contains__)


def _touching(lists: pd.Series[Any], wanted: Iterable[str]) -> Mask:
    """Whether a row's list holds any of the wanted values."""
    sought = set(wanted)
    return holding(lists, lambda found: not sought.isdisjoint(found))


def _contains(texts: pd.Series[str], words: str) -> Mask:
    found = texts.str.contains(words.strip(), case=False, regex=False).fillna(value=False)
    return found.to_numpy(dtype=bool)
