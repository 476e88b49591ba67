import pytest

from newstables.analysis.parties import not_named


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("A tariff on Chinese cars, says Ottawa.", []),
        ("A tariff on cars made in China.", ["Canada"]),
        ("A tariff, said Mark Carney in Beijing.", []),
        ("A tariff on a USED car, says BMW.", ["Canada", "China"]),
    ],
)
def test_a_party_that_the_article_has_no_word_for(make_article, make_tariff, text, missing):
    article = make_article(text)
    assert not_named(make_tariff(article, "A tariff", imposer="CA", target="CN"), text) == missing


def test_what_is_no_country_is_never_missing(make_article, make_tariff):
    article = make_article("A tariff.")
    assert not_named(make_tariff(article, "A tariff", imposer=None, target="*"), article.text) == []
    assert not_named(make_tariff(article, "A tariff", imposer="US", target="EU"), article.text) == [
        "United States",
        "European Union",
    ]
