"""Small frame → plotly figure. No Streamlit, no counting; every string from an article is escaped on its way in.

Colours are told apart by readers with any common colour blindness (Okabe and Ito, "Color Universal Design", 2008).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from html import escape
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from newstables.records import Side, Status

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
STATUS_COLOURS = {
    Status.ANNOUNCED.value: "#DDDDDD",
    Status.PROVISIONAL.value: "#EEDD88",
    Status.IN_FORCE.value: "#EE8866",
    Status.CHANGED.value: "#FFAABB",
    Status.SUSPENDED.value: "#BBCC33",
    Status.LIFTED.value: "#99DDFF",
}
_PLAIN = "#5B7FA6"
_ROW_HEIGHT = 30  # pixels
_MEASURE_HEIGHT = 50  # pixels: two lines of title over a bar
_BAR = 0.36  # of a measure's height
_ROOM = 0.08  # of the drawn time, in which a rate can be written on a phone
_BESIDE_POINT = {"left": "right", "center": "center", "right": "left"}  # where plotly writes, by the end at the point
_DAY = 86_400_000  # milliseconds, in which plotly counts on an axis of dates
_INK = "#1B1B1B"  # on the colours of STATUS_COLOURS, which are light in the dark too
_WIDTHS = 16  # of the lines of the network, at most: each is a trace of its own
_SPAN = "rgba(138, 143, 152, 0.35)"


def _figure(traces: list[dict[str, Any]], *, height: int, legend: bool, **layout: Any) -> go.Figure:
    """Traces in the house layout, with what ``layout`` adds to it; axes add to the house's.

    Plotly checks nothing here: on each run of a page that would cost ten times the drawing. The tests have it check
    every chart.
    """
    house = {
        "height": height,
        "barmode": "stack",
        "bargap": 0.25,
        "margin": {"l": 0, "r": 8, "t": 8, "b": 0},
        "showlegend": legend,
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0},
        "hoverlabel": {"align": "left"},
        "clickmode": "event+select",
        "dragmode": False,
    }
    axes = {axis: {"fixedrange": True} | layout.pop(axis, {}) for axis in ("xaxis", "yaxis")}
    return go.Figure(traces, house | axes | layout, _validate=False)


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
    columns = (table[column].tolist() for column in ("period", series, value))
    heights: dict[str, dict[str, int]] = {name: {} for name in colours}
    highest: Counter[str] = Counter()
    for period, name, number in zip(*columns, strict=True):
        heights[name][period] = number
        highest[period] += number
    bars = []
    for name, numbers in heights.items():
        shown = escape((labels or {}).get(name, name))
        bar = {
            "type": "bar",
            "x": list(numbers),
            "y": list(numbers.values()),
            "name": shown,
            "customdata": [escape(name)] * len(numbers),
            "marker": {"color": colours[name], "line": {"width": 0}},
            "hovertemplate": f"%{{x}}<br>{shown}: %{{y:,}} {value}<extra></extra>",
        }
        bars += [bar] if numbers else []
    ticks = {"dtick": 1} if max(highest.values(), default=0) < 6 else {}
    return _figure(
        bars,
        height=height,
        legend=len(bars) > 1,
        xaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": order,
            "range": [-0.5, len(order) - 0.5],
            "nticks": 5,
            "tickangle": 0,
        },
        yaxis={"rangemode": "tozero", "tickformat": ",d", "nticks": 6} | ticks,
    )


def points_in_time(table: pd.DataFrame, lanes: Sequence[str]) -> go.Figure:
    """A lane for each origin, a point for each span of days, larger where more is told; drag to zoom.

    Args:
        table: One row per point: ``lane``, ``on`` and ``until`` (dates), ``number``, ``what`` (lines of text).
        lanes: The lanes, from top to bottom.
    """
    points: list[dict[str, Any]] = []
    for place, lane in enumerate(lanes):
        rows = table[table["lane"] == lane]
        days = [(until - on).days for on, until in zip(rows["on"], rows["until"], strict=True)]
        points.append(
            {
                "type": "scatter",
                "x": [on.isoformat() for on in rows["on"]],
                "y": [len(lanes) - place] * len(rows),
                "mode": "markers",
                "name": lane,
                "customdata": [lane] * len(rows),
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [length * _DAY for length in days],
                    "arrayminus": [0] * len(rows),
                    "width": 0,
                    "thickness": 3,
                    "color": _SPAN,
                },
                "marker": {
                    "color": _SERIES[place],
                    "size": [min(9 + 3 * number**0.5, 30) for number in rows["number"]],
                    "line": {"width": 1, "color": _PLAIN},
                },
                "text": [escape(what).replace("\n", "<br>") for what in rows["what"]],
                "hovertemplate": "%{x|%Y-%m-%d}<br>%{text}<extra></extra>",
            }
        )
    return _figure(
        points,
        height=120 + 60 * len(lanes),
        legend=False,
        dragmode="zoom",
        xaxis={
            "fixedrange": False,
            "type": "date",
            "rangeslider": {"visible": True, "thickness": 0.12},
            "tickformat": "%Y-%m",
        },
        yaxis={
            "tickvals": list(range(len(lanes), 0, -1)),
            "ticktext": list(lanes),
            "range": [0.4, len(lanes) + 0.6],
            "showgrid": False,
        },
    )


def register(lines: pd.DataFrame, since: date, on: date) -> go.Figure:
    """Measures as bars over time, coloured by status, their rates written in; a line marks a day.

    Titles stand over the bars and not beside them, so that a phone has room for both.

    Args:
        lines: What ``analysis.register.lifelines`` returned.
        since: Where the drawing begins.
        on: The day.
    """
    titles = dict(zip(lines["measure_id"], lines["title"], strict=True))
    last = max([*lines["end"], on])
    room = (last - since) * _ROOM
    stretches: list[dict[str, Any]] = []
    for status, colour in STATUS_COLOURS.items():
        rows = lines[lines["status"] == status]
        if rows.empty:
            continue
        rates = [f"{rate:g}%" if rate and not pd.isna(rate) else "" for rate in rows["rate_percent"]]
        spans = list(zip(rows["title"], rows["start"], rows["end"], rates, strict=True))
        stretches.append(
            {
                "type": "bar",
                "y": rows["measure_id"].tolist(),
                "width": _BAR,
                "base": [start.isoformat() for start in rows["start"]],
                "x": [max((end - start).days, 1) * _DAY for start, end in zip(rows["start"], rows["end"], strict=True)],
                "orientation": "h",
                "name": status,
                "customdata": rows["measure_id"].tolist(),
                "text": [rate if end - max(start, since) >= room else "" for _, start, end, rate in spans],
                "textposition": "inside",
                "insidetextanchor": "start",
                "textangle": 0,
                "textfont": {"color": _INK},
                "constraintext": "none",
                "marker": {"color": colour, "line": {"width": 1, "color": _PLAIN}},
                "hovertext": [
                    f"{escape(title)}<br>{status} {rate}<br>{start.isoformat()} to {end.isoformat()}"
                    for title, start, end, rate in spans
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    return _figure(
        stretches,
        height=110 + _MEASURE_HEIGHT * len(titles),
        legend=True,
        barmode="overlay",
        shapes=[_line_at(on)],
        annotations=[_title_over(measure_id, title) for measure_id, title in titles.items()],
        xaxis={"type": "date", "tickformat": "%Y-%m", "nticks": 6, "range": [since.isoformat(), last.isoformat()]},
        yaxis={
            "categoryorder": "array",
            "categoryarray": list(reversed(titles)),
            "range": [-0.5, len(titles) - 0.3],
            "showticklabels": False,
            "showgrid": False,
        },
    )


def _line_at(day: date) -> dict[str, Any]:
    line = {"color": _PLAIN, "width": 2, "dash": "dot"}
    ends = {"x0": day.isoformat(), "x1": day.isoformat(), "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
    return {"type": "line", "line": line, **ends}


def _title_over(measure_id: str, title: str) -> dict[str, Any]:
    return {
        "x": 0,
        "xref": "x domain",
        "xanchor": "left",
        "y": measure_id,
        "yanchor": "bottom",
        "yshift": _BAR * _MEASURE_HEIGHT / 2,
        "text": _wrapped(title),
        "align": "left",
        "showarrow": False,
        "font": {"size": 12},
    }


def _wrapped(title: str, width: int = 60) -> str:
    return "<br>".join(escape(line) for line in wrap(title, width, max_lines=2, placeholder=" …"))


def network(actors: pd.DataFrame, ties: pd.DataFrame, *, beside: float) -> go.Figure:
    """Actors as points, those named in the same articles joined; names where there is room, the rest on hover.

    Names for which a narrow drawing has no room are the last trace, which a narrow page can hide.

    Args:
        actors: One row per actor: ``name``, ``side``, ``articles``, ``x``, ``y``, ``room``, ``anchor``.
        ties: One row per pair: ``a``, ``b``, ``articles``.
        beside: How much is left free on either side, for names; the points lie between 0 and 1.
    """
    at = {row.name: (row.x, row.y) for row in actors.itertuples(index=False)}
    drawn: list[dict[str, Any]] = []
    strength = (ties["articles"] / max([1, *ties["articles"]]) * _WIDTHS).round() / _WIDTHS
    for share in sorted(set(strength)):
        lines = ties[strength == share]
        ends = [(at[a], at[b]) for a, b in zip(lines["a"], lines["b"], strict=True)]
        drawn.append(
            {
                "type": "scatter",
                "x": [x for (x1, _), (x2, _) in ends for x in (x1, x2, None)],
                "y": [y for (_, y1), (_, y2) in ends for y in (y1, y2, None)],
                "mode": "lines",
                "line": {"color": _SPAN, "width": 0.8 + 4 * share},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    for side, colour in SIDE_COLOURS.items():
        rows = actors[actors["side"] == side]
        if len(rows):
            names = [escape(name) for name in rows["name"]]
            drawn.append(
                {
                    "type": "scatter",
                    "x": rows["x"].tolist(),
                    "y": rows["y"].tolist(),
                    "mode": "markers",
                    "name": side,
                    "customdata": names,
                    "marker": {"color": colour, "size": _sizes(rows)},
                    "hovertext": [
                        f"{name}, articles: {number:,}" for name, number in zip(names, rows["articles"], strict=True)
                    ],
                    "hovertemplate": "%{hovertext}<extra></extra>",
                }
            )
    for room in ("any", "wide"):
        rows = actors[actors["room"] == room]
        drawn.append(
            {
                "type": "scatter",
                "x": rows["x"].tolist(),
                "y": rows["y"].tolist(),
                "mode": "markers+text",
                "marker": {"opacity": 0, "size": _sizes(rows)},  # so that names stand above the points
                "text": [escape(name) for name in rows["name"]],
                "textposition": [f"top {_BESIDE_POINT[anchor]}" for anchor in rows["anchor"]],
                "textfont": {"size": 11},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return _figure(
        drawn,
        height=620,
        legend=True,
        xaxis={"visible": False, "range": [-beside, 1 + beside]},
        yaxis={"visible": False},
    )


def _sizes(actors: pd.DataFrame) -> list[float]:
    return [min(8 + 3 * count**0.5, 30) for count in actors["articles"]]


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
    bar = {
        "type": "bar",
        "x": table[value].tolist(),
        "y": names,
        "orientation": "h",
        "text": [f"{number:,}" for number in table[value]],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": colours, "line": {"width": 0}},
        "hovertemplate": f"%{{y}}: %{{x:,}} {unit or value}<extra></extra>",
    }
    return _figure(
        [bar],
        height=40 + _ROW_HEIGHT * max(len(table), 1),
        legend=False,
        xaxis={"visible": False, "range": [0, max([1, *table[value]]) * 1.15]},
        yaxis={"autorange": "reversed", "automargin": True, "ticklabelstandoff": 6},
    )
