"""What may fail around the program: killed anywhere, a full disk, a folder not to be written, a clock, a lost file.

Each time: nothing that was kept is lost, and what is said names the thing and the way out.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

import newstables
from newstables import corrections
from newstables.__main__ import app as command_line
from newstables.app import correct
from newstables.app.faults import NO_DETAILS
from newstables.app.settings import Settings
from newstables.corrections import Correction
from newstables.extraction import articles as articles_module
from newstables.extraction import build
from newstables.pipeline import load
from newstables.pipeline.quotes import tagger
from newstables.pipeline.tariffs import reader
from newstables.search import open_index
from newstables.search.query import parse
from newstables.store import Store, StoreError, writing
from newstables.store import writer as writer_module

ROOT = Path(__file__).parents[1]
WRITERS = tuple(str(Path(newstables.__file__).parent / part) for part in ("store", "corrections", "places"))
TEXT = "Title {0}\n\n“We have no buyers for number {0},” said Ann Leroux. China imposed a 25 per cent tariff on pork.\n"
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")


@pytest.fixture
def folder(tmp_path):
    """Two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(TEXT.format(number), "utf-8")
    return folder


@pytest.fixture
def store(folder, tmp_path):
    """A store of the two, after which one was changed and one added."""
    build([folder], store=tmp_path / "store")
    (folder / "1.txt").write_text(TEXT.format("one"), "utf-8")
    (folder / "2.txt").write_text(TEXT.format(2), "utf-8")
    return tmp_path / "store"


def files_of(store: Path) -> list[str]:
    """The articles of a store that can be read through and through, by what their quotes say."""
    opened = Store(store)
    assert len(opened.articles()) == opened.quotes()["article_id"].nunique() == opened.tariffs()["article_id"].nunique()
    return sorted(opened.quotes()["text"])


def states_on_disk(folder: Path, copies: Path, act) -> list[Path]:
    """A copy of the folder for each state that it was in after any line of the package: what a kill there leaves."""
    seen: set[object] = set()
    made: list[Path] = []

    def look(frame, event, arg):
        if not frame.f_code.co_filename.startswith(WRITERS):
            return None
        files = [path for path in folder.rglob("*") if path.is_file()]
        state = frozenset((path, path.stat().st_size, path.stat().st_mtime_ns) for path in files)
        if state not in seen:
            seen.add(state)
            made.append(Path(shutil.copytree(folder, copies / str(len(made)))))
        return look

    sys.settrace(look)
    try:
        act()
    finally:
        sys.settrace(None)
    return made


