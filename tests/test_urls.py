"""Articles and stores at URLs: the same tables as from local folders, in one process and over a cluster."""

from __future__ import annotations

import json
import os
import pickle
import sys
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from newstables.__main__ import app as command_line
from newstables.corrections import Correction, file_of, write
from newstables.corrections import read as read_corrections
from newstables.extraction import build
from newstables.extraction.building import _tasks
from newstables.extraction.finding import find_files, read
from newstables.extraction.plan import Plan
from newstables.places import PlaceError, Remote, absolute, local_folder, place, reachable
from newstables.places.faults import fault_of
from newstables.places.status import status_of
from newstables.records import ReadError
from newstables.store import Store, StoreError
from newstables.tables import TABLES

ROOT = Path(__file__).parents[1]
TEXT = (
    "Story number {0}\n\n“We have no buyers for number {0},” said Ann Leroux, a farmer in Saskatchewan. "
    "China imposed a 25 per cent tariff on Canadian pork, Mark Carney told reporters in Ottawa.\n"
)


def text(number: int | str) -> bytes:
    return TEXT.format(number).encode()


@pytest.fixture
def folder(tmp_path) -> Path:
    """Five articles, one of them twice, and a file that is none."""
    folder = tmp_path / "articles"
    (folder / "inner").mkdir(parents=True)
    for number in range(5):
        (folder / ("inner" if number % 3 == 0 else "") / f"{number}.txt").write_bytes(text(number))
    (folder / "zz.txt").write_bytes(text(1))
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture
def system() -> MemoryFileSystem:
    return MemoryFileSystem()


@pytest.fixture
def base(tmp_path, folder, system) -> str:
    """A URL under which the articles are in memory too; another one for each test."""
    system.put(str(folder), f"{tmp_path}/articles", recursive=True)
    return f"memory://{str(tmp_path).strip('/')}"


def assert_same(store: str | Path, other: str | Path) -> None:
    """All of two stores but when articles were read and where the files are."""
    assert Store(store).snapshot == Store(other).snapshot
    for name in [*TABLES, "groups"]:
        one, two = (getattr(Store(path), name)() for path in (store, other))
        if name == "files":
            one, two = (table.drop(columns=["file", "modified_ns"]) for table in (one, two))
        drop = ["read_at"] if name == "articles" else []
        pd.testing.assert_frame_equal(one.drop(columns=drop), two.drop(columns=drop), obj=name)


# ---------------------------------------------------------------------------------------------------------- builds


def test_a_build_at_urls_is_as_a_local_one_and_goes_on(folder, base, system, tmp_path):
    """Each change in turn; after it, the store is as if built from nothing."""
    articles, store = f"{base}/articles", f"{base}/store"
    root = f"{tmp_path}/articles"
    report = build([articles], store=store, batch_size=3)
    assert (report.read, report.articles, report.readable) == (7, 6, 6)
    assert report.skipped == (
        ReadError("articles/empty.txt", "empty: it holds no words"),
        ReadError("articles/zz.txt", "same article as articles/1.txt"),
    )
    build([folder], store=tmp_path / "local")
    assert_same(store, tmp_path / "local")
    assert Store(store).files()["file"].tolist() == sorted(f"memory:/{path}" for path in system.find(root))

    version = Store(store).version
    report = build([articles], store=store)
    assert (report.read, report.unchanged, len(report.skipped)) == (0, 7, 2)
    assert Store(store).version == version

    system.pipe(f"{root}/2.txt", text(2))  # written again, the same
    report = build([articles], store=store)
    assert (report.read, report.unchanged) == (0, 7)

    system.pipe(f"{root}/2.txt", text(2).replace(b"farmer", b"framer"))  # of the same size
    system.mv(f"{root}/4.txt", f"{root}/inner/moved.txt")
    system.rm(f"{root}/1.txt")  # the first of two
    system.pipe(f"{root}/empty.txt", text("mended"))
    system.pipe(f"{root}/new.txt", text("new"))
    report = build([articles], store=store)
    assert (report.read, report.unchanged, report.moved) == (4, 2, 1)
    assert report.removed == (f"{articles}/1.txt",)
    build([articles], store=tmp_path / "fresh")  # from a URL to a folder
    assert_same(store, tmp_path / "fresh")
    assert any("framer" in passage for passage in Store(store).articles()["text"])

    assert build([articles], store=store).read == 0


