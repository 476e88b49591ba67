"""What the news claims about tariffs, and which measures stood on a day."""

import streamlit as st

from newstables import charts
from newstables.analysis.coverage import in_period
from newstables.analysis.register import as_of
from newstables.analysis.tariffs import claims_by_direction, claims_by_period, in_direction
from newstables.app import data, download, evidence, plot
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.honesty import counted

view = current_view()
tariffs, articles, knowledge = view.rows.tariffs, view.every.articles, view.knowledge

st.title("Tariffs")
register, claims = st.tabs(["Claims in the news", "Register of measures"])[::-1]

with register:
    st.caption(
        f"{len(knowledge.measures)} measures from public sources, as of {data.day(knowledge.as_of)}. "
        "Each row is a measure's last step up to the day chosen. Unverified: not found in a public source."
    )
    on = st.date_input("As it stood on", knowledge.as_of, key="on", format="YYYY-MM-DD", bind="query-params")
    standing = as_of(knowledge.measures, knowledge.measure_steps, on)
    st.dataframe(
        standing,
        hide_index=True,
        column_order=[
            "title",
            "imposer",
            "target",
            "goods",
            "status",
            "rate_percent",
            "since",
            "note",
            "source",
            "verified",
        ],
        column_config={"rate_percent": st.column_config.NumberColumn("rate", format="%.4g%%")},
    )
    download.buttons(standing, "measures", snapshot=str(on))

with claims:
    stop_if_empty(view, tariffs, "tariff claims")
    st.caption(
        f"{counted(len(tariffs), 'claim')} in {counted(tariffs['article_id'].nunique(), 'article')}; "
        f"{tariffs['rate_percent'].notna().sum()} state a rate, {tariffs['conflict'].notna().sum()} conflict with "
        "the register."
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Over time, by topic")
        labels = {topic.key: topic.label for topic in knowledge.topics}
        counts, order = claims_by_period(tariffs)
        figure = charts.stacked_over_time(counts, order, series="topic", value="claims", labels=labels, height=340)
        when = plot.draw(figure, counts, key="tariffs_time", alt="Tariff claims per period, stacked by topic")
    with right:
        st.subheader("Who taxes whose goods")
        pairs = claims_by_direction(tariffs)
        figure = charts.bars(pairs, name="direction", value="claims")
        whom = plot.draw(figure, pairs, key="tariffs_pairs", alt="Tariff claims by imposer and target")
    shown, picked = tariffs, []
    if when:
        shown, picked = in_period(shown, tariffs, when.label), [labels.get(when.series, when.series), when.label]
        shown = shown[shown["topic"] == when.series]
    if whom:
        shown, picked = in_direction(shown, whom.label), [*picked, whom.label]
    st.subheader("Claims")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(counted(len(shown), "claim"))
        download.sheet_buttons(shown, "tariffs", view, also={"in the charts": picked})
    evidence.claim_list(shown, articles, key="tariffs_ledger")
