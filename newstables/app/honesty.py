"""What stands behind the numbers, said on the page: how much was read, from when, by whom, and what was not."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from newstables.analysis.select import NO_OUTLET, Coverage
from newstables.app import data, links
from newstables.app.measured import figures
from newstables.app.settings import Settings
from newstables.coded import different
from newstables.records import Side


def counted(number: int, one: str) -> str:
    """A number with its noun: "1 quote", "1,204 quotes"."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def samples(articles: pd.DataFrame) -> None:
    """Where samples are shown: say so, and how to open one's own articles."""
    number = int(articles["sample"].sum())
    if number:
        what = "These articles are" if number == len(articles) else f"{number:,} of these articles are"
        st.info(
            f"{what} **samples** written for this dashboard: real public events, invented outlets and people. "
            "Open your own with `streamlit run dashboard.py -- --articles DIR`",
            icon=":material/science:",
        )


def about(settings: Settings, rows: Coverage) -> None:
    """At the foot of the sidebar, on every page: which data this is, and how far it can be trusted.

    Args:
        settings: Which store.
        rows: What the filters leave.
    """
    whole = data.snapshot(settings)
    snapshot, _, private = whole.partition("+")
    with st.sidebar:
        st.divider()
        links.copy_button(whole)
        st.markdown("**What is shown**")
        span(rows.articles)
        unresolved(rows.quotes)
        st.caption(
            f"Snapshot {snapshot[:12]}{' and private articles' if private else ''}  \n"
            f"Knowledge as of {data.day(data.knowledge().as_of)}"
        )
        st.markdown("**How far to trust it**")
        st.caption(
            "Names, quotes and claims are found by trained models, speakers by rules. All of them miss some and err in "
            "some: check each against its passage."
        )
        for what in figures():
            measured(what)
        st.caption("Measured on texts that were written and labelled for this dashboard: expect less on others.")


def measured(what: str) -> None:
    """One line: how many of the rows of a kind are right, how many are found, and on what that was measured."""
    found = figures()[what]
    st.caption(
        f"**{what.capitalize()}**: {found.words}. On {found.labels} labelled {what} in {found.texts}, "
        f"{data.day(found.as_of)}."
    )


def unresolved(quotes: pd.DataFrame) -> None:
    """One line: of how many quotes it is not known who spoke, or for which side."""
    nobody, no_side = quotes["speaker"].isna().sum(), (quotes["side"] == Side.UNRESOLVED.value).sum()
    st.caption(f"{counted(len(quotes), 'quote')}: speaker unresolved in {nobody:,}, side unresolved in {no_side:,}")


def span(articles: pd.DataFrame) -> None:
    """One line: how many articles, of which days, from how many outlets, how many undated."""
    dated = articles["published_on"].dropna()
    words = [counted(len(articles), "article")]
    if len(dated):
        words.append(f"{data.day(dated.min())} to {data.day(dated.max())}")
    words.append(counted(outlets(articles), "outlet"))
    if nameless := (articles["outlet"] == NO_OUTLET).sum():
        words.append(f"{nameless:,} without an outlet")
    if undated := len(articles) - len(dated):
        words.append(f"{undated:,} undated")
    st.caption(" · ".join(words))


def outlets(articles: pd.DataFrame) -> int:
    """How many outlets; articles that state none are not one."""
    return different(articles["outlet"]) - bool((articles["outlet"] == NO_OUTLET).any())


def matches(rows: pd.DataFrame, found: pd.DataFrame) -> None:
    """One line: how many articles match, and how many more do that the filters leave out."""
    words = f"{counted(len(rows), 'article')} {'matches' if len(rows) == 1 else 'match'}, the best first"
    if hidden := len(found) - len(rows):
        words += f" · the filters leave out {hidden:,} more"
    st.caption(words)


def byline(article: Any) -> None:
    """Outlet, author, date, length and file of one article: a row of the table of articles."""
    parts = [
        article.outlet,
        article.author,
        data.day(article.published_on),
        counted(article.words, "word"),
        article.file,
    ]
    st.text(" · ".join(part for part in parts if isinstance(part, str)))
    source(article.url)


def source(url: object) -> None:
    """A link to the article where it was published; anything but a web address is shown as text."""
    if not isinstance(url, str):
        return
    if urlsplit(url).scheme in {"http", "https"}:
        st.link_button("Open the published article", url, icon=":material/open_in_new:", type="tertiary")
    else:
        st.text(url)


def skipped(settings: Settings) -> None:
    """What could not be read, and why."""
    errors = data.skipped(settings)
    if errors:
        with st.expander(f"{counted(len(errors), 'file or row')} could not be read", icon=":material/report:"):
            st.dataframe(pd.DataFrame({"where and why": errors}), hide_index=True)