def test_a_filesystem_that_tells_no_times_is_read_again(base, system, tmp_path, monkeypatch):
    monkeypatch.setattr("newstables.places.remote.status_of", lambda info, times: status_of(info))
    articles, store = f"{base}/articles", f"{base}/store"
    build([articles], store=store)
    version = Store(store).version
    assert build([articles], store=store).unchanged == 7
    assert Store(store).version == version
    system.pipe(f"{tmp_path}/articles/2.txt", text(2).replace(b"farmer", b"framer"))
    assert build([articles], store=store).read == 1


def _failing(system, monkeypatch, call: str, ending: str, error: Exception) -> None:
    real = getattr(type(system), call)

    def failing(self, path, *args, **named):
        if path.endswith(ending):
            raise error
        return real(self, path, *args, **named)

    monkeypatch.setattr(type(system), call, failing)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError("Forbidden"), "Permission denied (Forbidden)"),
        (RuntimeError("of a\nlibrary"), "of a library"),
        (FileNotFoundError("gone"), "No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_line_and_tried_again(base, system, monkeypatch, error, reason):
    with monkeypatch.context() as context:
        _failing(system, context, "cat_file", "/2.txt", error)
        report = build([f"{base}/articles"], store=f"{base}/store")
    assert ReadError("articles/2.txt", reason) in report.skipped
    assert len(Store(f"{base}/store").articles()) == 4
    assert build([f"{base}/articles"], store=f"{base}/store").read == 1
    assert len(Store(f"{base}/store").articles()) == 5


def test_a_server_that_is_gone_ends_the_build_with_what_was_committed(base, system, monkeypatch):
    with monkeypatch.context() as context:
        _failing(system, context, "cat_file", "/zz.txt", ConnectionResetError("reset by peer"))
        with pytest.raises(PlaceError, match=r"zz.txt cannot be reached \(reset by peer\): look at the address"):
            build([f"{base}/articles"], store=f"{base}/store", batch_size=1)
    assert len(Store(f"{base}/store").articles()) == 3
    report = build([f"{base}/articles"], store=f"{base}/store")
    assert report.unchanged == 4
    assert len(Store(f"{base}/store").articles()) == 5


def test_a_folder_that_cannot_be_listed_takes_nothing_along(base, system, tmp_path, monkeypatch):
    build([f"{base}/articles"], store=f"{base}/store")
    before = Store(f"{base}/store").snapshot
    for folder, shown in (("inner", "articles/inner"), ("articles", "articles")):
        with monkeypatch.context() as context:
            _failing(system, context, "ls", f"/{folder}", PermissionError("Forbidden"))
            report = build([f"{base}/articles"], store=f"{base}/store")
        assert report.removed == ()
        assert ReadError(shown, "Permission denied (Forbidden)") in report.skipped
        assert Store(f"{base}/store").snapshot == before
    with monkeypatch.context() as context:
        _failing(system, context, "ls", "/articles", TimeoutError())
        with pytest.raises(PlaceError, match="articles cannot be reached"):
            build([f"{base}/articles"], store=f"{base}/store")
    system.rm(f"{tmp_path}/articles", recursive=True)  # as with a disk that is not mounted
    report = build([f"{base}/articles"], store=f"{base}/store")
    assert (report.removed, report.readable) == ((), 0)
    assert report.skipped == (ReadError("articles", "no such file or folder"),)
    assert Store(f"{base}/store").snapshot == before


def test_files_elsewhere_stay_and_a_file_named_outright_goes(base, system, tmp_path):
    build([f"{base}/articles"], store=f"{base}/store")
    system.rm(f"{tmp_path}/articles/2.txt")
    assert build([f"{base}/articles/inner"], store=f"{base}/store").removed == ()
    assert build([f"{base}/articles/2.txt"], store=f"{base}/store").removed == (f"{base}/articles/2.txt",)
    assert len(Store(f"{base}/store").articles()) == 4


def test_another_version_leaves_what_cannot_be_reached_as_it_is(base, system, monkeypatch):
    build([f"{base}/articles"], store=f"{base}/store")
    with monkeypatch.context() as context:
        for module in ("building", "batches"):
            context.setattr(f"newstables.extraction.{module}.version", lambda pipeline: "another")
        _failing(system, context, "info", "/4.txt", ConnectionResetError())
        report = build([f"{base}/articles/inner"], store=f"{base}/store")
    assert report.read == 6
    assert len(Store(f"{base}/store").articles()) == 5


def test_a_filesystem_that_cannot_rename_over_a_file_says_so_and_keeps_the_last_commit(folder, tmp_path, monkeypatch):
    store = f"file://{tmp_path}/store"
    build([folder / "inner"], store=store)
    monkeypatch.setattr(type(place(store).filesystem()[0]), "mv", lambda *_: None)  # as WebHDFS does
    with pytest.raises(StoreError, match="renames over no file that is there"):
        build([folder], store=store)
    assert len(Store(store).articles()) == 2
    assert not list((tmp_path / "store").rglob("*.tmp"))


def test_a_filesystem_that_opens_as_paramiko_does_has_one_writer_at_a_time(folder, tmp_path, monkeypatch):
    """Over SFTP a file is open for writing by "w" and "+" alone."""
    store = f"file://{tmp_path}/store"
    system = type(place(store).filesystem()[0])
    opened = system.open

    def as_paramiko(self, path, mode="rb", **options):
        if not {"r", "w", "a", "+"} & {*mode}:
            raise OSError("File not open for writing")
        return opened(self, path, mode, **options)

    monkeypatch.setattr(system, "open", as_paramiko)
    assert build([folder], store=store).articles == 5
    (tmp_path / "store" / "writer").write_text("process 1 on elsewhere\nyesterday\n")
    with pytest.raises(StoreError, match="process 1 on elsewhere is writing"):
        build([folder], store=store)


def test_a_store_among_the_articles_is_not_read(base):
    build([f"{base}/articles"], store=f"{base}/articles/store")
    assert build([f"{base}/articles"], store=f"{base}/articles/store").read == 0


def test_a_build_that_is_killed_goes_on(base, system, tmp_path, monkeypatch):
    class KilledError(BaseException):
        pass

    def kill(*_args, **_named):
        raise KilledError

    def after_the_second(done: int, total: int, articles: int) -> None:
        if done == 4:
            for call in ("pipe_file", "rm_file"):
                monkeypatch.setattr(type(system), call, kill)

    with pytest.raises(KilledError):
        build([f"{base}/articles"], store=f"{base}/store", batch_size=2, progress=after_the_second)
    monkeypatch.undo()
    assert len(Store(f"{base}/store").articles()) == 3
    with pytest.raises(StoreError, match=rf"is writing {base}/store since .*delete {base}/store/writer"):
        build([f"{base}/articles"], store=f"{base}/store")
    (place(f"{base}/store") / "writer").unlink()
    assert build([f"{base}/articles"], store=f"{base}/store").unchanged == 4
    build([f"{base}/articles"], store=tmp_path / "fresh")
    assert_same(f"{base}/store", tmp_path / "fresh")


def test_a_cluster_that_shares_urls_gives_the_same_tables(folder, tmp_path, cluster):
    build([folder], store=tmp_path / "local")
    report = build([f"file://{folder}"], store=f"file://{tmp_path}/store", dask=cluster, batch_size=1)
    assert (report.read, report.articles) == (7, 6)
    assert_same(f"file://{tmp_path}/store", tmp_path / "local")
    assert_same(tmp_path / "store", tmp_path / "local")
    assert Store(tmp_path / "store").files()["file"].str.startswith(f"file://{folder}/").all()


# ------------------------------------------------------------------------------------------------------ which files


def test_the_files_of_a_url_are_those_of_a_folder(tmp_path):
    root = tmp_path / "news"
    for name in [
        "b.txt", "a.MD", "c.html", "z/y/x.csv", "z/t.tsv", "l.jsonl", "p.parquet", "h.htm",
        ".hidden.txt", ".git/a.txt", "README.md", "Readme.txt", "d.docx", "noextension", "e.py",
        "c_files/ad.html", "h_fichiers/ad.html", "own_files/o.txt", "z/with space & #1 50%.txt",
    ]:  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Words.")
    (root / "z" / "back").symlink_to(root, target_is_directory=True)
    local = [(str(found.path), found.shown) for found in find_files([root, root / "z", root / "d.docx"])]
    at_url = list(find_files([f"file://{root}", f"file://{root}/z/", f"file://{root}/d.docx"]))
    assert [(str(found.path).removeprefix("file://"), found.shown) for found in at_url] == local
    assert len(local) == 11
    assert not any(found.fault for found in at_url)


def test_a_name_that_cannot_stand_in_a_url_is_told(base, system, tmp_path):
    system.store[f"{tmp_path}/articles/a::b.txt"] = system.store[f"{tmp_path}/articles/2.txt"]
    report = build([f"{base}/articles"], store=f"{base}/store")
    assert ReadError("articles/a::b.txt", "its name cannot stand in a URL: rename it") in report.skipped
    assert report.read == 7


def test_over_long_is_said_without_reading(base, system, tmp_path, monkeypatch):
    system.pipe(f"{tmp_path}/long/long.txt", b"a" * 8_000_001)
    _failing(system, monkeypatch, "cat_file", "long.txt", AssertionError("read"))
    report = build([f"{base}/long"], store=f"{base}/store")
    assert report.skipped == (ReadError("long/long.txt", "over-long: 8,000,001 bytes, the limit is 8,000,000"),)
    assert build([f"{base}/long"], store=f"{base}/store").unchanged == 1


def test_what_is_no_file_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    for name, reason in (("pipe.txt", "neither a file nor a folder"), ("", "a folder, not a file")):
        url = place(f"file://{tmp_path}/{name}")
        assert [error.reason for error in read(url, "shown").errors] == [reason]
        assert [error.reason for error in read(tmp_path / name, "shown").errors] == [reason]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"LastModified": datetime(2026, 1, 1, tzinfo=UTC), "ETag": '"a"'}, {"ETag": '"b"'}),  # within one second
        ({"LastModified": datetime(2026, 1, 1, tzinfo=UTC)}, {"LastModified": datetime(2026, 1, 2, tzinfo=UTC)}),
        ({"mtime": 1.5}, {"mtime": 1.500001}),
        ({"modify": "20260101120000"}, {"modify": "20260101120001"}),
        ({"modify": "20260101120000.123"}, {"modify": "20260101120000.124"}),
        ({"updated": "2026-01-01T12:00:00.1Z"}, {"updated": "2026-01-01T12:00:00.2Z"}),
        ({"etag": "0x8D"}, {"etag": "0x8E"}),
    ],
)
def test_a_change_is_seen_by_what_the_filesystem_tells(one, other):
    info = {"type": "file", "size": 3, **one}
    first = status_of(info)
    assert first.changed_ns is not None
    assert first == status_of(info)
    assert status_of(info | other).changed_ns not in {None, first.changed_ns}
    assert status_of({"type": "file", "size": None, "accessed": 3}) == ("file", None, None)


