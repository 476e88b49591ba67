"""Add articles to this session: upload or paste, see what was read and what was not and why, take it home."""

from functools import partial

import streamlit as st

from newstables.app import adding, correct, session, uploads
from newstables.app.filters import current_view
from newstables.app.honesty import counted
from newstables.app.router import end_page
from newstables.app.settings import settings
from newstables.extraction.added import LIMITS
from newstables.extraction.packing import pack

view = current_view()
st.title("Add articles")
if not adding.allowed():
    st.info(
        "Adding articles is switched off on this server. On a machine of your own, open them with "
        "`streamlit run dashboard.py -- --articles DIR`",
        icon=":material/lock:",
    )
    end_page()
st.caption(
    "They stay in this browser session: no one else sees them, nothing is kept on the server, and they are gone "
    "when you close the page or reload it. To keep them, take them home below."
)
own = session.own()
present = set(view.every.articles["article_id"]) - (own.keys if own else set())

files, paste = st.tabs([":material/upload_file: Upload files", ":material/content_paste: Paste a text"])
with files:
    turn = st.session_state.setdefault("add_turn", 0)  # a new uploader for each turn lets go of the files of the last
    chosen = st.file_uploader(
        "Articles: text, Markdown, saved web pages, tables with an article per row, or a ZIP of these",
        adding.TYPES,
        accept_multiple_files=True,
        max_upload_size=LIMITS.file_bytes // 1_000_000,
        key=f"add_files_{turn}",
    )
    st.caption(
        f"Up to {LIMITS.files} files of {LIMITS.file_bytes // 1_000_000} MB, {LIMITS.total_bytes // 1_000_000} MB "
        f"together; up to {LIMITS.articles} articles and {LIMITS.words:,} words in a session."
    )
    if problem := adding.too_much([file.size for file in chosen]):
        adding.let_go(chosen)
        st.session_state["add_turn"] = turn + 1
        st.session_state["add_problem"] = problem
        st.rerun()
    if problem := st.session_state.pop("add_problem", None):
        st.error(problem, icon=":material/error:")
    if st.button("Read them", disabled=not chosen, icon=":material/add:", key="add_upload"):
        given = [(file.name, file.getvalue()) for file in chosen]
        adding.let_go(chosen)
        st.session_state["add_turn"] = turn + 1
        adding.take(given, present=present)
with paste, st.form("add_paste", border=False):
    title = st.text_input("Title", max_chars=300, placeholder="Without one, the first line of the text")
    left, middle, right = st.columns([2, 1, 2])
    outlet = left.text_input("Outlet", max_chars=200)
    published = middle.date_input("Published on", None, format="YYYY-MM-DD")
    url = right.text_input("Address", max_chars=1000, placeholder="https://…")
    text = st.text_area("Text", height=240, max_chars=100_000, placeholder="One paragraph per line")
    if st.form_submit_button("Read it", icon=":material/add:"):
        if text.strip():
            given = [adding.pasted(title, outlet, published.isoformat() if published else "", url, text)]
            adding.take(given, present=present)
        st.error("There is no text to read yet.", icon=":material/error:")

table = adding.report_table()
if len(table):
    read = int((table["result"] == "read").sum())
    st.header(f"{counted(read, 'article')} read, {len(table) - read} skipped")
    st.dataframe(
        table,
        hide_index=True,
        height=min(36 * (len(table) + 1), 400),
        alt="Each article or file with its result and the reason",
    )
if own:
    st.header("In this session")
    figures = [
        ("articles", "Articles"),
        ("quotes", "Quotes"),
        ("tariffs", "Tariff claims"),
        ("events", "Dated sentences"),
    ]
    for place, (name, label), page in zip(
        st.columns(4), figures, ["articles", "quotes", "tariffs", "timeline"], strict=True
    ):
        with place.container(border=True):
            st.metric(label, f"{len(own.tables[name]):,}")
            st.page_link(f"pages/{page}.py", label=f"{label} of all articles", icon=":material/arrow_forward:")
    st.download_button(
        "Take home as a store",
        data=partial(pack, own, uploads.of_own(correct.made(settings()))),
        file_name="newstables-store.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
        key="add_home",
    )
    st.caption("Unpack it and open it with `streamlit run dashboard.py -- --store newstables-store`")
elif not len(table):
    st.info("Nothing was added yet.", icon=":material/inbox:")
