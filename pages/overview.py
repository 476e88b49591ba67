"""What came in, when, from whom; who is quoted, by side; which tariffs are talked about; the newest stories."""

import streamlit as st

from newstables import charts
from newstables.analysis.changes import since
from newstables.analysis.coverage import articles_by_period, in_period
from newstables.analysis.tariffs import claims_by_period
from newstables.analysis.timeline import known
from newstables.analysis.voices import share_of_voice
from newstables.app import evidence, honesty, plot
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.honesty import counted
from newstables.app.settings import settings
from newstables.coded import different

view = current_view()
articles, quotes, tariffs = view.rows.articles, view.rows.quotes, view.rows.tariffs

st.title("Canada–China in the news")
stop_if_empty(view, articles, "articles")
honesty.span(articles)

labels = {topic.key: topic.label for topic in view.knowledge.topics}
questions = [
    ("quotes", "Who said what about canola since March 2025?", {"topic": labels["canola"], "since": "2025-03-01"}),
    ("tariffs", "Which tariffs stood on 31 October 2025?", {"tab": "Register of measures", "on": "2025-10-31"}),
    ("compare", "How do two reports of one event differ?", {}),
]
with st.container(horizontal=True):
    for page, question, query in questions:
        st.page_link(f"pages/{page}.py", label=question, icon=":material/lightbulb:", query_params=query)

figures = st.container(horizontal=True)
unresolved = quotes["speaker"].isna().sum()
for label, value, note, page in zip(
    ["Articles", "Quotes", "No speaker", "Tariff claims"],
    [len(articles), len(quotes), unresolved, len(tariffs)],
    [
        counted(honesty.outlets(articles), "outlet"),
        counted(different(quotes["speaker"]), "speaker"),
        f"of {counted(len(quotes), 'quote')}",
        f"{tariffs['rate_percent'].notna().sum():,} state a rate",
    ],
    ["articles", "quotes", "quotes", "tariffs"],
    strict=True,
):
    with figures.container(border=True, width="stretch"):
        st.metric(label, f"{value:,}")
        st.page_link(f"pages/{page}.py", label=note)

st.header("Articles over time, by outlet")
counts, order = articles_by_period(articles)
figure = charts.stacked_over_time(counts, order, series="outlet", value="articles")
if pick := plot.draw(figure, counts, key="overview_articles", alt="Articles per period, stacked by outlet"):
    inside = in_period(articles, articles, pick.label)
    st.markdown(f"**{counted(len(inside), 'article')}, {pick.label}**")
    evidence.article_list(inside, view.every, key="overview_picked")

left, right = st.columns(2, gap="large")
with left:
    st.header("Who is quoted, by side")
    unit = st.segmented_control(
        "Counted in", ["quotes", "words", "articles"], default="quotes", required=True, key="unit", bind="query-params"
    )
    voices = share_of_voice(quotes)
    figure = charts.bars(voices, name="side", value=unit, colour="side")
    pick = plot.draw(figure, voices, key="overview_voices", alt=f"{unit} by side of the speaker")
    st.caption(
        f"{counted(len(quotes), 'quote')} in {counted(different(quotes['article_id']), 'article')}; "
        "speakers whose side is unresolved have their own bar."
    )
    if pick:
        evidence.quote_list(quotes[quotes["side"] == pick.label], view.every, key="overview_side", page_size=5)
with right:
    st.header("Tariff claims over time, by topic")
    counts, order = claims_by_period(tariffs)
    figure = charts.stacked_over_time(counts, order, series="topic", value="claims", labels=labels, height=340)
    if pick := plot.draw(figure, counts, key="overview_claims", alt="Tariff claims per period, stacked by topic"):
        inside = in_period(tariffs, tariffs, pick.label)
        evidence.claim_list(inside[inside["topic"] == pick.series], view.every, key="overview_topic", page_size=5)

st.header("What is new")
on = st.date_input("Since this day", None, key="new_since", format="YYYY-MM-DD", bind="query-params")
if on:
    counts, published, happened = since(view.rows, known(view.knowledge, view.filters), on)
    st.text(", ".join(f"{number:,} {what}" for what, number in zip(counts["what"], counts["number"], strict=True)))
    came, changed = st.columns(2, gap="large")
    with came:
        evidence.article_list(published, view.every, key="overview_published", page_size=5)
    with changed:
        evidence.event_list(happened, view.every, key="overview_happened", page_size=5)

st.header("Newest articles")
evidence.article_list(articles.head(5), view.every, key="overview_newest")
honesty.skipped(settings())
