"""Conversions and packing on tiny texts of our own; the corpora are not needed."""

from __future__ import annotations

import json
import random
import re

import numpy as np
import pytest
import spacy
from spacy.tokens import DocBin

from newstables.pipeline.load import WEIGHTS
from training import evaluate, kinds, newswire, pack, silver, styles, treebank, vectors
from training.lists import lists

TREE = """# newdoc id = GUM_news_one
# newpar
# text = "I'll go," she said.
1	"	"	PUNCT	``	_	4	punct	_	SpaceAfter=No
2-3	I'll	_	_	_	_	_	_	_	_
2	I	I	PRON	PRP	Case=Nom|Person=1	4	nsubj	_	_
3	'll	will	AUX	MD	_	4	aux	_	_
4	go	go	VERB	VB	VerbForm=Inf	8	ccomp	_	SpaceAfter=No
5	,	,	PUNCT	,	_	4	punct	_	SpaceAfter=No
6	"	"	PUNCT	''	_	4	punct	_	_
7	she	she	PRON	PRP	Case=Nom	8	nsubj	_	_
8	said	say	VERB	VBD	Tense=Past	0	root	_	SpaceAfter=No
9	.	.	PUNCT	.	_	8	punct	_	_

# newpar
1	Peas	pea	NOUN	NNS	Number=Plur	2	nsubj	_	_
2	wait	wait	VERB	VBP	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# newdoc id = GUM_vlog_two
1	Wait	wait	VERB	VB	_	0	root	_	_

"""
ARTICLE = "http://news.invalid/1\n\nDavid Ek of Quilla Bakery left Lagos.\n\nHe “won’t” say why."
TAGS = """http://news.invalid/1\tO

David\tB-Person
Ek\tI-Person
of\tO
Quilla\tS-Organization
Bakery\tI-Organization
left\tO
Lagos\tB-Location
.\tO

He\tO
won’t\tO
notthere\tO
say\tO
why\tO
.\tO
"""


def test_a_treebank_becomes_newspaper_text():
    one, two, three = treebank.read(TREE.splitlines())
    assert [word.space for word in one.words] == [False, False, True, False, False, True, True, False, True]
    assert (one.opens_paragraph, two.opens_paragraph, three.document) == (True, True, "GUM_vlog_two")
    chunks = list(treebank.chunked([one, two, three], random.Random(1), [9]))
    assert [len(chunk) for chunk in chunks] == [2, 1]
    doc = treebank.make_doc(spacy.blank("en").vocab, chunks[0], random.Random(1), curled=True, new_lines=1)
    assert doc.text.startswith("“I’ll go,” she said.\n")
    assert doc.text.endswith("Peas wait.")
    assert [sent.text.strip() for sent in doc.sents] == ["“I’ll go,” she said.", "Peas wait."]
    assert [(token.text, token.dep_, token.head.text) for token in doc if token.dep_ == "nsubj"] == [
        ("I", "nsubj", "go"),
        ("she", "nsubj", "said"),
        ("Peas", "nsubj", "wait"),
    ]


def test_an_annotated_article_keeps_its_text(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "a.txt.tsv").write_text(TAGS, "utf-8")
    [(text, spans)] = newswire.chunks(tmp_path / "a.txt")
    assert text == ARTICLE[ARTICLE.index("David") :]
    assert [(text[start:end], label) for start, end, label in spans] == [
        ("David Ek", "person"),
        ("Quilla Bakery", "organization"),
        ("Lagos", "place"),
    ]


def test_every_variant_keeps_its_annotation():
    text, spans = "David Ek left Lagos for good, he said.\nHe waits.", [(0, 8, "person"), (14, 19, "place")]
    docs = list(newswire.varied(spacy.blank("en"), [(text, spans)] * 20, [newswire.own_names()], random.Random(1)))
    assert {doc.text for doc in docs} > {text}
    assert all([ent.label_ for ent in doc.ents] == ["person", "place"] for doc in docs)
    shouted = [doc for doc in docs if doc.text.isupper()]
    titled = [doc for doc in docs if "He Said" in doc.text and not doc.text.isupper()]
    assert len(docs) > 40
    assert shouted or titled


def test_a_text_too_long_is_no_headline():
    assert styles.headline("word " * 60, [], random.Random(1)) is None
    assert styles.headline("Short.", [], random.Random(1)) is None


def test_lists_hold_single_capitalised_words():
    known = lists()
    assert {"given", "family", "city", "town", "of a town", "country"} <= known.keys()
    assert "Shanghai" in known["city"]
    assert "York" in known["of a town"]
    assert all(word.isalpha() and word[0].isupper() for words in known.values() for word in words)


