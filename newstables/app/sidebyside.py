"""Rows of two articles side by side, drawn in the browser as text; a click opens a passage in its article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from newstables.analysis.abreast import Abreast, Cell
from newstables.analysis.matrix import NOT_FOUND
from newstables.app.evidence import ARTICLE_PAGE, NONE, passage
from newstables.app.frontend import component


def section(title: str, rows: Sequence[Abreast], articles: Sequence[Any], *, key: str) -> None:
    """Rows under a header that counts them."""
    st.header(f"{title} ({len(rows)})")
    if rows:
        draw(rows, articles, key=key)
    else:
        st.caption(NONE)


def draw(rows: Sequence[Abreast], articles: Sequence[Any], *, key: str) -> None:
    """Draw the rows.

    Args:
        rows: Such as ``analysis.abreast`` makes.
        articles: The left and the right row of the table of articles; outlet and title stand over the columns.
        key: Of the widget.
    """
    cells: dict[str, dict[str, str]] = {}

    def cell(found: Cell | None, side: int, place: int) -> dict[str, Any] | None:
        if found is None:
            return None
        name = f"{place}-{side}"
        cells[name] = {"article": articles[side].article_id, "at": passage(found.start, found.end)}
        return {"key": name, "head": found.head, "runs": found.runs, "query": cells[name]}

    data = {
        "page": "articles",
        "titles": [f"{article.outlet}: {article.title}" for article in articles],
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
