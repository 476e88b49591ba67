"""Mentions of known actors and places: what links, and what must not."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

from newstables.knowledge import load
from newstables.pipeline import make_doc
from newstables.pipeline.gazetteer import make_gazetteer
from newstables.pipeline.lexicon import Lexicon, entries

AUTUMN_2025 = date(2025, 11, 1)

LINKED = [
    # text → mention: what it is known as
    ("Xi Jinping Friday met Carney.", {"Xi Jinping": "xi-jinping", "Carney": "mark-carney"}),
    ("Xi Jinping met Xi Boyuan. Xi waved.", {"Xi Jinping": "xi-jinping"}),
    ("Donald Trump saw Trump Tower. Trump waved.", {"Donald Trump": "donald-trump", "Trump": "donald-trump"}),
    ("A farmer, Xi Boyuan, came. Xi waved.", {}),
    ("A meeting with Jinping Thursday.", {"Jinping": "xi-jinping"}),
    ("The Mark Carney–Xi Jinping talks", {"Mark Carney": "mark-carney", "Xi Jinping": "xi-jinping"}),
    ("No deal emerged from the Carney-Xi meeting.", {"Carney": "mark-carney", "Xi": "xi-jinping"}),
    ("Canada–China relations", {"Canada": "canada", "China": "china"}),
    ("U.S.-China talks", {"U.S.": "united-states", "China": "china"}),
    ("The Prime Minister’s Office said so.", {"Prime Minister’s Office": "prime-ministers-office"}),
    ("The Prime Minister's Office said so.", {"Prime Minister's Office": "prime-ministers-office"}),
    ("Beijing’s mayor met South Korean growers.", {"Beijing": "beijing", "South Korean": "south-korea"}),
    ("The Bank of China lent it.", {"Bank of China": "bank-of-china"}),
    ("OTTAWA — Nothing moved.", {"OTTAWA": "ottawa"}),
    ("CARNEY MEETS XI IN BEIJING AFTER TALKS", {"CARNEY": "mark-carney", "XI": "xi-jinping", "BEIJING": "beijing"}),
    (
        "Carney Says Relations With Beijing at ‘Turning Point’ After Xi Meeting",
        {"Carney": "mark-carney", "Beijing": "government-of-china", "Xi": "xi-jinping"},
    ),
    # weak forms, with support
    ("Anita Anand spoke. Later, Anand left.", {"Anita Anand": "anita-anand", "Anand": "anita-anand"}),
    ("Agriculture Minister MacDonald flew out.", {"MacDonald": "heath-macdonald"}),
    ("Premier Li spoke for China.", {"Li": "li-qiang", "China": "china"}),
    ("Commerce Minister Wang spoke.", {"Wang": "wang-wentao"}),
    ("Foreign Minister Wang spoke.", {"Wang": "wang-yi"}),
    ("Chinese Foreign Minister Wang spoke.", {"Chinese": "china", "Wang": "wang-yi"}),
    ("Saskatchewan Premier Moe spoke.", {"Saskatchewan": "saskatchewan", "Moe": "scott-moe"}),
    ("China’s Commerce Ministry spoke.", {"China": "china", "Commerce Ministry": "ministry-of-commerce-of-china"}),
    ("China: the commerce ministry spoke.", {"China": "china", "commerce ministry": "ministry-of-commerce-of-china"}),
    ("Canada heard Tory MPs.", {"Canada": "canada", "Tory": "conservative-party-of-canada"}),
    ("Jennifer May came. May said so.", {"Jennifer May": "jennifer-may", "May": "jennifer-may"}),
]  # fmt: skip

UNLINKED = [
    ("Talks resume in May.", "a month"),
    ("Wang said no.", "a surname alone"),
    ("Li Qiang and Li Chenggang left. Li waved.", "two of one surname"),
    ("Trade Minister Wang spoke.", "an office that neither holds"),
    ("Sophie Trudeau wrote a book.", "another person of the name"),
    ("Rick White and Ellen White met. White laughed.", "contested by a stranger"),
    ("India’s Commerce Ministry spoke for the country.", "another country's ministry"),
    ("The Surrey Chamber of Commerce met Canada.", "part of a longer name"),
    ("Give us a break, it may turn white.", "ordinary words"),
    ("Vancouver Island is large.", "part of another place"),
    ("Imogen Duncan-May farms.", "half of a double name"),
    ("Wang Wentao-Quill farms.", "half of a double name, told in full"),
    ("“Prices fell,” said Justin Trudeau Quillan, a farmer.", "a name that goes on"),
    ("Manitoba Foreign Minister Wang spoke, as did Japan’s Foreign Minister Wang.", "ministers of elsewhere"),
    ("Foreign Minister Wang Boyuan spoke. Foreign Minister Wang left, and Wang waved.", "an office, but another name"),
]

NEVER = {
    *("wang-yi", "wang-wentao", "wang-di", "jennifer-may", "elizabeth-may", "justin-trudeau"),
    *("ministry-of-commerce-of-china", "canadian-chamber-of-commerce", "vancouver"),
}


@pytest.mark.parametrize(("text", "expected"), LINKED, ids=[text for text, _ in LINKED])
def test_linked(nlp: Language, text: str, expected: dict[str, str]) -> None:
    doc = nlp(make_doc(nlp, text, AUTUMN_2025))
    assert {ent.text: ent.kb_id_ for ent in doc.ents if ent.kb_id_} == expected


@pytest.mark.parametrize(("text", "why"), UNLINKED, ids=[why for _, why in UNLINKED])
def test_unlinked(nlp: Language, text: str, why: str) -> None:
    linked = {ent.text: ent.kb_id_ for ent in nlp(make_doc(nlp, text, AUTUMN_2025)).ents if ent.kb_id_}
    assert not NEVER & set(linked.values()), why
    assert not {"Li", "White", "Trudeau", "May", "Wang"} & set(linked), why


@pytest.mark.parametrize(
    ("on", "premier"), [(date(2017, 1, 1), "li-keqiang"), (date(2025, 1, 1), "li-qiang"), (None, None)]
)
def test_a_title_names_who_held_it_then(nlp: Language, on: date | None, premier: str | None) -> None:
    linked = {ent.text: ent.kb_id_ for ent in nlp(make_doc(nlp, "Premier Li spoke.", on)).ents if ent.kb_id_}
    assert linked.get("Li") == premier


def test_a_mention_carries_kind_id_and_canonical_name(nlp: Language) -> None:
    (ent,) = nlp(make_doc(nlp, "It was said by Canadians.")).ents
    assert (ent.label_, ent.kb_id_, ent.id_) == ("group", "canada", "Canadian")


def test_labels_of_another_pipeline_become_ours() -> None:
    nlp = spacy.blank("en")
    doc = nlp("Xi Jinping Friday met Olena Hrytsenko of Third Avenue Bakery")
    doc[0].is_sent_start = True
    for token in doc[1:]:
        token.is_sent_start = False
    doc.ents = [Span(doc, 0, 3, "PERSON"), Span(doc, 4, 6, "PERSON"), Span(doc, 7, 9, "WORK_OF_ART")]
    doc = make_gazetteer(nlp, "gazetteer")(doc)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Xi Jinping", "person"), ("Olena Hrytsenko", "person")]


def test_the_opening_word_may_be_a_first_name(nlp: Language) -> None:
    linked = [
        ent.text
        for ent in nlp(make_doc(nlp, "Ivanka Trump left. Donald Trump Jr. stayed. Now Trump speaks.")).ents
        if ent.kb_id_
    ]
    assert linked == ["Trump"]


def test_names_that_are_words_stay_words(nlp: Language) -> None:
    text = "He Yadong and Jennifer May came. He left in May. Rick White saw the White House and the Vancouver Sun."
    names = {ent.text: ent.kb_id_ for ent in nlp(make_doc(nlp, text)).ents if ent.label_ == "person"}
    assert names == {"He Yadong": "he-yadong", "Jennifer May": "jennifer-may", "Rick White": "rick-white"}


def test_every_known_form_is_found_as_it_is_tokenized(nlp):
    lexicon = Lexicon(nlp, load())
    for form, entry in entries(load()):
        doc = nlp.make_doc(form)
        assert (0, len(doc), entry.known_as) in {
            (hit.start, hit.end, hit.entry.known_as) for hit in lexicon.find(doc)
        }, form
