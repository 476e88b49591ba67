"""The store's coverage and search with the articles that this session added, and the word that it has some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from newstables.analysis.select import Coverage, join
from newstables.app import session
from newstables.app.honesty import counted
from newstables.search import Index, Together, index_of
from newstables.tables import CONTENT, to_frame

if TYPE_CHECKING:
    from newstables.extraction.added import Added

_VIEW = "added_view"
_INDEX = "added_index"


def with_own(every: Coverage, version: str) -> Coverage:
    """The store's coverage with this session's articles; made once per version of both.

    Args:
        every: Of the store, shared by all sessions and left as it is.
        version: Of the store.
    """
    added = session.own()
    if added is None:
        st.session_state.pop(_VIEW, None)
        st.session_state.pop(_INDEX, None)
        return every
    held = st.session_state.get(_VIEW)
    if held is None or held[0] != version or held[1] is not added:
        held = version, added, merged(every, added)
        st.session_state[_VIEW] = held
    view: Coverage = held[2]
    return view


def searched_with_own(stored: Index) -> Together:
    """The store's index with one of this session's articles, in memory and made at its first search of them.

    Args:
        stored: Of the store, shared by all sessions and left as it is.
    """
    added = session.own()
    if added is None:
        return Together((stored,))
    held = st.session_state.get(_INDEX)
    if held is None or held[0] is not added:
        held = added, index_of(to_frame(added.tables["articles"]))
        st.session_state[_INDEX] = held
    return Together((stored, held[1]))


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
