"""Several indexes searched as one: merged in rank order, each article once."""

from __future__ import annotations

import pandas as pd

from newstables.search import Together, index_of, parse


def table(**texts: str) -> pd.DataFrame:
    return pd.DataFrame([(key, "One", text) for key, text in texts.items()], columns=["article_id", "title", "text"])


STORED = table(a="canola canola", b="canola and many other words", c="pork")
OWN = table(x="canola seed of ours", y="canola seed canola canola", b="canola and many other words")


def found(typed: str, *tables: pd.DataFrame) -> list[tuple[str, int]]:
    held = Together(tuple(map(index_of, tables))).search(parse(typed))
    return list(zip(held["article_id"], held["rank"], strict=True))


def test_they_are_merged_in_rank_order_and_an_article_of_both_counts_once():
    assert found("canola", STORED) == [("a", 1), ("b", 2)]
    assert found("canola", STORED, OWN) == [("a", 1), ("y", 1), ("b", 2), ("x", 2)]


def test_one_that_finds_nothing_leaves_the_other_alone():
    assert found("pork", STORED, OWN) == [("c", 1)]
    assert found("seed NOT ours", STORED, OWN) == [("y", 1)]
    assert found("pork canola", STORED, OWN) == []


def test_only_words_that_none_holds_are_unknown():
    together = Together((index_of(STORED), index_of(OWN)))
    assert [phrase.shown for phrase in together.unknown(parse("pork OR seed OR canolla OR ours"))] == ["canolla"]
    assert [phrase.shown for phrase in Together((index_of(STORED),)).unknown(parse("pork seed"))] == ["seed"]
