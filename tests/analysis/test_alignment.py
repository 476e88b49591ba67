"""Cases are tuned on pairs 01–11 of evaluation/pairs; the gate holds the figures over all of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstables.analysis.alignment import Alike, align, only_here
from newstables.analysis.disagreement import disagreements
from newstables.analysis.sentences import sentences

LEFT = (
    "Terminal halts loading\n\nA fire stopped all loading at Saltspit Terminal on Saturday. No one was hurt. "
    "It loads 17 ships a winter for China. “Grain dust is patient,” she said. “It waits for one bearing to run hot.” "
    "The mayor likes tea."
)
RIGHT = (
    "Fire shuts terminal\n\nVANCOUVER — A fire stopped all loading at Saltspit Terminal on Saturday. No one was hurt. "
    "It loads 14 ships a winter for China. “Grain dust is patient, it waits for one bearing to run hot,” said Bo. "
    "Rain is forecast for Thursday."
)


def test_links_say_how_the_sentences_are_alike():
    links = align(LEFT, RIGHT)
    kinds = {link.left_text: link.kind for link in links.itertuples()}
    assert kinds["No one was hurt."] == Alike.VERBATIM
    assert kinds["A fire stopped all loading at Saltspit Terminal on Saturday."] == Alike.NEAR  # a dateline in one
    assert "The mayor likes tea." not in kinds
    joined = links[links["left_text"].str.contains("Grain dust")].iloc[0]
    assert (len(joined["left_spans"]), len(joined["right_spans"]), joined["kind"]) == (2, 1, Alike.NEAR)
    assert links[links["left_text"].str.startswith("It loads")].iloc[0]["differs"] == [["17", "14"]]
    alone = [LEFT[start:end] for start, end in only_here(LEFT, links, "left")]
    assert "The mayor likes tea." in alone
    assert "No one was hurt." not in alone


def test_unrelated_articles_share_nothing():
    links = align("Farmers sold wheat. The port was busy in May.", "A singer sang in Rome. Tickets cost little.")
    assert links.empty
    assert list(links.columns)[:2] == ["left_spans", "right_spans"]


PIECES = ["China", "tariff", "25%", "“no,”", "said.", "Oct.", "9", "…", "canola\n", "—", "’", '"', "Mr.", "a"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=30)


@settings(max_examples=60)
@given(WORDS, WORDS)
def test_spans_are_sentences_and_a_text_is_its_own_copy(left, right):
    texts = " ".join(left), " ".join(right)
    for link in align(*texts).itertuples():
        for text, spans, words in zip(
            texts, (link.left_spans, link.right_spans), (link.left_text, link.right_text), strict=True
        ):
            assert " … ".join(text[start:end] for start, end in spans) == words
        assert 0 <= link.score <= 1
    own = align(texts[0], texts[0])
    linked = {tuple(span) for spans in own["left_spans"] for span in spans}
    assert linked == set(sentences(texts[0]))


@settings(max_examples=40)
@given(WORDS, WORDS)
def test_the_other_way_round_the_same_sentences_are_linked(left, right):
    def pairs(table, mine, theirs):
        return {
            (tuple(a), tuple(b))
            for one, other in zip(table[mine], table[theirs], strict=True)
            for a in one
            for b in other
        }

    texts = " ".join(left), " ".join(right)
    copied = lambda table: table[table["kind"] == Alike.VERBATIM]  # noqa: E731
    there, back = copied(align(*texts)), copied(align(*texts[::-1]))
    assert pairs(there, "left_spans", "right_spans") == pairs(back, "right_spans", "left_spans")


@pytest.mark.parametrize(
    ("left", "right", "close", "differ"),
    [
        ("The duty is 84 per cent.", "The duty is 85 per cent.", True, [["84 per cent", "85 per cent"]]),
        ("It was 11 per cent.", "It was about a tenth.", True, []),
        ("It met on May 6.", "It met on May 7.", False, [["May 6", "May 7"]]),
        ("A quarter left.", "25 per cent left.", False, []),
        ("Two firms left.", "The talks lasted 30 minutes.", False, []),
    ],
)
def test_disagreements(left, right, close, differ):
    assert disagreements(left, right, close=close) == differ


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He met Mr. Li in Oct. 2025. It rained.", 2),
        ("“We wait.” “We see,” she said.", 2),
        ("“Why?” Featherstone asked.", 1),
        ("She works in Oakville, Ont. Borkowski said so.", 2),
        ("A title\n\nA sentence.", 2),
        ("READ MORE: another story", 0),
        ("…\n  \n", 0),
    ],
)
def test_sentences(text, count):
    assert len(sentences(text)) == count