def test_the_same_file_listed_and_asked_for_is_the_same(base):
    root = place(f"{base}/articles")
    for path, status in root.entries():
        assert path.status() == status


# ----------------------------------------------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nope://bucket/x", "nope://bucket/x: the protocol nope is not known; known are s3, gs"),
        ("gs://bucket/x", "gs://bucket/x cannot be opened: Please install gcsfs"),
        ("simplecache::s3://bucket/x", None),
        ("zip://a.csv::memory://x.zip", "is a URL within a URL"),
    ],
)
def test_what_cannot_be_opened_is_said_in_a_line(url, said, tmp_path):
    if said is None:  # no URL, and no such path
        assert not Store(url).exists
        return
    with pytest.raises(PlaceError, match=said):
        place(url)
    with pytest.raises(StoreError, match=said):
        Store(url)
    for arguments in (
        ["build", url, "--store", str(tmp_path / "s")],
        ["build", str(tmp_path), "--store", url],
        ["extract", url],
        ["export", "quotes", "--store", url, "--to", str(tmp_path / "q.csv")],
    ):
        done = CliRunner().invoke(command_line, arguments)
        assert done.exit_code == 2
        assert done.stderr.startswith("error: ")
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_without_fsspec_the_way_out_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec.registry", None)
    with pytest.raises(PlaceError, match=r"s3://b/x needs fsspec.*pip install 'newstables\[url\]'"):
        place("s3://b/x")
    assert place("b/x") == Path("b/x")


