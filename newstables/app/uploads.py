"""The store's coverage and search with the articles that this session added, and the word that it has some."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import ReferenceType, ref

import streamlit as st

from newstables.analysis.select import Coverage, beside, join
from newstables.app import session
from newstables.app.honesty import counted
from newstables.corrections import Correction, laid_over
from newstables.search import Index, Together, index_of
from newstables.tables import CONTENT, to_frame

if TYPE_CHECKING:
    from newstables.extraction.added import Added

_VIEW = "added_view"
_INDEX = "added_index"
_MOST = 4  # sessions whose articles stay joined with the store's: with 100,000 of these one takes 150 MB


@dataclass(eq=False, slots=True, weakref_slot=True)
class _Joined:
    """The store's coverage with a session's articles, and of what; the session alone holds it."""

    every: Coverage
    version: str
    added: Added
    corrections: Sequence[Correction]
    idle: Sequence[Correction] = ()  # find no row of ``added``
    view: Coverage | None = None  # let go where other sessions need the room: it is then made anew

    def coverage(self) -> Coverage:
        view = self.view
        if view is None:
            view, self.idle = merged(self.every, self.added, self.corrections)
            self.view = view
        _used(self)
        return view


def with_own(every: Coverage, version: str, corrections: Sequence[Correction]) -> Callable[[], Coverage]:
    """What gives the store's coverage with this session's articles: now, and to what is made after the page.

    It is made once per version of both, and again where too many others asked for theirs meanwhile.

    Args:
        every: Of the store, shared by all sessions and left as it is.
        version: Of the store and its corrections.
        corrections: Those that hold for this session; laid over its own articles as they are over the store's.
    """
    added = session.own()
    if added is None:
        st.session_state.pop(_VIEW, None)
        st.session_state.pop(_INDEX, None)
        return lambda: every
    held = _joined()
    if held is None or held.version != version or held.added is not added:
        st.session_state[_VIEW] = held = _Joined(every, version, added, corrections)
    return held.coverage


def _joined() -> _Joined | None:
    held: _Joined | None = st.session_state.get(_VIEW)
    return held


def _used(last: _Joined) -> None:
    """Note whose turn it was, and let go of what was used the longest ago."""
    with _lock():
        others = [one for one in _recent() if one() not in {None, last}]
        _recent()[:] = [*others, ref(last)]
        for one in _recent()[:-_MOST]:
            if held := one():
                held.view = None
        del _recent()[:-_MOST]


@st.cache_resource(show_spinner=False)
def _recent() -> list[ReferenceType[_Joined]]:
    return []


@st.cache_resource(show_spinner=False)
def _lock() -> threading.Lock:
    return threading.Lock()


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


def idle(of_store: Sequence[Correction]) -> list[Correction]:
    """Of the corrections that find no row in the store, those that find none in this session's articles either."""
    held = _joined()
    return [one for one in of_store if held is None or one in held.idle]


def of_own(corrections: Sequence[Correction]) -> list[Correction]:
    """The corrections that change this session's articles."""
    held = _joined()
    return [one for one in corrections if held is not None and one not in held.idle]


def merged(every: Coverage, added: Added, corrections: Sequence[Correction]) -> tuple[Coverage, list[Correction]]:
    """Both coverages in one, and the corrections that find no row of ``added``.

    An article of both stands as in ``every``. Texts are joined without a copy.
    """
    others = {name: getattr(every, name) for name in CONTENT}
    frames, without_row = laid_over(added.frames(), corrections, beside=others)
    present = set(every.articles["article_id"])
    own = join(*(frames[name][~frames[name]["article_id"].isin(present)] for name in CONTENT))
    return beside(own, every), without_row


def banner() -> None:
    """In the sidebar, where this session holds articles of its own: how many, and how to be rid of them."""
    added = session.own()
    if added is None:
        return
    with st.sidebar.container(border=True, key="own_articles"):
        st.markdown(f":material/lock: **{counted(added.articles, 'article')} in this session only**")
        st.caption("No one else sees them, and links to a page do not carry them.")
        st.button("Drop them", on_click=session.drop, icon=":material/delete:", width="stretch", key="own_drop")
