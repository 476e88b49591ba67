"""What happened when: as the coverage dates it, as the knowledge base has it, and when tariffs changed."""

import streamlit as st

from newstables import charts
from newstables.analysis.timeline import COVERAGE, LANES, on_day, points, timeline
from newstables.app import data, download, evidence, plot
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.honesty import counted
from newstables.app.settings import settings

view = current_view()
st.title("Timeline")
stop_if_empty(view, view.every.articles, "articles")
rows = timeline(view.every.whole("events", view.rows.events), view.knowledge, view.filters)
stop_if_empty(view, rows, "dated events")
told = rows[rows["lane"] == COVERAGE]
st.caption(
    f"{counted(len(told), 'dated sentence')} in {counted(told['article_id'].nunique(), 'article')}; "
    f"{counted(len(rows) - len(told), 'event')} of the knowledge base, as of {data.day(view.knowledge.as_of)}. "
    "Dates without a year are read against the article's own date; undated articles give none of those. "
    "Drag over the chart to zoom, double-click to see all."
)

table = points(rows)
pick = plot.draw(charts.points_in_time(table, LANES), table, key="timeline_points", alt="Dated events by origin")

lanes = st.pills("Show", list(LANES), selection_mode="multi", key="lane", bind="query-params")
shown = rows[rows["lane"].isin(lanes)] if lanes else rows
if pick and pick.series:
    shown = on_day(rows, pick.series, pick.label)
with st.container(horizontal=True, vertical_alignment="center"):
    st.text(counted(len(shown), "event") + (f" on {pick.label} (clicked in the chart)" if pick else ""))
    download.buttons(shown, "timeline", snapshot=data.snapshot(settings()))
evidence.event_list(shown, view.every, key="timeline_list")
