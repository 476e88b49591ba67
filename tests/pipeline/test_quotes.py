"""Quotes as the tagger and the rules behind it find them. All cases are of our own wording; new ones go here."""

from __future__ import annotations

import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import newstables.pipeline.quotes  # noqa: F401 – registers the factory
from newstables.pipeline.found import QuoteFound
from newstables.records import CueKind, QuoteKind

Row = tuple[str, str, str | None, str | None]  # kind, content, cue, source


def rows(nlp: Language, text: str) -> list[Row]:
    def at(span: tuple[int, int] | None) -> str | None:
        return None if span is None else text[slice(*span)]

    def content(quote: QuoteFound) -> str:
        return " … ".join(text[start:end] for start, end in quote.spans)

    return [
        (quote.kind.value, content(quote), at(quote.cue), at(quote.source))
        for quote in nlp(text)._.quotes
        if quote.cue_kind is CueKind.SPEECH
    ]


DIRECT = [
    ("“Prices will fall,” Nora Quill said.", [("direct", "Prices will fall,", "said", "Nora Quill")]),
    (
        "“Prices will fall,” said Nora Quill, a broker in Regina.",
        [("direct", "Prices will fall,", "said", "Nora Quill")],
    ),
    ("“When?” Nora Quill asked.", [("direct", "When?", "asked", "Nora Quill")]),
    ('"Prices will fall," Quill says.', [("direct", "Prices will fall,", "says", "Quill")]),
    ("''Prices will fall,'' Quill says.", [("direct", "Prices will fall,", "says", "Quill")]),
    ("‘Prices won’t fall,’ Quill says.", [("direct", "Prices won’t fall,", "says", "Quill")]),
    ("“Will prices fall?” asked the broker.", [("direct", "Will prices fall?", "asked", "the broker")]),
    (
        "“Will prices fall?” Deputy Premier Nora Quill asked in the House.",
        [("direct", "Will prices fall?", "asked", "Deputy Premier Nora Quill")],
    ),
    ("Quill said: “Prices will fall.”", [("direct", "Prices will fall.", "said", "Quill")]),
    ("Quill told reporters on Friday, “Prices will fall.”", [("direct", "Prices will fall.", "told", "Quill")]),
    (
        "Nora Quill, who runs a mill near Sarnia, Ont., told the panel, “Prices will fall.”",
        [("direct", "Prices will fall.", "told", "Nora Quill")],
    ),
    (
        "Sen. Nora Quill (D-Ohio) said, “Prices will fall.”",
        [("direct", "Prices will fall.", "said", "Sen. Nora Quill")],
    ),
    ("“Prices,” Quill said, “will fall.”", [("direct", "Prices, … will fall.", "said", "Quill")]),
    ("“Prices,” Quill said of the auction, “will fall.”", [("direct", "Prices, … will fall.", "said", "Quill")]),
    ("On Monday, “Prices will fall,” he said.", [("direct", "Prices will fall,", "said", "he")]),
    (
        "The paper reports:\n\n“Prices will fall by noon.”",
        [("direct", "Prices will fall by noon.", "reports", "The paper")],
    ),
    ("“Fourteen,” said its chair, Nora Quill.", [("direct", "Fourteen,", "said", "its chair, Nora Quill")]),
    ("She was dry about it: “Prices will fall.”", [("direct", "Prices will fall.", "dry about it", "She")]),
    (
        "“He told me, ‘Sell it,’ and I did,” Quill said.",
        [("direct", "He told me, ‘Sell it,’ and I did,", "said", "Quill")],
    ),
    (
        "“Prices will fall.\n\n“They always do,” Quill said.",
        [("direct", "Prices will fall. … They always do,", "said", "Quill")],
    ),
    pytest.param(
        "“Prices will fall, Quill said.\n“They always do,” she added.",
        [("direct", "They always do,", "added", "she")],
        marks=pytest.mark.xfail(strict=True, reason="a closing mark that was forgotten reads as one still to come"),
    ),
]
FLOATING = [
    ("“Prices will fall,” Quill said. “They always do.”", ["Prices will fall,", "They always do."]),
    ("“Prices will fall,” Quill said.\n\n“They always do.”", ["Prices will fall,", "They always do."]),
]
MIXED = [
    (
        "Quill said prices would “fall by noon” and stay low.",
        [("mixed", "prices would “fall by noon” and stay low", "said", "Quill")],
    ),
    (
        "Quill said that prices would be “very low” and that buyers were “in no hurry.”",
        [("mixed", "prices would be “very low” and that buyers were “in no hurry.”", "said", "Quill")],
    ),
    ("A rise is “not in sight,” the filing says.", [("mixed", "A rise is “not in sight,”", "says", "the filing")]),
    (
        "“Prices are low,” she said, noting the mills should “buy at once.”",
        [("direct", "Prices are low,", "said", "she"), ("mixed", "the mills should “buy at once.”", "noting", "she")],
    ),
    ("Quill called the offer “a sorry joke.”", [("mixed", "the offer “a sorry joke.”", "called", "Quill")]),
    pytest.param(
        "Quill promised to buy “every last bushel” in May.",
        [("mixed", "to buy “every last bushel” in May", "promised", "Quill")],
        marks=pytest.mark.xfail(strict=True, reason="what stands behind the marks is left out"),
    ),
    (
        "The note calls on mills to act “without delay.”",
        [("mixed", "mills to act “without delay.”", "calls on", "The note")],
    ),
    (
        "According to Quill, prices are “in free fall.”",
        [("mixed", "prices are “in free fall.”", "According to", "Quill")],
    ),
    ("Quill said after the sale that it was a “great day.”", [("mixed", "it was a “great day.”", "said", "Quill")]),
    (
        "Quill was in Delhi, after which she said Regina was in a “strong position” on peas.",
        [("mixed", "Regina was in a “strong position” on peas", "said", "she")],
    ),
]
INDIRECT = [
    ("Quill said prices would fall.", [("indirect", "prices would fall", "said", "Quill")]),
    ("Quill said that prices would fall.", [("indirect", "prices would fall", "said", "Quill")]),
    ("Quill said in Delhi on Thursday that prices would fall.", [("indirect", "prices would fall", "said", "Quill")]),
    ("Quill told the panel that prices would fall.", [("indirect", "prices would fall", "told", "Quill")]),
    ("Quill told him prices would fall.", [("indirect", "prices would fall", "told", "Quill")]),
    ("Quill urged Ottawa to act.", [("indirect", "Ottawa to act", "urged", "Quill")]),
    ("Quill says she sees a clear path.", [("indirect", "she sees a clear path", "says", "Quill")]),
    (
        "Prices would fall by noon, Quill said Tuesday after the sale.",
        [("indirect", "Prices would fall by noon", "said", "Quill")],
    ),
    (
        "Mills have turned to Russian peas, said Nora Quill, who buys for one of them.",
        [("indirect", "Mills have turned to Russian peas", "said", "Nora Quill")],
    ),
    (
        "Prices have fallen, the broker Nora Quill said, but nobody has bought.",
        [("indirect", "Prices have fallen … but nobody has bought", "said", "the broker Nora Quill")],
    ),
    (
        "Prices fell and would not rise, according to the report.",
        [("indirect", "Prices fell and would not rise", "according to", "the report")],
    ),
    ("When the sale ended, Quill said he was tired.", [("indirect", "he was tired", "said", "Quill")]),
    ("Quill asked how many mills still had peas.", [("indirect", "how many mills still had peas", "asked", "Quill")]),
    ("Quill warned that prices would fall.", [("indirect", "prices would fall", "warned", "Quill")]),
    ("Quill estimated that prices would fall.", [("indirect", "prices would fall", "estimated", "Quill")]),
    (
        "The deal was mocked by growers, who said it looks like a trap.",
        [("indirect", "it looks like a trap", "said", "who")],
    ),
    (
        "Quill said he had a “nice” talk with the buyers.",
        [("indirect", "he had a “nice” talk with the buyers", "said", "Quill")],
    ),
    (
        "Quill says prices will fall in May, but she warns that mills will wait.",
        [("indirect", "prices will fall in May", "says", "Quill"), ("indirect", "mills will wait", "warns", "she")],
    ),
    (
        "Quill argued that prices would fall and warned that mills would wait.",
        [("indirect", "prices would fall", "argued", "Quill"), ("indirect", "mills would wait", "warned", "Quill")],
    ),
    (
        "Quill, a broker in Regina, argued that prices would fall.",
        [("indirect", "prices would fall", "argued", "Quill")],
    ),
]
NOTHING = [
    "The so-called “third option” drew a groan.",
    "Quill blamed a “pause” in sales.",
    "She wrote “The Low Price of Peas” in 2011.",
    "Quill was told to leave.",
    "Quill did not say why.",
    "Quill would not say whether prices would fall.",
    "Asked whether prices would fall, mills shrugged.",
    "Quill cautioned against panic.",
    "Broker Says Prices at ‘Turning Point’ After Sale, Will Buy More",
    "The claims that were filed were paid.",
    "It appears that prices fell.",
    "Prices fell. Quill attended.",
]
STANCE = [
    "Quill believes that prices will fall.",
    "Quill hopes prices will fall.",
    "Quill doubts that prices will fall.",
    "Quill would not say whether prices would fall.",
    "Quill announced the sale.",
]


