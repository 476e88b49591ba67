"""Where corrections are kept: in the store's folder, or, where the host does not allow that, in this session."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from newstables import corrections
from newstables.app.settings import Settings, on_own_machine
from newstables.corrections import Correction
from newstables.places import Place, Remote
from newstables.store import StoreError

KEPT_SECONDS = 5.0  # for which what was read at a URL is not read again
_KEPT = "corrections"  # the session's own
MOST, LONGEST = 500, 3_000  # corrections that a session holds, and characters of one
SWITCH = "NEWSTABLES_CORRECTIONS"  # "on" writes the file; a server that others reach leaves it off


class TooMuchError(ValueError):
    """More than a session holds. The message says how much that is, and the way out."""


def file_of(settings: Settings) -> Place:
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
    return _read(file_of(settings))[1]


def add(
    settings: Settings, table: str, key: str, column: str, value: str, *, who: str, why: str, private: bool = False
) -> None:
    """Make a correction, today. A private one, of what this session added, is never written.

    Raises:
        StoreError: It cannot be written.
        TooMuchError: A session holds no more.
    """
    today = datetime.now(UTC).date().isoformat()
    made_now = Correction(table, key, column, value, who, today, why)
    if writes() and not private:
        _write(settings, [*_fresh(settings), made_now])
    else:
        _hold([*_session(), made_now])


def undo(settings: Settings, correction: Correction) -> None:
    """Take a correction back; one that ``may_undo`` allows."""
    if correction in _session():
        st.session_state[_KEPT] = [one for one in _session() if one != correction]
    elif writes():
        _write(settings, [one for one in _fresh(settings) if one != correction])


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
    finally:
        _kept.clear()


def _fresh(settings: Settings) -> list[Correction]:
    """Those of the file, to be written again with a change. What cannot be read of it would be lost."""
    path = file_of(settings)
    found, wrong = corrections.read(path)
    if wrong:
        raise StoreError(f"{path}: {wrong[0]}; it is as it was: mend that, or try again later where it cannot be read")
    return found


def _read(path: Place) -> tuple[list[Correction], list[str]]:
    return _kept(path) if isinstance(path, Remote) else corrections.read(path)


@st.cache_resource(ttl=KEPT_SECONDS, max_entries=4, show_spinner=False)
def _kept(path: Remote) -> tuple[list[Correction], list[str]]:
    return corrections.read(path)


def _filed(settings: Settings) -> list[Correction]:
    return _read(file_of(settings))[0]


def _hold(all_of_them: Sequence[Correction]) -> None:
    """Keep them in this session, of which others pay for the memory."""
    if len(all_of_them) > MOST or len(corrections.to_text(all_of_them[-1:])) > LONGEST:
        raise TooMuchError(
            f"A session holds {MOST:,} corrections of {LONGEST:,} characters each: undo some, or write less. "
            "All that you made can be taken away below."
        )
    st.session_state[_KEPT] = list(all_of_them)


def _session() -> list[Correction]:
    kept: list[Correction] = st.session_state.get(_KEPT, [])
    return kept
