"""The window's title and icon, and the pages in the order of the menu."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

PAGES = [  # file, title, icon
    ("overview", "Overview", "monitoring"),
    ("articles", "Articles", "article"),
    ("quotes", "Quotes", "format_quote"),
    ("tariffs", "Tariffs", "receipt_long"),
    ("stories", "Stories", "newsstand"),
    ("actors", "Actors", "groups"),
    ("timeline", "Timeline", "timeline"),
    ("compare", "Compare", "compare"),
    ("add", "Add articles", "add_circle"),
    ("corrections", "Corrections", "edit_note"),
]


class PageEnd(Exception):  # noqa: N818  it is no error
    """Raised where a page has no more to show; ``st.stop`` would end the whole run, the foot of the sidebar with it."""


def end_page() -> NoReturn:
    """End the page here."""
    raise PageEnd


def asked_page() -> StreamlitPage:
    """Set up the window and return the page that the address asks for.

    The icon is set first: without one, the browser would fetch the page's own from the web.
    """
    st.set_page_config(page_title="Canada–China coverage", page_icon="static/favicon.png", layout="wide")
    return st.navigation(
        [
            st.Page(f"pages/{name}.py", title=title, icon=f":material/{icon}:", default=name == "overview")
            for name, title, icon in PAGES
        ]
    )
