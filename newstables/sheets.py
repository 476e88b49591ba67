"""Rows → a sheet to cite from, as a file: Word, Excel, CSV or RIS."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from newstables.analysis import entries
from newstables.analysis.sheet import claim_sheet, quote_sheet
from newstables.export import ExportError, to_bytes

KINDS = ("docx", "xlsx", "csv", "ris")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheet: what it is called, what makes it of rows, and what is printed of each of its rows."""

    title: str
    of_rows: Callable[..., pd.DataFrame]
    printed: Callable[[pd.DataFrame], pd.DataFrame]


SHEETS = {
    "quotes": Sheet("Quotes in the news of Canada and China", quote_sheet, entries.quote_entries),
    "tariffs": Sheet("Tariff claims in the news of Canada and China", claim_sheet, entries.claim_entries),
}


def sheet_file(
    table: str, kind: str, rows: pd.DataFrame, articles: pd.DataFrame, *, snapshot: str, view: Iterable[str] = ()
) -> bytes:
    """The content of a file with every row, the newest first; in Word, under headings.

    Args:
        table: What the rows are: "quotes" or "tariffs".
        kind: "docx", "xlsx", "csv" or "ris".
        rows: Quotes or tariff claims of a Coverage.
        articles: Its articles, at least those that hold the rows.
        snapshot: The id of the store's content.
        view: The filters that chose the rows, in words; they stand at the head of the document.

    Raises:
        ExportError: There is no such kind, or an Excel sheet cannot hold so many rows.
    """
    if kind not in KINDS:
        raise ExportError(f"{kind or 'no ending'!r} is no kind of file for a sheet: choose {', '.join(KINDS)}")
    form = SHEETS[table]
    sheet = form.of_rows(rows, articles, snapshot=snapshot)
    if kind in {"csv", "xlsx"}:
        return to_bytes(sheet, kind)
    printed = form.printed(sheet)
    if kind == "ris":
        from newstables.export.references import references  # noqa: PLC0415  only for this kind

        return references(printed)
    from newstables.export.document import document  # noqa: PLC0415  a tenth of a second, for this kind alone

    return document(entries.by_heading(printed), title=form.title, preface=entries.preface(sheet, view))
