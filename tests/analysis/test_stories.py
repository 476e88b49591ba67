"""Stories of made articles. The labelled set is evaluation/stories."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
import pytest

from newstables.analysis.copies import near_copies
from newstables.analysis.features import features, matrix
from newstables.analysis.stories import describe, stories
from newstables.records import Article, Entity
from newstables.tables import frame

SEED = "China set a deposit of 75.8 per cent on canola seed from Canada. Ann Leroux of Tisdale cannot sell her harvest."
REACTION = "Canola seed growers asked for aid after the 75.8 per cent deposit. Ann Leroux of Tisdale wants a minister."
PANDA = "Two pandas at the zoo in Calgary went home. Bo Chan, a keeper, waved from the tarmac as the aircraft left."


@pytest.fixture
def group(make_article, make_entity):
    def group(*rows: tuple[str, str, date | None]) -> dict[str, str]:
        """Title → story."""
        made = [make_article(text, title=title, published_on=day) for title, text, day in rows]
        names = [
            make_entity(article, name) for article in made for name in ("Ann Leroux", "Bo Chan") if name in article.text
        ]
        table = frame(made, Article)
        found = stories(table, frame(names, Entity), near_copies(table)).set_index("article_id")["story_id"]
        return {article.title: found[article.article_id] for article in made}

    return group


def test_one_event_and_another(group):
    found = group(
        ("China taxes canola seed", SEED, date(2025, 8, 12)),
        ("Growers want aid", REACTION, date(2025, 8, 13)),
        ("Pandas leave", PANDA, date(2025, 8, 13)),
    )
    assert found["China taxes canola seed"] == found["Growers want aid"] != found["Pandas leave"]


def test_a_year_later_is_another_story(group):
    found = group(("One", SEED, date(2025, 8, 12)), ("Two", REACTION, date(2026, 8, 12)))
    assert found["One"] != found["Two"]


def test_days_alone_make_no_story(group):
    found = group(("China taxes canola seed", SEED, date(2025, 8, 12)), ("Pandas leave", PANDA, date(2025, 8, 12)))
    assert found["China taxes canola seed"] != found["Pandas leave"]


def test_without_a_date_more_must_be_alike(group):
    found = group(("Seed deposit", SEED, None), ("Seed deposit: reaction", REACTION, None), ("Pandas", PANDA, None))
    assert found["Seed deposit"] == found["Seed deposit: reaction"] != found["Pandas"]


def test_the_undated_beyond_one_batch_as_within_it(group, monkeypatch):
    rows = [
        (f"{name} {at}", f"{text} It was lot {at}00.", None)
        for at in range(4)
        for name, text in (("S", SEED), ("P", PANDA))
    ]
    rows.append(("Dated", REACTION, date(2025, 8, 13)))
    together = group(*rows)
    monkeypatch.setattr("newstables.analysis.stories._AT_ONCE", 3)
    assert group(*rows) == together
    assert len({story for title, story in together.items() if title[0] == "P"}) == 1
    assert together["Dated"] == together["S 0"] != together["P 0"]


def test_a_day_beyond_one_batch_as_within_it(group, monkeypatch):
    rows = [(f"{at}", f"{text} {at}00 more.", date(2025, 8, 12)) for at, text in enumerate([SEED, REACTION, PANDA] * 2)]
    together = group(*rows)
    monkeypatch.setattr("newstables.analysis.stories._AT_ONCE", 2)
    assert group(*rows) == together
    assert together["0"] == together["1"] != together["2"]


def test_a_copy_has_the_story_of_what_it_copies(group):
    found = group(("One", SEED, date(2025, 8, 12)), ("Quite another title", SEED, date(2025, 12, 24)))
    assert len(set(found.values())) == 1


def test_every_article_has_a_story_whatever_the_order(make_article):
    rows = [make_article(text, title=text[:9], published_on=date(2025, 8, 12)) for text in (SEED, REACTION, PANDA, "")]
    table, names = frame(rows, Article), frame([], Entity)
    found = stories(table, names, near_copies(table))
    assert set(found["article_id"]) == {row.article_id for row in rows}
    assert found["centrality"].between(0, 1).all()
    pd.testing.assert_frame_equal(found, stories(table.iloc[::-1], names, near_copies(table)))


def test_no_articles():
    table = frame([], Article)
    assert stories(table, frame([], Entity), near_copies(table)).empty
    assert describe(table, stories(table, frame([], Entity), near_copies(table))).empty


def test_a_story_is_described(make_article):
    rows = [
        make_article(SEED, title="China taxes canola seed", outlet="Wire", published_on=date(2025, 8, 12)),
        make_article(REACTION, title="Growers want aid", outlet="Herald", published_on=date(2025, 8, 13)),
        make_article(PANDA, title="Pandas leave", published_on=date(2025, 9, 1)),
    ]
    table = frame(rows, Article)
    found = describe(table, stories(table, frame([], Entity), near_copies(table)))
    assert found["articles"].tolist() == [1, 2]
    assert found["outlets"].map(list).tolist() == [[], ["Herald", "Wire"]]
    assert found["first_on"].tolist() == [date(2025, 9, 1), date(2025, 8, 12)]
    assert found["last_on"].tolist() == [date(2025, 9, 1), date(2025, 8, 13)]
    assert found["name"][0] == "Pandas leave"


def test_likeness_is_between_none_and_all(make_article):
    table = frame([make_article(text, title=text[:20]) for text in (SEED, REACTION, PANDA, "")], Article)
    rows = matrix(table, frame([], Entity))
    product = (rows @ rows.T).toarray()
    assert product.min() >= 0
    assert product.max() <= 1 + 1e-9
    assert product[0, 1] > product[0, 2]


def test_the_longest_name_of_goods_counts():
    found = features("Canola seed", "Canola oil and canola.", [])
    goods = Counter({good: count for (kind, good), count in found.items() if kind == "good"})
    assert goods == Counter({"canola seed": 2, "canola oil": 2, "canola": 2})


def test_the_two_articles_are_one_story(shared):
    """Both are undated; one looks ahead to the leaders' meeting, one tells of it."""
    from newstables.extraction import extract
    from newstables.reading import read_articles

    rows = list(extract(read_articles([shared / "seeds"])))
    articles = frame((row.article for row in rows), Article)
    entities = frame((entity for row in rows for entity in row.entities), Entity)
    found = stories(articles, entities, near_copies(articles))
    assert len(found) == 2
    assert found["story_id"].nunique() == 1
