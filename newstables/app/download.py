"""What is on screen, to take away: as many rows as the page counts, cells that no spreadsheet takes for formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from newstables.analysis.filter_words import in_words
from newstables.app import data, turns
from newstables.app.filters import View
from newstables.app.settings import on_own_machine, settings
from newstables.coded import plain
from newstables.export import ROW_LIMIT, to_bytes
from newstables.sheets import sheet_file

_TABLE = {"CSV": "csv", "Excel": "xlsx", "JSON Lines": "jsonl", "Parquet": "parquet"}
_SHEET = {"Word": "docx", "Excel": "xlsx", "CSV": "csv", "RIS, for Zotero or EndNote": "ris"}
# Rows of a file that a visitor of a public server may ask for: up to ten seconds of one core. Parquet takes one or two.
_MOST = {"docx": 5_000, "xlsx": 20_000, "ris": 20_000, "csv": 50_000, "jsonl": 100_000}
_MOST_ON_OWN_MACHINE = {"xlsx": ROW_LIMIT - 1}


@dataclass(frozen=True, slots=True)
class Taken:
    """A file on offer: its label, its name without the snapshot, its ending, and what makes its content."""

    label: str
    name: str
    ending: str
    content: Callable[[], bytes]


def buttons(rows: pd.DataFrame, name: str, *, snapshot: str) -> None:
    """A menu of downloads of the rows as a table; the file is made on the click. The snapshot id is in its name."""
    with _menu(rows):
        _offer(_tables(lambda: rows, name), snapshot, len(rows))


def sheet_buttons(rows: pd.DataFrame, name: str, view: View, *, also: Mapping[str, Sequence[str]]) -> None:
    """A menu of downloads of quotes or tariff claims: the sheet to cite from, and the table.

    Args:
        rows: Those on screen, of the view.
        name: "quotes" or "tariffs".
        view: What the page shows; its filters stand at the head of the document.
        also: What else chose the rows: the page's own filters, by their names.
    """
    snapshot = data.snapshot(settings())
    labels = {topic.key: topic.label for topic in view.knowledge.topics}
    words = in_words(view.filters, labels, also)
    every = view.later  # the files on offer are held by the session, which shall not hold all articles

    def whole() -> pd.DataFrame:
        return every().whole(name, rows)

    def sheet(kind: str) -> bytes:
        return sheet_file(name, kind, whole(), plain(every().articles), snapshot=snapshot, view=words)

    with _menu(rows):
        st.markdown("**To cite from**: with source, context and a link to the words")
        _offer(
            [Taken(label, f"{name}-sheet", kind, partial(sheet, kind)) for label, kind in _SHEET.items()],
            snapshot,
            len(rows),
        )
        st.markdown("**As a table**: every column, as the store has it")
        _offer(_tables(whole, name), snapshot, len(rows))


def _menu(rows: pd.DataFrame) -> st.delta_generator.DeltaGenerator:
    return st.popover(f"Take away {len(rows):,} rows", icon=":material/download:")


def _tables(rows: Callable[[], pd.DataFrame], name: str) -> list[Taken]:
    def content(ending: str) -> bytes:
        return to_bytes(rows(), ending)

    return [Taken(label, name, ending, partial(content, ending)) for label, ending in _TABLE.items()]


def _offer(files: Sequence[Taken], snapshot: str, rows: int) -> None:
    for file in files:
        most = (_MOST_ON_OWN_MACHINE if on_own_machine() else _MOST).get(file.ending, rows)
        fits = rows <= most
        st.download_button(
            file.label if fits else f"{file.label}: up to {most:,} rows",
            data=partial(_made, file.content) if fits else b"",
            file_name=f"{file.name}-{snapshot}.{file.ending}",
            on_click="ignore",
            key=f"{file.name}_{file.ending}",
            width="stretch",
            disabled=not fits,
            help=None if fits else "Choose fewer rows by the filters, or take Parquet",
        )


def _made(content: Callable[[], bytes]) -> bytes:
    with turns.making_a_file():
        return content()
