"""Read one article with its actors, quotes and claims lit; without one chosen, search, or the list of all."""

import streamlit as st

from newstables.analysis import actors
from newstables.analysis.documents import MEANING
from newstables.analysis.passages import marks_of
from newstables.app import evidence, find, honesty, reader
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.markdown import escaped
from newstables.app.router import end_page
from newstables.app.settings import settings
from newstables.records import Entity, Quote, Tariff
from newstables.tables import records

view = current_view()
chosen = st.query_params.get("article")

if chosen is None:
    st.title("Articles")
    query = find.field("Search titles and texts")
    stop_if_empty(view, view.rows.articles, "articles")
    if query:
        find.results(query, view, settings(), key="articles_found")
    else:
        honesty.span(view.rows.articles)
        evidence.article_list(view.rows.articles, view.every, key="articles_list")
    end_page()

held = view.every.articles_of([chosen])
if held.empty:
    st.title("Articles")
    st.warning(
        "This article is not in the store. It may have been removed since the link was made, or been added in a "
        "browser session, which no link carries.",
        icon=":material/link_off:",
    )
    st.page_link("pages/articles.py", label="All articles", icon=":material/arrow_back:")
    end_page()

article = held.iloc[0]
entities, quotes, tariffs = (
    records(table[table["article_id"] == chosen], kind)
    for table, kind in ((view.every.entities, Entity), (view.every.quotes, Quote), (view.every.tariffs, Tariff))
)
quotes = [quote for quote in quotes if view.filters.stance or quote.cue_kind == "speech"]
lit = reader.asked_passage(article.text)

with st.container(horizontal=True):
    st.page_link("pages/articles.py", label="All articles", icon=":material/arrow_back:")
    st.page_link("pages/corrections.py", label="Correct", icon=":material/edit_note:", query_params={"article": chosen})
st.header(escaped(article.title))
honesty.byline(article)
if article.primary:
    st.caption("A primary document: quotes of other articles are held against its words.", help=MEANING)

text, rows = st.columns([3, 2], gap="large")
with text:
    query = find.field("Search in this article")
    layers = st.pills(
        "Lit in the text",
        list(reader.LAYERS),
        format_func=reader.LAYERS.__getitem__,
        selection_mode="multi",
        default=list(reader.LAYERS),
        key="layers",
        bind="query-params",
    )
    reader.read(
        article.text,
        marks_of(entities, quotes, tariffs),
        key="articles_text",
        language=article.language,
        layers=layers,
        lit=lit,
        hits=find.hits(article.text, query),
    )
with rows:
    said, claimed, named = st.tabs([f"Quotes ({len(quotes)})", f"Tariff claims ({len(tariffs)})", "Actors"])
    current = st.query_params.get("at")
    with said:
        of_article = view.every.quotes[view.every.quotes["article_id"] == chosen]
        against = evidence.verdicts(view.every.whole("quotes", of_article), view.every)
        evidence.draw(evidence.items_of(quotes, article.text, against), key="articles_quotes", current=current)
    with claimed:
        evidence.draw(evidence.items_of(tariffs, article.text), key="articles_claims", current=current)
    with named:
        st.dataframe(actors.mentions(view.every.entities[view.every.entities["article_id"] == chosen]), hide_index=True)
