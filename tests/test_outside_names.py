"""No name that comes from outside reaches the file system: everything that touches it is watched."""

from __future__ import annotations

import io
import sys
import zipfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from newstables.extraction.added import Added, add
from newstables.extraction.aside import Aside
from newstables.extraction.packing import pack
from newstables.reading import read_bytes
from newstables.reading.archives import unpacked
from newstables.store import Store

ROOT = Path(__file__).parents[1]
MARK = "from-outside"
NAMES = [
    f"../../{MARK}.txt",
    f"/etc/{MARK}.md",
    f"..\\..\\{MARK}.csv",
    f"~/{MARK}.html",
    f"{MARK}\0.jsonl",
    f"C:{MARK}",
]
PARAMETERS = ["article", "at", "search", "text", "actor", "outlet", "who", "story", "left", "right", "snapshot", "tab"]
TEXT = "Pork packers wait\n\n“We have no buyers,” said Ann Leroux.\n"
KINDS = {"open", "os", "shutil", "sqlite3", "tempfile", "subprocess"}
_found: list[list[str]] = []  # of the watch that is on, if one is


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _found and event.partition(".")[0] in {
        "open",
        "os",
        "shutil",
        "sqlite3",
        "tempfile",
        "subprocess",
    }:
        words = f"{event} {arguments!r}"
        if MARK in words:
            _found[0].append(words)


sys.addaudithook(_watch)  # for ever


@contextmanager
def watched():
    """What touches a path with the mark in it meanwhile."""
    _found.append([])
    try:
        yield _found[0]
    finally:
        _found.clear()


@pytest.mark.parametrize("touch", [open, Path.stat, Path.iterdir, Path.mkdir, Path.unlink])
def test_the_watch_sees(touch, tmp_path):
    with watched() as found, suppress(OSError):
        list(touch(tmp_path / "none" / MARK) or ())
    assert bool(found) == (touch is not Path.stat)  # of which Python tells no one


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "pages").glob("*.py")))
def test_the_address(sample_store, monkeypatch, page):
    monkeypatch.setenv("NEWSTABLES_STORE", str(sample_store))
    monkeypatch.setattr("sys.argv", ["dashboard.py"])
    monkeypatch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    with watched() as found:
        for name in NAMES[:2]:
            app.switch_page(f"pages/{page}")
            for parameter in PARAMETERS:
                app.query_params[parameter] = name
            app.run()
            assert not app.exception
    assert found == []


def test_names_of_files_and_of_files_in_archives(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in NAMES:
            archive.writestr(name, TEXT + name)
    with watched() as found:
        for name in NAMES:
            assert read_bytes(TEXT.encode(), shown=name).path == name
        inside = list(unpacked(f"{MARK}.zip", content.getvalue()))
        assert len(inside) == len(NAMES)
        for name, data in inside:
            read_bytes(data, shown=name)
    assert found == []


def test_the_store_taken_home_has_names_of_its_own(tmp_path):
    aside = Aside()
    try:
        given = [(f"{name}.txt", f"{TEXT} {number}".encode()) for number, name in enumerate(NAMES)]
        with watched() as found:
            *_, last = add(Added(), given, aside=aside, present=())
            packed = pack(last.added)
    finally:
        aside.close()
    assert found == []
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert not [name for name in archive.namelist() if MARK in name or not name.startswith("newstables-store/")]
        archive.extractall(tmp_path)
    articles = Store(tmp_path / "newstables-store").articles()
    assert len(articles) == len(NAMES)
    assert not [file for file in articles["file"] if file.startswith(("/", ".", "~/..")) or "\0" in file]
