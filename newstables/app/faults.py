"""What can be foreseen to fail: said on the page where that is one's own, in the log alone where it is a host's."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from newstables.app.markdown import escaped
from newstables.app.settings import on_own_machine
from newstables.knowledge import KnowledgeError
from newstables.places import PlaceError
from newstables.store import StoreError

NO_DETAILS = "The coverage cannot be shown now. The server's log says why."
_log = logging.getLogger(__name__)


@contextmanager
def told() -> Iterator[None]:
    """End the page with the reason and the way out, which may name folders; visitors of a host learn only that."""
    try:
        yield
    except (StoreError, KnowledgeError, PlaceError) as error:
        _log.error("%s", error)
        st.error(escaped(str(error)) if on_own_machine() else NO_DETAILS, icon=":material/error:")
        st.stop()
