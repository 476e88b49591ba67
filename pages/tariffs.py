"""What the news claims about tariffs, and which measures stood on a day."""

from datetime import date

import streamlit as st

from newstables import charts
from newstables.analysis.coverage import in_period
from newstables.analysis.register import as_of, lifelines, matrix
from newstables.analysis.tariffs import about, claims_by_direction, claims_by_period, in_direction
from newstables.app import data, download, evidence, honesty, plot
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.honesty import counted
from newstables.coded import different

FIRST = date(2018, 1, 1)  # of the slider
SHOWN = ["title", "status", "since", "rate_percent", "combined_percent", "note", "legal_basis", "source", "verified"]
DRAWN = date(2024, 7, 1)  # from here on the register is drawn: all but one measure began later

view = current_view()
tariffs, every, knowledge = view.rows.tariffs, view.every, view.knowledge

st.title("Tariffs")
names = ["Claims in the news", "Register of measures"]
claims, register = st.tabs(names, key="tab", bind="query-params", on_change="rerun")

with register:
    st.caption(
        f"{len(knowledge.measures)} measures from public sources, as of {data.day(knowledge.as_of)}. "
        "Move the slider to see what stood on a day. Not verified: not found in a public source."
    )
    on = st.slider("As it stood on", FIRST, knowledge.as_of, knowledge.as_of, key="on", bind="query-params")
    lines = lifelines(knowledge.measures, knowledge.measure_steps, knowledge.as_of)
    figure = charts.register(lines, min(on, DRAWN), on)
    picked = plot.draw(figure, lines, key="tariffs_register", alt="Measures over time by status and rate")
    if picked:
        told = about(tariffs, picked.series)
        st.header(f"{counted(len(told), 'claim')} in the news on this measure")
        evidence.claim_list(told, every, key="tariffs_told", page_size=5)
    standing = as_of(knowledge.measures, knowledge.measure_steps, on)
    st.header(f"Who charged what on whose goods, {data.day(on)}")
    if standing.empty:
        st.caption("No measure of the register stood on this day.")
    else:
        st.dataframe(matrix(standing), hide_index=True, height="content")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(counted(len(standing), "measure"))
            download.buttons(standing, "measures", snapshot=str(on))
        st.dataframe(
            standing,
            column_order=SHOWN,
            hide_index=True,
            height="content",
            placeholder="",
            column_config={
                "title": st.column_config.TextColumn(width=300),
                "rate_percent": st.column_config.NumberColumn("rate", format="%.4g%%"),
                "combined_percent": st.column_config.NumberColumn("with ordinary duty", format="%.4g%%"),
                "legal_basis": "legal basis",
            },
        )

with claims:
    stop_if_empty(view, tariffs, "tariff claims")
    conflicts = tariffs["conflict"].notna()
    st.caption(
        f"{counted(len(tariffs), 'claim')} in {counted(different(tariffs['article_id']), 'article')}; "
        f"{tariffs['rate_percent'].notna().sum():,} state a rate, {len(about(tariffs)):,} are "
        f"linked to the register, {conflicts.sum():,} conflict with it."
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.header("Over time, by topic")
        labels = {topic.key: topic.label for topic in knowledge.topics}
        counts, order = claims_by_period(tariffs)
        figure = charts.stacked_over_time(counts, order, series="topic", value="claims", labels=labels, height=340)
        when = plot.draw(figure, counts, key="tariffs_time", alt="Tariff claims per period, stacked by topic")
    with right:
        st.header("Who taxes whose goods")
        pairs = claims_by_direction(tariffs)
        figure = charts.bars(pairs, name="direction", value="claims")
        whom = plot.draw(figure, pairs, key="tariffs_pairs", alt="Tariff claims by imposer and target")
    shown, clicked = tariffs, []
    if when:
        shown, clicked = in_period(shown, tariffs, when.label), [labels.get(when.series, when.series), when.label]
        shown = shown[shown["topic"] == when.series]
    if whom:
        shown, clicked = in_direction(shown, whom.label), [*clicked, whom.label]
    st.header("Claims")
    honesty.measured("tariff claims")
    differing = st.toggle("Only those that conflict with the register", key="conflicts", bind="query-params")
    if differing:
        shown = shown[shown["conflict"].notna()]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(counted(len(shown), "claim"))
        download.sheet_buttons(
            shown, "tariffs", view, also={"in the charts": clicked, "register": ["conflicts only"] * differing}
        )
    evidence.claim_list(shown, every, key="tariffs_ledger")
