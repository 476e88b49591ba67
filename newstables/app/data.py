"""The coverage that the pages show: read once per version of the store, shared by all sessions, never changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

import pandas as pd
import streamlit as st

from newstables.analysis.select import Coverage, Filters, Selection, joined, remade, select
from newstables.app import correct, heap, session
from newstables.app.settings import Settings
from newstables.corrections import KEYS, Correction, laid_over, parse, to_text, touched
from newstables.knowledge import Knowledge, load
from newstables.places import Place, PlaceError, Remote, local_folder
from newstables.records import make_id
from newstables.search import INDEXED, Index, open_index
from newstables.store import Store, StoreError

_SELECTIONS = 4  # of 100,000 articles one takes up to 130 MB


@st.cache_resource(show_spinner=False)
def _preparing() -> threading.Lock:
    """One builder at a time; the other sessions wait and then find the work done."""
    return threading.Lock()


@st.cache_resource(show_spinner=False)
def _prepared() -> set[Settings]:
    return set()


def prepare(settings: Settings) -> None:
    """Bring the store up to date with the articles once per server, with a progress bar while there is work.

    Raises:
        StoreError: There is no such store or folder, or the store cannot be read or written.
    """
    if settings in _prepared():
        return
    if settings.articles is None:
        if not _store(settings.store).exists:
            raise StoreError(
                f"there is no store at {settings.store}: make one with newstables build ARTICLES --store DIR"
            )
        return
    try:
        there = settings.articles.exists()
    except OSError as error:
        raise StoreError(str(error)) from error
    if not there:
        raise StoreError(f"there is no folder {settings.articles}: name one that exists after --articles")
    with _preparing():
        if settings in _prepared():
            return
        _build(settings.articles, settings.store)
        _prepared().add(settings)


def _build(articles: Place, store: Place) -> None:
    from newstables import extraction  # noqa: PLC0415  only a start with something to do pays for it

    bar = st.empty()

    def progress(done: int, total: int, articles_read: int) -> None:
        if total:
            bar.progress(done / total, f"Reading new files: {done:,} of {total:,}, {articles_read:,} articles")

    try:
        extraction.build([articles], store=store, progress=progress)
    except (extraction.BuildError, PlaceError) as error:
        raise StoreError(str(error)) from error
    finally:
        bar.empty()
        _kept.clear()


def _store(path: Place) -> Store:
    """The store as it stands now; at a URL, as it stood seconds ago at most, for every page asks ten times."""
    return _kept(path) if isinstance(path, Remote) else Store(path)


@st.cache_resource(ttl=correct.KEPT_SECONDS, max_entries=4, show_spinner=False)
def _kept(path: Remote) -> Store:
    store = Store(path)
    _ = store.version  # reads it
    return store


def coverage(settings: Settings) -> Coverage:
    """The whole coverage of the store's present version, corrected. Shared: treat it as read-only."""
    return _opened(settings)[0]


def idle(settings: Settings) -> list[Correction]:
    """The corrections that find no row in the store."""
    return _opened(settings)[1]


def _opened(settings: Settings) -> tuple[Coverage, list[Correction]]:
    return _coverage(*_key(settings))


def _key(settings: Settings) -> tuple[Place, str, str]:
    """What a coverage is kept by: the store, its version, and the corrections as text, "" where there are none."""
    made = correct.made(settings)
    return settings.store, _store(settings.store).version, to_text(made) if made else ""


def _coverage(path: Place, version: str, corrections: str) -> tuple[Coverage, list[Correction]]:
    return _corrected(path, version, corrections) if corrections else (_as_extracted(path, version), [])


@st.cache_resource(max_entries=2, show_spinner="Opening the store")
def _as_extracted(path: Place, version: str) -> Coverage:
    found = joined(Store(path).unordered)
    heap.give_back()
    return found


@st.cache_resource(max_entries=2, show_spinner="Laying the corrections over the store")
def _corrected(path: Place, version: str, corrections: str) -> tuple[Coverage, list[Correction]]:
    """Apart from the store as it is, so that visitors with corrections of their own do not take it from the others.

    It shares with that what no correction touches.
    """
    store, lines = Store(path), parse(corrections)[0]
    laid, without_row = laid_over({name: store.unordered(name) for name in touched(lines)}, lines)
    found = remade(_as_extracted(path, version), laid), without_row
    heap.give_back()
    return found


