"""Two articles side by side: actors, quotes and claims in both, only left, only right."""

import streamlit as st

from newstables.analysis import compare, statements
from newstables.analysis.passages import marks_of
from newstables.app import evidence, honesty, reader
from newstables.app.filters import current_view, stop_if_empty
from newstables.app.pick import article_labels
from newstables.records import Entity, Quote, Tariff
from newstables.tables import records

view = current_view()
st.title("Compare two articles")
stop_if_empty(view, view.rows.articles, "articles")

labels = article_labels(view.every.articles)
names = list(labels)
sides = st.columns(2, gap="large")
chosen = [
    side.selectbox(name, names, index=None, placeholder="Choose an article", key=name.lower(), bind="query-params")
    for side, name in zip(sides, ["Left", "Right"], strict=True)
]
if None in chosen or chosen[0] == chosen[1]:
    st.info("Choose two different articles to see what both say and what only one does.", icon=":material/compare:")
    st.stop()

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

same_quotes = compare.pair(*quotes, statements.same_quote)
same_claims = compare.pair(*claims, compare.same_claim)
people = compare.actors(view.every.entities, *ids)
said, claimed, named, texts = st.tabs(
    [
        f"Quotes ({len(same_quotes.both)} in both)",
        f"Tariff claims ({len(same_claims.both)} in both)",
        f"Actors ({(people[['left', 'right']] > 0).all(axis=1).sum()} in both)",
        "Texts",
    ]
)
with said:
    evidence.pairs(same_quotes, quotes, [article.text for article in articles], what="quotes", key="compare_quotes")
with claimed:
    differing = sum(compare.rates_differ(claims[0][i], claims[1][j]) for i, j in same_claims.both)
    if differing:
        st.warning(f"{differing} of the claims in both state different rates.", icon=":material/difference:")
    evidence.pairs(
        same_claims, claims, [article.text for article in articles], what="tariff claims", key="compare_claims"
    )
with named:
    for place, title, rows in zip(
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
            st.subheader(f"{title} ({len(rows)})")
            evidence.draw(evidence.actor_items(rows, mentions), key=f"compare_{title}")
with texts:
    for place, article, *rows in zip(st.columns(2, gap="large"), articles, mentions, quotes, claims, strict=True):
        with place:
            reader.read(article.text, marks_of(*rows), key=f"compare_{article.article_id}", language=article.language)
