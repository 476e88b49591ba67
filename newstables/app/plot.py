"""A figure on the page, with its table beneath, and which bar was clicked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import Any

import pandas as pd
import streamlit as st

from newstables.charts import Figure


@dataclass(frozen=True, slots=True)
class Pick:
    """The bar that was clicked: its label on the axis, and the series it belongs to."""

    label: str
    series: str | None


def draw(figure: Figure, table: pd.DataFrame, *, key: str, alt: str, opens: str | None = None) -> Pick | None:
    """Show a bar chart and the table behind it; return the bar or point that the reader clicked.

    Args:
        figure: The chart.
        table: The rows behind it.
        key: Of the chart.
        alt: What it shows, in words.
        opens: Key of a field on this page that what is clicked is chosen in: by its series, or its label.
    """
    event = st.plotly_chart(
        figure,
        key=key,
        on_select=partial(_open, key, opens) if opens else "rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt=alt,
    )
    # The table is sent once it is asked for: closed, it would cost every click its share.
    with st.expander(
        "Table of this chart", key=f"{key}_table", icon=":material/table_rows:", on_change="rerun"
    ) as below:
        if below.open:
            st.dataframe(table, hide_index=True, height=min(36 * (len(table) + 1), 320))
    return _picked(event)


def _open(key: str, field: str) -> None:
    if pick := _picked(st.session_state[key]):
        st.session_state[field] = pick.series or pick.label


def _picked(event: Any) -> Pick | None:
    points = event["selection"]["points"]
    if not points:
        return None
    point = points[0]
    across = "label" in point and point.get("y") == point["label"]
    series = point.get("customdata")
    label = point["y"] if across or isinstance(point["y"], str) else point["x"]
    return Pick(label=unescape(str(label)), series=unescape(str(_first(series))) if series is not None else None)


def hide_last_where_narrow(key: str) -> None:
    """Hide the last trace of the chart of a key where the page is narrow, which only the browser knows."""
    hidden = f".st-key-{key} .scatterlayer > .trace:last-child"
    st.html(f"<style>@media (max-width: 1100px) {{ {hidden} {{ display: none }} }}</style>")


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value
