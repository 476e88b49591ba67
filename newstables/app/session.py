"""The articles that a visitor added: in this browser session's memory, and nowhere else."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from weakref import WeakSet

import streamlit as st

if TYPE_CHECKING:  # reading costs a second to import, for which no one pays who only views
    from newstables.extraction.added import Added, Line

MANY = 500  # lines of the report
_HELD = "added"
_REPORT = "added_report"


def own() -> Added | None:
    """What this session holds; None where that is nothing."""
    held: Added | None = st.session_state.get(_HELD)
    return held


def report() -> list[Line]:
    """What became of all that was handed in last."""
    lines: list[Line] = st.session_state.get(_REPORT, [])
    return lines


def begin() -> None:
    """Start a new report."""
    st.session_state[_REPORT] = []


def keep(added: Added, lines: tuple[Line, ...]) -> None:
    """Hold what was added so far."""
    if added.articles:
        st.session_state[_HELD] = added
        with _lock():
            _everyone().add(added)
    st.session_state[_REPORT] = [*report(), *lines][:MANY]


def drop() -> None:
    """Forget all of it."""
    st.session_state.pop(_HELD, None)
    st.session_state.pop(_REPORT, None)


def words_of_everyone() -> int:
    """How many words all sessions hold together; what a session drops, or takes along when it ends, counts no more."""
    with _lock():
        return sum(added.words for added in _everyone())


@st.cache_resource(show_spinner=False)
def _everyone() -> WeakSet[Added]:
    return WeakSet()


@st.cache_resource(show_spinner=False)
def _lock() -> threading.Lock:
    return threading.Lock()
