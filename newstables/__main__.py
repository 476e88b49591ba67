"""The command line: ``newstables extract``, ``build``, ``export``, ``tariffs``; also ``python -m newstables``.

Data goes to stdout, all else to stderr. Exit codes: 0 done; 1 some files were skipped, each named with the reason;
2 wrong usage, or nothing readable.
"""

# Imports stand in the commands, so that each pays for what it uses, and --version for nothing.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

# Before pyarrow is imported, and for workers too: its own pool keeps several times what is read of many small parts, so
# that the memory of a build would grow with them. The system takes it back.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

import typer

import newstables
from newstables.records import Article, ReadError
from newstables.tables import CONTENT, EXTRACTED

if TYPE_CHECKING:
    import pandas as pd

    from newstables.extraction import Progress
    from newstables.extraction.finding import Found
    from newstables.pipeline.rows import Rows
    from newstables.store import Store

SKIPPED = 1
NOTHING = 2
INTERRUPTED = 130
_PLAIN_EVERY = 10.0  # seconds between lines where no bar can be drawn

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


class Format(StrEnum):
    """What ``extract`` prints."""

    JSONL = "jsonl"


class Table(StrEnum):
    """What ``export`` writes."""

    ARTICLES = "articles"
    ENTITIES = "entities"
    QUOTES = "quotes"
    TARIFFS = "tariffs"
    EVENTS = "events"
    FILES = "files"


def _use(folder: Path | None) -> Path | None:
    """Lay the user's knowledge over ours, here and in the processes that this one starts."""
    from newstables.knowledge import OWN_FOLDER

    if folder is not None:
        os.environ[OWN_FOLDER] = str(folder.resolve())
    return folder


# Of type str, for Path would make "s3:/" of "s3://".
Paths = Annotated[list[str], typer.Argument(help="Files and folders of articles, or URLs.", show_default=False)]
StoreFolder = Annotated[
    str, typer.Option("--store", metavar="PATH", help="The folder of the store, or its URL.", show_default=False)
]
Knowledge = Annotated[
    Path | None,
    typer.Option("--knowledge", callback=_use, help="A folder of knowledge to lay over ours."),
]
Pipeline = Annotated[str | None, typer.Option(help="A spaCy pipeline to build on, by name or path.")]


