"""The server's memory: what is not looked through for rubbish, and what the system gets back once visitors are gone."""

from __future__ import annotations

import ctypes
import gc
import sys
import threading

import pyarrow as pa
import streamlit as st

QUIET = 5.0  # seconds without a run, after which memory that is free is given back


@st.cache_resource(show_spinner=False)
def set_up() -> None:
    """Once per server, before articles are loaded, so that those of an old store can still be let go.

    Streamlit looks for rubbish after every run. To look through the hundred thousand objects of modules takes 50 ms, in
    which no chart is sent. Arrow's own pool keeps most of what fifty visitors took; the system's does not.
    """
    gc.freeze()
    pa.set_memory_pool(pa.system_memory_pool())


def give_back_soon() -> None:
    """Give free memory back to the system once no page has run for a while. C's library keeps it otherwise."""
    timer = threading.Timer(QUIET, give_back)
    timer.daemon = True
    with _lock():
        for earlier in _timers():
            earlier.cancel()
        _timers()[:] = [timer]
    timer.start()


def give_back() -> None:
    """Give free memory back to the system, which takes some milliseconds."""
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it
    if trim:
        trim(0)


@st.cache_resource(show_spinner=False)
def _timers() -> list[threading.Timer]:
    return []


@st.cache_resource(show_spinner=False)
def _lock() -> threading.Lock:
    return threading.Lock()
