"""The command line as another program sees it: stdout, stderr, exit code."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import fields

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

import newstables
from newstables.__main__ import app
from newstables.corrections import COLUMNS
from newstables.store import Store
from newstables.tables import EXTRACTED, TABLES

GOOD = "Canola waits\n\n“We have no buyers,” said Ann Leroux. China imposed a 25 per cent tariff on pork: 中国.\n"
ABOUT = ("topics", "canada_china")


def run(*arguments: object, **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "newstables", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


@pytest.fixture
def folder(tmp_path):
    """One good file, one with front matter, one that is empty."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD, "utf-8")
    (folder / "b.md").write_text(f"---\ntitle: Ours\npublished: 2025-10-31\n---\n{GOOD}", "utf-8")
    (folder / "c.txt").write_text("", "utf-8")
    return folder


def test_version():
    assert (run("--version").stdout, run("--version").returncode) == (f"{newstables.__version__}\n", 0)


def test_extract_prints_json_lines_and_nothing_else(folder):
    done = run("extract", folder, "--format", "jsonl", env=os.environ | {"PYTHONIOENCODING": "ascii"})
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert list(first) == ["file", "article_id", "title", "published_on", "text", *ABOUT, *EXTRACTED]
    assert (first["file"], first["text"], first["published_on"]) == ("articles/a.txt", GOOD, None)
    assert (second["title"], second["published_on"]) == ("Ours", "2025-10-31")
    for name in ("entities", "quotes", "tariffs"):
        assert first[name]
        for row in first[name]:
            assert list(row) == [field.name for field in fields(TABLES[name])]
            assert first["text"][row["start_char"] : row["end_char"]] == row["text"]
    assert isinstance(first["quotes"][0]["spans"][0], list)
    assert done.stderr == "skipped articles/c.txt: empty: it holds no words\n"
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["extract", "{folder}/a.txt"], 0, ""),
        (["extract", "{folder}/c.txt"], 2, "skipped c.txt: empty"),
        (["extract", "{folder}/none.txt"], 2, "skipped none.txt: No such file"),
        (["extract", "{folder}/a.txt", "--pipeline", "no_such_one"], 2, "no_such_one"),
        (["extract", "{folder}", "--format", "xml"], 2, "xml"),
        (["extract"], 2, "paths"),
        (["build", "{folder}/a.txt", "--store", "{folder}/s"], 0, "1 read (1 articles), 0 unchanged"),
        (["build", "{folder}", "--store", "{folder}/s"], 1, "skipped articles/c.txt: empty"),
        (["build", "{folder}/c.txt", "--store", "{folder}/s"], 2, "skipped c.txt: empty"),
        (["build", "{folder}/none", "--store", "{folder}/s"], 2, "skipped none: no such file or folder"),
        (["build", "{folder}", "--store", "{folder}/a.txt"], 2, "a.txt"),
        (["build", "{folder}", "--store", "{folder}/s", "--workers", "0"], 2, "workers"),
        (["build", "{folder}/a.txt", "--store", "{folder}/s", "--pipeline", "no_such_one"], 2, "no_such_one"),
        (["build", "{folder}"], 2, "--store"),
        (["export", "quotes", "--store", "{folder}/s", "--to", "{folder}/q.csv"], 2, "no store at"),
        (["export", "nonsense", "--store", "{folder}/s", "--to", "{folder}/q.csv"], 2, "nonsense"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_exit_codes(folder, arguments, code, said):
    done = CliRunner().invoke(app, [argument.format(folder=folder) for argument in arguments])
    assert done.exit_code == code, done.stderr
    assert said in done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)
    if arguments[0] != "extract":
        assert done.stdout == ""


def test_build_and_export(folder, tmp_path):
    store = tmp_path / "store"
    assert "2 read" not in run("build", folder, "--store", store).stderr.splitlines()[0]
    again = run("build", folder, "--store", store)
    assert again.stderr.splitlines()[-1].startswith("0 read (0 articles), 3 unchanged, 0 moved, 0 removed, 1 skipped; ")
    (folder / "a.txt").unlink()
    assert f"removed {folder / 'a.txt'}: " in run("build", folder, "--store", store).stderr
    quotes = Store(store).quotes()
    for kind in ("csv", "xlsx", "jsonl", "parquet"):
        done = run("export", "quotes", "--store", store, "--to", tmp_path / f"quotes.{kind}")
        assert (done.returncode, done.stdout) == (0, "")
    assert len(pd.read_csv(tmp_path / "quotes.csv")) == len(quotes) > 0
    assert openpyxl.load_workbook(tmp_path / "quotes.xlsx").active.max_row == len(quotes) + 1
    [first, *_] = (tmp_path / "quotes.jsonl").read_text("utf-8").splitlines()
    assert json.loads(first)["quote_id"] == quotes["quote_id"][0]
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "quotes.parquet", dtype_backend="pyarrow"), quotes)


@pytest.fixture
def exported(sample_store, tmp_path):
    """Export a table of the samples, laid over by lines of corrections: the rows, and what was said."""
    store = tmp_path / "store"
    shutil.copytree(sample_store, store)

    def exported(table: str, *lines: str, options=()) -> tuple[pd.DataFrame, list[str]]:
        if lines:
            (store / "corrections.csv").write_text("\n".join([",".join(COLUMNS), *lines]), "utf-8")
        to = tmp_path / "rows.parquet"
        done = CliRunner().invoke(app, ["export", table, "--store", str(store), "--to", str(to), *options])
        assert (done.exit_code, done.stdout) == (0, "")
        return pd.read_parquet(to, dtype_backend="pyarrow"), done.stderr.splitlines()[:-1]

    return exported


