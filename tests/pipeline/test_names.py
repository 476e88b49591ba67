"""Names that the knowledge base does not have."""

from __future__ import annotations

import pytest
from spacy.language import Language

from newstables.pipeline import make_doc

FOUND = [
    ("Agriculture Minister Colm Featherstone spoke.", {"Colm Featherstone": "person"}),
    ("Olena Hrytsenko, who farms, waved.", {"Olena Hrytsenko": "person"}),
    ("Quilla Vornholt, a professor at a school, waved.", {"Quilla Vornholt": "person"}),
    ("Quilla Vornholt, 84, waved.", {"Quilla Vornholt": "person"}),
    ("Its president, Quilla Vornholt, waved.", {"Quilla Vornholt": "person"}),
    ("The trader Quilla B. Vornholt waved.", {"Quilla B. Vornholt": "person"}),
    ("Peng Yuzhen waved.", {"Peng Yuzhen": "person"}),
    ("Trade Minister Josée Pelletier-Vance waved.", {"Josée Pelletier-Vance": "person"}),
    ("Elder Agathe Prince-Louie waved.", {"Agathe Prince-Louie": "person"}),
    ("Vice-President Quilla Vornholt waved.", {"Quilla Vornholt": "person"}),
    ("President Moon Jae-in waved.", {"Moon Jae-in": "person"}),
    ("The Wheatland Oilseed Alliance waved.", {"Wheatland Oilseed Alliance": "organization"}),
    ("A buyer for Cedar & Kerf Consulting waved.", {"Cedar & Kerf Consulting": "organization"}),
    ("The Northern Log Haulers’ Association waved.", {"Northern Log Haulers’ Association": "organization"}),
    ("Westgate Pulse Terminal Ltd. waved.", {"Westgate Pulse Terminal Ltd.": "organization"}),
    ("The Ministry of Water and Rural Affairs waved.", {"Ministry of Water and Rural Affairs": "organization"}),
    ("They crossed the Saugeen River there.", {"Saugeen River": "place"}),
    ("She farms near Vegreville, Alta.", {"Vegreville": "place"}),
]

NOTHING = [
    "LATEST STORIES:",
    "READ MORE: Growers Wait For A Deal",
    "Turning Point Reached After Meeting With Growers",
    "Meeting Outcomes",
    "Growers said they would wait until Friday.",
    "In October the Mounted Riders waved.",
    "Asked about it, Ottawan growers left.",
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_found(nlp: Language, text: str, expected: dict[str, str]) -> None:
    doc = nlp(make_doc(nlp, text))
    assert {ent.text: ent.label_ for ent in doc.ents if not ent.kb_id_ and not ent.text.isdigit()} == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_without_evidence(nlp: Language, text: str) -> None:
    named = {"person", "organization", "place"}
    assert [ent.text for ent in nlp(make_doc(nlp, text)).ents if ent.label_ in named] == []


def test_a_surname_alone_is_its_bearer(nlp: Language) -> None:
    text = "Featherstone Warns Growers About Duties\nMinister Colm Featherstone spoke. Featherstone’s plan stood."
    names = [ent.id_ for ent in nlp(make_doc(nlp, text)).ents]
    assert names == ["Colm Featherstone"] * 3


def test_two_of_one_surname_stay_apart(nlp: Language) -> None:
    text = "Harpreet Gill, who farms, met Sukhdeep Gill, an economist. Gill smiled."
    names = [(ent.label_, ent.id_) for ent in nlp(make_doc(nlp, text)).ents]
    assert names == [("person", "Harpreet Gill"), ("person", "Sukhdeep Gill"), ("person", "Gill")]


def test_the_fullest_form_is_the_name(nlp: Language) -> None:
    text = "Minister Colm Featherstone spoke. Colm R. Featherstone left. Featherstone waved."
    names = [ent.id_ for ent in nlp(make_doc(nlp, text)).ents]
    assert names == ["Colm R. Featherstone"] * 3


def test_initials_after_an_organization_name_it(nlp: Language) -> None:
    text = "The Wheatland Oilseed Alliance (WOA) met. The WOA left."
    names = [(ent.text, ent.id_) for ent in nlp(make_doc(nlp, text)).ents]
    expected = "Wheatland Oilseed Alliance"
    assert names == [(expected, expected), ("WOA", expected), ("WOA", expected)]
