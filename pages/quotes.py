"""The ledger: who said what, by side and over time, every row opening its passage, all of it to take away."""

import streamlit as st

from newstables import charts
from newstables.analysis import documents
from newstables.analysis.certainty import MEANING, Certainty, with_certainty
from newstables.analysis.coverage import in_period
from newstables.analysis.primary import Verdict
from newstables.analysis.repeated import same_quotes, statements
from newstables.analysis.voices import by_speaker, quotes_by_period
from newstables.app import download, evidence, honesty, plot
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.honesty import counted
from newstables.coded import different

view = current_view()
quotes, every = view.rows.quotes, view.every

st.title("Quotes")
stop_if_empty(view, quotes, "quotes")
st.caption(
    f"{counted(len(quotes), 'quote')} by {counted(different(quotes['speaker']), 'speaker')} "
    f"in {counted(different(quotes['article_id']), 'article')}; "
    f"{quotes['speaker'].isna().sum()} with the speaker unresolved."
)

left, right = st.columns(2, gap="large")
with left:
    st.header("Over time, by side")
    counts, order = quotes_by_period(quotes)
    figure = charts.stacked_over_time(
        counts, order, series="side", value="quotes", colours=charts.SIDE_COLOURS, height=340
    )
    when = plot.draw(figure, counts, key="quotes_time", alt="Quotes per period, stacked by side of the speaker")
with right:
    st.header("Most quoted")
    speakers = by_speaker(quotes, most=10)
    figure = charts.bars(speakers, name="speaker", value="quotes", colour="side")
    who = plot.draw(figure, speakers, key="quotes_speakers", alt="The most quoted speakers")

shown, picked = quotes, []
if when:
    shown = in_period(shown, quotes, when.label)
    shown, picked = shown[shown["side"] == when.series], [when.series, when.label]
if who:
    shown, picked = shown[shown["speaker"] == who.label], [who.label, *picked]

st.header("Ledger")
honesty.measured("quotes")
gathered = st.segmented_control(
    "Show",
    ["every quote", "same words together"],
    default="every quote",
    required=True,
    key="gathered",
    bind="query-params",
    help="The same words, whole, shortened or nearly so, as one statement with the outlets that carry it.",
)
kind, sure = st.columns(2)
kinds = kind.pills("Kind", ["direct", "mixed", "indirect"], selection_mode="multi", key="kind", bind="query-params")
degrees = sure.pills(
    "Certainty", list(Certainty), selection_mode="multi", key="certainty", bind="query-params", help=MEANING
)
verdicts = []
if len(quotes["verdict"].cat.categories):  # an article is marked as a primary document
    verdicts = st.pills(
        "Against primary documents",
        list(Verdict),
        selection_mode="multi",
        key="verdict",
        bind="query-params",
        help=documents.MEANING,
    )
if kinds:
    shown = shown[shown["kind"].isin(kinds)]
if verdicts:
    shown = shown[shown["verdict"].isin(verdicts)]
shown = with_certainty(shown, degrees)
with st.container(horizontal=True, vertical_alignment="center"):
    st.text(counted(len(shown), "quote") + (f" of {', '.join(picked)} (clicked in the charts)" if picked else ""))
    download.sheet_buttons(
        shown,
        "quotes",
        view,
        also={"in the charts": picked, "kind": kinds, "certainty": degrees, "against primary documents": verdicts},
    )
if gathered == "same words together":
    whole = every.whole("quotes", shown)
    said = statements(whole, same_quotes(whole))
    st.dataframe(said.drop(columns="statement_id"), hide_index=True)
else:
    evidence.quote_list(shown, every, key="quotes_ledger")
