"""The rows: one frozen dataclass per table, one field per column, and the closed sets that they use.

``X | None`` is a nullable column: ``None`` means "not in the text", never "" or 0. Offsets are half-open and count
Unicode code points of ``Article.text``; the law of provenance is ``article.text[start_char:end_char] == row.text``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Side(StrEnum):
    """Whose side an actor stands on. A row without an actor has a null side, shown as "unresolved"."""

    CANADA = "Canada"
    CHINA = "China"
    UNITED_STATES = "United States"
    OTHER = "other"
    UNRESOLVED = "unresolved"


SIDE_CODES = {Side.CANADA: "CA", Side.CHINA: "CN", Side.UNITED_STATES: "US"}  # the sides that are one country, ISO 3166


class EntityKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"  # nationality, party, religion
    DATE = "date"
    MONEY = "money"
    PERCENT = "percent"


class QuoteKind(StrEnum):
    """Direct: every word between marks. Mixed: a reported clause with two or more quoted words. Indirect: the rest."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class CueKind(StrEnum):
    """Speech ("said"), or stance: a wish or belief, or a speech act without its words ("announced the deal")."""

    SPEECH = "speech"
    STANCE = "stance"


class SpeakerKind(StrEnum):
    """What spoke. Unnamed: a group or an anonymous person ("officials", "an importer who asked not to be named")."""

    PERSON = "person"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class Precision(StrEnum):
    """How fine a date is: "Thursday", "last week", "in March", "late 2018", "in 2018"."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


class Change(StrEnum):
    """What a tariff claim says happens to the tariff; ``none`` when an existing one is only mentioned."""

    IMPOSE = "impose"
    RAISE = "raise"
    LOWER = "lower"
    LIFT = "lift"
    PAUSE = "pause"
    THREATEN = "threaten"
    NONE = "none"


class Status(StrEnum):
    """One step in the life of a measure."""

    ANNOUNCED = "announced"
    PROVISIONAL = "provisional"
    IN_FORCE = "in force"
    CHANGED = "changed"
    SUSPENDED = "suspended"
    LIFTED = "lifted"


def make_id(*parts: object) -> str:
    """Sixteen hex digits that depend on the parts alone, so that the same input gives the same id.

    >>> make_id("a", 1) == make_id("a", 1), make_id("a", None) == make_id("a", "")
    (True, False)
    """
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


# ------------------------------------------------------------------------------------------------ what is read


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. ``text`` is what all offsets count in."""

    article_id: str
    title: str
    outlet: str | None
    author: str | None
    published_at: datetime | None  # UTC; null where only the day, or nothing, is stated
    published_on: date | None
    language: str  # ISO 639-1
    url: str | None
    file: str  # as shown to the reader; a row of a table is "FILE#ROW"
    text: str
    words: int
    sample: bool  # written for demonstration, says its front matter
    story_id: str | None
    copy_of: str | None  # article_id of the text that this one copies
    topics: list[str]  # known once it is extracted
    canada_china: bool  # whether it is about these two countries; known once it is extracted
    read_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class ReadError:
    """A file, or a row of one, that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileReading:
    """All that came of one file. A good file has articles and no errors; a table may have both."""

    path: str
    articles: tuple[Article, ...]
    errors: tuple[ReadError, ...]
    notes: tuple[str, ...]  # such as "encoding guessed: cp1252"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a store knows of one file: enough to see whether it changed, and the report on it."""

    file: str  # absolute path
    size: int  # bytes
    modified_ns: int
    digest: str  # SHA-256 of the content
    articles: int
    errors: list[str]  # "where: reason"
    notes: list[str]


