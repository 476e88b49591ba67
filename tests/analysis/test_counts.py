from datetime import date

from newstables.analysis import coverage, tariffs, voices
from newstables.analysis.periods import UNDATED


def test_articles_by_period_sums_small_outlets_and_keeps_every_article(make_coverage, make_article):
    articles = [
        make_article(f"Text {i}", outlet=f"Outlet {i % 4}", published_on=date(2025, 1, 1 + i)) for i in range(10)
    ]
    articles.append(make_article("No date"))
    table, order = coverage.articles_by_period(make_coverage(articles).articles, outlets=2)
    assert table["articles"].sum() == len(articles)
    assert set(table["outlet"]) == {"Outlet 0", "Outlet 1", coverage.OTHER_OUTLETS}
    assert order[-1] == UNDATED


def test_a_bar_opens_to_its_articles(make_coverage, make_article):
    articles = make_coverage(
        [
            make_article("One", published_on=date(2025, 1, 1)),
            make_article("Two", published_on=date(2025, 1, 3)),
            make_article("Three"),
        ]
    ).articles
    assert coverage.in_period(articles, articles, "2025-01-03")["text"].tolist() == ["Two"]
    assert coverage.in_period(articles, articles, UNDATED)["text"].tolist() == ["Three"]


def test_share_of_voice_counts_the_unresolved(make_coverage, make_article, make_quote):
    one, two = make_article("Yes we can do it."), make_article("No they can not.")
    table = voices.share_of_voice(
        make_coverage(
            [one, two],
            quotes=[
                make_quote(one, "Yes we can", side="Canada"),
                make_quote(two, "No they", side="Canada"),
                make_quote(two, "can not"),
            ],
        ).quotes
    ).set_index("side")
    assert table["quotes"].to_dict() == {"Canada": 2, "China": 0, "United States": 0, "other": 0, "unresolved": 1}
    assert table.loc["Canada", ["words", "articles"]].tolist() == [5, 2]
    assert table["share"].sum() == 1


def test_share_of_voice_of_nothing(make_coverage):
    assert voices.share_of_voice(make_coverage().quotes)["quotes"].sum() == 0


def test_most_quoted_come_first(make_coverage, make_article, make_quote):
    article = make_article("one two three four")
    quotes = make_coverage(
        [article],
        quotes=[
            make_quote(article, "one", speaker="Bo", side="China"),
            make_quote(article, "two", speaker="Ann", side="Canada"),
            make_quote(article, "three", speaker="Ann", side="Canada"),
            make_quote(article, "four"),
        ],
    ).quotes
    table = voices.by_speaker(quotes, most=5)
    assert table[["speaker", "side", "quotes"]].to_numpy().tolist() == [["Ann", "Canada", 2], ["Bo", "China", 1]]


def test_directions_open_to_their_claims(make_coverage, make_article, make_tariff):
    article = make_article("a b c")
    claims = make_coverage(
        [article],
        tariffs=[
            make_tariff(article, "a", imposer="CN", target="CA"),
            make_tariff(article, "b", imposer="CN", target="CA"),
            make_tariff(article, "c", target="CA"),
        ],
    ).tariffs
    table = tariffs.claims_by_direction(claims)
    assert table.to_numpy().tolist() == [["China on Canada", 2], ["on Canada, imposer not stated", 1]]
    assert tariffs.in_direction(claims, "on Canada, imposer not stated")["text"].tolist() == ["c"]
    assert tariffs.claims_by_direction(claims.head(0)).empty
