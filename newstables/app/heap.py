"""What a server loads at its start is left out of the search for rubbish that Streamlit makes after every run."""

from __future__ import annotations

import gc

import streamlit as st


@st.cache_resource(show_spinner=False)
def freeze() -> None:
    """Once per server, before articles are loaded, so that those of an old store can still be let go.

    To look through the hundred thousand objects of modules takes 50 ms of each run, in which no chart is sent.
    """
    gc.freeze()
