"""Folders of files → a store, doing only what is new or changed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from newstables import knowledge
from newstables.extraction import grouping
from newstables.extraction.batches import Task, run, version
from newstables.extraction.mapping import in_order
from newstables.extraction.plan import Plan, find, make_plan
from newstables.places import Remote, absolute, reachable
from newstables.records import ReadError
from newstables.search import INDEXED, prepare_index
from newstables.store import writing
from newstables.tables import to_frame

_SHARES = 4  # tasks, at least, of each of several workers

Progress = Callable[[int, int, int], None]  # files done, files to do, articles so far


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    read: int  # files
    unchanged: int  # files under the paths
    moved: int  # files known under another name before
    removed: tuple[str, ...]  # paths of files that are no more
    skipped: tuple[ReadError, ...]  # of all files under the paths, also those tried by an earlier build
    notes: tuple[str, ...]  # "where: note", of the files read now
    articles: int  # extracted now
    readable: int  # files under the paths from which an article could be read, now or earlier
    seconds: float


def build(
    paths: Iterable[str | Path | Remote],
    *,
    store: str | Path | Remote,
    workers: int = 1,
    dask: str | None = None,
    pipeline: str | None = None,
    batch_size: int = 32,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring a store up to date with files and folders.

    Every batch is committed as it is done: a build that is stopped, however it is stopped, goes on where it stood when
    it is started again. A file is known by its absolute path, or its URL, and its content. Rows of files under the
    paths that are no more go; files elsewhere stay as they are, unless another version of the package extracted them.
    An article that stands in two files is kept from the first. Near-copies, stories and the index of words, which
    depend on all articles, come at the end; the index of a store at a URL is made where it is searched.

    Args:
        paths: Files and folders to read, or their URLs.
        store: The folder to write, or its URL; made where there is none.
        workers: Processes to extract in. More than one needs the usual ``if __name__ == "__main__":`` in scripts.
        dask: Address of a Dask scheduler, whose workers find the articles under the same paths or URLs, in place of
            processes. The store is written by this process alone.
        pipeline: Name or path of a spaCy pipeline to build on; without it, the default pipeline.
        batch_size: Files per task and commit, at most.
        progress: Called with files done, files to do and articles so far, at the start and after each batch.

    Raises:
        StoreError: The store cannot be read, or another process is writing it.
        OSError: spaCy knows no pipeline of that name; or a URL cannot be opened (``PlaceError``).
    """
    start = time.perf_counter()
    roots = [absolute(path) for path in paths]
    folder = absolute(store)
    extracted_by = version(pipeline)
    based_on = {"name": pipeline or "newstables", "version": extracted_by}
    with writing(folder, pipeline=based_on, knowledge_as_of=knowledge.load().as_of.isoformat()) as writer:
        finding = find(roots, store=folder)
        found, missing = finding.files, finding.errors
        plan = make_plan(finding, roots=roots, stored=writer.files, places=writer.places, version=extracted_by)
        unchanged = sum(path in writer.files and path not in plan.todo for path in found)
        if plan.removed or plan.changed:
            writer.commit(drop=plan.removed, change=plan.changed)
        files = articles = 0
        if progress:
            progress(files, len(plan.todo), articles)
        tasks = _tasks(plan, pipeline, extracted_by, size=_size(len(plan.todo), workers, batch_size))
        with closing(in_order(run, tasks, workers=workers, dask=dask)) as batches:
            for batch in batches:
                writer.commit(drop=[file.file for file in batch.files if file.file in writer.files], add=batch)
                files += len(batch.files)
                articles += len(batch.tables["articles"])
                if progress:
                    progress(files, len(plan.todo), articles)
        writer.group(grouping.version(), lambda: grouping.group(writer.read))
        if not isinstance(folder, Remote):
            prepare_index(folder, writer.snapshot, lambda: to_frame(writer.read("articles", INDEXED)))
    known = [writer.files[path] for path in found]
    return BuildReport(
        read=files,
        unchanged=unchanged,
        moved=sum(old != file.file for old, file in plan.changed.items()),
        removed=tuple(sorted(plan.removed)),
        skipped=(
            *(error for path, error in missing.items() if path not in plan.removed),
            *(error for path in found for error in writer.errors(path)),
        ),
        notes=tuple(f"{file.shown}: {note}" for file in known if file.file in plan.todo for note in file.notes),
        articles=articles,
        readable=sum(bool(file.articles or file.waiting) for file in known),
        seconds=time.perf_counter() - start,
    )


def _size(files: int, workers: int, most: int) -> int:
    """Files of a task: of several workers, each has several tasks, so that none waits long for the last one."""
    return min(most, math.ceil(files / workers / (_SHARES if workers > 1 else 1)))


def _tasks(plan: Plan, pipeline: str | None, extracted_by: str, *, size: int) -> list[Task]:
    todo = [(reachable(path), shown) for path, shown in plan.todo.items()]
    return [
        Task(tuple(todo[start : start + size]), pipeline, extracted_by) for start in range(0, len(todo), max(1, size))
    ]
