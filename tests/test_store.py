"""What the store promises its readers and its one writer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import fields, replace

import pandas as pd
import pytest

from newstables.places import Place, Remote, place
from newstables.records import Article, FileRecord, Group, Quote, make_id
from newstables.store import Batch, Store, StoredFile, StoreError, writing
from newstables.store import writer as writer_module
from newstables.store.state import FORMAT, STORED
from newstables.tables import TABLES, arrow_table, frame, schema

BASED_ON = {"pipeline": {"name": "test", "version": "1"}, "knowledge_as_of": "2026-01-01"}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "store"


@pytest.fixture(params=["disk", "memory", "file"])
def anywhere(request, tmp_path) -> Place:
    """A folder for a store: a path, or the URL of one that is in memory or on disk."""
    if request.param == "disk":
        return tmp_path / "store"
    return place(f"memory://{tmp_path}/store" if request.param == "memory" else f"file://{tmp_path}/store")


def parts_of(folder: Place) -> dict[str, Place]:
    parts = folder / "parts"
    found = (path for path, _ in parts.entries()) if isinstance(parts, Remote) else parts.iterdir()
    return {path.name: path for path in found}


def put(path: Place, content: bytes) -> None:
    path.put(content) if isinstance(path, Remote) else path.write_bytes(content)


@pytest.fixture
def batch(make_article, make_quote):
    """A batch of files, each holding the articles named; an article of one name has one id."""

    def make(**files: list[str]) -> Batch:
        articles = {}
        stored = []
        for name, held in files.items():
            waiting = []
            for row, text in enumerate(held):
                where = f"#{row}" if len(held) > 1 else ""
                made = make_article(f"{text} said so.", file=f"{name}{where}", article_id=make_id(text))
                articles.setdefault(text, made)
                waiting.append([made.article_id, where])
            stored.append(StoredFile(f"/{name}", 1, 1, make_id(name), 0, [], [], name, "1", [], waiting, ""))
        rows = list(articles.values())
        tables = {
            "articles": arrow_table(rows, Article),
            "entities": arrow_table([], STORED["entities"]),
            "quotes": arrow_table([make_quote(row, "so") for row in rows], Quote),
            "tariffs": arrow_table([], STORED["tariffs"]),
            "events": arrow_table([], STORED["events"]),
        }
        return Batch(tuple(stored), tables)

    return make


def test_an_empty_store_gives_empty_typed_frames(anywhere):
    with writing(anywhere, **BASED_ON):
        pass
    store = Store(anywhere)
    assert store.exists
    for name, record in TABLES.items():
        table = getattr(store, name)()
        assert len(table) == 0
        assert list(table.dtypes) == list(frame([], record).dtypes)


def test_no_store(anywhere):
    assert not Store(anywhere).exists
    with pytest.raises(StoreError, match=r"no store at .*newstables build"):
        Store(anywhere).quotes()


def test_groups_are_those_of_the_content(anywhere, batch):
    """Laid over the articles; gone once the content is another; found anew only then."""

    def groups(*names: str):
        rows = [Group(make_id(name), "s", None if name == "1" else make_id("1"), None, 0.0) for name in names]
        return arrow_table(rows, Group)

    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"], b=["2"]))
        writer.group("abc", lambda: groups("1", "2"))
        writer.group("abc", lambda: pytest.fail("they are there"))
    articles = Store(anywhere).articles(["article_id", "story_id", "copy_of"]).set_index("article_id")
    assert articles["story_id"].tolist() == ["s", "s"]
    assert articles["copy_of"][make_id("2")] == make_id("1")
    assert len(Store(anywhere).groups()) == 2
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(c=["3"]))
        assert Store(anywhere).articles()["story_id"].isna().all()
        assert Store(anywhere).groups().empty
        writer.group("abc", lambda: groups("1", "2", "3"))
    assert Store(anywhere).articles()["story_id"].notna().all()
    with writing(anywhere, **BASED_ON):
        pass
    assert sum(name.startswith("groups-") for name in parts_of(anywhere)) == 1


def test_rows_come_back_in_an_order_of_their_own(anywhere, tmp_path, batch):
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"], b=["2", "3"], c=["4"]))
    with writing(tmp_path / "other", **BASED_ON) as writer:
        for part in (batch(c=["4"]), batch(b=["2", "3"]), batch(a=["1"])):
            writer.commit(add=part)
    one, other = Store(anywhere), Store(tmp_path / "other")
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name)(), getattr(other, name)())
    assert one.snapshot == other.snapshot
    assert one.version != other.version
    assert list(one.files()["articles"]) == [1, 2, 1]


def test_columns(anywhere, batch):
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"], b=["2"]))
    store = Store(anywhere)
    pd.testing.assert_frame_equal(store.quotes(["text", "kind"]), store.quotes()[["text", "kind"]])
    with pytest.raises(StoreError, match=r"quotes has no column nonsense; its columns are quote_id, "):
        store.quotes(["nonsense"])


def test_dropping_a_file_drops_its_rows_and_gives_the_snapshot_back(anywhere, batch):
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"], b=["2", "3"]))
    before = Store(anywhere)
    tables = {name: getattr(before, name)() for name in TABLES}
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(c=["4"]))
        writer.commit(drop=["/c"])
    after = Store(anywhere)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(getattr(after, name)(), table)
    assert (after.snapshot, after.version != before.version) == (before.snapshot, True)
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(drop=["/a", "/b"])
    assert Store(anywhere).snapshot == "0" * 16
    assert len(Store(anywhere).quotes()) == 0


def test_the_first_file_keeps_an_article_that_two_hold(anywhere, batch):
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"], b=["1", "2", "2"]))
        writer.commit(add=batch(c=["2"]))
        assert [(error.path, error.reason) for error in writer.errors("/c")] == [("c", "same article as b#1")]
    store = Store(anywhere)
    assert sorted(store.articles()["file"]) == ["a", "b#1"]
    assert len(store.quotes()) == 2
    files = store.files().set_index("file")
    assert [list(errors) for errors in files["errors"]] == [
        [],
        ["b#0: same article as a", "b#2: same article as b#1"],
        ["c: same article as b#1"],
    ]
    assert list(files["articles"]) == [1, 1, 0]


def test_a_moved_file_takes_its_rows_and_lines_along(anywhere, batch):
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1", "2"], b=["1"]))
        old = replace(writer.files["/a"], errors=["a#7: broken"])
        moved = replace(old, file="/new/a", shown="new/a", errors=["new/a#7: broken"])
        writer.commit(change={"/a": moved})
    store = Store(anywhere)
    assert sorted(store.articles()["file"]) == ["new/a#0", "new/a#1"]
    assert {row.file: list(row.errors) for row in store.files().itertuples()} == {
        "/b": ["b: same article as new/a#0"],
        "/new/a": ["new/a#7: broken"],
    }


def test_many_small_parts_are_merged(anywhere, batch):
    for number in range(writer_module._MANY + 1):
        with writing(anywhere, **BASED_ON) as writer:
            writer.commit(add=batch(**{f"file{number}": [str(number)]}))
    assert len(json.loads((anywhere / "store.json").read_text("utf-8"))["batches"]) == 1
    assert len(Store(anywhere).quotes()) == writer_module._MANY + 1
    with writing(anywhere, **BASED_ON):
        pass
    assert len(parts_of(anywhere)) == len(TABLES)


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_a_failure_at_any_write_leaves_the_last_commit(folder, batch, monkeypatch, call):
    with writing(folder, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"], b=["2"]))
    before = Store(folder)
    tables = {name: getattr(before, name)() for name in TABLES}
    real = getattr(os, call)
    for fatal in range(100):
        calls = 0

        def failing(*args, fatal=fatal):
            nonlocal calls
            calls += 1
            if calls > fatal:
                raise OSError("pulled out")
            return real(*args)

        monkeypatch.setattr(os, call, failing)
        try:
            with writing(folder, **BASED_ON) as writer:
                writer.commit(drop=["/a"], add=batch(c=["3"]))
        except StoreError:
            monkeypatch.undo()
        else:
            break
        after = Store(folder)
        if after.snapshot != before.snapshot:  # only the very last step, after the commit point, may fail and yet stand
            assert (call, calls) == ("fsync", fatal + 1)
            break
        for name, table in tables.items():
            pd.testing.assert_frame_equal(getattr(after, name)(), table)
    monkeypatch.undo()
    assert fatal >= len(TABLES)
    assert sorted(Store(folder).articles()["file"]) == ["b", "c"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "cannot be read.*delete the folder"),
        ("{}", "cannot be read.*delete the folder"),
        ("[1]", "cannot be read.*delete the folder"),
        (json.dumps({"format": FORMAT, "batches": [], "surprise": 1}), "cannot be read.*delete the folder"),
        (json.dumps({"format": FORMAT + 1}), "newer newstables.*install the newer one"),
    ],
)
def test_a_state_that_cannot_be_read(anywhere, content, message):
    anywhere.mkdir()
    put(anywhere / "store.json", content.encode())
    with pytest.raises(StoreError, match=message):
        Store(anywhere).exists  # noqa: B018
    with pytest.raises(StoreError, match=message), writing(anywhere, **BASED_ON):
        pass


def test_an_older_format_is_built_over(anywhere, batch):
    anywhere.mkdir()
    put(anywhere / "store.json", json.dumps({"format": FORMAT - 1, "whatever": 1}).encode())
    with pytest.raises(StoreError, match="older newstables: run newstables build over it again"):
        Store(anywhere).quotes()
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"]))
    assert len(Store(anywhere).quotes()) == 1


def test_the_format_belongs_to_these_columns():
    columns = [(name, [(column.name, str(column.type)) for column in schema(STORED[name])]) for name in STORED]
    assert (FORMAT, make_id(columns)) == (2, "ec98f81bb71d5e01"), "a column has changed: raise FORMAT, pin both"


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_part(anywhere, batch, damage):
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"]))
    [part] = [path for name, path in parts_of(anywhere).items() if name.startswith("quotes-")]
    if damage == "gone":
        part.unlink()
    else:
        put(part, part.read_bytes()[:100])
    with pytest.raises(StoreError, match=r"open it again|is damaged"):
        Store(anywhere).quotes()


def test_a_reader_keeps_the_state_that_it_opened(anywhere, batch):
    with writing(anywhere, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"]))
        reader = Store(anywhere)
        assert list(reader.articles()["file"]) == ["a"]
        writer.commit(drop=["/a"], add=batch(b=["2"]))
        assert len(reader.quotes()) == 1
        assert list(reader.articles()["file"]) == ["a"]
        assert list(Store(anywhere).articles()["file"]) == ["b"]


def test_what_a_killed_writer_left_is_swept_away_and_nothing_else(anywhere):
    with writing(anywhere, **BASED_ON):
        pass
    left = ["quotes-000009-0.parquet", "articles-000009-0.parquet.tmp"]
    foreign = ["notes.txt", "quotes.parquet"]
    for name in left + foreign:
        put(anywhere / "parts" / name, b"x")
    with writing(anywhere, **BASED_ON):
        pass
    assert sorted(parts_of(anywhere)) == foreign


@pytest.mark.parametrize("scheme", ["memory", "file"])
def test_killed_at_any_write_at_a_url_the_last_commit_stands(tmp_path, batch, monkeypatch, scheme):
    """Killed in the midst, so that nothing more is done, not even the lock taken away: then it is deleted by hand."""
    folder = place(f"{scheme}://{tmp_path}/store")
    system = type(folder.filesystem()[0])

    class KilledError(BaseException):
        """As no code expects it."""

    def change() -> None:
        with writing(folder, **BASED_ON) as writer:
            writer.commit(drop=["/a"], add=batch(c=["c"]))

    def at_most(steps: int) -> None:
        taken, killed = iter(range(steps)), []

        def killing(real):
            def step(*args, **named):
                if next(taken, None) is None:
                    if scheme == "file" and real.__name__ == "pipe_file" and not killed:
                        real(*args[:2], args[2][: len(args[2]) // 2])  # an object store has no halves
                    killed.append(real)
                    raise KilledError
                return real(*args, **named)

            return step

        for name in ("pipe_file", "mv", "rm_file"):
            monkeypatch.setattr(system, name, killing(getattr(system, name)))

    with writing(folder, **BASED_ON) as writer:
        writer.commit(add=batch(a=["a"], b=["b"]))
    before, after = ["a", "b"], ["b", "c"]
    seen = []
    for steps in range(100):
        at_most(steps)
        try:
            change()
        except KilledError:
            monkeypatch.undo()
        else:
            break
        store = Store(folder)
        found = sorted(store.articles()["file"])
        assert found in (before, after)
        assert sorted(store.quotes()["article_id"]) == sorted(map(make_id, found))
        seen.append(found)
        if (folder / "writer").exists():
            with pytest.raises(StoreError, match=r"is writing .* since .*surely dead, delete .*/writer"):
                change()
            (folder / "writer").unlink()
        if found == after:  # once more from the first state
            with writing(folder, **BASED_ON) as writer:
                writer.commit(drop=["/c"], add=batch(a=["a"]))
    monkeypatch.undo()
    assert steps > len(STORED) + 2
    assert seen[0] == before
    assert after in seen  # killed after the commit point, before the lock is taken away
    assert sorted(Store(folder).articles()["file"]) == after


@pytest.mark.parametrize("scheme", ["memory", "file"])
def test_one_writer_at_a_time_at_a_url(tmp_path, batch, scheme):
    folder = place(f"{scheme}://{tmp_path}/store")
    with writing(folder, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"]))
        busy = rf"process {os.getpid()} on \S+ is writing {folder} since 2.* UTC: wait until it has ended"
        with pytest.raises(StoreError, match=busy), writing(folder, **BASED_ON):
            pass
        writer.commit(add=batch(b=["2"]))
    with pytest.raises(ZeroDivisionError), writing(folder, **BASED_ON):
        1 / 0  # noqa: B018
    assert not (folder / "writer").exists()
    with writing(folder, **BASED_ON) as writer:
        (folder / "writer").unlink()
        with pytest.raises(StoreError, match="was deleted, so another process may be writing"):
            writer.commit(add=batch(c=["3"]))
        with writing(folder, **BASED_ON) as other:
            with pytest.raises(StoreError, match="is writing"):
                writer.commit(add=batch(c=["3"]))
            other.commit(add=batch(d=["4"]))
    assert sorted(Store(folder).articles()["file"]) == ["a", "b", "d"]
    with ExitStack() as stack:
        with writing(folder, **BASED_ON):
            (folder / "writer").unlink()
            stack.enter_context(writing(folder, **BASED_ON))
        assert (folder / "writer").exists()  # the other's
    assert not (folder / "writer").exists()


def test_a_server_that_does_not_answer_is_no_damage_and_no_empty_store(tmp_path, batch, monkeypatch):
    folder = place(f"memory://{tmp_path}/store")
    with writing(folder, **BASED_ON) as writer:
        writer.commit(add=batch(a=["1"]))
    system = type(folder.filesystem()[0])

    def refuse(error: Exception):
        def refusing(*_args, **_named):
            raise error

        return refusing

    opened = Store(folder)
    assert opened.exists
    for error, said in (
        (ConnectionResetError("gone"), "cannot be reached"),
        (PermissionError("no"), "Permission denied"),
        (FileNotFoundError("for now"), "cannot be read now: try again"),
        (RuntimeError("of a library"), "of a library"),
    ):
        with monkeypatch.context() as context:
            context.setattr(system, "cat_file", refuse(error))
            with pytest.raises(StoreError, match=said) as raised:
                Store(folder).exists  # noqa: B018
            assert "build the store again" not in str(raised.value)
            with pytest.raises(StoreError), writing(folder, **BASED_ON):
                pass
    with monkeypatch.context() as context:
        context.setattr(system, "cat_file", refuse(ConnectionResetError("gone")))
        with pytest.raises(StoreError, match="cannot be reached"):
            opened.quotes()
    real = system.cat_file
    for torn in (FileNotFoundError, lambda: b'{"format": 2, "ba'):  # replaced, or there at last, while it was read
        answers = iter([torn])

        def replaced(self, path, *args, answers=answers, **named):
            answer = next(answers, None)
            found = answer() if answer else real(self, path, *args, **named)
            if isinstance(found, Exception):
                raise found
            return found

        with monkeypatch.context() as context:
            context.setattr(system, "cat_file", replaced)
            assert Store(folder).version == opened.version
    assert len(Store(folder).quotes()) == 1


HOLD = """
import sys
from pathlib import Path
from newstables.store import writing
with writing(Path(sys.argv[1]), pipeline={}, knowledge_as_of=""):
    print("holding", flush=True)
    sys.stdin.read()
"""


def test_one_writer_at_a_time_and_none_after_a_kill(folder):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "holding\n"
    busy = f"process {holder.pid} is writing .*wait until it has ended"
    with pytest.raises(StoreError, match=busy), writing(folder, **BASED_ON):
        pass
    holder.kill()
    holder.communicate()
    assert (folder / "lock").read_text() == f"{holder.pid}\n"
    with writing(folder, **BASED_ON):
        assert (folder / "lock").read_text() == f"{os.getpid()}\n"


def test_what_is_stored_of_a_file_begins_as_what_is_shown():
    own = [field.name for field in fields(FileRecord)]
    assert [field.name for field in fields(StoredFile)][: len(own)] == own
