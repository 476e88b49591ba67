"""The filters: the same on every page, kept in the URL, their defaults fixed so that an old link keeps its meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from newstables.analysis.select import Coverage, Filters, Selection, left_out_undated
from newstables.app.router import asked_page, end_page
from newstables.knowledge import Knowledge
from newstables.records import Side

Made = TypeVar("Made")
_DEFAULTS: dict[str, object] = {
    "since": None,
    "until": None,
    "undated": False,
    "outlet": [],
    "actor": [],
    "side": [],
    "topic": [],
    "text": "",
    "stance": False,
    "elsewhere": False,
    "independent": False,
}


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows: all that there is, what the filters leave of it, and the filters."""

    every: Coverage
    rows: Selection
    filters: Filters
    knowledge: Knowledge
    later: Callable[[], Coverage]  # gives ``every`` to what is made after the page, and holds no memory until then

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What a page makes of the rows alone, of a name of its own: made once for all who see the same rows."""
        if name not in self.rows.made:
            self.rows.made[name] = make()
        made: Made = self.rows.made[name]
        return made


@contextmanager
def sidebar(
    every: Coverage, knowledge: Knowledge, choose: Callable[[Filters], Selection], later: Callable[[], Coverage]
) -> Iterator[None]:
    """Draw the filters; the page that runs inside gets the view that they make from ``current_view``.

    Args:
        every: All that there is.
        knowledge: Its topics are options.
        choose: Gives what filters leave.
        later: Gives ``every`` again.
    """
    filters = _drawn(every, knowledge)
    st.session_state["view"] = View(every, choose(filters), filters, knowledge, later)
    try:
        yield
    finally:
        del st.session_state["view"]


def _drawn(every: Coverage, knowledge: Knowledge) -> Filters:
    labels = {topic.key: topic.label for topic in knowledge.topics}
    with st.sidebar:
        since = st.date_input("Since", None, key="since", format="YYYY-MM-DD", bind="query-params")
        until = st.date_input("Until", None, key="until", format="YYYY-MM-DD", bind="query-params")
        outlets = st.multiselect(
            "Outlets", list(every.articles["outlet"].cat.categories), key="outlet", bind="query-params"
        )
        actors = st.multiselect(
            "Actors", every.actors, key="actor", placeholder="Speaker or named", bind="query-params"
        )
        sides = st.multiselect("Sides", [side.value for side in Side], key="side", bind="query-params")
        topics = st.multiselect(
            "Topics", list(labels), format_func=labels.__getitem__, key="topic", bind="query-params"
        )
        text = st.text_input(
            "Words in the text",
            key="text",
            max_chars=200,
            placeholder="e.g. canola seed",
            type="search",
            bind="query-params",
        )
        stance = st.toggle(
            "Wants, plans and beliefs", key="stance", help="Shown beside what was said.", bind="query-params"
        )
        elsewhere = st.toggle(
            "Other matters",
            key="elsewhere",
            help="Quotes and dated sentences of passages that are not about Canada and China.",
            bind="query-params",
        )
        independent = st.toggle(
            "Count independent texts",
            key="independent",
            help="Wire copy, cuts and light rewrites of one text count once, on every page.",
            bind="query-params",
        )
        undated = st.toggle("Keep undated articles", key="undated", help="When dates are set.", bind="query-params")
        filters = Filters(
            since=since,
            until=until,
            undated=undated,
            outlets=tuple(outlets),
            actors=tuple(actors),
            sides=tuple(sides),
            topics=tuple(topics),
            text=text.strip(),
            stance=stance,
            elsewhere=elsewhere,
            independent=independent,
        )
        if filters != Filters():
            st.button("Clear the filters", on_click=_clear, icon=":material/filter_alt_off:", width="stretch")
        if hidden := left_out_undated(every, filters):
            st.caption(f"The dates leave out {hidden} undated {'article' if hidden == 1 else 'articles'}.")
    return filters


def current_view() -> View:
    """The view that ``sidebar`` made in this run.

    A server that has not yet run ``dashboard.py`` takes ``pages/`` for an app of the old kind and runs the page that a
    link names by itself. Navigation ends that, and the page runs again inside the dashboard.
    """
    if "view" not in st.session_state:
        asked_page()
        st.rerun()
    view: View = st.session_state["view"]
    return view


def stop_if_empty(view: View, rows: object, what: str) -> None:
    """Where a page has nothing to show, say why and which filter to widen, and end it."""
    if len(rows):  # type: ignore[arg-type]
        return
    if view.every.articles.empty:
        st.info(
            "There are no articles yet. Start the dashboard with your own: "
            "`streamlit run dashboard.py -- --articles DIR`",
            icon=":material/folder_open:",
        )
    elif view.filters == Filters():
        st.info(f"The loaded articles hold no {what}.", icon=":material/search_off:")
    else:
        st.info(f"No {what} match. Widen or clear: {', '.join(active(view.filters))}.", icon=":material/search_off:")
    end_page()


def active(filters: Filters) -> list[str]:
    """The names of the filters that are set; the one that is set from the start where no other is."""
    names = {
        "since": filters.since,
        "until": filters.until,
        "outlets": filters.outlets,
        "actors": filters.actors,
        "sides": filters.sides,
        "topics": filters.topics,
        "words in the text": filters.text,
    }
    return [name for name, value in names.items() if value] or ["wants, plans and beliefs"]


def _clear() -> None:
    st.session_state.update(_DEFAULTS)