def test_words_alike_share_their_vector():
    clusters = {"pea": 5, "bean": 5, "Odell": 5, "it's": 7, '"': 9, "rare": 3}
    nlp = spacy.blank("en")
    listed = {"family": {"Odell", "Quilla"}}
    nlp.vocab.vectors = vectors.vectors(clusters, {"rare": -100.0}, listed, words=5, seed=1)
    vector = {word: nlp.vocab[word].vector for word in ("pea", "bean", "Odell", "Quilla")}
    assert np.array_equal(vector["pea"], vector["bean"])
    assert np.array_equal(vector["pea"][:-1], vector["Odell"][:-1])
    assert (vector["pea"][-1], vector["Odell"][-1], vector["Quilla"][-1]) == (0, 1, 1)
    assert nlp.vocab["it’s"].has_vector
    assert nlp.vocab["“"].has_vector
    assert not nlp.vocab["rare"].has_vector


def test_raw_text_is_cut_at_its_paragraphs(tmp_path):
    paragraphs = [f"Paragraph {i} “says” " + "word " * 100 for i in range(4)]
    (tmp_path / "one.txt").write_text("\n\n".join(paragraphs), "utf-8")
    (tmp_path / "short.txt").write_text("Nothing.", "utf-8")
    found = list(silver.texts(sorted(tmp_path.iterdir()), random.Random(1)))
    assert [text.count("Paragraph") for text in found] == [2, 2]
    assert all(text.startswith("Paragraph") and text == text.strip() for text in found)


def test_most_teachers_decide():
    one, other, third = (0, 3, "person"), (0, 3, "place"), (4, 6, "place")
    assert silver.agreed([[one, third], [one], [other, third]]) == [one, third]
    assert silver.agreed([[one], [other], []]) == []


def test_rounding_keeps_what_half_precision_can_hold():
    weights = np.array([[0.5, -3.25], [1e-3, 123.0]], dtype="float32")
    assert np.array_equal(pack.halve(weights[:1]), weights[:1])
    assert np.allclose(pack.halve(weights), weights, rtol=2**-10)


def test_exceptions_are_learnt_where_the_rules_fail(tmp_path):
    nlp = spacy.load(WEIGHTS)
    docs = [
        spacy.tokens.Doc(nlp.vocab, words=["Datums", "wait"], pos=["NOUN", "VERB"], lemmas=["datum", "wait"]),
        spacy.tokens.Doc(nlp.vocab, words=["Zebroes", "wait"], pos=["NOUN", "VERB"], lemmas=["zebrax", "wait"]),
    ]
    DocBin(attrs=["ORTH", "POS", "LEMMA"], docs=docs * 4).to_disk(tmp_path / "train.spacy")
    pack.add_exceptions(nlp, tmp_path / "train.spacy")
    learnt = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_exc")["noun"]
    assert learnt["zebroes"] == ["zebrax"]
    assert "datums" not in learnt


def test_figures_of_names():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "person", "pattern": "Ek"}, {"label": "place", "pattern": "Oslo"}])
    doc = nlp.make_doc("Ek left Oslo.")
    doc.set_ents([doc.char_span(0, 2, label="person"), doc.char_span(8, 12, label="organization")])
    figures = evaluate.name_scores(nlp, [doc])
    assert figures["person"] == 1
    assert figures["all"] == pytest.approx(0.5)


def test_the_weights_say_what_they_are():
    meta = json.loads((WEIGHTS / "meta.json").read_text("utf-8"))
    assert meta["sources"]
    assert sum(file.stat().st_size for file in WEIGHTS.rglob("*") if file.is_file()) < 18_000_000


def test_kinds_are_learnt_from_whole_articles():
    nlp = spacy.blank("en")

    def article(text: str, **labels: str) -> spacy.tokens.Doc:
        found = [(match.start(), match.end(), labels[match[0]]) for match in re.finditer("|".join(labels), text)]
        return newswire.make_doc(nlp, text, found)

    docs = [
        article("The bakery Quilla grew. Quilla sold bread. Ms. Odell ate.", Quilla="organization", Odell="person"),
        article("The bakery Aldine grew. Aldine sold bread. Ms. Ek ate.", Aldine="organization", Ek="person"),
        article("The film Marrow ran on Friday. Ms. Tull saw it.", Marrow="other", Tull="person", Friday="date"),
    ]
    text = "Then Zabel came. The bakery Zabel grew. Ms. Osk saw the film Lunt."
    doc = kinds.learn(docs * 5)(article(text, Zabel="place", Osk="place", Lunt=""))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Zabel", "organization"),
        ("Zabel", "organization"),
        ("Osk", "person"),
    ]