def _version(asked: bool) -> None:
    if asked:
        print(newstables.__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """News in, tables out: who said what about Canada–China trade, each row anchored to its passage."""


@app.command()
def extract(
    paths: Paths,
    form: Annotated[Format, typer.Option("--format", help="One JSON object per article and line.")] = Format.JSONL,
    pipeline: Pipeline = None,
    knowledge: Knowledge = None,
) -> None:
    """Print each article with its entities, quotes, tariff claims and dated sentences on stdout, as it is done."""
    from newstables.extraction.finding import find_files

    printed = skipped = 0
    with _told(), _progress(quiet=sys.stdout.isatty()) as progress:
        files = list(find_files(paths))
        for done, file in enumerate(files):
            progress(done, len(files), printed)
            for found in _extracted(file, pipeline):
                if isinstance(found, ReadError):
                    _say(f"skipped {found.path}: {found.reason}")
                    skipped += 1
                else:
                    _print_line(found)
                    printed += 1
        progress(len(files), len(files), printed)
    raise typer.Exit(NOTHING if not printed else SKIPPED if skipped else 0)


@app.command()
def build(
    paths: Paths,
    store: StoreFolder,
    *,
    workers: Annotated[int, typer.Option(min=1, help="Processes to extract in.")] = 1,
    dask: Annotated[str | None, typer.Option(help="Address of a Dask scheduler, in place of processes.")] = None,
    pipeline: Pipeline = None,
    knowledge: Knowledge = None,
) -> None:
    """Bring a store up to date with articles: only what is new or changed is read; stopped, it goes on another time."""
    from newstables.extraction import build as bring_up_to_date

    with _told(), _progress() as progress:
        report = bring_up_to_date(paths, store=store, workers=workers, dask=dask, pipeline=pipeline, progress=progress)
    for note in report.notes:
        _say(f"note: {note}")
    for path in report.removed:
        _say(f"removed {path}: no such file any more")
    for error in report.skipped:
        _say(f"skipped {error.path}: {error.reason}")
    _say(
        f"{report.read} read ({report.articles} articles), {report.unchanged} unchanged, {report.moved} moved, "
        f"{len(report.removed)} removed, {len(report.skipped)} skipped; {report.seconds:.1f} s"
    )
    raise typer.Exit(NOTHING if not report.readable else SKIPPED if report.skipped else 0)


@app.command()
def export(
    table: Annotated[Table, typer.Argument(help="The table to write.", show_default=False)],
    store: StoreFolder,
    to: Annotated[Path, typer.Option(help="FILE.csv, .xlsx, .jsonl or .parquet.", show_default=False)],
    *,
    corrected: Annotated[
        bool, typer.Option("--corrected/--as-extracted", help="Lay the store's corrections.csv over the rows, or not.")
    ] = True,
    knowledge: Knowledge = None,
) -> None:
    """Write a table of a store, corrected, to a file, in the format that its ending names."""
    from newstables.export import write
    from newstables.store import Store

    with _told():
        opened = Store(store)
        rows = _corrected(opened, table) if corrected and table in CONTENT else getattr(opened, table)()
        write(rows, to)
    _say(f"{len(rows)} rows written to {to}")


@app.command()
def tariffs(
    as_of: Annotated[datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day.", show_default=False)],
    to: Annotated[Path | None, typer.Option(help="FILE.csv, .xlsx, .jsonl or .parquet, in place of stdout.")] = None,
    knowledge: Knowledge = None,
) -> None:
    """Print the register of measures as it stood on a day: what was charged by whom, at which rate, by which source."""
    from newstables import knowledge as known
    from newstables.analysis.register import as_of as standing
    from newstables.export import to_bytes, write

    with _told():
        register = known.load()
        rows = standing(register.measures, register.measure_steps, as_of.date())
        if to is None:
            sys.stdout.buffer.write(to_bytes(rows, "jsonl"))
        else:
            write(rows, to)
    _say(f"{len(rows)} measures on {as_of.date()}; knowledge as of {register.as_of}")


def main() -> None:
    """Run the command line."""
    app(prog_name="newstables")


def _corrected(store: Store, table: str) -> pd.DataFrame:
    """A table with the corrections of its store; says how many were laid over all tables, and which could not be.

    Quotes have the columns of ``documents.held_against`` where an article is marked as a primary document.
    """
    from newstables.analysis.documents import held_against
    from newstables.coded import plain
    from newstables.corrections import PRIMARY, file_of, laid_over, read

    made, faults = read(file_of(store.path))
    if not made and not faults:
        rows: pd.DataFrame = getattr(store, table)()
        return rows
    # All tables, as the dashboard has them: a name that is not in this one may be in another, and so be no failure.
    tables, idle = laid_over({name: getattr(store, name)() for name in CONTENT}, made)
    for reason in (*faults, *(f"{correction.shown}: there is no such row" for correction in idle)):
        _say(f"correction passed over: {reason}")
    _say(f"corrections: {len(made) - len(idle)} applied, {len(faults) + len(idle)} passed over")
    if table == Table.QUOTES and PRIMARY in tables["articles"]:
        return plain(held_against(tables["quotes"], tables["articles"]))
    return tables[table]


def _extracted(file: Found, pipeline: str | None) -> Iterator[dict[str, Any] | ReadError]:
    """Each article of a file with its tables, and what of the file could not be read or extracted."""
    from newstables.extraction import extract_each, load_once
    from newstables.extraction.finding import read

    reading = read(file.path, file.shown)
    if reading.articles:
        found = extract_each(reading.articles, load_once(pipeline))
        for article, rows in zip(reading.articles, found, strict=True):
            yield rows if isinstance(rows, ReadError) else _as_object(article, rows)
    yield from reading.errors


def _as_object(article: Article, rows: Rows) -> dict[str, Any]:
    return {
        "file": article.file,
        "article_id": article.article_id,
        "title": article.title,
        "published_on": article.published_on,
        "text": article.text,
        "topics": rows.article.topics,
        "canada_china": rows.article.canada_china,
        **{table: [asdict(row) for row in getattr(rows, table)] for table in EXTRACTED},
    }


def _print_line(found: dict[str, Any]) -> None:
    """One line of JSON in UTF-8, whatever the terminal's encoding, and at once."""
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False, default=date.isoformat).encode() + b"\n")
    sys.stdout.buffer.flush()


def _say(line: str) -> None:
    print(line, file=sys.stderr)


@contextmanager
def _told() -> Iterator[None]:
    """What can be foreseen to fail ends the program with a line; what cannot, with a traceback."""
    from newstables.export import ExportError
    from newstables.extraction import BuildError
    from newstables.knowledge import KnowledgeError
    from newstables.store import StoreError

    try:
        yield
    except BrokenPipeError:  # the reader of stdout has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None
    except KeyboardInterrupt:
        _say("stopped; what was built is kept")
        raise typer.Exit(INTERRUPTED) from None
    except (BuildError, ExportError, KnowledgeError, StoreError, OSError) as error:
        _say(f"error: {error}")
        raise typer.Exit(NOTHING) from error


@contextmanager
def _progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Something to tell how far it is: a bar with rate and time left on a terminal, else a line now and then."""
    if quiet:
        yield lambda files, total, articles: None
    elif sys.stderr.isatty():
        with _bar() as progress:
            yield progress
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("files, {task.fields[rate]}"), TimeRemainingColumn())
    start = time.monotonic()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="")

        def progress(files: int, total: int, articles: int) -> None:
            bar.update(task, completed=files, total=total, rate=_rate(articles, time.monotonic() - start))

        yield progress


def _lines() -> Progress:
    start = said = time.monotonic()

    def progress(files: int, total: int, articles: int) -> None:
        nonlocal said
        now = time.monotonic()
        if files and now - said >= _PLAIN_EVERY:
            said = now
            left = (now - start) / files * (total - files)
            _say(f"{files} of {total} files, {_rate(articles, now - start)}, {left:.0f} s left")

    return progress


def _rate(articles: int, seconds: float) -> str:
    return f"{articles} articles, {articles / seconds if seconds else 0:.1f}/s"


if __name__ == "__main__":
    main()
