"""What the page ADD ARTICLES does with what a visitor hands in."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from newstables.app import session, turns
from newstables.app.honesty import counted
from newstables.app.router import end_page
from newstables.extraction.added import LIMITS, Added, Limits, add
from newstables.extraction.aside import Aside
from newstables.reading.formats import FORMATS

SWITCH = "NEWSTABLES_UPLOADS"
TYPES = [*(suffix.removeprefix(".") for suffix in FORMATS), "zip"]
ALL_WORDS = 5_000_000  # that all sessions of the server may hold together; about 500 MB with their rows


def allowed() -> bool:
    """Whether visitors may add articles: unless the environment says NEWSTABLES_UPLOADS=off."""
    return os.environ.get(SWITCH, "on").strip().lower() not in {"off", "0", "no", "false"}


def take(given: Sequence[tuple[str, bytes]], *, present: set[str], limits: Limits = LIMITS) -> None:
    """Read and extract what was handed in, with its progress on the page; then show the page anew.

    What is done is kept at once, so that leaving the page loses only the rest.
    """
    session.begin()
    if session.words_of_everyone() > ALL_WORDS:
        st.warning(
            "The server holds as much of its visitors' articles as it can. Try again later.",
            icon=":material/hourglass:",
        )
        end_page()
    with turns.given_up(), st.status("Starting the reader", expanded=True) as status:
        bar = st.progress(0.0)
        place = st.empty()
        for step in add(session.own() or Added(), given, aside=_aside(), present=present, limits=limits):
            session.keep(step.added, step.lines)
            bar.progress(step.done / len(given))
            held = counted(step.added.articles, "article")
            status.update(label=f"{step.done} of {counted(len(given), 'file')} done, {held} in this session")
            place.text(step.next)
    st.rerun()


def let_go(files: Iterable[UploadedFile]) -> None:
    """Have the server forget uploaded files now; left to itself, it holds them until the session ends."""
    context = get_script_run_ctx()
    remove = getattr(context.uploaded_file_mgr, "remove_file", None) if context else None
    if context is None or remove is None:
        return
    for file in files:
        remove(session_id=context.session_id, file_id=file.file_id)


def pasted(title: str, outlet: str, published: str, url: str, text: str) -> tuple[str, bytes]:
    """A pasted article as a file: a table of one row, whose cells are data whatever they hold."""
    row: dict[str, Any] = {"title": title, "outlet": outlet, "published": published, "url": url, "text": text}
    return "pasted.jsonl", json.dumps(row).encode()


def too_much(sizes: Sequence[int], limits: Limits = LIMITS) -> str | None:
    """Why so many files cannot be handed in at once."""
    if len(sizes) > limits.files:
        return f"{len(sizes)} files at once are too many: choose {limits.files} or fewer, or pack them in a ZIP."
    if sum(sizes) > limits.total_bytes:
        return f"The files together are over {limits.total_bytes // 1_000_000} MB: choose fewer."
    return None


def report_table() -> pd.DataFrame:
    """One row per article or file handed in last: file, result, why, title, words."""
    return pd.DataFrame(
        [
            {
                "file": line.where,
                "result": "read" if line.read else "skipped",
                "why": line.reason or line.note,
                "title": line.title,
                "words": line.words or None,
            }
            for line in session.report()
        ],
        columns=["file", "result", "why", "title", "words"],
    ).convert_dtypes()


@st.cache_resource(show_spinner=False)
def _aside() -> Aside:
    """One process for all sessions."""
    return Aside()
