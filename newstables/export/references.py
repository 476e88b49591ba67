"""Entries → RIS, for a reference manager: one record per article cited, its quotes or claims as notes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import rispy
from rispy.writer import RisWriter

from newstables.export.characters import in_one_line


class _Writer(RisWriter):  # type: ignore[misc]  # rispy states no types
    """RIS as reference managers read it: nothing between the records."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        return ""


def references(entries: pd.DataFrame) -> bytes:
    """One newspaper article (TY NEWS) per article cited, in the order of the entries.

    AU, TI, T2 (the outlet), DA, UR, KW (topics) as far as they are stated; one note (N1) per entry with its words and
    offsets, and one that names the snapshot. A text stands in one line, so that none can pass for another field.

    Args:
        entries: Of ``quote_entries`` or ``claim_entries``. Read are author, title, outlet, published, url, topics,
            note, article file, snapshot and knowledge as of.
    """
    cited: dict[str, list[dict[str, Any]]] = {}
    for row in pa.Table.from_pandas(entries, preserve_index=False).to_pylist():
        cited.setdefault(row["article file"], []).append(row)
    content: str = rispy.dumps([_record(rows) for rows in cited.values()], implementation=_Writer)
    return content.encode()


def _record(rows: list[dict[str, Any]]) -> dict[str, str | list[str]]:
    first = rows[0]
    topics = dict.fromkeys(topic for row in rows for topic in row["topics"])
    made = f"Snapshot {first['snapshot']}; knowledge as of {first['knowledge as of']}"
    record: dict[str, Any] = {
        "type_of_reference": "NEWS",
        "authors": [first["author"]] if first["author"] else [],
        "title": first["title"],
        "secondary_title": first["outlet"],
        "date": first["published"] and f"{first['published']:%Y/%m/%d}",
        "urls": [first["url"]] if first["url"] else [],
        "keywords": list(topics),
        "notes": [*(row["note"] for row in rows), made],
    }
    return {field: _clean(value) for field, value in record.items() if value}


def _clean(value: str | list[str]) -> str | list[str]:
    return in_one_line(value) if isinstance(value, str) else [in_one_line(item) for item in value]
