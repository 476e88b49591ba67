"""Which passages are about Canada and China."""

from __future__ import annotations

import pytest

from newstables.knowledge import load
from newstables.pipeline.relation import Relation

SIDES = {actor.actor_id: actor.side for actor in load().actors} | {
    place.place_id: place.side for place in load().places
}
LEAD = "Prime Minister Mark Carney met Chinese President Xi Jinping on Friday."


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        (f"{LEAD} “It went well,” Carney said.", "It went well", True),
        (f"{LEAD}\n“It went well,” Carney said.", "It went well", True),
        (f"{LEAD}\nHe then saw South Korea’s president.\n“It went well,” Carney said.", "It went well", False),
        (f"{LEAD} He then saw South Korea’s president. “It went well,” Carney said.", "It went well", False),
        (f"{LEAD}\nDonald Trump had met Xi before.\n“It went well,” Trump said.", "It went well", False),
        (f"{LEAD}\n“Amid the struggle with the U.S. this helps,” said Ann Leroux.", "Amid the struggle", True),
        (f"{LEAD}\nPrices fell.\n“Nobody buys,” said Ann Leroux, a farmer.", "Nobody buys", True),
        ("Canada met Mexico on Friday.\n“It went well,” Ann Leroux said.", "It went well", False),
        ("Canada met Mexico.\n“China pays Canada well,” Ann Leroux said.", "China pays", True),
        ("Prices fell. “Nobody buys,” said Ann Leroux.", "Nobody buys", False),
    ],
)
def test_the_thread_decides(nlp, text, passage, expected):
    start = text.index(passage)
    assert Relation(nlp(text), SIDES).concerns(start, start + len(passage)) is expected


@pytest.mark.parametrize(("text", "expected"), [(LEAD, True), ("Canada met Mexico.", False), ("", False)])
def test_an_article_is_about_what_its_lead_names(nlp, text, expected):
    assert Relation(nlp(text), SIDES).article is expected


def test_the_seed_with_a_visit_to_south_korea(nlp, shared):
    text = next((shared / "seeds").glob("000*.txt")).read_text("utf-8")
    found = Relation(nlp(text), SIDES)
    for words, expected in (("our defence cooperation", False), ("I guess on the scale", False), ("‘newness’", True)):
        start = text.index(words)
        assert found.concerns(start, start + len(words)) is expected
