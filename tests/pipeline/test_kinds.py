"""The kind of a name, from all that an article says of it. All names are invented."""

from __future__ import annotations

import pytest
import spacy
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span

from newstables.pipeline.kinds import BUCKETS, KINDS, Kinds
from newstables.records import EntityKind


def marked(text: str, **labels: str) -> Doc:
    """The text with each of the words, wherever it stands, marked as told."""
    doc = spacy.blank("en")(text)
    doc.set_ents([Span(doc, token.i, token.i + 1, labels[token.text]) for token in doc if token.text in labels])
    return doc


def labelled(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in doc.ents]


@pytest.fixture
def kinds() -> Kinds:
    """One that knows no more than that a bakery is an organization, and a festival nothing of the kind."""
    component = Kinds()
    for feature, kind in (("near bakery", "organization"), ("near festival", "")):
        component.weights[get_string_id(feature) % BUCKETS, KINDS.index(kind)] = 4.0
    return component


def test_one_sentence_tells_the_kind_in_all(kinds):
    doc = marked(
        "Quilla opened. Quilla, a bakery, grew. Then and there Odell left Quilla.", Quilla="person", Odell="person"
    )
    assert labelled(kinds(doc)) == [("Quilla", "organization")] * 2 + [("Odell", "person"), ("Quilla", "organization")]


def test_without_evidence_the_recogniser_is_believed(kinds):
    doc = marked("Quilla opened. Odell came. Quilla closed.", Quilla="place", Odell="group")
    assert labelled(kinds(doc)) == [("Quilla", "place"), ("Odell", "group"), ("Quilla", "place")]


def test_what_has_none_of_the_kinds_is_dropped(kinds):
    assert labelled(kinds(marked("At the festival Quilla they ate.", Quilla="place"))) == []


def test_dates_and_amounts_are_left_alone(kinds):
    doc = marked("Friday, the bakery opened.", Friday=EntityKind.DATE.value)
    assert labelled(kinds(doc)) == [("Friday", "date")]


def test_weights_survive_the_disk(kinds, tmp_path):
    kinds.to_disk(tmp_path / "kinds")
    text = "Quilla, a bakery, grew."
    again = Kinds().from_disk(tmp_path / "kinds")
    assert labelled(again(marked(text, Quilla="person"))) == [("Quilla", "organization")]
