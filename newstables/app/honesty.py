"""What stands behind the numbers, said on the page: how much was read, from when, by whom, and what was not."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from newstables.app import data, links
from newstables.app.settings import Settings


def counted(number: int, one: str) -> str:
    """A number with its noun: "1 quote", "1,204 quotes"."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def samples(articles: pd.DataFrame) -> None:
    """Where samples are shown: say so, and how to open one's own articles."""
    number = int(articles["sample"].sum())
    if number:
        what = "These articles are" if number == len(articles) else f"{number} of these articles are"
        st.info(
            f"{what} **samples** written for this dashboard: real public events, invented outlets and people. "
            "Open your own with `streamlit run dashboard.py -- --articles DIR`",
            icon=":material/science:",
        )


def about(settings: Settings) -> None:
    """At the foot of the sidebar: which data this is, and how far it can be trusted."""
    whole = data.snapshot(settings)
    snapshot, _, private = whole.partition("+")
    with st.sidebar:
        st.divider()
        links.copy_button(whole)
        st.caption(
            f"Snapshot {snapshot[:12]}{' and private articles' if private else ''}  \n"
            f"Knowledge as of {data.day(data.knowledge().as_of)}  \n"
            "Quotes are found by a trained tagger, speakers and claims by rules, and neither is complete: "
            "check each against its passage."
        )


def span(articles: pd.DataFrame) -> None:
    """One line: how many articles, of which days, from how many outlets, how many undated."""
    dated = articles["published_on"].dropna()
    words = [counted(len(articles), "article")]
    if len(dated):
        words.append(f"{data.day(dated.min())} to {data.day(dated.max())}")
    words.append(counted(articles["outlet"].nunique(), "outlet"))
    if undated := len(articles) - len(dated):
        words.append(f"{undated} undated")
    st.caption(" · ".join(words))


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
