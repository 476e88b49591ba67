"""A sheet → what a document or a list of references prints of each row, and the lines that stand above them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from newstables.analysis.certainty import MEANING
from newstables.analysis.citation import long_day
from newstables.analysis.passages import in_one_line
from newstables.records import Side

UNRESOLVED = "Speaker unresolved"
_LEFT_OUT = "[…]"
_KINDS = {"direct": "direct quote", "mixed": "partly quoted", "indirect": "reported speech"}
_QUOTES = (
    "Direct quotes stand in quotation marks; partly quoted and reported speech has the marks that the article has. An "
    "ellipsis stands where the article breaks off, as for “she said”: the grey lines show it, with […] for the quote "
    "and ¶ for a new paragraph."
)
_CLAIMS = (
    "The words are the article’s; the grey lines show what stands around them, with […] for the words and ¶ for a new "
    "paragraph."
)
_FOUND = "Found by machine: check each against its passage. Characters are counted in the article’s text, from 0."


def quote_entries(sheet: pd.DataFrame) -> pd.DataFrame:
    """A quote sheet with what is printed of each row: heading, words, who, around, place, note (all text)."""
    return _with(sheet, [_quote_entry(row) for row in _rows(sheet)])


def claim_entries(sheet: pd.DataFrame) -> pd.DataFrame:
    """A claim sheet with what is printed of each row: heading, words, who, around, place, note (all text)."""
    return _with(sheet, [_claim_entry(row) for row in _rows(sheet)])


def by_heading(entries: pd.DataFrame) -> pd.DataFrame:
    """The entries under their headings: the one with the most rows first, the unresolved last."""
    sizes = entries["heading"].map(entries["heading"].value_counts()).astype("int64")
    order = entries.assign(_last=entries["heading"] == UNRESOLVED, _size=-sizes)
    return order.sort_values(["_last", "_size", "heading"], kind="stable").drop(columns=["_last", "_size"])


def preface(sheet: pd.DataFrame, view: Iterable[str]) -> list[str]:
    """The lines above a document: how much of what, by which filters (in words), of which data, and how to read it."""
    quotes = "quote" in sheet
    number, articles = len(sheet), sheet["article file"].nunique()
    days = sheet["published"].dropna()
    span = f", {long_day(days.min())} to {long_day(days.max())}" if len(days) else ""
    lines = [
        f"{number:,} {'quote' if quotes else 'tariff claim'}{'' if number == 1 else 's'} in {articles:,} "
        f"article{'' if articles == 1 else 's'}{span}.",
        f"Filters: {'; '.join(view) or 'none'}.",
    ]
    if number:
        first = sheet.iloc[0]
        lines.append(f"Snapshot {first['snapshot']}; knowledge as of {long_day(first['knowledge as of'])}.")
    if samples := sheet.loc[sheet["sample"], "article file"].nunique():
        lines.append(f"Not to be cited: {samples:,} of the articles are samples, written for demonstration.")
    return [*lines, *([_QUOTES, MEANING] if quotes else [_CLAIMS]), _FOUND]


def _rows(sheet: pd.DataFrame) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pa.Table.from_pandas(sheet, preserve_index=False).to_pylist()
    return rows


def _with(sheet: pd.DataFrame, printed: list[dict[str, str]]) -> pd.DataFrame:
    columns = ("heading", "words", "who", "around", "place", "note")
    text = pd.ArrowDtype(pa.string())
    return sheet.assign(
        **{name: pd.Series([entry[name] for entry in printed], index=sheet.index, dtype=text) for name in columns}
    )


def _quote_entry(row: Mapping[str, Any]) -> dict[str, str]:
    words = f"“{row['quote']}”" if row["kind"] == "direct" else row["quote"]
    if row["speaker"]:
        who = ", ".join(part for part in (row["speaker"], row["role on that day"]) if part) + f" ({_side(row['side'])})"
    elif row["speaker as written"]:
        who = f"“{row['speaker as written']}” (not resolved)"
    else:
        who = UNRESOLVED
    how = ", ".join([_KINDS[row["kind"]], *(["a stance"] if row["stance"] else []), row["certainty"]])
    if verdict := row["against the primary document"]:
        how += f"; {verdict} in “{row['primary document']}”"
    return _entry(row, row["speaker"] or UNRESOLVED, words, f"{who} – {how}")


def _side(side: str) -> str:
    return f"side {side}" if side in {Side.OTHER, Side.UNRESOLVED} else side


def _claim_entry(row: Mapping[str, Any]) -> dict[str, str]:
    said = [row["in short"]]
    if row["rate as written"]:
        said.append(f"stated as “{row['rate as written']}”")
    if row["in force on"]:
        said.append(f"in force on {long_day(row['in force on'])}")
    if row["speaker"]:
        said.append(f"says {row['speaker']}")
    if row["measures"]:
        said.append(f"measure: {', '.join(row['measures'])}")
    if row["conflict with the register"]:
        said.append(f"conflict with the register: {row['conflict with the register']}")
    return _entry(row, row["direction"], row["claim"], "; ".join(said))


def _entry(row: Mapping[str, Any], heading: str, words: str, who: str) -> dict[str, str]:
    at = f" – {row['link']}" if row["link"] else ""
    place = f"characters {row['start']}–{row['end']} of {row['article file']}"
    return {
        "heading": heading,
        "words": words,
        "who": who,
        "around": _around(row),
        "place": place,
        "note": f"{words} – {who}; {place}{at}",
    }


def _around(row: Mapping[str, Any]) -> str:
    """The context and what stands between the stretches, with a mark in the place of each stretch."""
    parts, at = [row["context before"]], row["start"]
    for start, end in row["stretches"]:
        parts += [row["passage"][at - row["start"] : start - row["start"]], _LEFT_OUT]
        at = end
    return in_one_line("".join([*parts, row["context after"]])).strip()
