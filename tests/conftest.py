"""Small factories for rows, and the stores that the tests of pages and browser share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from newstables.analysis.select import Coverage, join
from newstables.records import (
    Article,
    Change,
    CueKind,
    DatedSentence,
    Entity,
    EntityKind,
    Quote,
    QuoteKind,
    Tariff,
    make_id,
)
from newstables.tables import frame

settings.register_profile("any machine", deadline=None)  # a busy one is no failure
settings.load_profile("any machine")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of articles and corpora that are not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    def make(text: str = "A text.", **fields: Any) -> Article:
        title = fields.pop("title", "A title")
        values: dict[str, Any] = {
            "article_id": make_id(title, text, repr(sorted(fields.items()))),
            "title": title,
            "outlet": None,
            "author": None,
            "published_at": None,
            "published_on": None,
            "language": "en",
            "url": None,
            "file": "made.txt",
            "text": text,
            "words": len(text.split()),
            "sample": False,
            "story_id": None,
            "copy_of": None,
            "topics": [],
            "canada_china": False,
            "read_at": datetime(2026, 1, 1, tzinfo=UTC),
        }
        return Article(**values | fields)

    return make


@pytest.fixture(scope="session")
def make_quote() -> Callable[..., Quote]:
    def make(article: Article, words: str, **fields: Any) -> Quote:
        start = article.text.index(words)
        end = start + len(words)
        values: dict[str, Any] = {
            "quote_id": make_id("quote", article.article_id, start, end),
            "article_id": article.article_id,
            "start_char": start,
            "end_char": end,
            "spans": [[start, end]],
            "text": words,
            "kind": QuoteKind.DIRECT,
            "cue": None,
            "cue_start": None,
            "cue_end": None,
            "cue_kind": CueKind.SPEECH,
            "speaker_text": None,
            "speaker_start": None,
            "speaker_end": None,
            "speaker": None,
            "speaker_kind": None,
            "actor_id": None,
            "side": None,
            "role": None,
            "topics": [],
            "canada_china": True,
            "score": None,
        }
        return Quote(**values | fields)

    return make


@pytest.fixture(scope="session")
def make_entity() -> Callable[..., Entity]:
    def make(article: Article, words: str, **fields: Any) -> Entity:
        start = article.text.index(words)
        values: dict[str, Any] = {
            "article_id": article.article_id,
            "start_char": start,
            "end_char": start + len(words),
            "text": words,
            "kind": EntityKind.PERSON,
            "name": words,
            "actor_id": None,
            "side": None,
            "on": None,
            "until": None,
            "precision": None,
            "score": None,
        }
        return Entity(**values | fields)

    return make


@pytest.fixture(scope="session")
def make_tariff() -> Callable[..., Tariff]:
    def make(article: Article, words: str, **fields: Any) -> Tariff:
        start = article.text.index(words)
        values: dict[str, Any] = {
            "claim_id": make_id("tariff", article.article_id, start, repr(sorted(fields.items()))),
            "article_id": article.article_id,
            "start_char": start,
            "end_char": start + len(words),
            "text": words,
            "imposer": None,
            "target": None,
            "goods": [],
            "goods_text": None,
            "change": Change.NONE,
            "rate_percent": None,
            "rate_from_percent": None,
            "rate_text": None,
            "retaliation": False,
            "topic": "trade",
            "canada_china": True,
            "effective_on": None,
            "speaker": None,
            "measure_ids": [],
            "conflict": None,
        }
        return Tariff(**values | fields)

    return make


@pytest.fixture(scope="session")
def make_coverage() -> Callable[..., Coverage]:
    def make(
        articles: Iterable[Article] = (),
        entities: Iterable[Entity] = (),
        quotes: Iterable[Quote] = (),
        tariffs: Iterable[Tariff] = (),
        events: Iterable[DatedSentence] = (),
        documents: Iterable[Article] = (),
    ) -> Coverage:
        """Tables of the rows; of the articles, those in ``documents`` are marked as primary documents."""
        tables = zip(
            (articles, entities, quotes, tariffs, events), (Article, Entity, Quote, Tariff, DatedSentence), strict=True
        )
        first, *others = (frame(rows, record) for rows, record in tables)
        marked = first["article_id"].isin([article.article_id for article in documents]).astype(bool)
        return join(first.assign(primary=marked), *others)

    return make


@pytest.fixture(scope="session")
def day() -> type[date]:
    return date


@pytest.fixture(scope="session")
def sample_store(samples, tmp_path_factory) -> Path:
    """The sample articles, built once."""
    from newstables.extraction import build

    store = tmp_path_factory.mktemp("stores") / "samples"
    build([samples], store=store)
    return store


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a Dask scheduler with two worker processes, on this machine alone."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=2, processes=True, host="127.0.0.1", dashboard_address=None
    ) as started:
        yield started.scheduler_address
