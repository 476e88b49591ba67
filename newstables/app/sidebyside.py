"""Rows of two articles side by side, drawn in the browser as text; a click opens a passage in its article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from newstables.analysis.abreast import Abreast, Cell
from newstables.analysis.matrix import NOT_FOUND
from newstables.app.evidence import ARTICLE_PAGE, passage
from newstables.app.frontend import component


def draw(rows: Sequence[Abreast], ids: Sequence[str], titles: Sequence[str], *, key: str) -> None:
    """Draw the rows.

    Args:
        rows: What ``analysis.abreast`` made.
        ids: The article_ids, left and right.
        titles: What stands over the columns.
        key: Of the widget.
    """
    cells: dict[str, dict[str, str]] = {}

    def cell(found: Cell | None, side: int, place: int) -> dict[str, Any] | None:
        if found is None:
            return None
        name = f"{place}-{side}"
        cells[name] = {"article": ids[side], "at": passage(found.start, found.end)}
        return {"key": name, "runs": found.runs, "query": cells[name]}

    data = {
        "page": "articles",
        "titles": list(titles),
        "missing": NOT_FOUND,
        "rows": [
            {
                "kind": row.kind,
                "differs": [f"{a} here, {b} there" for a, b in row.differs],
                "cells": [cell(row.left, 0, place), cell(row.right, 1, place)],
            }
            for place, row in enumerate(rows)
        ],
    }
    result = component("sidebyside")(data=data, key=key, on_open_change=lambda: None)
    if result.open in cells:
        st.switch_page(ARTICLE_PAGE, query_params=cells[result.open])
