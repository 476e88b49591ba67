"""The pages, in the order of the menu."""

from __future__ import annotations

import streamlit as st


def pages() -> list[st.Page]:
    """The pages for ``st.navigation``; their paths count from ``dashboard.py``."""
    return [
        st.Page("pages/overview.py", title="Overview", icon=":material/monitoring:", default=True),
        st.Page("pages/articles.py", title="Articles", icon=":material/article:"),
        st.Page("pages/quotes.py", title="Quotes", icon=":material/format_quote:"),
        st.Page("pages/tariffs.py", title="Tariffs", icon=":material/receipt_long:"),
        st.Page("pages/compare.py", title="Compare", icon=":material/compare:"),
    ]
