"""Builds: what is done anew and what is not, and that nothing is lost or half done however they end."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from newstables.extraction import articles as articles_module
from newstables.extraction import batches, build, extract, extract_each
from newstables.extraction.mapping import BuildError, in_order
from newstables.records import ReadError
from newstables.search import open_index, parse
from newstables.store import Store, StoreError
from newstables.tables import TABLES

TEXT = (
    "{title}\n\n“We have no buyers for number {number},” said Ann Leroux, a farmer in Saskatchewan. "
    "China imposed a 25 per cent tariff on Canadian pork, Mark Carney told reporters in Ottawa.\n"
)


@pytest.fixture
def folder(tmp_path):
    """Twelve articles, one of them twice, and a file that is none."""
    folder = tmp_path / "articles"
    (folder / "inner").mkdir(parents=True)
    for number in range(12):
        (folder / ("inner" if number % 3 == 0 else "") / f"{number:02}.txt").write_text(_text(number), "utf-8")
    (folder / "zz.txt").write_text(_text(1), "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    return folder


def _text(number: int) -> str:
    return TEXT.format(title=f"Story number {number}", number=number)


def tables(store: Path) -> dict[str, pd.DataFrame]:
    """Everything in a store but the times at which articles were read."""
    opened = Store(store)
    found = {name: getattr(opened, name)() for name in TABLES}
    found["articles"] = found["articles"].drop(columns="read_at")
    return found


def assert_same(one: Path, other: Path) -> None:
    assert Store(one).snapshot == Store(other).snapshot
    found = tables(other)
    for name, table in tables(one).items():
        pd.testing.assert_frame_equal(table, found[name], obj=name)


@pytest.fixture
def fresh(folder, tmp_path):
    """Whether a store holds what an undisturbed build from nothing gives."""
    made = iter(range(100))

    def check(store: Path) -> None:
        undisturbed = tmp_path / f"undisturbed{next(made)}"
        build([folder], store=undisturbed)
        assert_same(store, undisturbed)

    return check


# ------------------------------------------------------------------------------------------------- articles → rows


def test_extract_is_lazy_and_keeps_the_order(make_article):
    taken = []

    def articles():
        for number in range(100):
            taken.append(number)
            yield make_article(_text(number))

    found = extract(articles())
    assert taken == []
    assert "number 0" in next(found).quotes[0].text
    assert len(taken) < 50
    assert "number 1" in next(found).quotes[0].text


def test_furniture_is_masked_and_shifts_nothing(make_article):
    text = "READ MORE: “Tariffs are bad,” says Mark Carney\n\n" + _text(1)
    [rows] = extract([make_article(text)])
    assert rows.quotes
    for row in rows.entities + rows.quotes + rows.tariffs:
        assert row.start_char > text.index("\n")
    assert all(text[row.start_char : row.end_char] == row.text for row in rows.entities + rows.tariffs)


def test_no_article_needs_no_pipeline(monkeypatch):
    monkeypatch.setattr(articles_module, "load_once", lambda: pytest.fail("loaded"))
    assert list(extract([])) == []


def test_a_fault_on_one_article_costs_the_others_nothing(make_article):
    nlp = articles_module.load_once()

    class Faulty:
        def make_doc(self, text):
            if "number 1 " in text or "number 1,” " in text:
                raise IndexError("no such token")
            return nlp.make_doc(text)

        def pipe(self, docs, **options):
            return nlp.pipe(docs, **options)

    articles = [make_article(_text(number), file=f"{number}.txt") for number in range(3)]
    found = list(extract_each(articles, Faulty()))
    assert found[1] == ReadError("1.txt", "could not be extracted (IndexError: no such token)")
    assert [found[0], found[2]] == list(extract([articles[0], articles[2]]))


# ----------------------------------------------------------------------------------------------------- what is done


def test_a_build_from_nothing(folder, tmp_path):
    calls = []
    report = build([folder], store=tmp_path / "store", batch_size=5, progress=lambda *numbers: calls.append(numbers))
    assert (report.read, report.unchanged, report.articles, report.readable) == (14, 0, 13, 13)
    assert report.skipped == (
        ReadError("articles/empty.txt", "empty: it holds no words"),
        ReadError("articles/zz.txt", "same article as articles/01.txt"),
    )
    assert calls[0] == (0, 14, 0)
    assert [files for files, _, _ in calls] == [0, 5, 10, 14]
    store = Store(tmp_path / "store")
    assert len(store.articles()) == 12
    assert set(store.articles()["file"].head(3)) <= {f"articles/{n:02}.txt" for n in range(12)} | {
        f"articles/inner/{n:02}.txt" for n in range(0, 12, 3)
    }
    assert all(len(getattr(store, name)()) for name in TABLES if name != "events")  # nothing is dated
    assert store.files()["file"].tolist() == sorted(str(path) for path in folder.rglob("*.txt"))


def test_nothing_new_is_nothing_done(folder, tmp_path):
    build([folder], store=tmp_path / "store")
    version = Store(tmp_path / "store").version
    report = build([folder], store=tmp_path / "store")
    assert (report.read, report.unchanged, report.articles) == (0, 14, 0)
    assert len(report.skipped) == 2
    assert Store(tmp_path / "store").version == version


def test_nothing_new_imports_no_spacy(folder, tmp_path):
    build([folder], store=tmp_path / "store")
    code = (
        "import sys; from newstables.extraction import build; build(sys.argv[1:2], store=sys.argv[2], workers=2);"
        "from newstables.store import Store; Store(sys.argv[2]).quotes();"
        "print([name for name in ('spacy', 'dask', 'fsspec', 'streamlit', 'plotly') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(tmp_path / "store")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def _new(folder):
    (folder / "new.txt").write_text(_text(77), "utf-8")
    return {"read": 1, "unchanged": 14}


def _changed(folder):
    (folder / "04.txt").write_text(_text(78), "utf-8")
    return {"read": 1, "unchanged": 13}


def _changed_of_the_same_size(folder):
    path = folder / "04.txt"
    path.write_text(path.read_text("utf-8").replace("farmer", "framer"), "utf-8")
    os.utime(path, ns=(1, 1))
    return {"read": 1, "unchanged": 13}


def _touched(folder):
    os.utime(folder / "04.txt", ns=(1, 1))
    return {"read": 0, "unchanged": 14}


def _vanished(folder):
    (folder / "04.txt").unlink()
    return {"read": 0, "unchanged": 13, "removed": (str(folder / "04.txt"),)}


def _moved(folder):
    (folder / "04.txt").rename(folder / "inner" / "a-new-name.txt")
    return {"read": 0, "moved": 1, "removed": ()}


def _renamed_to_another_format(folder):
    (folder / "04.txt").rename(folder / "04.html")
    return {"read": 1, "moved": 0, "removed": (str(folder / "04.txt"),)}


def _moved_folder(folder):
    (folder / "inner").rename(folder / "outer")
    return {"read": 0, "moved": 4, "removed": ()}


def _first_of_two_vanished(folder):
    (folder / "01.txt").unlink()
    return {"read": 1, "unchanged": 12, "removed": (str(folder / "01.txt"),)}


def _first_of_two_changed(folder):
    (folder / "01.txt").write_text(_text(79), "utf-8")
    return {"read": 2, "unchanged": 12}


def _first_of_two_moved(folder):
    (folder / "01.txt").rename(folder / "01a.txt")
    return {"moved": 1}


def _broken_mended(folder):
    (folder / "empty.txt").write_text(_text(80), "utf-8")
    return {"read": 1}


def _good_broken(folder):
    (folder / "04.txt").write_bytes(b"\x00\x01\x02" * 100)
    return {"read": 1}


def _much_at_once(folder):
    for change in (_new, _changed, _first_of_two_vanished, _moved_folder, _broken_mended):
        change(folder)
    (folder / "05.txt").unlink()
    return {"moved": 4, "read": 4}


CHANGES = [
    _new, _changed, _changed_of_the_same_size, _touched, _vanished, _moved, _renamed_to_another_format, _moved_folder,
    _first_of_two_vanished, _first_of_two_changed, _first_of_two_moved, _broken_mended, _good_broken, _much_at_once,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("batch_size", [3, 32])
def test_after_a_change_a_store_is_as_if_built_from_nothing(folder, tmp_path, fresh, change, batch_size):
    build([folder], store=tmp_path / "store", batch_size=batch_size)
    expected = change(folder)
    report = build([folder], store=tmp_path / "store", batch_size=batch_size)
    assert {name: getattr(report, name) for name in expected} == expected
    fresh(tmp_path / "store")
    again = build([folder], store=tmp_path / "store")
    assert (again.read, again.moved, again.removed) == (0, 0, ())


def test_a_touched_file_is_compared_by_content_once(folder, tmp_path, monkeypatch):
    build([folder], store=tmp_path / "store")
    _touched(folder)
    build([folder], store=tmp_path / "store")
    monkeypatch.setattr("newstables.extraction.plan.digest", lambda path: pytest.fail(f"{path} was compared"))
    build([folder], store=tmp_path / "store")


def test_files_elsewhere_stay(folder, tmp_path):
    store = tmp_path / "store"
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.txt").write_text(_text(50), "utf-8")
    build([other], store=store)
    build([folder / "inner"], store=store)
    (other / "one.txt").unlink()
    report = build([folder / "inner"], store=store)
    assert report.removed == ()
    assert len(Store(store).articles()) == 5
    assert build([other], store=store).removed == (str(other / "one.txt"),)


def test_a_file_named_outright_that_is_no_more_is_removed(folder, tmp_path):
    build([folder], store=tmp_path / "store")
    (folder / "04.txt").unlink()
    report = build([folder / "04.txt"], store=tmp_path / "store")
    assert (report.removed, report.skipped) == ((str(folder / "04.txt"),), ())


def test_a_folder_that_is_not_there_takes_nothing_along(folder, tmp_path):
    """It may be a disk that is not mounted."""
    build([folder], store=tmp_path / "store")
    folder.rename(tmp_path / "elsewhere")
    report = build([folder], store=tmp_path / "store")
    assert (report.removed, report.readable) == ((), 0)
    assert report.skipped == (ReadError("articles", "no such file or folder"),)
    assert len(Store(tmp_path / "store").articles()) == 12


def test_a_store_among_the_articles_is_not_read(folder):
    build([folder], store=folder / "store")
    assert build([folder], store=folder / "store").read == 0


def test_a_name_that_is_no_text(folder, tmp_path):
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt"))).write_text(_text(60), "utf-8")
    report = build([folder], store=tmp_path / "store")
    assert ReadError("articles/\ufffd.txt", "its name holds bytes that are no characters: rename it") in report.skipped
    assert report.read == 14


def test_another_version_extracts_everything_anew(folder, tmp_path, fresh, monkeypatch):
    store = tmp_path / "store"
    build([folder / "inner"], store=store)
    with monkeypatch.context() as context:
        context.setattr("newstables.extraction.building.version", lambda pipeline: "another")
        context.setattr(batches, "version", lambda pipeline: "another")
        before = Store(store).snapshot
        assert build([folder / "00.txt"], store=store).read == 4
        assert Store(store).snapshot != before
    build([folder], store=store)
    fresh(store)


def test_the_version_is_that_of_the_code_the_knowledge_and_the_pipeline(tmp_path, monkeypatch):
    package = tmp_path / "newstables"
    shutil.copytree(batches._PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(package, tmp_path / "copy")
    plain = batches.version.__wrapped__
    monkeypatch.setattr(batches, "_PACKAGE", tmp_path / "copy")
    copied = plain(None)
    monkeypatch.setattr(batches, "_PACKAGE", package)
    first = plain(None)
    assert first == copied
    assert plain("blank") != first
    for name in ("knowledge/actors.csv", "pipeline/quotes.py", "reading/text.py", "records.py"):
        with (package / name).open("a") as file:
            file.write("\n")
        assert plain(None) != first
        first = plain(None)
    (package / "charts.py").write_text("")
    assert plain(None) == first


def test_a_worker_of_another_version_is_refused(folder):
    with pytest.raises(BuildError, match="install the same in both"):
        batches.run(batches.Task((), None, "another"))


# ------------------------------------------------------------------------------------------ near-copies and stories


def test_a_copy_that_comes_later_is_found(folder, samples, tmp_path, fresh):
    store = tmp_path / "store"
    article = (samples / "2024-08-26-sample-wire-surtaxes-announced.md").read_text("utf-8")
    copy = article.replace("Canada to put", "Why Canada puts").replace("2024-08-26", "2024-08-27")
    build([folder], store=store)
    assert Store(store).articles()["copy_of"].isna().all()
    (folder / "wire.md").write_text(article, "utf-8")
    (folder / "copy.md").write_text(copy, "utf-8")
    build([folder], store=store)
    articles = Store(store).articles().set_index("title")
    [(title, copied)] = articles["copy_of"].dropna().items()
    assert title.startswith("Why Canada puts")
    assert articles["story_id"][title] == articles.set_index("article_id")["story_id"][copied]
    fresh(store)
    (folder / "wire.md").unlink()
    build([folder], store=store)
    assert Store(store).articles()["copy_of"].isna().all()
    fresh(store)


def test_the_words_are_ready_to_be_searched(folder, tmp_path):
    def never() -> pd.DataFrame:
        raise AssertionError("the index is there")

    for seventh, twelfth in ((1, 0), (0, 1)):
        build([folder], store=tmp_path / "store")
        index = open_index(tmp_path / "store", Store(tmp_path / "store").snapshot, never)
        for phrase, articles in {"number 7": seventh, "number 12": twelfth, "no buyers": 12}.items():
            assert len(index.search(parse(f'"{phrase}"'))) == articles
        index.close()
        (folder / "07.txt").unlink(missing_ok=True)
        (folder / "12.txt").write_text(_text(12), "utf-8")


def test_a_build_with_nothing_new_groups_nothing(folder, tmp_path, monkeypatch):
    store = tmp_path / "store"
    build([folder], store=store)
    monkeypatch.setattr("newstables.extraction.grouping.group", lambda read: pytest.fail("grouped"))
    build([folder], store=store)


# --------------------------------------------------------------------------------------------------- other processes


def test_workers_give_the_same_tables(folder, tmp_path):
    build([folder], store=tmp_path / "one")
    build([folder], store=tmp_path / "two", workers=2, batch_size=2)
    assert_same(tmp_path / "one", tmp_path / "two")


def test_dask_gives_the_same_tables(folder, tmp_path, cluster):
    build([folder], store=tmp_path / "one")
    build([folder], store=tmp_path / "two", dask=cluster, batch_size=2)
    assert_same(tmp_path / "one", tmp_path / "two")


def test_results_come_in_the_order_of_the_tasks():
    assert list(in_order(math.factorial, [20_000, 1, 2, 3], workers=2))[1:] == [1, 2, 6]
    assert list(in_order(math.factorial, [], workers=2)) == []


def test_a_worker_that_dies_is_told_of():
    with pytest.raises(BuildError, match=r"a worker process died.*fewer workers"):
        list(in_order(os._exit, [1, 1], workers=2))


def test_dask_that_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BuildError, match=r"pip install 'newstables\[dask\]'"):
        list(in_order(math.factorial, [1], dask="tcp://127.0.0.1:1"))


# ------------------------------------------------------------------------------------------------------ being killed


BUILD = """
import sys
from newstables.extraction import build
if __name__ == "__main__":
    build(sys.argv[1:2], store=sys.argv[2], workers=int(sys.argv[3]), batch_size=1)
