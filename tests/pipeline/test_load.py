"""The pipeline as a whole: its contract, and the laws that any text must keep."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import get_current_ops

from newstables.pipeline import load_pipeline, make_doc
from newstables.pipeline.load import COMPONENTS
from newstables.pipeline.tokens import adapt
from newstables.records import EntityKind

SCRAPS = [
    "Xi",
    " Jinping",
    "Carney",
    "-",
    "“",
    "”",
    ".",
    "\n",
    " ",
    "U.S.",
    "Minister ",
    "Bank of ",
    "said ",
    "May ",
    "’s",
    "5%",
]


def test_what_each_component_needs_is_there(nlp: Language) -> None:
    problems = nlp.analyze_pipes()["problems"]
    assert {name: missing for name, missing in problems.items() if missing} == {}


def test_sentences_come_first(nlp: Language) -> None:
    assert nlp.pipe_names[0] == f"newstables_{COMPONENTS[0]}"


def test_our_weights_multiply_with_numpy_and_nothing_else_does() -> None:
    before = get_current_ops()
    nlp = load_pipeline()
    assert get_current_ops() is before
    assert {nlp.get_pipe(name).model.ops.use_blis for name in ("tok2vec", "tagger", "parser", "ner")} == {False}


def test_an_added_tokenizer_rule_is_that_of_our_own(nlp: Language) -> None:
    other = spacy.blank("en")
    adapt(other)
    text = "Capt. Ek of Sask. met U.S.-China envoys (in P.E.I.), said “" + "=" * 400
    assert [token.text for token in other(text)] == [token.text for token in nlp.make_doc(text)]


def test_an_unknown_name_says_so() -> None:
    with pytest.raises(OSError, match="no_such_pipeline"):
        load_pipeline("no_such_pipeline")


def test_the_date_is_on_the_doc(nlp: Language) -> None:
    assert make_doc(nlp, "Nothing.", date(2025, 11, 1))._.published_on == date(2025, 11, 1)
    assert make_doc(nlp, "Nothing.")._.published_on is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_any_text_is_kept_and_its_mentions_are_of_our_kinds(text: str) -> None:
    doc = PIPELINE(make_doc(PIPELINE, text))
    assert doc.text == text
    for ent in doc.ents:
        assert text[ent.start_char : ent.end_char] == ent.text
        assert EntityKind(ent.label_)
        assert ent.id_


PIPELINE = load_pipeline()


def test_behind_another_pipeline_our_mentions_win(tmp_path: Path) -> None:
    other = spacy.blank("en")
    ruler = other.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "PERSON", "pattern": "Xi Jinping Friday"}, {"label": "ORG", "pattern": "Quilla Bakery"}]
    )
    other.to_disk(tmp_path / "other")
    nlp = load_pipeline(str(tmp_path / "other"))
    doc = nlp(make_doc(nlp, "Xi Jinping Friday met Quilla Bakery."))
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == [
        ("Xi Jinping", "person", "xi-jinping"),
        ("Friday", "date", ""),
        ("Quilla Bakery", "organization", ""),
    ]


@pytest.mark.parametrize(("subject", "object_"), [("nsubj", "obj"), ("nsubj", "dobj")], ids=["UD", "ClearNLP"])
def test_labels_of_either_scheme_serve(nlp: Language, subject: str, object_: str) -> None:
    words = [
        "Ann",
        "Leroux",
        "said",
        ":",
        "“",
        "China",
        "imposed",
        "a",
        "25",
        "per",
        "cent",
        "tariff",
        "on",
        "pork",
        ".",
        "”",
    ]
    deps = [subject, "flat", "ROOT", "punct", "punct", subject, "ccomp", "det", "nummod", "case", "nmod", object_]
    heads = [2, 0, 2, 2, 6, 6, 2, 11, 10, 10, 11, 6, 13, 11, 2, 2]
    deps += ["case", "nmod", "punct", "punct"]
    doc = Doc(nlp.vocab, words=words, deps=deps, heads=heads)
    doc.ents = [doc.char_span(0, 10, label="PERSON")]
    for name in (f"newstables_{component}" for component in COMPONENTS):
        if name != "newstables_sentences":  # the parse brings its own
            doc = nlp.get_pipe(name)(doc)
    assert [quote.speaker for quote in doc._.quotes] == ["Ann Leroux"]
    assert [(claim.imposer, claim.goods, claim.rate_percent) for claim in doc._.tariffs] == [("CN", ("pork",), 25)]
