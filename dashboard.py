"""The dashboard: page, data, filters, and the router over ``pages/``. Run it with ``streamlit run dashboard.py``."""

import streamlit as st

from newstables.app import data, filters, honesty, router
from newstables.app.settings import settings

st.set_page_config(page_title="Canada–China coverage", page_icon="static/favicon.png", layout="wide")
page = st.navigation(router.pages())
data.prepare(settings())
every = data.coverage(settings())
with filters.sidebar(every, data.knowledge()):
    honesty.about(settings())
    honesty.samples(every.articles)
    page.run()
