"""The dashboard: page, data, filters, and the router over ``pages/``. Run it with ``streamlit run dashboard.py``."""

import streamlit as st

from newstables.app import data, filters, honesty
from newstables.app.settings import settings

st.set_page_config(page_title="Canada–China coverage", page_icon="static/favicon.png", layout="wide")
page = st.navigation(
    [
        st.Page("pages/overview.py", title="Overview", icon=":material/monitoring:", default=True),
        st.Page("pages/articles.py", title="Articles", icon=":material/article:"),
        st.Page("pages/quotes.py", title="Quotes", icon=":material/format_quote:"),
        st.Page("pages/tariffs.py", title="Tariffs", icon=":material/receipt_long:"),
        st.Page("pages/compare.py", title="Compare", icon=":material/compare:"),
    ]
)
data.prepare(settings())
every = data.coverage(settings())
filters.sidebar(every, data.knowledge())
honesty.about(settings())
honesty.samples(every.articles)
page.run()
