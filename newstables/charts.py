"""Small frame → plotly figure. No Streamlit, no counting; every string from an article is escaped on its way in.

Colours are told apart by readers with any common colour blindness (Okabe and Ito, "Color Universal Design", 2008).
"""

from __future__ import annotations

from html import escape

import pandas as pd
import plotly.graph_objects as go

from newstables.records import Side

Figure = go.Figure

SIDE_COLOURS = {
    Side.CANADA.value: "#D55E00",
    Side.CHINA.value: "#0072B2",
    Side.UNITED_STATES.value: "#009E73",
    Side.OTHER.value: "#CC79A7",
    Side.UNRESOLVED.value: "#8A8F98",
}
# Paul Tol's "light" scheme: told apart by the colour-blind, and from the sides, on white and on dark.
_SERIES = ["#77AADD", "#EEDD88", "#44BB99", "#FFAABB", "#AAAA00", "#99DDFF", "#BBCC33", "#BBBBBB"]
_PLAIN = "#5B7FA6"
_ROW_HEIGHT = 30  # pixels


def _layout(figure: go.Figure, *, height: int, legend: bool) -> go.Figure:
    figure.update_layout(
        height=height,
        barmode="stack",
        bargap=0.25,
        margin={"l": 0, "r": 8, "t": 8, "b": 0},
        showlegend=legend,
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0, "title": None},
        hoverlabel={"align": "left"},
        clickmode="event+select",
        dragmode=False,
    )
    figure.update_xaxes(fixedrange=True)
    figure.update_yaxes(fixedrange=True)
    return figure


def stacked_over_time(
    table: pd.DataFrame,
    order: list[str],
    *,
    series: str,
    value: str,
    colours: dict[str, str] | None = None,
    labels: dict[str, str] | None = None,
    height: int = 280,
) -> go.Figure:
    """Bars per period, stacked by series.

    Args:
        table: One row per period and series: ``period``, the column named by ``series``, the one named by ``value``.
        order: Every period, in order, empty ones included.
        series: The column whose values are told apart by colour.
        value: The column of counts; its name is the unit shown.
        colours: A colour per series value; else the house series in order of frequency.
        labels: What is shown for a series value.
        height: Pixels.
    """
    if colours is None:
        totals = table.groupby(series)[value].sum().sort_values(ascending=False, kind="stable")
        colours = {name: _SERIES[i % len(_SERIES)] for i, name in enumerate(totals.index)}
    figure = go.Figure()
    for name, colour in colours.items():
        rows = table[table[series] == name]
        if rows.empty:
            continue
        shown = escape((labels or {}).get(name, name))
        figure.add_bar(
            x=rows["period"].tolist(),
            y=rows[value].tolist(),
            name=shown,
            customdata=[escape(name)] * len(rows),
            marker={"color": colour, "line": {"width": 0}},
            hovertemplate=f"%{{x}}<br>{shown}: %{{y}} {value}<extra></extra>",
        )
    _layout(figure, height=height, legend=len(figure.data) > 1)
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=order, range=[-0.5, len(order) - 0.5], nticks=12
    )
    highest = table.groupby("period")[value].sum().max() if len(table) else 0
    figure.update_yaxes(rangemode="tozero", tickformat="d", nticks=6, dtick=1 if highest < 6 else None)
    return figure


def bars(
    table: pd.DataFrame, *, name: str, value: str, colour: str | None = None, unit: str | None = None
) -> go.Figure:
    """Horizontal bars, the first row on top, the count written at each end.

    Args:
        table: One row per bar, with the columns that the next three arguments name.
        name: The column that labels a bar.
        value: The column of counts.
        colour: A column of sides that colours the bars; None for one colour.
        unit: What is counted, for the hover text; the column's name where not given.
    """
    names = [escape(text) for text in table[name]]
    colours = [SIDE_COLOURS[side] for side in table[colour]] if colour else _PLAIN
    figure = go.Figure(
        go.Bar(
            x=table[value].tolist(),
            y=names,
            orientation="h",
            text=table[value].tolist(),
            textposition="outside",
            cliponaxis=False,
            marker={"color": colours, "line": {"width": 0}},
            hovertemplate=f"%{{y}}: %{{x}} {unit or value}<extra></extra>",
        )
    )
    _layout(figure, height=40 + _ROW_HEIGHT * max(len(table), 1), legend=False)
    figure.update_yaxes(autorange="reversed", automargin=True, ticklabelstandoff=6)
    figure.update_xaxes(visible=False, range=[0, max([1, *table[value]]) * 1.15])
    return figure