"""


def _building(folder: Path, store: Path, workers: int) -> subprocess.Popen:
    script = store.with_suffix(".py")
    script.write_text(BUILD)
    return subprocess.Popen([sys.executable, str(script), str(folder), str(store), str(workers)])


def _commits(store: Path) -> int:
    try:
        return json.loads((store / "store.json").read_text())["commits"]
    except FileNotFoundError:
        return 0


@pytest.mark.parametrize(("commits", "workers"), [(0, 1), (1, 1), (4, 1), (9, 1), (2, 2)])
def test_killed_a_build_goes_on_where_it_stood(folder, tmp_path, fresh, commits, workers):
    store = tmp_path / "store"
    builder = _building(folder, store, workers)
    while _commits(store) < commits and builder.poll() is None:
        time.sleep(0.002)
    builder.kill()
    builder.wait()
    if Store(store).exists:
        held = Store(store).articles()["file"]
        assert Store(store).entities()["article_id"].nunique() == len(held) >= min(commits, 1)
    report = build([folder], store=store)
    assert report.unchanged >= max(commits - 1, 0)
    fresh(store)


def test_workers_end_with_a_killed_parent(folder, tmp_path):
    proc = Path("/proc")
    if not proc.is_dir():
        pytest.skip("looks for processes in /proc")
    store = tmp_path / "store"
    builder = _building(folder, store, 2)
    while _commits(store) < 1 and builder.poll() is None:
        time.sleep(0.002)
    children = (proc / str(builder.pid) / "task" / str(builder.pid) / "children").read_text().split()
    builder.kill()
    builder.wait()
    assert children
    deadline = time.monotonic() + 20
    while any(_runs(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [child for child in children if _runs(child)]


def _runs(pid: str) -> bool:
    try:
        return Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_failure_at_any_commit_is_gone_on_from(folder, tmp_path, fresh, monkeypatch):
    """At every rename in turn: of each part and of the state, on the way from one set of articles to another."""
    store, base = tmp_path / "store", tmp_path / "base"
    build([folder], store=base, batch_size=4)
    _much_at_once(folder)
    real = os.replace
    for fatal in range(0, 200, 5):
        calls = 0

        def failing(*args, fatal=fatal):
            nonlocal calls
            calls += 1
            if calls > fatal:
                raise OSError("pulled out")
            return real(*args)

        shutil.copytree(base, store)
        monkeypatch.setattr(os, "replace", failing)
        try:
            build([folder], store=store, batch_size=1)
        except StoreError:
            monkeypatch.undo()
        else:
            break
        build([folder], store=store, batch_size=4)
        if fatal == 0:
            expected = tables(store)
            fresh(store)
        for name, table in tables(store).items():
            pd.testing.assert_frame_equal(table, expected[name])
        shutil.rmtree(store)
    monkeypatch.undo()
    assert fatal > 15
    fresh(store)


def test_two_builds_at_once(folder, tmp_path):
    store = tmp_path / "store"

    def second(done: int, total: int, articles: int) -> None:
        if done == 0:
            with pytest.raises(StoreError, match="is writing"):
                build([folder], store=store)

    build([folder], store=store, progress=second)
    assert len(Store(store).articles()) == 12
