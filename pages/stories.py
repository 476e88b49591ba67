"""One event in all its reports: what each outlet carries of it, and what is not found in the loaded texts."""

import streamlit as st

from newstables.analysis import matrix
from newstables.analysis.stories import describe
from newstables.app import data, download, evidence, pick
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.honesty import counted
from newstables.app.markdown import escaped
from newstables.app.router import end_page
from newstables.app.settings import settings

view = current_view()
articles, quotes, claims = view.rows.articles, view.rows.quotes, view.rows.tariffs

st.title("Stories")
stop_if_empty(view, articles, "articles")
stories = view.once("stories", lambda: describe(articles, data.groups(settings())))
several = stories[stories["articles"] > 1]
copies = articles["copy_of"].notna().sum()
st.caption(
    f"{counted(len(several), 'event')} told by more than one of {counted(len(articles), 'article')}; "
    f"{copies} of them {'is a copy' if copies == 1 else 'are copies'} of another text. Articles are grouped by who and "
    "what they name, their days and words; the grouping errs, so read the list of articles too."
)
if several.empty:
    st.info("No two of these articles tell of one event.", icon=":material/newsstand:")
    end_page()

labels = view.once("story labels", lambda: dict(zip(pick.story_labels(several), several["story_id"], strict=True)))


def open_ticked() -> None:
    """Choose the story whose row was ticked."""
    for row in st.session_state["stories_list"].selection.rows:
        st.session_state["story"] = list(labels)[row]


offered = pick.first(labels, key="story")
chosen = st.selectbox("Story", offered, index=None, placeholder="Choose a story", key="story", bind="query-params")
if chosen is None:
    st.caption("Tick a row to open its story; the filters choose among them.")
    st.dataframe(
        several.assign(outlets=several["outlets"].map(", ".join)),
        hide_index=True,
        column_order=["name", "first_on", "last_on", "articles", "outlets"],
        column_config={
            "name": st.column_config.TextColumn(width=390),
            "first_on": st.column_config.DateColumn("from", width=90),
            "last_on": st.column_config.DateColumn("until", width=90),
            "articles": st.column_config.NumberColumn(width=70),
            "outlets": st.column_config.TextColumn(width=300),
        },
        on_select=open_ticked,
        selection_mode="single-row",
        key="stories_list",
    )
    end_page()

story = stories[stories["story_id"] == labels[chosen]].iloc[0]
inside = articles[articles["story_id"] == story.story_id]
outlets = list(story.outlets)
st.header(escaped(story["name"]))
st.caption(
    f"{data.day(story.first_on)} to {data.day(story.last_on)}; {counted(len(inside), 'article')} of "
    f"{counted(len(outlets), 'outlet')}."
)
cells = matrix.coverage_matrix(
    view.every.whole("quotes", quotes[quotes["article_id"].isin(inside["article_id"])]),
    view.every.whole("tariffs", claims[claims["article_id"].isin(inside["article_id"])]),
)
table = matrix.across(cells, outlets)
st.header("Who carries what")
if table.empty:
    st.caption("No quote or tariff claim was found in these articles.")
else:
    shown = matrix.in_words(table, outlets)
    picked = st.dataframe(
        shown,
        hide_index=True,
        placeholder="",
        column_config={"label": st.column_config.TextColumn("what", width=260)},
        on_select="rerun",
        selection_mode="single-cell",
        key="stories_matrix",
    ).selection.cells
    download.buttons(shown, "coverage-matrix", snapshot=data.snapshot(settings()))
    if picked and picked[0][1] in outlets:
        row, outlet = picked[0]
        passages = matrix.cell(cells, table["row_id"].iloc[row], outlet)
        st.text(f"{outlet}: {counted(len(passages), 'passage') if len(passages) else matrix.NOT_FOUND}")
        evidence.passage_list(passages, view.every, key="stories_passages")
    else:
        st.caption("Choose a cell to read its passages.")
st.header("Articles")
evidence.article_list(inside, view.every, key="stories_articles")
