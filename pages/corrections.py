"""What readers have put right: make a correction, see them all, take them back, take them away."""

import pandas as pd
import streamlit as st

from newstables.analysis.documents import MEANING
from newstables.analysis.select import NO_OUTLET
from newstables.app import correct, corrected, data, honesty, session, uploads
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.markdown import escaped
from newstables.app.settings import settings
from newstables.corrections import KEYS, PRIMARY, REJECT, to_text
from newstables.tables import EXTRACTED

NAMED = ["person", "organization", "place", "group"]

view = current_view()
here, every = settings(), view.every
st.title("Corrections")
stop_if_empty(view, every.articles, "articles")
st.caption(
    "Laid over the tables when they are loaded, and kept through a new extraction. "
    + (
        f"Written to {escaped(str(correct.file_of(here)))}."
        if correct.writes()
        else "This host does not write them: they hold in this browser session; take the file away and keep it."
    )
)

chosen = every.articles[every.articles["article_id"] == st.query_params.get("article")]
if chosen.empty:
    st.info("Open an article and choose Correct there to change something in it.", icon=":material/edit_note:")
    st.page_link("pages/articles.py", label="All articles", icon=":material/article:")
else:
    article = chosen.iloc[0]
    st.header(escaped(article.title))
    honesty.byline(article)
    own = session.own()
    private = own is not None and article.article_id in own.keys
    if private and correct.writes():
        st.caption("You added this article: what you correct in it holds in this browser session and is not written.")
    inside = {name: getattr(every, name) for name in EXTRACTED}
    inside = {name: rows[rows["article_id"] == article.article_id] for name, rows in inside.items()}
    known = sorted({*every.quotes["speaker"].dropna(), *(actor.name for actor in view.knowledge.actors)})
    entities = inside["entities"]
    names = sorted({*entities.loc[entities["kind"].isin(NAMED), "name"], *inside["quotes"]["speaker"].dropna()})

    def row(label: str, table: str) -> str | None:
        words = dict(zip(inside[table][KEYS[table]], inside[table]["text"], strict=True))
        return st.selectbox(label, list(words), index=None, format_func=lambda key: words[key][:90])

    def right_name() -> str | None:
        return st.selectbox("Right name", known, index=None, accept_new_options=True)

    def right_day() -> str | None:
        stated = article.published_on if pd.notna(article.published_on) else None
        on = st.date_input("Right date", stated, format="YYYY-MM-DD")
        return on and on.isoformat()

    def right_outlet() -> str:
        return st.text_input("Right outlet", "" if article.outlet == NO_OUTLET else article.outlet, max_chars=200)

    def document() -> tuple[str, str, str, str]:
        st.caption("A readout, a transcript or a statement: quotes of others are held against its words.", help=MEANING)
        return "articles", article.article_id, PRIMARY, "yes"

    kinds = {
        "The speaker of a quote": lambda: ("quotes", row("Quote", "quotes"), "speaker", right_name()),
        "This is no quote": lambda: ("quotes", row("Quote", "quotes"), REJECT, "yes"),
        "This is no tariff claim": lambda: ("tariffs", row("Claim", "tariffs"), REJECT, "yes"),
        "This is no dated event": lambda: ("events", row("Sentence", "events"), REJECT, "yes"),
        "A name": lambda: ("names", st.selectbox("Name as it stands now", names, index=None), "name", right_name()),
        "The date": lambda: ("articles", article.article_id, "published_on", right_day()),
        "The outlet": lambda: ("articles", article.article_id, "outlet", right_outlet()),
    }
    if not article.primary:
        kinds["This is a primary document"] = document
    what = st.selectbox("What is wrong, or not said", list(kinds))
    with st.form("correction"):
        line = kinds[what]()
        who = st.text_input("Your name", max_chars=100)
        why = st.text_input("Why", max_chars=1000)
        sent = st.form_submit_button("Correct")
    if sent and not all(line):
        st.warning("Choose what is wrong and what is right.", icon=":material/error:")
    elif sent:
        try:
            correct.add(here, *line, who=who, why=why, private=private)
        except correct.TooMuchError as error:
            st.warning(str(error), icon=":material/error:")
        else:
            st.rerun()

corrected.lists(here, uploads.idle(data.idle(here)))
if made := correct.made(here):
    st.download_button(
        "Take the corrections away",
        to_text(made),
        file_name=f"corrections-{data.snapshot(here)}.csv",
        icon=":material/download:",
    )