@pytest.mark.parametrize(("text", "expected"), [*DIRECT, *MIXED, *INDIRECT])
def test_quotes(nlp: Language, text: str, expected: list[Row]) -> None:
    assert rows(nlp, text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_no_quote_of_speech(nlp: Language, text: str) -> None:
    assert rows(nlp, text) == []


@pytest.mark.parametrize("text", STANCE)
def test_stance_is_kept_apart(nlp: Language, text: str) -> None:
    assert [quote.cue_kind for quote in nlp(text)._.quotes] == [CueKind.STANCE]


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister was seen shaking hands Thursday morning with Nora Quill.",
        "China imposed a 25 per cent tariff on pork.",
        "The smelters’ union called a meeting of its members for Thursday.",
        "Nobody called Nora Quill.",
    ],
)
def test_acts_are_no_quotes(nlp: Language, text: str) -> None:
    assert not nlp(text)._.quotes


@pytest.mark.parametrize(("text", "stretches"), FLOATING)
def test_what_goes_on_is_one_quote(nlp: Language, text: str, stretches: list[str]) -> None:
    (quote,) = nlp(text)._.quotes
    assert [text[start:end] for start, end in quote.spans] == stretches
    assert quote.kind is QuoteKind.DIRECT


def test_a_quotation_without_a_cue_stands_alone(nlp: Language) -> None:
    text = "The auction ended at noon.\n\n“Prices will fall by noon.”"
    assert rows(nlp, text) == [("direct", "Prices will fall by noon.", None, None)]