def chooser(settings: Settings, every: Coverage) -> Callable[[Filters], Selection]:
    """What gives the rows that filters leave: the last few are kept for all sessions that see the same coverage."""
    key = _key(settings)
    return _chooser(*key) if every is _coverage(*key)[0] else _choosing(every)


@st.cache_resource(max_entries=2, show_spinner=False)
def _chooser(path: Place, version: str, corrections: str) -> Callable[[Filters], Selection]:
    return lru_cache(_SELECTIONS)(_choosing(_coverage(path, version, corrections)[0]))


def _choosing(every: Coverage) -> Callable[[Filters], Selection]:
    codes = {place.code: place.side.value for place in knowledge().places if place.code}
    return partial(select, every, codes=codes)


def words_of(settings: Settings, corrections: Sequence[Correction]) -> dict[str, str]:
    """Key → the words of the row, or the title of the article, that a correction is of; before it was corrected."""
    keys = tuple(sorted({(one.table, one.key) for one in corrections}))
    stored = _words(settings.store, _store(settings.store).version, keys)
    added = session.own()
    return stored | (_told(added.frames(), keys) if added else {})


@st.cache_resource(max_entries=2, show_spinner=False)
def _words(path: Place, version: str, keys: tuple[tuple[str, str], ...]) -> dict[str, str]:
    store = Store(path)
    wanted = {table for table, _ in keys} & KEYS.keys()
    return _told({table: getattr(store, table)([KEYS[table], _told_by(table)]) for table in wanted}, keys)


def _told(tables: Mapping[str, pd.DataFrame], keys: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in KEYS.keys() & tables.keys():
        key, rows = KEYS[table], tables[table]
        rows = rows[rows[key].isin([one for of, one in keys if of == table])]
        found |= dict(zip(rows[key], rows[_told_by(table)], strict=True))
    return found


def _told_by(table: str) -> str:
    return "title" if table == "articles" else "text"


@st.cache_resource(max_entries=2, show_spinner=False)
def _files(path: Place, version: str) -> pd.DataFrame:
    return Store(path).files()


@st.cache_resource(max_entries=2, show_spinner=False)
def _groups(path: Place, version: str) -> pd.DataFrame:
    return Store(path).groups()


def groups(settings: Settings) -> pd.DataFrame:
    """Near-copies and stories: ``records.Group``. Shared: treat it as read-only."""
    return _groups(settings.store, _store(settings.store).version)


def search_index(settings: Settings) -> Index:
    """The words of every article of the store's present version, to be searched by all sessions."""
    return _search_index(settings.store, _store(settings.store).version)


@st.cache_resource(max_entries=2, show_spinner="Preparing the search")
def _search_index(path: Place, version: str) -> Index:
    store = Store(path)
    return open_index(local_folder(path), store.snapshot, lambda: store.articles(INDEXED))


def skipped(settings: Settings) -> list[str]:
    """Every "where: reason" of the files and rows that could not be read."""
    files = _files(settings.store, _store(settings.store).version)
    return [error for errors in files["errors"] for error in errors]


def snapshot(settings: Settings) -> str:
    """The id of the data shown: the store's content, corrected, and how many articles of this session are beside it."""
    made, own = correct.made(settings), session.own()
    stored = _store(settings.store).snapshot
    corrected = make_id(stored, to_text(made)) if made else stored
    return corrected + (f"+{own.articles}-private" if own else "")


def version(settings: Settings) -> str:
    """Changes whenever ``coverage`` does."""
    return make_id(_store(settings.store).version, to_text(correct.made(settings)))


def knowledge() -> Knowledge:
    """The curated knowledge."""
    return load()


def day(value: object) -> str:
    """A date as shown everywhere: "31 Oct 2025", or "undated"."""
    return f"{value.day} {value:%b %Y}" if isinstance(value, date) and not pd.isna(value) else "undated"
