"""One actor's profile: offices, what they said, on what, named with whom and by which outlets; or all of them."""

import streamlit as st

from newstables import charts
from newstables.analysis import actors, network
from newstables.app import data, download, evidence, plot
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.honesty import counted
from newstables.app.router import end_page
from newstables.app.settings import settings
from newstables.coded import different

view = current_view()
entities, quotes = view.rows.entities, view.rows.quotes
people = view.once("actors", lambda: actors.named(entities, quotes))

st.title("Actors")
stop_if_empty(view, people, "people or organizations")
who = st.selectbox(
    "Actor", people["name"].tolist(), index=None, placeholder="Choose an actor", key="who", bind="query-params"
)

if who is None:
    st.caption(
        f"{counted(len(people), 'actor')}, people and organizations, named in "
        f"{counted(different(entities['article_id']), 'article')}. Lines join those named in the same articles; "
        "a click on a point opens the actor."
    )
    points, ties = view.once("ties", lambda: network.named_together(entities, people))
    if (points["room"] == "wide").any():
        plot.hide_last_where_narrow("actors_network")
    figure = charts.network(points, ties, beside=network.BESIDE)
    plot.draw(figure, ties, key="actors_network", alt="Actors named together, by side", opens="who")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{len(people):,} actors")
        download.buttons(people, "actors", snapshot=data.snapshot(settings()))
    st.dataframe(people, hide_index=True)
    end_page()

mentions = entities[entities["name"] == who]
said = quotes[quotes["speaker"] == who]
known = actors.known(view.knowledge, mentions)
st.caption(
    f"{counted(len(mentions), 'mention')} in {counted(different(mentions['article_id']), 'article')}, "
    f"{counted(len(said), 'quote')}."
)
offices, topics = st.columns(2, gap="large")
with offices:
    st.header("Offices")
    held = actors.roles(view.knowledge, known.actor_id if known else None)
    if known and known.party:
        st.text(known.party)
    if held.empty:
        st.caption("The knowledge base has none.")
    else:
        st.dataframe(held, hide_index=True, placeholder="", column_config={"start": "from", "end": "until"})
with topics:
    st.header("Speaks on")
    labels = {topic.key: topic.label for topic in view.knowledge.topics}
    spoken = actors.by_topic(said, labels)
    plot.draw(
        charts.bars(spoken, name="topic", value="quotes"),
        spoken,
        key="actors_topics",
        alt="Quotes of the actor by topic",
    )
beside, outlets = st.columns(2, gap="large")
with beside:
    st.header("Named in the same articles as")
    others = actors.company(entities, people, who)
    figure = charts.bars(others, name="name", value="articles", colour="side")
    plot.draw(figure, others, key="actors_company", alt="Actors named in the same articles", opens="who")
with outlets:
    st.header("By outlet")
    papers = actors.by_outlet(entities, quotes, who)
    plot.draw(
        charts.bars(papers, name="outlet", value="articles"), papers, key="actors_outlets", alt="Articles by outlet"
    )
st.header("Quotes")
with st.container(horizontal=True, vertical_alignment="center"):
    st.text(counted(len(said), "quote"))
    download.sheet_buttons(said, "quotes", view, also={"speaker": [who]})
if said.empty:
    st.caption("No quote of this actor matches the filters.")
else:
    evidence.quote_list(said, view.every, key="actors_quotes")