def test_a_password_is_used_and_never_shown():
    given = place("ftp://ann:open%20sesame@localhost:1/news/")
    assert isinstance(given, Remote)
    assert str(given) == "ftp://ann@localhost:1/news"
    assert "sesame" not in repr(given)
    assert (given / "a.txt").url == "ftp://ann:open%20sesame@localhost:1/news/a.txt"
    assert pickle.loads(pickle.dumps(given)).url == given.url
    # What is stored is opened with the password of its server, in other processes too.
    assert reachable(str(given / "a.txt")) == (given / "a.txt").url
    assert reachable("ftp://bob@localhost:1/a.txt") == "ftp://bob@localhost:1/a.txt"
    [task] = _tasks(Plan({str(given / "a.txt"): "a.txt"}, frozenset(), {}), None, "1", size=1)
    assert task.files == (((given / "a.txt").url, "a.txt"),)
    for words in ("bad open%20sesame", "bad open sesame"):
        assert "sesame" not in str(fault_of(RuntimeError(words), given.url, connected=True))
    with pytest.raises(PlaceError, match=r"^ftp://ann@localhost:1/news cannot be reached \(.*refused") as raised:
        given.status()
    assert "sesame" not in str(raised.value)


def test_a_url_is_taken_as_it_is_and_a_path_as_ever(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert absolute("memory://b/x/") == Remote("memory://b/x")
    assert (Remote("MEMORY://b/x").name, Remote("memory://b/x.Txt").suffix) == ("x", ".Txt")
    assert Remote("https://host/a/page.html?id=1#top").suffix == ".html"
    assert Remote("memory://b/x").parent == Remote("memory://b")
    assert absolute("x/../y") == tmp_path / "y"
    assert absolute("s3:/b") == tmp_path / "s3:" / "b"


# --------------------------------------------------------------------------------------- command line and dashboard


def test_the_command_line_takes_urls(base, tmp_path):
    run = CliRunner()
    done = run.invoke(command_line, ["extract", f"{base}/articles/2.txt", f"{base}/none.txt"])
    assert json.loads(done.stdout)["text"] == text(2).decode()
    assert (done.exit_code, done.stderr) == (1, "skipped none.txt: No such file or directory\n")
    done = run.invoke(command_line, ["build", f"{base}/articles", "--store", f"{base}/store"])
    assert done.exit_code == 1, done.stderr
    assert "7 read (5 articles), 0 unchanged" in done.stderr
    name = Store(f"{base}/store").quotes()["speaker"].dropna().iloc[0]
    write(file_of(Store(f"{base}/store").path), [Correction("names", name, "name", "Anna L.", "me", "2026-01-01", "")])
    to = tmp_path / "quotes.csv"
    done = run.invoke(command_line, ["export", "quotes", "--store", f"{base}/store", "--to", str(to)])
    assert (done.exit_code, done.stderr.splitlines()[0]) == (0, "corrections: 1 applied, 0 passed over")
    assert "Anna L." in to.read_text("utf-8")


@pytest.fixture
def dashboard(base, monkeypatch, tmp_path):
    """The dashboard over the store at the URL, with a cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NEWSTABLES_STORE", f"{base}/store")
    monkeypatch.setattr("sys.argv", ["dashboard.py"])
    monkeypatch.setattr("newstables.app.faults.on_own_machine", lambda: True)
    monkeypatch.chdir(ROOT)
    return lambda: AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)


def test_the_dashboard_reads_a_store_at_a_url_once(base, system, dashboard, monkeypatch):
    build([f"{base}/articles"], store=f"{base}/store")
    asked = []
    real = type(system).cat_file

    def counted(self, path, *args, **named):
        asked.append(path.rpartition("/")[2])
        return real(self, path, *args, **named)

    monkeypatch.setattr(type(system), "cat_file", counted)
    app = dashboard().run()
    assert not app.exception
    assert not app.error, app.error
    assert len(asked) > 5
    assert asked.count("store.json") == 3  # what is kept of it, the coverage, the list of files
    asked.clear()
    app.switch_page("pages/articles.py").run()
    assert not app.exception
    assert (asked.count("store.json"), asked.count("corrections.csv")) == (0, 0)


def test_the_words_of_a_store_at_a_url_are_searched_in_the_cache_folder(base, dashboard):
    from newstables.app import data
    from newstables.app.settings import settings

    build([f"{base}/articles"], store=f"{base}/store")
    index = data.search_index(settings())
    assert len(index) == 5
    assert index.path.parent == local_folder(place(f"{base}/store"))
    assert index.path.is_relative_to(os.environ["XDG_CACHE_HOME"])


def test_the_dashboard_builds_from_url_to_url(base, dashboard, monkeypatch):
    monkeypatch.setenv("NEWSTABLES_ARTICLES", f"{base}/articles")
    app = dashboard().run()
    assert not app.exception
    assert not app.error
    assert len(Store(f"{base}/store").articles()) == 5


@pytest.mark.parametrize(
    ("store", "articles", "said"),
    [
        ("nope://x/y", None, "the protocol nope is not known"),
        ("{base}/none", None, "there is no store at {base}/none"),
        ("{base}/store", "{base}/none", "there is no folder {base}/none"),
    ],
)
def test_the_dashboard_says_what_is_wrong_with_a_url(base, dashboard, monkeypatch, store, articles, said):
    monkeypatch.setenv("NEWSTABLES_STORE", store.format(base=base))
    if articles:
        monkeypatch.setenv("NEWSTABLES_ARTICLES", articles.format(base=base))
    app = dashboard().run()
    assert not app.exception
    assert said.format(base=base) in app.error[0].value.replace("\\", "").replace("\u2060", "")


def test_corrections_at_a_url_are_seen_at_once_and_not_lost(base, system, tmp_path, monkeypatch):
    from newstables.app import correct
    from newstables.app.settings import Settings

    monkeypatch.setenv(correct.SWITCH, "on")
    here = Settings(None, place(f"{base}/store"))
    ours = ("names", "Ann", "name", "Anna")
    assert correct.made(here) == []
    correct.add(here, *ours, who="me", why="")
    [made] = correct.made(here)
    write(correct.file_of(here), [made, Correction("names", "Bo", "name", "Bob", "you", "2026-01-01", "")])
    correct.undo(here, made)  # what another wrote in the meantime stays
    assert [one.key for one in correct.made(here)] == ["Bo"]
    with monkeypatch.context() as context:
        _failing(system, context, "cat_file", "corrections.csv", PermissionError("for now"))
        with pytest.raises(StoreError, match=r"cannot be read: .*try again later"):
            correct.add(here, *ours, who="me", why="")
    assert [one.key for one in read_corrections(correct.file_of(here))[0]] == ["Bo"]