# ------------------------------------------------------------------------------------------- what is extracted


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention of a person, organization, place, group, date, sum or share."""

    article_id: str
    start_char: int
    end_char: int
    text: str
    kind: EntityKind
    name: str  # canonical; the mention itself where nothing better is known
    actor_id: str | None
    side: Side | None
    on: date | None  # the first day that a date names; null where the text does not settle it
    until: date | None  # the last day
    precision: Precision | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Quote:
    """One statement. ``text`` is its stretches, ``article.text[start:end]`` of each span, joined by " … "."""

    quote_id: str
    article_id: str
    start_char: int
    end_char: int
    spans: list[list[int]]
    text: str
    kind: QuoteKind
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    cue_kind: CueKind
    speaker_text: str | None  # the mention, as written
    speaker_start: int | None
    speaker_end: int | None
    speaker: str | None  # resolved to a canonical name; null where unresolved
    speaker_kind: SpeakerKind | None
    actor_id: str | None
    side: Side | None
    role: str | None  # held on the article's date
    topics: list[str]  # of the paragraphs that the quote stands in
    canada_china: bool  # whether the passage is about these two countries
    score: float | None


@dataclass(frozen=True, slots=True)
class Tariff:
    """One claim about a tariff. ``text`` is the evidence: the shortest clause or noun phrase that states it."""

    claim_id: str
    article_id: str
    start_char: int
    end_char: int
    text: str
    imposer: str | None  # ISO 3166 alpha-2, "EU" or "*"
    target: str | None
    goods: list[str]  # keys of knowledge/goods.csv, sorted; empty = all or unspecified
    goods_text: str | None
    change: Change
    rate_percent: float | None
    rate_from_percent: float | None
    rate_text: str | None
    retaliation: bool
    topic: str  # key of knowledge/topics.csv
    canada_china: bool  # whether it is a tariff between these two countries
    effective_on: date | None
    speaker: str | None  # who claims it, where it stands in a quote
    measure_ids: list[str]  # of the register; empty where none is plainly meant
    conflict: str | None  # how it differs from them


@dataclass(frozen=True, slots=True)
class Group:
    """Where an article stands among all others of its store; known at the end of a build."""

    article_id: str
    story_id: str  # of the event that it tells of
    copy_of: str | None  # article_id of the text that it is a near-copy of
    overlap: float | None  # share of its words, 0-1, in runs of three or more that the copied text has too
    centrality: float  # mean likeness, 0-1, to the others of its story; the most central one names the story


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence that says what happened, or will, on stated days. ``text`` is the sentence."""

    event_id: str
    article_id: str
    start_char: int
    end_char: int
    text: str
    on: date  # the first day
    until: date  # the last day
    precision: Precision
    date_text: str  # the date, as written
    date_start: int
    date_end: int
    actors: list[str]  # actor_ids named in the sentence
    topics: list[str]
    canada_china: bool


# -------------------------------------------------------------------------------------------------- knowledge


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body. Strong aliases link by themselves; weak ones only with support from the context."""

    actor_id: str
    name: str
    kind: EntityKind
    side: Side
    gender: str | None  # "f" or "m", people only: for "she said"
    aliases: list[str]
    weak_aliases: list[str]
    wikidata: str | None
    party: str | None
    source: str
    as_of: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Role:
    """An office held from ``start`` (inclusive) to ``end`` (exclusive); null = not known or still held."""

    actor_id: str
    role: str  # as shown: "Prime Minister of Canada"
    office: str  # as news writes it, lower case: "prime minister"
    start: date | None
    end: date | None
    source: str
    as_of: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its adjectives, and the government that its name may stand for."""

    place_id: str
    name: str
    kind: str  # country, region, city, union
    code: str | None  # ISO 3166 alpha-2 of the country, or "EU"
    side: Side
    aliases: list[str]
    demonyms: list[str]  # "Canadian", "Canadians"
    government: str | None  # actor_id that the name stands for as a metonym
    source: str
    as_of: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher, by the names and domains under which its articles come."""

    outlet_id: str
    name: str
    aliases: list[str]
    domains: list[str]
    country: str  # ISO 3166 alpha-2
    kind: str  # newspaper, broadcaster, wire, trade press, magazine, government, state media
    side: Side
    owner: str | None  # who owns or controls it, where that matters to a reader
    source: str
    as_of: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Good:
    """A kind of goods, and the words for it in text (singular and plural both listed)."""

    key: str
    part_of: str | None  # the wider kind that these goods belong to
    terms: list[str]
    hs: str | None  # Harmonized System headings
    topic: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject, found by its words: lexical, visible, editable."""

    key: str
    label: str
    terms: list[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb or noun that introduces a statement, in all its forms."""

    lemma: str
    forms: list[str]
    kind: CueKind


@dataclass(frozen=True, slots=True)
class Measure:
    """A tariff measure as the register has it; its life is in ``MeasureStep``."""

    measure_id: str
    title: str
    imposer: str
    target: str
    goods: list[str]
    terms: list[str]  # words that tell it from another measure on the same goods
    legal_basis: str | None
    source: str
    as_of: date
    verified: bool


@dataclass(frozen=True, slots=True)
class MeasureStep:
    """What happened to a measure on a day: its rates hold from then on."""

    measure_id: str
    on: date
    status: Status
    rate_percent: float | None
    combined_percent: float | None  # with the ordinary duty
    note: str | None
    source: str
    as_of: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event of the relation."""

    event_id: str
    on: date
    until: date | None
    title: str
    actors: list[str]
    source: str
    as_of: date
    verified: bool
