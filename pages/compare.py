"""Two articles side by side: what both tell, in the same words or others, and what only one does."""

import streamlit as st

from newstables.analysis import compare, primary, statements
from newstables.analysis.abreast import KINDS, abreast
from newstables.analysis.alignment import align
from newstables.app import evidence, facing, honesty, sidebyside
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.pick import article_labels, offered
from newstables.app.router import end_page
from newstables.app.settings import settings
from newstables.records import Entity, Quote, Tariff
from newstables.tables import records

SIDES = ("left", "right")

view = current_view()
st.title("Compare two articles")
stop_if_empty(view, view.rows.articles, "articles")

labels = view.once("labels", lambda: article_labels(view.every.articles))
names = offered(labels, settings(), keys=["left", "right"])
sides = st.columns(2, gap="large")
chosen = [
    side.selectbox(name, names, index=None, placeholder="Choose an article", key=name.lower(), bind="query-params")
    for side, name in zip(sides, ["Left", "Right"], strict=True)
]
if None in chosen or chosen[0] == chosen[1]:
    st.info("Choose two different articles to see what both say and what only one does.", icon=":material/compare:")
    end_page()

ids = [labels[name] for name in chosen]
articles = [view.every.articles[view.every.articles["article_id"] == one].iloc[0] for one in ids]
quotes, claims, mentions = (
    [records(table[table["article_id"] == one], kind) for one in ids]
    for table, kind in ((view.every.quotes, Quote), (view.every.tariffs, Tariff), (view.every.entities, Entity))
)
if not view.filters.stance:
    quotes = [[quote for quote in found if quote.cue_kind == "speech"] for found in quotes]
for side, article in zip(sides, articles, strict=True):
    with side:
        honesty.byline(article)

texts = [article.text for article in articles]
links = align(*texts)
rows = abreast(*texts, links)
shared = statements.quotes_in_both(*quotes)
otherwise = statements.reported_otherwise(*quotes, links)
compared = compare.claims_compared(*claims)
matched = compared[compared["verdict"] != compare.ClaimVerdict.ALONE]
people = compare.actors(view.every.entities, view.every.quotes, *ids)
both = sum(row.left is not None and row.right is not None for row in rows)
passages, said, claimed, named, whose, source = st.tabs(
    [
        f"Passages ({both} in both)",
        f"Quotes ({len(shared)} in both)",
        f"Tariff claims ({len(matched)} in both)",
        f"Actors ({(people[['left', 'right']] > 0).all(axis=1).sum()} in both)",
        "Whose words",
        "Primary source",
    ]
)
with passages:
    st.caption(
        "Sentence by sentence, in the order of the left article. The same fact in other words is found by a measure of "
        "likeness that is wrong in about one case of six: read both sides."
    )
    kinds = st.pills("Show", KINDS, selection_mode="multi", key="alike", bind="query-params")
    sidebyside.draw([row for row in rows if not kinds or row.kind in kinds], articles, key="compare_passages")
with said:
    sidebyside.section("In both", facing.same_statements(shared, *quotes), articles, key="compare_shared")
    sidebyside.section(
        "Quoted in one, reported in the other", facing.reported(otherwise, *quotes), articles, key="compare_otherwise"
    )
    evidence.alone(quotes, facing.told(shared, otherwise), articles, key="compare_quotes")
with claimed:
    sidebyside.section("In both", facing.matched_claims(matched, *claims), articles, key="compare_matched")
    evidence.alone(claims, {*matched["left_id"], *matched["right_id"]}, articles, key="compare_claims")
with named:
    for place, title, found in zip(
        st.columns(3),
        ["In both", "Only left", "Only right"],
        [
            people[(people["left"] > 0) & (people["right"] > 0)],
            people[people["right"] == 0],
            people[people["left"] == 0],
        ],
        strict=True,
    ):
        with place:
            st.header(f"{title} ({len(found)})")
            evidence.draw(evidence.actor_items(found, mentions), key=f"compare_{title}")
with whose:
    st.caption("Words quoted or reported, by the side of the speaker.")
    shares = {f"{side}_share": st.column_config.NumberColumn(f"share {side}", format="percent") for side in SIDES}
    st.dataframe(compare.words_by_side(*quotes), hide_index=True, column_config=shares)
    st.caption("Figures and days that only one of them has.")
    alone = compare.only_in_one(texts, mentions)
    st.dataframe(
        alone[alone["what"] != "actor"][["side", "what", "text", "value"]],
        hide_index=True,
        column_config={"side": "only", "text": "as written", "value": "read as"},
    )
with source:
    st.caption("Take one of them for the primary document: each quote of the other is held against its words.")
    which = st.segmented_control("The document is", ["left", "right"], key="document", bind="query-params")
    if which:
        held = 0 if which == "left" else 1
        verdicts = primary.check_against_source(quotes[1 - held], texts[held])
        spoken = {quote.quote_id: quote.text for quote in quotes[1 - held]}
        verdicts.insert(0, "quote", verdicts["quote_id"].map(spoken))
        st.dataframe(verdicts[["quote", "verdict", "source_text"]], hide_index=True)