def test_spans_on_the_doc(nlp: Language) -> None:
    doc = nlp("“Prices,” Quill said, “will fall.”")
    found = [(span.label_, span.text, span.id_) for span in doc.spans["newstables_quotes"]]
    assert found == [
        ("content", "Prices,", "0"),
        ("content", "will fall.", "0"),
        ("cue", "said", "0"),
        ("source", "Quill", "0"),
    ]


def test_one_stray_mark_costs_its_own_quote_alone(nlp: Language) -> None:
    text = "“Prices will fall, Quill said.\n\n“They always do,” Nora Odell said.\n\n“Not here,” Quill said."
    assert rows(nlp, text)[-1] == ("direct", "Not here,", "said", "Quill")


def test_every_quote_has_a_score(nlp: Language) -> None:
    scores = [quote.score for quote in nlp("“Prices will fall,” Nora Quill said. Some growers hoped so.")._.quotes]
    assert scores
    assert all(score is not None and 0 <= score <= 1 for score in scores)


def test_transcript_and_signature(nlp: Language) -> None:
    text = "NORA QUILL: Prices will fall.\nHOST: When?\n"
    assert rows(nlp, text) == [("direct", "Prices will fall.", None, "NORA QUILL"), ("direct", "When?", None, "HOST")]
    text = "“Prices will fall, and soon.” — Nora Quill, Regina\n"
    assert rows(nlp, text) == [("direct", "Prices will fall, and soon.", None, "Nora Quill")]


