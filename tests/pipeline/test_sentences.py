"""Sentence boundaries, one line of text per case; "|" marks each boundary that must be found."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from newstables.pipeline import make_doc
from newstables.pipeline.sentences import Sentences
from newstables.pipeline.tokens import adapt

NLP = spacy.blank("en")
adapt(NLP)
SPLIT = Sentences(frozenset({"said", "asked"}), frozenset(NLP.Defaults.stop_words))

CASES = [
    "Talks ended. |The two sides left.",
    "It rose to 25 per cent. |“We wait,” she said.",
    "On Oct. 31 they met in the U.S. market.",
    "Sales fell in the U.S. |The company cut jobs.",
    "Mr. Carney met J. R. Smith of Acme Inc. in Regina, Sask. on Friday.",
    "It is No. 1 in Canada.",
    "“Will it last?” he asked.",
    "“Will it last?” Colm Featherstone asked.",
    "“Will it last?” |The hall was silent.",
    "“No!” said the grower.",
    "“It is late,” Carney said.",
    "“It is late.” |Carney left.",
    '"It is late," he said. |"We go."',
    "‘It is late.’ |They went. |(He stayed.)",
    "It grew 3.5 points. |12 mills shut.",
    "He paused … and went on.",
    "A headline without a stop\n|The first line.\n\n|“A quote\n|that runs on.”",
    "At 5 p.m. Tuesday it closed.",
    "U.S.-China talks resumed.",
]


@pytest.mark.parametrize("case", CASES)
def test_boundaries(case: str) -> None:
    doc = SPLIT(NLP.make_doc(case.replace("|", "")))
    expected = [part.strip() for part in case.split("|")]
    assert [sentence.text.strip() for sentence in doc.sents] == expected


def test_an_empty_text_has_no_sentence() -> None:
    assert list(SPLIT(NLP.make_doc("")).sents) == []


@pytest.mark.parametrize("text", [" ", "\n", ".", "”", "?!”"])
def test_a_scrap_is_one_sentence(text: str) -> None:
    assert len(list(SPLIT(NLP.make_doc(text)).sents)) == 1


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("U.S.-China", ["U.S.", "-", "China"]),
        ("Regina, Sask., and", ["Regina", ",", "Sask.", ",", "and"]),
        ("Carney–Xi", ["Carney", "–", "Xi"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in NLP.make_doc(text)] == tokens


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("A grower wrote on X. Prices rose.", 2),
        ("It stood in a post to X.\n\nPrices rose.", 2),
        ("They met X. Quill and Malcolm X. Tremmel.", 1),
    ],
)
def test_a_network_named_by_a_letter_ends_a_sentence(nlp: Language, text: str, sentences: int) -> None:
    doc = make_doc(nlp, text)
    assert doc.text == text
    assert len(list(SPLIT(doc).sents)) == sentences
