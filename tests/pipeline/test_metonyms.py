"""Places that stand for their governments, and places that do not."""

from __future__ import annotations

import pytest
from spacy.language import Language

from newstables.pipeline import load_pipeline, make_doc

CASES = [
    # text → the governments meant, by the words for them
    ("Beijing imposed a surtax on canola.", {"Beijing": "government-of-china"}),
    ("She landed in Beijing and left from Beijing.", {}),
    ("Growers want Ottawa to act.", {"Ottawa": "government-of-canada"}),
    ("He flew to Ottawa and slept at an Ottawa hotel.", {}),
    ("Talks with Ottawa broke down.", {"Ottawa": "government-of-canada"}),
    ("The train between Ottawa and Montreal was late.", {}),
    ("Ottawa’s surtax stays.", {"Ottawa": "government-of-canada"}),
    ("Ottawa’s airport was shut.", {}),
    ("The Ottawa-based firm closed.", {}),
    ("Ministers met with pressure from Washington.", {"Washington": "government-of-the-united-states"}),
    ("It was Washington that asked for it.", {"Washington": "government-of-the-united-states"}),
    ("The orchards near Wenatchee, Washington, are bare.", {}),
    ("The farm outside London, Ont., grows beans.", {}),
    ("China has charged 25 per cent since March.", {"China": "government-of-china"}),
    ("Tokyo rose on Monday, and London closed lower.", {}),
    ("China buys most of the canola.", {}),
    ("The seed was sold to China.", {}),
    ("Talks between Canada and China broke down.", {"Canada": "government-of-canada", "China": "government-of-china"}),
    ("Quebec grows more of it than Alberta.", {}),
    ("Quebec wants the duty lifted.", {"Quebec": "government-of-quebec"}),
    ("BEIJING — Nothing moved.", {}),
    ("Beijing is expected to answer.", {"Beijing": "government-of-china"}),
    ("A Canadian was arrested in Beijing by China.", {"China": "government-of-china"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_governments(nlp: Language, text: str, expected: dict[str, str]) -> None:
    ents = nlp(make_doc(nlp, text)).ents
    found = {ent.text: ent.kb_id_ for ent in ents if ent.label_ == "place" and ent.kb_id_.startswith("government")}
    assert found == expected


def test_the_mention_keeps_kind_and_text_and_takes_the_name(nlp: Language) -> None:
    (ent,) = (ent for ent in nlp(make_doc(nlp, "Beijing has answered.")).ents if ent.label_ == "place")
    assert (ent.text, ent.label_, ent.id_) == ("Beijing", "place", "Government of China")


def test_words_alone_do_without_a_parse() -> None:
    blank = load_pipeline()
    blank.select_pipes(disable=["tagger", "morphologizer", "lemmatizer", "parser"])
    for text, expected in CASES[:12]:
        doc = blank(make_doc(blank, text))
        found = {ent.text: ent.kb_id_ for ent in doc.ents if ent.kb_id_.startswith("government")}
        assert found == expected, text
