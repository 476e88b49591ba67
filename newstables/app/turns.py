"""A few runs of pages at a time, the others in turn: each holds the rows it chose, and company makes none faster."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import streamlit as st

from newstables.app import heap

AT_ONCE = max(2, os.cpu_count() or 2)


def taken() -> AbstractContextManager[None]:
    """Wait for a turn, and hold it while the page runs."""
    return _holding(_turns())


@contextmanager
def given_up() -> Iterator[None]:
    """Within a turn: let others have it while this run waits for something that is not the server's own work."""
    _turns().release()
    try:
        yield
    finally:
        _turns().acquire()


def making_a_file() -> AbstractContextManager[None]:
    """Wait until no other file to take away is being made: each takes seconds of a core, and pages go on beside it."""
    return _holding(_making())


@contextmanager
def _holding(turn: threading.Semaphore | threading.Lock) -> Iterator[None]:
    """Have what was done within a turn leave no memory behind."""
    try:
        with turn:
            yield
    finally:
        heap.give_back_soon()


@st.cache_resource(show_spinner=False)
def _making() -> threading.Lock:
    return threading.Lock()


@st.cache_resource(show_spinner=False)
def _turns() -> threading.Semaphore:
    return threading.Semaphore(AT_ONCE)
