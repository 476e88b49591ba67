import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.analysis.alignment import align
from newstables.analysis.primary import Verdict, check_against_source
from newstables.analysis.statements import Sameness, quotes_in_both, reported_otherwise
from newstables.analysis.wordwise import Run, differences

LONG = "We will wait for the final ruling and look for a crusher in another country"


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        ([LONG], [LONG.upper()], Sameness.VERBATIM),
        (["pleased"], ["very pleased"], Sameness.NEAR),
        ([LONG], ["We will wait for the final ruling"], Sameness.SHORTENED),
        ([LONG], [LONG.replace("another country", "another province")], Sameness.NEAR),
        ([LONG], ["We will wait for the final ruling", "look for a crusher in another country"], Sameness.JOINED),
        ([LONG], ["The weather was bad for wheat this year"], None),
        (["a nice"], ["very pleased"], None),
    ],
)
def test_quotes_in_both(make_article, make_quote, mine, theirs, kind):
    left, right = make_article(". ".join(mine)), make_article(". ".join(theirs))
    found = quotes_in_both(
        [make_quote(left, words, speaker="Ann") for words in mine],
        [make_quote(right, words, speaker="Ann") for words in theirs],
    )
    assert found["kind"].tolist() == ([] if kind is None else [kind])


def test_two_speakers_share_no_quote(make_article, make_quote):
    quotes = [[make_quote(make_article(LONG), LONG, speaker=name)] for name in ("Ann", "Bo")]
    assert quotes_in_both(*quotes).empty


def test_what_both_report_is_shared_and_what_one_quotes_is_not(make_article, make_quote):
    quotes = [make_quote(make_article(LONG), LONG, speaker="Ann", kind=kind) for kind in ("indirect", "direct")]
    assert len(quotes_in_both(quotes[:1], quotes[:1])) == 1
    assert quotes_in_both(quotes[:1], quotes[1:]).empty


def test_differences_are_marked_word_by_word():
    assert differences("pleased", "very pleased") == [(Run.RIGHT, "very "), (Run.SAME, "pleased")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_runs_joined_are_the_texts_words(left, right):
    runs = differences(left, right)
    words = "".join(text for run, text in runs if run is not Run.RIGHT)
    assert words.split() == left.strip().lstrip("—– ").split() or "—" in left or "–" in left
    assert bool(differences(right, left)) == bool(runs)


def test_reported_otherwise(make_article, make_quote):
    left = make_article("“This is work that can be measured in hectares,” Quesnel said.")
    right = make_article("Quesnel said that this is work that can be measured in hectares.")
    direct = make_quote(left, "This is work that can be measured in hectares", speaker="Quesnel")
    indirect = make_quote(right, "this is work that can be measured in hectares", speaker="Quesnel", kind="indirect")
    found = reported_otherwise([direct], [indirect], align(left.text, right.text))
    assert found[["left_kind", "right_kind"]].to_numpy().tolist() == [["direct", "indirect"]]
    other = make_quote(right, "this is work that can be measured in hectares", speaker="Bo", kind="indirect")
    assert reported_otherwise([direct], [other], align(left.text, right.text)).empty


def test_a_speaker_says_more_than_one_thing(make_article, make_quote):
    """Two sentences may be alike for the speaker that they both introduce."""
    about = "Halvard Quesnel, who grows canola near Brandon in Manitoba and sits on the board of the growers"
    left = make_article(f"“The door is closed for now,” said {about}.")
    right = make_article(f"His neighbours bought a combine, said {about}.")
    links = align(left.text, right.text)
    assert len(links) == 1
    direct = make_quote(left, "The door is closed for now", speaker="Quesnel")
    indirect = make_quote(right, "His neighbours bought a combine", speaker="Quesnel", kind="indirect")
    assert reported_otherwise([direct], [indirect], links).empty


SOURCE = (
    "The minister spoke. We will not lower the tariff of 25 per cent before May, and we stand by our farmers today."
)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("we will not lower the tariff of 25 per cent", Verdict.VERBATIM),
        ("We will not lower the tariff … we stand by our farmers", Verdict.VERBATIM),
        ("We will not lower this tariff of 25 per cent before May, and we stand by our farmers", Verdict.NEAR),
        ("We will not lower the tariff of 35 per cent before May", Verdict.DIFFERS),
        ("We will lower the tariff of 25 per cent before May", Verdict.DIFFERS),
        ("The weather was bad for wheat this year", Verdict.NOT_FOUND),
        ("tariffs", Verdict.NOT_FOUND),
    ],
)
def test_quotes_against_a_primary_document(make_article, make_quote, words, verdict):
    quote = make_quote(make_article(words), words)
    row = check_against_source([quote], SOURCE).iloc[0]
    assert row["verdict"] == verdict
    if verdict is not Verdict.NOT_FOUND:
        assert SOURCE[row["source_start"] : row["source_end"]] == row["source_text"]


def test_indirect_quotes_are_not_checked(make_article, make_quote):
    assert check_against_source([make_quote(make_article("so it is"), "so it is", kind="indirect")], SOURCE).empty


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_source_and_quote(make_article, make_quote, words, source):
    text = f"x{words}"
    table = check_against_source([make_quote(make_article(text), text)], source)
    assert len(table) == 1
    row = table.iloc[0]
    if row["source_text"] is not None:
        assert source[row["source_start"] : row["source_end"]] == row["source_text"]
