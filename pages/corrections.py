"""What readers have put right: make a correction, see them all, take them back, take them away."""

import streamlit as st

from newstables.app import correct, data, honesty
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.markdown import escaped
from newstables.app.settings import settings
from newstables.corrections import to_text

view = current_view()
here = settings()
every = view.every
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
    quotes = every.quotes[every.quotes["article_id"] == article.article_id].set_index("quote_id")
    claims = every.tariffs[every.tariffs["article_id"] == article.article_id].set_index("claim_id")
    names = sorted({*every.quotes["speaker"].dropna(), *(actor.name for actor in view.knowledge.actors)})
    with st.form("correction"):
        what = st.selectbox(
            "What is wrong",
            [
                "The speaker of a quote",
                "This is no quote",
                "This is no tariff claim",
                "A name",
                "The date",
                "The outlet",
            ],
        )
        quote = st.selectbox("Quote", list(quotes.index), index=None, format_func=lambda key: quotes["text"][key][:90])
        claim = st.selectbox("Claim", list(claims.index), index=None, format_func=lambda key: claims["text"][key][:90])
        wrong = st.selectbox("Name as it stands now", names, index=None)
        right = st.selectbox("Right name", names, index=None, accept_new_options=True)
        on = st.date_input("Right date", article.published_on, format="YYYY-MM-DD")
        outlet = st.text_input("Right outlet", article.outlet)
        who = st.text_input("Your name")
        why = st.text_input("Why")
        sent = st.form_submit_button("Correct", type="primary")
    line = {
        "The speaker of a quote": ("quotes", quote, "speaker", right),
        "This is no quote": ("quotes", quote, "reject", "yes"),
        "This is no tariff claim": ("tariffs", claim, "reject", "yes"),
        "A name": ("names", wrong, "name", right),
        "The date": ("articles", article.article_id, "published_on", on and on.isoformat()),
        "The outlet": ("articles", article.article_id, "outlet", outlet),
    }[what]
    if sent and not all(line):
        st.warning("Choose what is wrong and what is right.", icon=":material/error:")
    elif sent:
        correct.add(here, *line, who=who, why=why)
        st.rerun()

made = correct.made(here)
st.header(f"All corrections ({len(made)})")
for fault in correct.faults(here):
    st.text(f"Passed over: {fault}")
for place, correction in enumerate(made):
    words, button = st.columns([5, 1], vertical_alignment="center")
    words.text(
        f"{correction.shown}\n"
        f"{correction.who or 'unnamed'}, {correction.when}{': ' if correction.why else ''}{correction.why}"
    )
    if button.button("Undo", key=f"undo_{place}", icon=":material/undo:"):
        correct.undo(here, correction)
        st.rerun()
if made:
    st.download_button(
        "Take the corrections away",
        to_text(made),
        file_name=f"corrections-{data.snapshot(here)}.csv",
        icon=":material/download:",
    )
