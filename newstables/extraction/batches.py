"""One batch of files → the tables of their articles: what a worker does, in whatever process it runs."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import file_digest, sha256
from importlib import metadata
from pathlib import Path
from threading import Lock

from newstables.extraction.articles import extract_each, load_once
from newstables.extraction.finding import fetch
from newstables.extraction.mapping import BuildError
from newstables.knowledge import own_folder
from newstables.places import at_url, is_url
from newstables.reading import read_file
from newstables.records import Article, ReadError
from newstables.store import Batch, StoredFile
from newstables.tables import EXTRACTED, TABLES, arrow_table

_PACKAGE = Path(__file__).parents[1]
_DECIDING = ("records.py", "knowledge", "reading", "pipeline", "extraction/articles.py")  # what the rows depend on
_LIBRARIES = ("onnxruntime", "spacy", "trafilatura")
_one_at_a_time = Lock()  # a pipeline is not safe in two threads, and Dask's workers have several


@dataclass(frozen=True, slots=True)
class Task:
    """Files to read, each as (absolute path or URL, name as shown), and what to read them with."""

    files: tuple[tuple[str, str], ...]
    pipeline: str | None
    version: str


@cache
def version(pipeline: str | None) -> str:
    """Sixteen hex digits of all that the rows of an article depend on, the article aside; imports none of it."""
    digest = sha256()
    for name, path in _deciding():
        digest.update(f"{name} ".encode())
        digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)} ".encode())
    if pipeline:
        digest.update(f"{pipeline} {_pipeline_version(pipeline)}".encode())
    return digest.hexdigest()[:16]


def _deciding() -> Iterator[tuple[str, Path]]:
    """The files, the user's own knowledge among them, by names that are the same on every machine."""
    for name in _DECIDING:
        path = _PACKAGE / name
        inside = path.rglob("*") if path.is_dir() else [path]
        files = sorted(file for file in inside if file.is_file() and file.suffix != ".pyc")
        yield from ((file.relative_to(_PACKAGE).as_posix(), file) for file in files)
    if own := own_folder():
        yield from ((f"own {file.name}", file) for file in sorted(own.glob("*.csv")))


def _pipeline_version(name: str) -> str:
    """Of an installed pipeline or of one in a folder; "" where there is no such one, which loading it will tell."""
    meta = Path(name) / "meta.json"
    if meta.is_file():
        return sha256(meta.read_bytes()).hexdigest()
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def digest(path: str | Path) -> str:
    """SHA-256 of a file's content.

    Raises:
        OSError: It is no regular file, from some of which one would read for ever, or it cannot be read.
    """
    if is_url(str(path)):
        return at_url(str(path)).digest()
    if not os.path.isfile(path):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()


def run(task: Task) -> Batch:
    """Read the files and extract from their articles.

    Returns:
        A record for every file, readable or not, and the tables of the articles, each article once.

    Raises:
        BuildError: This process has another version than the one that set the task.
        PlaceError: This process cannot reach the filesystem of a URL.
        OSError: spaCy knows no pipeline of that name.
    """
    if version(task.pipeline) != task.version:
        raise BuildError(
            "a worker has other versions of newstables, its libraries or the pipeline than the process that started "
            "the build: install the same in both"
        )
    with _one_at_a_time:
        readings = [_read(path, shown, task.version) for path, shown in task.files]
        articles: dict[str, Article] = {}
        for _, held in readings:
            for article in held:
                articles.setdefault(article.article_id, article)
        once = list(articles.values())
        found = list(extract_each(once, load_once(task.pipeline))) if once else []
    faults = {
        article.article_id: rows.reason
        for article, rows in zip(once, found, strict=True)
        if isinstance(rows, ReadError)
    }
    good = [rows for rows in found if not isinstance(rows, ReadError)]
    return Batch(
        files=tuple(_without(file, faults) for file, _ in readings),
        tables={
            "articles": arrow_table((rows.article for rows in good), Article),
            **{
                table: arrow_table((row for rows in good for row in getattr(rows, table)), TABLES[table])
                for table in EXTRACTED
            },
        },
    )


def _read(path: str, shown: str, extracted_by: str) -> tuple[StoredFile, tuple[Article, ...]]:
    if is_url(path):
        found = at_url(path)
        path = str(found)  # without a password
        fetched = fetch(found, shown)
        reading, size, modified_ns, content = fetched.reading, fetched.size, fetched.changed_ns, fetched.digest
    else:
        try:
            status = os.stat(path)  # before the content, so that a change in between is seen next time
            size, modified_ns, content = status.st_size, status.st_mtime_ns, digest(path)
        except OSError:
            size, modified_ns, content = 0, 0, ""
        reading = read_file(Path(path), shown=shown)
    file = StoredFile(
        file=path,
        size=size,
        modified_ns=modified_ns,
        digest=content,
        articles=0,
        errors=[f"{error.path}: {error.reason}" for error in reading.errors],
        notes=list(reading.notes),
        shown=shown,
        extracted_by=extracted_by,
        kept=[],
        waiting=[[article.article_id, article.file.removeprefix(shown)] for article in reading.articles],
        batch="",
    )
    return file, reading.articles


def _without(file: StoredFile, faults: dict[str, str]) -> StoredFile:
    """The file without its articles on which the pipeline failed, and with a line for each."""
    lines = [f"{file.shown}{where}: {faults[key]}" for key, where in file.waiting if key in faults]
    return replace(
        file,
        errors=[*file.errors, *lines],
        waiting=[[key, where] for key, where in file.waiting if key not in faults],
    )
