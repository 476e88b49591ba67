"""Whom a quote is put down to. The sentences are ours; people whom the knowledge base does not have are invented."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from newstables.pipeline import make_doc
from newstables.records import CueKind, SpeakerKind

PERSON, ORGANIZATION, DOCUMENT, UNNAMED = SpeakerKind
Who = tuple[str | None, SpeakerKind | None]


def speakers(nlp: Language, text: str, on: date | None = date(2025, 10, 31)) -> list[Who]:
    doc = nlp(make_doc(nlp, text, on))
    return [(quote.speaker, quote.speaker_kind) for quote in doc._.quotes if quote.cue_kind is CueKind.SPEECH]


NAMES = [
    ("The longest form in the article", [("Nora Quill", PERSON), ("Nora Quill", PERSON)],
     "“Prices will fall,” Nora Quill said.\n\n“They always do,” Quill said."),
    ("A known person by the surname alone", [("Mark Carney", PERSON)], "“We have a new start,” Carney told reporters."),
    ("A Chinese given name is no surname", [("Xi Jinping", PERSON)],
     "Xi Jinping met the delegation. “We can trade,” Xi said."),
    ("Two of one surname, told apart by what they are", [("Tom Gill", PERSON), ("Ada Gill", PERSON)],
     "Tom Gill, a grower, and Ada Gill, an economist, disagree.\n\n“Sell now,” said Gill, the grower. "
     "“Hold it,” said Gill, the economist."),
    ("Two who make one statement", [("Nora Quill and Tom Gill", PERSON)],
     "“We will not sell,” said Nora Quill and Tom Gill in a joint letter."),
]  # fmt: skip
DESCRIBED = [
    ("A pronoun", [("Nora Quill", PERSON), ("Nora Quill", PERSON)],
     "Nora Quill runs a crusher. “Prices will fall,” she said. “They always do,” she added."),
    ("No woman was named", [(None, None)], "Mark Carney toured a crusher in Regina. “Prices will fall,” she said."),
    ("A title by the article's own words", [("Nora Quill", PERSON)],
     "Nora Quill, the mayor of Harbour Point, came late. “We lost the port,” the mayor said."),
    ("A title by who held the office on the day", [("Mark Carney", PERSON)],
     "“We have a new start,” the prime minister said."),
    ("The adjective picks the country", [("Xi Jinping", PERSON)],
     "“Trade is good for both,” the Chinese president said."),
    ("A country has it", [("Wang Yi", PERSON)], "“Trade is good for both,” China’s foreign minister said."),
    ("A province's premier", [("Doug Ford", PERSON)], "“Trade is good for both,” the Ontario premier said."),
    ("A province's minister is not the country's", [(None, None), ("Alberta’s agriculture minister", UNNAMED)],
     "“Nobody asked,” the Saskatchewan trade minister said.\n\n“Nobody will,” Alberta’s agriculture minister said."),
    ("Nor one whom the article named", [("Ada Quill", PERSON), (None, None)],
     "“We sold,” said Trade Minister Ada Quill.\n\n“Nobody asked,” the Saskatchewan trade minister said."),
    ("One whom the article calls so", [("Ada Quill", PERSON), ("Ada Quill", PERSON)],
     "“We sold,” said Saskatchewan Trade Minister Ada Quill.\n\n“Nobody asked,” the Saskatchewan trade minister said."),
    ("A name behind what its bearer is", [("Ada Quill", PERSON)],
     "“Sales fell by half,” the president of the Canola Council of Canada, Ada Quill, said."),
    ("A double name behind what its bearer is", [("Luc Ferland-Oakes", PERSON)],
     "“We sold,” a spokesman for MacDonald, Luc Ferland-Oakes, said in an email."),
    ("A notice that somebody posted", [("Quill Foods", DOCUMENT)],
     "A notice posted by Quill Foods said that orders would return."),
    ("An ambassador", [("Wang Di", PERSON)], "“Our door is open,” said China’s ambassador to Canada."),
    ("A pronoun that opens a sentence is its subject", [("Wang Di", PERSON), ("Wang Di", PERSON)],
     "“Our door is open,” Wang Di said. He did not meet Carney.\n\nHe was blunt: “Lift the tariff.”"),
    ("A place behind a place", [("a trader in Guangzhou, Guangdong Province", UNNAMED)],
     "“Sales fell by half,” a trader in Guangzhou, Guangdong Province, said."),
    ("The company that spoke last", [("Quill Foods", ORGANIZATION), ("Quill Foods", ORGANIZATION)],
     "“Sales fell by half,” Quill Foods said.\n\n“Orders may return,” the company said."),
    ("What is told in passing is no part of the name", [("Northern Haulers Guild", ORGANIZATION)],
     "The Northern Haulers Guild, which has 40 members in Alberta, said that rates would rise."),
    ("The union by a word of its name", [("Rail Workers Union", ORGANIZATION)],
     "The Rail Workers Union met Quill Foods. “Nobody is safe,” the union said."),
]  # fmt: skip
OTHERS = [
    ("A spokesperson is not the principal", [("a spokesperson for Carney", UNNAMED)],
     "“The talks went well,” a spokesperson for Carney said."),
    ("An aide is not the principal", [("an aide to Xi", UNNAMED)], "“He was tired,” said an aide to Xi."),
    ("Officials stay officials", [("two officials in Ottawa", UNNAMED)],
     "“Nothing was signed,” said two officials in Ottawa."),
    ("Whoever is at a body is not that body", [("an analyst at Quill Foods", UNNAMED)],
     "“Sales fell by half,” said an analyst at Quill Foods."),
    ("Nor who writes on a network", [("one grower on Facebook", UNNAMED), ("Another", UNNAMED)],
     "“This is good news,” wrote one grower on Facebook. Another posted: “Show me the contract.”"),
    ("What is told before a comma leads nowhere", [("Quill Foods", ORGANIZATION)],
     "For its part, Quill Foods said that sales fell by half."),
    ("A body that a clause behind it goes on about", [("Quill Foods", ORGANIZATION)],
     "The plan was criticized by Quill Foods, which said that sales would fall by half."),
    ("A local of a union", [("Unity Local 88", ORGANIZATION)], "“We will not trade jobs,” Unity Local 88 said."),
    ("A capital that speaks is its government", [("Government of China", ORGANIZATION)],
     "Beijing said that it would lift the duty on canola seed."),
    ("A country's government", [("Government of Canada", ORGANIZATION)],
     "The Canadian government said that it would lift the surtax."),
    ("The government of who leads it", [("Government of Canada", ORGANIZATION)],
     "Carney’s government said that it would lift the surtax."),
    ("An administration", [("Government of the United States", ORGANIZATION)],
     "The Trump administration said that it would lower the tariff."),
    ("The government of nobody known", [("Quill’s government", UNNAMED)],
     "Quill’s government said that it would lift the surtax."),
    ("Officials of an administration", [("Trump administration officials", UNNAMED)],
     "Trump administration officials said that the tariff would be lowered."),
    ("The city government", [("Beijing municipal government", ORGANIZATION)],
     "In Beijing, buses ran empty. The city government said that fares would fall."),
    ("A readout speaks for its issuer", [("Prime Minister's Office", DOCUMENT)],
     "“The leaders had a frank exchange,” said a readout from the Prime Minister’s Office."),
    ("“It” is the statement", [("Quill Foods", DOCUMENT), ("Quill Foods", DOCUMENT)],
     "“Sales fell by half,” a statement from Quill Foods said. It said that orders would return."),
    ("No cue and nobody near", [(None, None)], "The hall was full.\n\n“Prices will fall, and they always do.”"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "expected", "text"), [*NAMES, *DESCRIBED, *OTHERS], ids=lambda value: str(value)[:50])
def test_speakers(nlp: Language, what: str, expected: list[Who], text: str) -> None:
    assert speakers(nlp, text) == expected


def test_a_mention_may_end_the_text(nlp: Language) -> None:
    assert len(speakers(nlp, "“We will wait for the deal,” said Canadians")) == 1


def test_an_office_names_who_held_it_on_the_day(nlp: Language) -> None:
    text = "“We have a new start,” the prime minister said."
    assert speakers(nlp, text, date(2019, 6, 1)) == [("Justin Trudeau", PERSON)]


def test_without_a_date_an_office_alone_names_nobody(nlp: Language) -> None:
    assert speakers(nlp, "“We have a new start,” the prime minister said.", None) == [(None, None)]


def test_a_lost_office_leads_no_government(nlp: Language) -> None:
    text = "Trudeau’s government said that it would lift the surtax."
    assert speakers(nlp, text, date(2019, 6, 1)) == [("Government of Canada", ORGANIZATION)]
    assert speakers(nlp, text, date(2025, 10, 31)) == [("Trudeau’s government", UNNAMED)]
