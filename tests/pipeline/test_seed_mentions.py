"""The two articles that the project began with, where they are at hand: every mention was read by eye."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from newstables.pipeline import make_doc
from newstables.reading import mask

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"

PEOPLE = {
    "000_f49928eed90738ac.txt": {
        "Mark Carney": 5,
        "Xi Jinping": 3,
        "Donald Trump": 4,
        "Justin Trudeau": 1,
        "Jane Boulden": 3,
    },
    "004_116ed4489a48c615.txt": {
        "Mark Carney": 19,
        "Xi Jinping": 11,
        "Donald Trump": 2,
        "Justin Trudeau": 1,
        "Meng Wanzhou": 1,
        "Michael Kovrig": 1,
        "Michael Spavor": 1,
        "Anita Anand": 2,
        "Michael Chong": 1,
        "Heath MacDonald": 1,
    },
}
ORGANIZATIONS = {
    "000_f49928eed90738ac.txt": {"asia-pacific-economic-cooperation", "royal-military-college-of-canada"},
    "004_116ed4489a48c615.txt": {
        "asia-pacific-economic-cooperation",
        "bank-of-china",
        "bank-of-england",
        "brookfield",
        "conservative-party-of-canada",
        "financial-stability-board",
        "g20",
        "g7",
        "government-of-canada",
        "government-of-china",
        "house-of-commons-of-canada",
        "huawei",
        "prime-ministers-office",
        "royal-canadian-mounted-police",
    },
}


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_every_mention_is_right(nlp: Language, name: str) -> None:
    path = SEEDS / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand")
    doc = nlp(make_doc(nlp, mask(path.read_text("utf-8")), date(2025, 11, 1)))
    assert Counter(ent.id_ for ent in doc.ents if ent.label_ == "person") == PEOPLE[name]
    assert {ent.kb_id_ for ent in doc.ents if ent.label_ == "organization"} == ORGANIZATIONS[name]
    assert all(ent.kb_id_ for ent in doc.ents if ent.label_ in ("place", "group"))
