"""Where corrections are kept: in the store's folder, or, where the host does not allow that, in this session."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from newstables import corrections
from newstables.app.settings import Settings, on_own_machine
from newstables.corrections import Correction
from newstables.store import StoreError

_KEPT = "corrections"  # the session's own
SWITCH = "NEWSTABLES_CORRECTIONS"  # "on" writes the file; a server that others reach leaves it off


def file_of(settings: Settings) -> Path:
    """The file of a store's corrections."""
    return corrections.file_of(settings.store)


def writes() -> bool:
    """Whether corrections go to the file: on a reader's own machine, or where the host says so."""
    asked = os.environ.get(SWITCH)
    return asked == "on" if asked else on_own_machine()


def made(settings: Settings) -> list[Correction]:
    """All corrections that hold for this session, in order."""
    return [*_filed(settings), *_session()]


def faults(settings: Settings) -> list[str]:
    """What is wrong with lines of the file that are passed over."""
    return corrections.read(file_of(settings))[1]


def add(
    settings: Settings, table: str, key: str, column: str, value: str, *, who: str, why: str, private: bool = False
) -> None:
    """Make a correction, today. A private one, of what this session added, is never written."""
    today = datetime.now(UTC).date().isoformat()
    made_now = Correction(table, key, column, value, who, today, why)
    if writes() and not private:
        _write(settings, [*_filed(settings), made_now])
    else:
        st.session_state[_KEPT] = [*_session(), made_now]


def undo(settings: Settings, correction: Correction) -> None:
    """Take a correction back; one that ``may_undo`` allows."""
    if correction in _session():
        st.session_state[_KEPT] = [one for one in _session() if one != correction]
    elif writes():
        _write(settings, [one for one in _filed(settings) if one != correction])


def may_undo(correction: Correction) -> bool:
    """Whether this session may take a correction back: where the host writes none, only its own."""
    return writes() or correction in _session()


def _write(settings: Settings, all_of_them: Sequence[Correction]) -> None:
    try:
        corrections.write(file_of(settings), all_of_them)
    except OSError as error:
        raise StoreError(
            f"{file_of(settings)} cannot be written ({error}): it is as it was; free space there or allow writing, "
            "and correct it again"
        ) from error


def _filed(settings: Settings) -> list[Correction]:
    return corrections.read(file_of(settings))[0]


def _session() -> list[Correction]:
    kept: list[Correction] = st.session_state.get(_KEPT, [])
    return kept