def test_an_export_is_corrected_and_says_what_could_not_be(exported, sample_store):
    first, second = Store(sample_store).quotes()["quote_id"][:2]
    assert exported("quotes")[1] == []
    rows, said = exported(
        "quotes",
        f"quotes,{first},speaker,Wang Yi,,,",
        f"quotes,{second},reject,yes,,,",
        "names,nobody,name,Wang Yi,,,",
        "quotes,a,mood,glad,,,",
    )
    assert rows["quote_id"].tolist() == [first, *Store(sample_store).quotes()["quote_id"][2:]]
    assert rows.loc[0, ["speaker", "actor_id", "side"]].tolist() == ["Wang Yi", "wang-yi", "China"]
    assert said == [
        "correction passed over: line 5: quotes.mood cannot be corrected: use speaker, reject",
        "correction passed over: names nobody: name = Wang Yi: there is no such row",
        "corrections: 2 applied, 2 passed over",
    ]


def test_an_export_holds_quotes_against_what_is_marked_as_a_document(exported, sample_store):
    articles = Store(sample_store).articles(["article_id", "file"])
    wire = articles.loc[articles["file"].str.endswith("sample-wire-surtaxes-announced.md"), "article_id"].iloc[0]
    assert "verdict" not in exported("quotes")[0]
    rows = exported("quotes", f"articles,{wire},primary,yes,,,")[0]
    assert (rows.loc[rows["verdict"] == "verbatim", "document_id"] == wire).all()
    assert (rows["verdict"] == "verbatim").sum() == 3
    assert exported("articles", f"articles,{wire},primary,yes,,,")[0]["primary"].sum() == 1


def test_a_correction_of_another_table_is_no_failure(exported):
    assert exported("events", "names,Mark Carney,name,Wang Yi,,,")[1] == ["corrections: 1 applied, 0 passed over"]
    assert exported("files")[1] == []  # nothing of it can be corrected


def test_an_export_can_leave_the_corrections_out(exported, sample_store):
    rows, said = exported("quotes", "names,Mark Carney,name,Wang Yi,,,", options=["--as-extracted"])
    pd.testing.assert_frame_equal(rows, Store(sample_store).quotes())
    assert said == []


def test_corrected_speakers_are_known_by_own_knowledge(exported, sample_store, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSTABLES_KNOWLEDGE", "")  # what the option sets goes with the test
    line = "zo-zo,Zo Zo,person,Canada,our desk,2026-11-01,yes"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "actors.csv").write_text(f"actor_id,name,kind,side,source,as_of,verified\n{line}\n", "utf-8")
    key = Store(sample_store).quotes()["quote_id"][0]
    rows, _ = exported("quotes", f"quotes,{key},speaker,Zo Zo,,,", options=["--knowledge", str(tmp_path / "mine")])
    assert rows.loc[0, ["actor_id", "side"]].tolist() == ["zo-zo", "Canada"]


def test_a_broken_store_is_told_of_without_a_traceback(folder, tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "store.json").write_text("{")
    for arguments in (["build", folder], ["export", "quotes", "--to", tmp_path / "q.csv"]):
        done = run(*arguments, "--store", tmp_path / "store")
        assert done.returncode == 2
        assert "delete the folder" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough_is_no_error(folder):
    for number in range(300):
        (folder / f"n{number}.txt").write_text(f"Number {number}. {GOOD}", "utf-8")
    command = [sys.executable, "-m", "newstables", "extract", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    json.loads(process.stdout.readline())
    process.stdout.close()
    said = process.stderr.read()
    assert (process.wait(), said) == (0, "")


def test_on_a_terminal_there_is_a_bar_and_stdout_stays_clean(folder):
    parent, terminal = pty.openpty()
    command = [sys.executable, "-m", "newstables", "extract", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, env=os.environ | {"TERM": "xterm"})
    os.close(terminal)
    shown = b""
    with suppress(OSError):  # what a terminal says when its last writer has gone
        while chunk := os.read(parent, 4096):
            shown += chunk
    os.close(parent)
    out, _ = process.communicate()
    assert [json.loads(line)["file"] for line in out.splitlines()] == ["articles/a.txt", "articles/b.md"]
    assert b"3/3" in shown
    assert b"articles" in shown


def test_tariffs_prints_the_register_on_a_day(tmp_path):
    done = run("tariffs", "--as-of", "2026-03-02")
    rows = {row["measure_id"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert (rows["cn-canola-seed"]["rate_percent"], rows["cn-canola-seed"]["combined_percent"]) == (5.9, 14.9)
    assert (rows["cn-canola-meal"]["status"], rows["cn-canola-oil"]["rate_percent"]) == ("suspended", 100)
    assert done.stderr.startswith(f"{len(rows)} measures on 2026-03-02; knowledge as of 20")
    sheet = tmp_path / "register.csv"
    assert run("tariffs", "--as-of", "2025-01-01", "--to", sheet).stdout == ""
    assert "electric vehicles" in sheet.read_text("utf-8-sig")


def test_own_knowledge_is_laid_over(tmp_path, folder):
    line = "ann-leroux,Ann Leroux,person,Canada,our desk,2026-11-01,yes"
    (tmp_path / "actors.csv").write_text(f"actor_id,name,kind,side,source,as_of,verified\n{line}\n", "utf-8")
    done = run("extract", folder / "a.txt", "--knowledge", tmp_path)
    assert json.loads(done.stdout)["quotes"][0]["actor_id"] == "ann-leroux"
    (tmp_path / "actors.csv").write_text("actor_id,name\n", "utf-8")
    done = run("extract", folder / "a.txt", "--knowledge", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: actors.csv: the columns must be actor_id,name,kind")