def test_killed_at_any_write_a_build_leaves_a_whole_store_and_goes_on(folder, store, tmp_path):
    before = files_of(store)
    states = states_on_disk(store, tmp_path / "killed", lambda: build([folder], store=store))
    after = files_of(store)
    assert before != after
    assert len(states) > 2 * len(writer_module.STORED)  # each part under its temporary name, and under its own
    found = []
    for state in states:
        for half in state.rglob("*.tmp"):  # killed in the midst of writing it
            half.write_bytes(half.read_bytes()[: half.stat().st_size // 2])
        found.append(files_of(state))
    turn = found.index(after)  # one point at which all of it changes
    assert found == [before] * turn + [after] * (len(found) - turn)
    for state in states[:: max(1, len(states) // 6)]:
        build([folder], store=state)
        assert files_of(state) == after
        assert not list(state.rglob("*.tmp"))


def test_killed_at_any_write_the_corrections_are_the_old_or_the_new(tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    path = kept / "corrections.csv"
    old, new = ([Correction("names", "Ann", "name", name, "me", "2026-01-01", "")] for name in ("Anne", "Anna"))
    corrections.write(path, old)
    states = states_on_disk(kept, tmp_path / "killed", lambda: corrections.write(path, new))
    found = [corrections.read(state / path.name)[0] for state in states]
    assert found[0] == old
    assert found[-1] == new
    assert all(one in (old, new) for one in found)


@needs_full
@pytest.mark.parametrize("name", ["parts/articles-{}-0.parquet", "parts/files-{}-0.parquet", "store.json"])
def test_a_full_disk_ends_a_build_with_the_last_commit_kept(folder, store, monkeypatch, name):
    before = files_of(store)
    number = f"{Store(store)._opened().commits + 1:06d}"
    full = store / f"{name.format(number)}.tmp"
    monkeypatch.setattr(writer_module, "sweep", lambda *_: full.symlink_to(FULL))
    ran = CliRunner().invoke(command_line, ["build", str(folder), "--store", str(store)])
    assert ran.exit_code == 2
    assert "No space left on device" in ran.stderr
    assert f"{str(full).removesuffix('.tmp')} cannot be written" in ran.stderr
    assert "free space there" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert not full.is_symlink()  # what was begun does not stay and take room
    monkeypatch.undo()
    assert files_of(store) == before
    build([folder], store=store)
    assert len(files_of(store)) == 3


@needs_full
def test_a_full_disk_leaves_the_corrections_as_they_were(tmp_path):
    path = tmp_path / "corrections.csv"
    old = [Correction("names", "Ann", "name", "Anne", "me", "2026-01-01", "")]
    corrections.write(path, old)
    (tmp_path / "corrections.csv.tmp").symlink_to(FULL)
    with pytest.raises(OSError, match="No space left"):
        corrections.write(path, [])
    assert corrections.read(path) == (old, [])
    corrections.write(path, [])
    assert corrections.read(path) == ([], [])


@pytest.mark.parametrize(
    ("behind", "reason"),
    [(b"quotes,a1,mood,glad,me,2026-11-24,\n", "line 3: quotes.mood cannot be corrected"), (b"\xff", "cannot be read")],
)
def test_no_correction_is_written_over_lines_that_cannot_be_read(tmp_path, monkeypatch, behind, reason):
    monkeypatch.setenv(correct.SWITCH, "on")
    here = Settings(None, tmp_path)
    correct.add(here, "names", "Ann", "name", "Anna", who="me", why="")
    [made] = correct.made(here)
    file = tmp_path / "corrections.csv"
    held = file.read_bytes() + behind
    file.write_bytes(held)
    with pytest.raises(StoreError, match=reason):
        correct.add(here, "names", "Bo", "name", "Bob", who="me", why="")
    with pytest.raises(StoreError, match=reason):
        correct.undo(here, made)
    assert file.read_bytes() == held


@needs_full
def test_a_full_disk_keeps_the_search_in_memory(store, monkeypatch):
    def connect(path, *rest, **named):
        if str(path).endswith(".tmp"):
            Path(path).symlink_to(FULL)
        return sqlite_connect(path, *rest, **named)

    from newstables.search import index

    sqlite_connect = index.sqlite3.connect
    monkeypatch.setattr(index.sqlite3, "connect", connect)
    opened = Store(store)
    for built in store.glob("search-*"):
        built.unlink()
    found = open_index(store, opened.snapshot, lambda: opened.articles(["article_id", "title", "text"]))
    assert found.path is None
    assert len(found.search(parse("buyers"))) == 2
    assert not list(store.glob("search-*"))


@pytest.mark.parametrize("call", ["mkdir", "open"])
def test_a_folder_that_cannot_be_written(folder, store, monkeypatch, call):
    before = files_of(store)
    target = store if call == "open" else store.with_name("new")
    real = getattr(os, call)

    def refusing(path, *rest, **named):
        if str(path).startswith(str(target)):
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        return real(path, *rest, **named)

    monkeypatch.setattr(os, call, refusing)
    ran = CliRunner().invoke(command_line, ["build", str(folder), "--store", str(target)])
    monkeypatch.undo()
    assert ran.exit_code == 2
    assert f"{target} cannot be written" in ran.stderr
    assert "Read-only file system" in ran.stderr
    assert "name another folder" in ran.stderr
    assert files_of(store) == before


def test_a_clock_that_goes_back_loses_nothing(folder, store, monkeypatch):
    """Neither is a change overlooked because it is older than the store, nor a commit because it is before the last."""

    class Back(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2001, 1, 1, tzinfo=tz)

    long_ago = (datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=1)).timestamp()
    for path in folder.iterdir():
        os.utime(path, (long_ago, long_ago))
    version = Store(store).version
    monkeypatch.setattr(writer_module, "datetime", Back)
    monkeypatch.setattr("newstables.reading.read.datetime", Back)
    monkeypatch.setattr("time.time", lambda: long_ago)
    report = build([folder], store=store)
    assert report.read == 2
    assert Store(store).version != version
    assert len(files_of(store)) == 3
    assert build([folder], store=store).read == 0


@pytest.mark.parametrize("table", ["articles", "quotes", "files"])
def test_a_corrupt_part_is_named_with_the_way_out(folder, store, table):
    part = next((store / "parts").glob(f"{table}-*"))
    part.write_bytes(part.read_bytes()[:-100])
    with pytest.raises(StoreError, match=rf"{store} is damaged .*delete it and build the store again"):
        getattr(Store(store), table)()
    if table != "quotes":  # a writer reads these two
        with pytest.raises(StoreError, match="is damaged"), writing(store, pipeline={}, knowledge_as_of=""):
            pass
    shutil.rmtree(store)
    build([folder], store=store)
    assert len(files_of(store)) == 3


@pytest.mark.parametrize("own_machine", [True, False])
def test_the_dashboard_says_it_on_ones_own_machine_and_hides_it_from_visitors(store, monkeypatch, caplog, own_machine):
    part = next((store / "parts").glob("quotes-*"))
    part.write_bytes(b"PAR1")
    monkeypatch.setattr("newstables.app.faults.on_own_machine", lambda: own_machine)
    monkeypatch.setenv("NEWSTABLES_STORE", str(store))
    monkeypatch.setattr("sys.argv", ["dashboard.py"])
    monkeypatch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not app.exception
    [error] = [element.value.replace("\\", "") for element in app.error]
    assert "delete it and build the store again" in caplog.text
    if own_machine:
        assert "delete it and build the store again" in error
    else:
        assert error == NO_DETAILS


def test_the_dashboard_that_cannot_write_its_store_says_so(folder, store, monkeypatch):
    monkeypatch.setattr("newstables.app.faults.on_own_machine", lambda: True)
    monkeypatch.setenv("NEWSTABLES_ARTICLES", str(folder))
    monkeypatch.setenv("NEWSTABLES_STORE", str(folder / "0.txt"))  # a file, where a folder should be
    monkeypatch.setattr("sys.argv", ["dashboard.py"])
    monkeypatch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not app.exception
    assert "cannot be written" in app.error[0].value.replace("\\", "")


@pytest.mark.parametrize(
    ("module", "loaded"), [(load, None), (tagger, tagger.load_tagger), (reader, reader.load_reader)]
)
@pytest.mark.parametrize("broken", [False, True])
def test_weights_that_are_missing_or_broken(folder, store, monkeypatch, module, loaded, broken):
    """Said before any article is tried: else each would be put down as one that cannot be extracted."""
    before = files_of(store)
    path = store.parent / "lost"
    if broken:
        path.write_bytes(b"PK\x03\x04 cut short")
    if loaded:
        loaded.cache_clear()
    articles_module.load_once.cache_clear()
    monkeypatch.setattr(module, "WEIGHTS", path)
    monkeypatch.setattr("newstables.extraction.batches.load_once", articles_module.load_once)
    ran = CliRunner().invoke(command_line, ["build", str(folder), "--store", str(store)])
    articles_module.load_once.cache_clear()
    if loaded:
        loaded.cache_clear()
    assert ran.exit_code == 2, ran.stderr
    assert "the weights of the pipeline cannot be read" in ran.stderr
    assert "install newstables again" in ran.stderr
    assert files_of(store) == before
