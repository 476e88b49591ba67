"""Quotes and claims of two articles as rows side by side: their words as written, their passages, what differs."""

from newstables.analysis.abreast import lit
from newstables.analysis.alignment import align
from newstables.analysis.compare import claims_compared
from newstables.analysis.statements import quotes_in_both, reported_otherwise
from newstables.app import facing

WORDS = "We will wait for the final ruling and look for a crusher in another country"


def test_words_of_one_article_alone_are_lit(make_article, make_quote):
    texts = [WORDS, WORDS.replace("another country", "Another province.")]
    left, right = ([make_quote(make_article(text), text, speaker="Ann")] for text in texts)
    (row,) = facing.same_statements(quotes_in_both(left, right), left, right)
    for cell, text in zip((row.left, row.right), texts, strict=True):
        assert "".join(words for _, words in cell.runs) == text
        assert (cell.start, cell.end, cell.head) == (0, len(text), "Ann")
    assert [cell.runs[-1] for cell in (row.left, row.right)] == [("own", "country"), ("own", "province.")]


def test_marks_alone_are_not_lit():
    assert lit("Yes, … we will", "yes, we will") == [("same", "Yes, "), ("same", "… "), ("same", "we will")]


def test_a_joined_quote_spans_its_parts(make_article, make_quote):
    whole, parts = make_article(WORDS), make_article("We will wait for the final ruling. Look for a crusher.")
    left = [make_quote(whole, "We will wait for the final ruling and look for a crusher")]
    right = [make_quote(parts, words) for words in ("We will wait for the final ruling", "Look for a crusher")]
    shared = quotes_in_both(left, right)
    (row,) = facing.same_statements(shared, left, right)
    assert (row.kind, row.right.start, row.right.end) == ("joined", 0, len(parts.text) - 1)
    otherwise = reported_otherwise(left, right, align(whole.text, parts.text))
    assert facing.told(shared, otherwise) == {quote.quote_id for quote in left + right}


def test_values_that_differ_stand_side_by_side(make_article, make_tariff, day):
    article = make_article("A tariff.")
    known = {"imposer": "CN", "target": "CA", "goods": ["canola"]}
    left = [make_tariff(article, "A tariff", **known, rate_percent=84.0, effective_on=day(2025, 3, 20))]
    right = [make_tariff(article, "A tariff", **known, rate_percent=85.5, effective_on=day(2025, 4, 1))]
    (row,) = facing.matched_claims(claims_compared(left, right), left, right)
    assert row.differs == [["rate: 84%", "85.5%"], ["in effect: 20 Mar 2025", "1 Apr 2025"]]
    assert "84%" in row.left.head
