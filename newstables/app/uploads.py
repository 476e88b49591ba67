"""The store's coverage with the articles that this session added, and the word in the sidebar that it has some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from newstables.analysis.select import Coverage, join
from newstables.app import session
from newstables.app.honesty import counted
from newstables.tables import CONTENT

if TYPE_CHECKING:
    from newstables.extraction.added import Added

_VIEW = "added_view"


def with_own(every: Coverage, version: str) -> Coverage:
    """The store's coverage with this session's articles; made once per version of both.

    Args:
        every: Of the store, shared by all sessions and left as it is.
        version: Of the store.
    """
    added = session.own()
    if added is None:
        st.session_state.pop(_VIEW, None)
        return every
    held = st.session_state.get(_VIEW)
    if held is None or held[0] != version or held[1] is not added:
        held = version, added, merged(every, added)
        st.session_state[_VIEW] = held
    view: Coverage = held[2]
    return view


def merged(every: Coverage, added: Added) -> Coverage:
    """Both coverages in one; an article of both stands as in ``every``. Arrow columns are joined without a copy."""
    frames = added.frames()
    present = set(every.articles["article_id"])
    own = join(*(frames[name][~frames[name]["article_id"].isin(present)] for name in CONTENT))
    return Coverage(*(pd.concat([getattr(every, name), getattr(own, name)], ignore_index=True) for name in CONTENT))


def banner() -> None:
    """In the sidebar, where this session holds articles of its own: how many, and how to be rid of them."""
    added = session.own()
    if added is None:
        return
    with st.sidebar.container(border=True, key="own_articles"):
        st.markdown(f":material/lock: **{counted(added.articles, 'article')} in this session only**")
        st.caption("No one else sees them, and links to a page do not carry them.")
        st.button("Drop them", on_click=session.drop, icon=":material/delete:", width="stretch", key="own_drop")
