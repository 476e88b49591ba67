"""Links to exactly this view: copied with the snapshot that it was made of, and checked against it when opened."""

from __future__ import annotations

import streamlit as st

from newstables.app.frontend import component

SNAPSHOT = "snapshot"  # the parameter of a copied link
SHOWN = 12  # digits of an id


def copy_button(snapshot: str) -> None:
    """A button that copies the address of this view with the snapshot id."""
    component("link")(data={"name": SNAPSHOT, "snapshot": snapshot[:SHOWN]}, key="copy_link")


def warn_if_changed(snapshot: str) -> None:
    """Where the page was opened by a link made of other data: say so."""
    made_of = st.query_params.get(SNAPSHOT)
    if made_of and made_of != snapshot[:SHOWN]:
        st.warning(
            "The data has changed since this link was made, so numbers and rows may differ from those that its "
            "sender saw. Article texts and their passages keep their places.",
            icon=":material/history:",
        )
        st.text(f"Link of snapshot {made_of[:SHOWN]}, data of snapshot {snapshot[:SHOWN]}")
