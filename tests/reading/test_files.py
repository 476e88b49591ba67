"""Which files are read, under which names, and what is said of those that cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newstables.reading import find_files, read_articles, read_file
from newstables.reading.article import MAX_CHARACTERS
from newstables.records import Article, ReadError


@pytest.fixture
def tree(tmp_path) -> Path:
    root = tmp_path / "news"
    for name in [
        "b.txt", "a.MD", "c.html", "z/y/x.csv", "z/t.tsv", "l.jsonl", "p.parquet", "h.htm",
        ".hidden.txt", ".git/a.txt", "README.md", "Readme.txt", "d.docx", "noextension", "e.py",
        "c_files/ad.html", "h_fichiers/ad.html", "own_files/o.txt",
    ]:  # fmt: skip
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.")
    return root


FOUND = ["a.MD", "b.txt", "c.html", "h.htm", "l.jsonl", "p.parquet", "own_files/o.txt", "z/t.tsv", "z/y/x.csv"]


def shown(paths) -> list[str]:
    return [name for _, name in find_files(paths)]


def test_a_folder_is_searched_in_order(tree):
    assert shown([tree]) == [f"news/{name}" for name in FOUND]
    assert all(path == tree.parent / name for path, name in find_files([str(tree)]))


def test_a_folder_is_shown_by_its_own_name(tree, monkeypatch):
    monkeypatch.chdir(tree)
    assert shown(["."]) == [f"news/{name}" for name in FOUND]
    assert shown(["z/y/.."]) == ["z/t.tsv", "z/y/x.csv"]
    assert shown(["z/y/x.csv"]) == ["x.csv"]


@pytest.mark.parametrize("name", [".hidden.txt", "README.md", "d.docx", "noextension", "c_files/ad.html"])
def test_a_file_named_outright_is_tried(tree, name):
    assert shown([tree / name]) == [Path(name).name]
    assert shown([tree / "c_files"]) == ["c_files/ad.html"]


def test_a_file_is_given_once(tree):
    assert shown([tree / "b.txt", tree, tree / "z", tree / "b.txt"]) == [
        "b.txt",
        *(f"news/{name}" for name in FOUND if name != "b.txt"),
    ]


def test_loops_of_links_end(tree):
    (tree / "z" / "back").symlink_to(tree, target_is_directory=True)
    (tree / "self.txt").symlink_to(tree / "self.txt")
    (tree / "gone.txt").symlink_to(tree / "nowhere.txt")
    (tree / "link.txt").symlink_to(tree.parent / "else.txt")
    (tree.parent / "else.txt").write_text("Else.")
    reasons = {item.path: item.reason for item in read_articles([tree]) if isinstance(item, ReadError)}
    assert reasons["news/self.txt"] == "Too many levels of symbolic links"
    assert reasons["news/gone.txt"] == "No such file or directory"
    assert "news/link.txt" in shown([tree])
    assert not any("back" in name for name in shown([tree]))


def test_a_linked_root_is_searched(tree, tmp_path):
    (tmp_path / "link").symlink_to(tree, target_is_directory=True)
    assert shown([tmp_path / "link"]) == [f"link/{name}" for name in FOUND]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("nowhere.txt", "No such file or directory"),
        ("b.txt/c.txt", "Not a directory"),
        ("a\0b.txt", "not a path: "),
        ("x" * 5000, "File name too long"),
    ],
)
def test_a_path_to_nothing_is_an_error(tree, path, reason):
    [error] = read_articles([tree / path])
    assert isinstance(error, ReadError)
    assert error.reason.startswith(reason)  # how it goes on is the business of Python's version


def test_folders_and_pipes_are_no_files(tree):
    os.mkfifo(tree / "pipe.txt")
    assert [error.reason for error in read_file(tree / "z").errors] == ["a folder, not a file"]
    assert [error.reason for error in read_file(tree / "pipe.txt").errors] == ["neither a file nor a folder"]


def test_what_may_not_be_read_is_an_error(tree, monkeypatch):
    """By a stand-in for the system's refusal, since tests may run as root."""

    def refuse(path, *_args, **_options):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert [error.reason for error in read_file(tree / "b.txt").errors] == ["Permission denied"]
    monkeypatch.setattr(os, "scandir", refuse)
    assert list(read_articles([tree])) == [ReadError("news", "Permission denied")]


def test_a_name_that_is_no_text_is_shown_all_the_same(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("Words.")
    [article] = read_articles([tmp_path])
    assert article.file == f"{tmp_path.name}/caf\ufffd.txt"


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [("a.docx", "Words.", "Words."), ("noextension", "---\ntitle: T\n---\nWords.", "Words."), ("page", "<html>", None)],
)
def test_an_unknown_extension_is_text_or_a_page(read, name, content, text):
    reading = read(name, content)
    assert [article.text for article in reading.articles] == ([text] if text else [])
    assert (reading.errors == ()) == bool(text)


def test_over_long(reason, tmp_path):
    assert reason("a.txt", "a " * (MAX_CHARACTERS // 2) + "b") == (
        "over-long: 2,000,001 characters, an article may have 2,000,000"
    )
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(10**12)
    [error] = read_file(tmp_path / "sparse.txt").errors
    assert error.reason == "over-long: 1,000,000,000,000 bytes, the limit is 8,000,000"


def test_the_name_shown_is_the_callers(tree):
    reading = read_file(tree / "b.txt", shown="upload.txt")
    assert (reading.path, reading.articles[0].file) == ("upload.txt", "upload.txt")


def test_the_samples_are_read_whole(samples):
    found = list(read_articles([samples]))
    assert len(found) >= 30
    assert all(isinstance(article, Article) and article.sample and article.published_on for article in found)
    assert len({article.article_id for article in found}) == len(found)