def test_signatures_below_quotations(nlp: Language) -> None:
    text = (
        "Quotes\n\n“Prices will fall.\n\n“They always do.”\n- The Honourable Nora Quill, Minister of Prices\n\n"
        "“We wait.”\n\n– Ada Birkwell, president of the growers\n\n“Nobody asked.”\n- Canada, China and the rest\n"
    )
    assert rows(nlp, text)[:2] == [
        ("direct", "Prices will fall. … They always do.", None, "The Honourable Nora Quill"),
        ("direct", "We wait.", None, "Ada Birkwell"),
    ]
    assert all(source != "Canada" for _, _, _, source in rows(nlp, text))


def test_what_its_own_sentence_leads_to_goes_on_with_nothing(nlp: Language) -> None:
    text = "I’d say it had several. As old hands like to put it, “You negotiate with the tariff you have.” Nobody won."
    led_to = rows(nlp, text)[-1]
    assert led_to[:2] == ("direct", "You negotiate with the tariff you have.")
    assert led_to[3] != "I"


def test_a_question_that_is_put_is_not_the_answer(nlp: Language) -> None:
    text = "Nora Quill shrugged. Asked if she trusted Regina, she laughed. “Next question, please.”"
    assert rows(nlp, text) == [("direct", "Next question, please.", None, None)]


def test_an_interview(nlp: Language) -> None:
    turns = [("Producer", "When will prices fall?"), ("Quill", "Soon."), ("Producer", "Why?"), ("Quill", "They do.")]
    text = "We asked Nora Quill.\n\n" + "\n\n".join(": ".join(turn) for turn in turns)
    assert rows(nlp, text) == [("direct", said, None, who) for who, said in turns]
    market = "Canola: up 2 per cent.\nWheat: down.\nCanola: up again.\nWheat: flat.\nNote: Figures are ours.\n"
    assert not rows(nlp, market)


def test_the_component_has_what_it_needs(nlp: Language) -> None:
    assert nlp.analyze_pipes()["problems"]["newstables_quotes"] == []


def test_the_component_stands_in_any_pipeline() -> None:
    other = spacy.blank("en")
    other.add_pipe("newstables_quotes")
    assert [quote.kind for quote in other("“Prices will fall,” Nora Quill said.")._.quotes] == [QuoteKind.DIRECT]


PIECES = st.sampled_from(
    [
        *"“”\"'‘’",
        "''",
        " ",
        " ",
        "\n",
        ". ",
        ", ",
        ": ",
        " said ",
        " says that ",
        " told ",
        " according to ",
        " who ",
        " and ",
        "Nora Quill",
        "She",
        "the minister",
        "It",
        "prices will fall",
        "A report from",
        "Ottawa",
        "Q: ",
        "— ",
        "saying",
        "é",
        "(",
        ")",
    ]
)


@settings(deadline=None, max_examples=200)
@given(pieces=st.lists(PIECES, max_size=40))
def test_law_of_quotes(nlp: Language, pieces: list[str]) -> None:
    text = "".join(pieces)
    quotes = nlp(text)._.quotes
    assert [quote.spans for quote in quotes] == sorted(quote.spans for quote in quotes)
    for quote in quotes:
        assert quote.spans
        for start, end in [*quote.spans, *filter(None, (quote.cue, quote.source))]:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        assert all(one[1] <= two[0] for one, two in zip(quote.spans, quote.spans[1:], strict=False))


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        '"',
        "“a b.” ",
        "“a\n",
        "said ",
        ", said X ",
        "“A,” she said. ",
        "said that ",
        ", who said ",
        "Q: “a”\nA: b\n",
    ],
)
def test_time_is_linear(nlp: Language, piece: str) -> None:
    with nlp.select_pipes(enable=["newstables_sentences", "newstables_quotes", "newstables_speakers"]):
        short, long = (nlp.make_doc(piece * (size // len(piece))) for size in (20_000, 100_000))
        took = []
        for doc in (short, long):
            started = time.perf_counter()
            nlp(doc)
            took.append(time.perf_counter() - started)
    assert took[1] < 15 * took[0] + 1
