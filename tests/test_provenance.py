"""The law: what a row quotes is what stands at its offsets, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newstables.extraction import extract
from newstables.pipeline import load_pipeline
from newstables.reading import read_articles
from newstables.records import Article

PIECES = [
    "“", "”", "‘", "’", '"', "'", "''", "(", ")", "—", ",", ".", "?", "!", ":", "\n", "\n\n", " ", "  ", "\t", "\u00a0",
    "Mark Carney", "Xi Jinping", "Ann Leroux", "Beijing", "Ottawa", "Canola Council of Canada", "the minister",
    "she", "it",
    "said", "says that", "told reporters", "according to", "warned", "wants", "added", "a readout", "who",
    "We have no buyers", "canola seed", "a 25 per cent tariff on", "China imposed", "duties", "from 85 to 15 per cent",
    "lifted", "pork", "Chinese", "Canadian", "Oct. 31", "READ MORE: more", "LATEST STORIES:", "12", "100%",
    "é", "中国", "😀",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), min_size=1, max_size=60).map(" ".join)


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline()


def assert_lawful(article: Article, nlp) -> None:
    """Every offset of every row slices its words out of the text; every id is used once."""
    text = article.text
    [rows] = extract([article], nlp=nlp)
    for entity in rows.entities:
        assert text[entity.start_char : entity.end_char] == entity.text != ""
    for quote in rows.quotes:
        assert " … ".join(text[start:end] for start, end in quote.spans) == quote.text
        assert all(start < end for start, end in quote.spans)
        assert (quote.start_char, quote.end_char) == (quote.spans[0][0], quote.spans[-1][1])
        assert [edge for span in quote.spans for edge in span] == sorted(edge for span in quote.spans for edge in span)
        for words, start, end in (
            (quote.cue, quote.cue_start, quote.cue_end),
            (quote.speaker_text, quote.speaker_start, quote.speaker_end),
        ):
            assert (words is None) == (start is None) == (end is None)
            if words is not None:
                assert text[start:end] == words != ""
    for tariff in rows.tariffs:
        assert text[tariff.start_char : tariff.end_char] == tariff.text != ""
        for part in (tariff.rate_text, tariff.goods_text):
            assert part is None or part in text
    for table, key in ((rows.quotes, "quote_id"), (rows.tariffs, "claim_id")):
        keys = [getattr(row, key) for row in table]
        assert len(keys) == len(set(keys))
    assert {row.article_id for table in (rows.entities, rows.quotes, rows.tariffs) for row in table} <= {
        article.article_id
    }


@given(text=TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_made_up_texts(text, nlp, make_article):
    assert_lawful(make_article(text), nlp)


def test_on_the_samples(samples, nlp):
    articles = list(read_articles([samples]))
    assert len(articles) >= 30
    assert all(isinstance(article, Article) for article in articles)
    for article in articles:
        assert_lawful(article, nlp)


def test_on_the_first_users_articles(shared, nlp):
    articles = list(read_articles([shared / "seeds"]))
    assert len(articles) == 2
    for article in articles:
        assert_lawful(article, nlp)
        file = shared / "seeds" / article.file.split("/")[-1]
        assert file.read_text("utf-8").replace("\r\n", "\n") == article.text
