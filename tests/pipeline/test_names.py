"""Names that the knowledge base does not have: what a recogniser found, corrected. All of them are invented."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

Marked = list[tuple[str, str]]


def named(nlp: Language, text: str, found: Marked) -> Doc:
    """The text after our components, had a recogniser found these mentions, each wherever its words stand."""
    doc = nlp.get_pipe("newstables_sentences")(nlp.make_doc(text))
    spans, at = [], 0
    for words, label in found:
        start = text.index(words, at)
        at = start + len(words)
        spans.append(doc.char_span(start, at, label=label))
    doc.set_ents(spans)
    for name in ("newstables_gazetteer", "newstables_names"):
        doc = nlp.get_pipe(name)(doc)
    return doc


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Colm Featherstone Friday waved.", ("Colm Featherstone Friday", "PERSON"), ("Colm Featherstone", "person")),
        ("It was Minister Colm Ek who left.", ("Minister Colm Ek", "PERSON"), ("Colm Ek", "person")),
        ("Quilla Bakery’s ovens stood.", ("Quilla Bakery’s", "ORG"), ("Quilla Bakery", "organization")),
        ("At the Quilla Bakery it was warm.", ("the Quilla Bakery", "ORG"), ("Quilla Bakery", "organization")),
        ("They met Moon Jae-in there.", ("Moon Jae-in", "PERSON"), ("Moon Jae-in", "person")),
        ("It was Quilla Bakery in May.", ("Quilla Bakery in", "GPE"), ("Quilla Bakery", "place")),
        ("They said “Quilla” twice.", ("“Quilla”", "ORG"), ("Quilla", "organization")),
        (
            "Featherstone Says Relations With Growers at ‘Turning Point’",
            ("Featherstone Says Relations With Growers", "PERSON"),
            ("Featherstone", "person"),
        ),
        ("It was Ek Nick-hang who left.", ("Ek Nick-hang", "PERSON"), ("Ek Nick-hang", "person")),
        ("He left St. Odo's Wool School today.", ("St. Odo", "PERSON"), ("St. Odo's Wool School", "organization")),
        ("At Quilla College Odell.", ("Quilla College Odell", "GPE"), ("Quilla College Odell", "organization")),
        ("He left Colm Ek Wool School.", ("Colm Ek", "PERSON"), ("Colm Ek Wool School", "organization")),
        ("They met Quilla Foods there.", ("Quilla Foods", "PERSON"), ("Quilla Foods", "organization")),
        ("At Coopérative des Ek there.", ("Coopérative des Ek", "PERSON"), ("Coopérative des Ek", "organization")),
        ("They met Michael Steel there.", ("Michael Steel", "PERSON"), ("Michael Steel", "person")),
        ("Colm Ek\nGrowers wait.", ("Colm Ek\nGrowers", "PERSON"), ("Colm Ek", "person")),
    ],
)
def test_what_is_no_part_of_a_name_is_cut(nlp, text, found, expected):
    assert [(ent.text, ent.label_) for ent in named(nlp, text, [found]).ents] == [expected]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They left Friday.", ("Friday", "PERSON")),
        ("They had the munchies.", ("the munchies", "ORG")),
        ("It rained — and how.", ("—", "PERSON")),
        ("It rained. Oilseed traders wait.", ("Oilseed", "PERSON")),
    ],
)
def test_what_is_no_name_is_dropped(nlp, text, found):
    assert named(nlp, text, [found]).ents == ()


@pytest.mark.parametrize("found", [("Quilla", "GPE"), ("Odell", "PERSON")])
def test_two_names_with_an_ampersand_are_a_firm(nlp, found):
    doc = named(nlp, "They went to Quilla & Odell in the end.", [found])
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Quilla & Odell", "organization")]


def test_two_people_with_an_ampersand_stay_two(nlp):
    found = [("Colm Ek", "PERSON"), ("Ann Odell", "PERSON")]
    assert [ent.text for ent in named(nlp, "It was Colm Ek & Ann Odell.", found).ents] == ["Colm Ek", "Ann Odell"]


def test_three_names_with_ampersands_break_nothing(nlp):
    assert named(nlp, "Quilla & Odell & Ek", [("Quilla", "ORG"), ("Odell", "ORG"), ("Ek", "ORG")]).ents


def test_the_same_name_is_the_same_thing(nlp):
    text = "Odell paid. Odell sold. Odell left."
    found = [("Odell", "ORG"), ("Odell", "ORG"), ("Odell", "PERSON")]
    assert [ent.label_ for ent in named(nlp, text, found).ents] == ["organization"] * 3


def test_two_places_with_a_dash_are_two(nlp):
    ents = named(nlp, "The Canada–China talks ended.", [("Canada–China", "ORG")]).ents
    assert [(ent.text, ent.kb_id_) for ent in ents] == [("Canada", "canada"), ("China", "china")]


def test_a_place_inside_a_longer_name_is_a_part_of_it(nlp):
    ents = named(nlp, "The Quill Society of China met.", [("Quill Society of China", "ORG")]).ents
    assert [(ent.text, ent.label_) for ent in ents] == [("Quill Society of China", "organization")]


def test_the_knowledge_base_wins(nlp):
    ents = named(nlp, "Mark Carney waved.", [("Mark Carney waved", "ORG")]).ents
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in ents] == [("Mark Carney", "person", "mark-carney")]


def test_a_surname_alone_is_its_bearer(nlp):
    text = "Featherstone Warns Growers About Duties\nMinister Colm Featherstone spoke. Featherstone’s plan stood."
    assert [ent.id_ for ent in named(nlp, text, [("Colm Featherstone", "PERSON")]).ents] == ["Colm Featherstone"] * 3


def test_a_given_name_alone_is_its_bearer(nlp):
    text = "Quilla Odell sang. “I am Quilla,” she said."
    ents = named(nlp, text, [("Quilla Odell", "PERSON"), ("Quilla", "GPE")]).ents
    assert [(ent.label_, ent.id_) for ent in ents] == [("person", "Quilla Odell")] * 2


def test_a_surname_may_have_three_parts(nlp):
    doc = named(nlp, "Wirot Ban-a-lok spoke - at length. Ban-a-lok left.", [("Wirot Ban-a-lok", "PERSON")])
    assert [ent.text for ent in doc.ents] == ["Wirot Ban-a-lok", "Ban-a-lok"]
    assert {ent.id_ for ent in doc.ents} == {"Wirot Ban-a-lok"}


def test_a_surname_of_two_names_alone_is_its_bearer(nlp):
    found = [("Ottilie Pelletier-Vance", "PERSON"), ("Pelletier-Vance", "PERSON")]
    doc = named(nlp, "Ottilie Pelletier-Vance left. Today Pelletier-Vance is back.", found)
    assert [ent.ent_id_ for ent in doc.ents] == ["Ottilie Pelletier-Vance"] * 2


def test_two_of_one_surname_stay_apart(nlp):
    text = "Harpreet Gill, who farms, met Sukhdeep Gill, an economist. Gill smiled."
    found = [("Harpreet Gill", "PERSON"), ("Sukhdeep Gill", "PERSON")]
    names = [(ent.label_, ent.id_) for ent in named(nlp, text, found).ents]
    assert names == [("person", "Harpreet Gill"), ("person", "Sukhdeep Gill"), ("person", "Gill")]


def test_the_fullest_form_is_the_name(nlp):
    text = "Minister Colm Featherstone spoke. Colm R. Featherstone left. Featherstone waved."
    found = [("Colm Featherstone", "PERSON"), ("Colm R. Featherstone", "PERSON")]
    assert [ent.id_ for ent in named(nlp, text, found).ents] == ["Colm R. Featherstone"] * 3


def test_initials_after_an_organization_name_it(nlp):
    text = "The Wheatland Oilseed Alliance (WOA) met. The WOA left."
    expected = "Wheatland Oilseed Alliance"
    names = [(ent.text, ent.id_) for ent in named(nlp, text, [(expected, "ORG")]).ents]
    assert names == [(expected, expected), ("WOA", expected), ("WOA", expected)]
