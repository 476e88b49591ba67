"""What the tagger of quotes learns from, on a made-up corpus."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
import spacy

from newstables.pipeline.quotes.features import WIDTHS
from newstables.pipeline.quotes.labels import LABELS, encode
from newstables.pipeline.quotes.network import pack
from newstables.pipeline.quotes.page import Page
from training.attributions import Annotated, british, dressed, gappy, lexicon, restyled, sample, vocabulary
from training.polnear import Attribution, read, relation

TEXT = "“Prices will fall,” Nora Quill said.\nThe mill closed. Odell warned that frost was near.\n"
ANNOTATION = (
    "T1\tSource 20 30\tNora Quill\nT2\tCue 31 35\tsaid\nT3\tContent 0 19\t“Prices will fall,”\n"
    "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n"
)


@pytest.fixture
def corpus(tmp_path):
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text/quill.txt").write_text(TEXT, "utf-8")
    (tmp_path / "attributions/quill_0a1b.ann").write_text(ANNOTATION, "utf-8")
    (tmp_path / "text/bare.txt").write_text("Nobody marked this.", "utf-8")
    return tmp_path


def test_read(corpus):
    assert list(read(corpus)) == [("quill", TEXT, [Attribution(((20, 30),), ((31, 35),), ((0, 19),))])]


def test_relation_in_tokens():
    page = Page(spacy.blank("en").make_doc(TEXT))
    found = relation(page, Attribution(((20, 30),), ((31, 35),), ((0, 19),)))
    assert [[page.words[i] for i in sorted(part)] for part in (found.source, found.cue)] == [
        ["Nora", "Quill"],
        ["said"],
    ]
    assert len(found.content) == 6


@pytest.mark.parametrize("text", ["“He said ‘no’,” she said.", "It’s the growers’ land."])
def test_marks_change_and_length_does_not(text):
    for seed in range(5):
        assert len(dressed(text, random.Random(seed))) == len(text)
    assert british("“He said ‘no’,” she said.") == "‘He said “no”,’ she said."
    assert gappy("“No,” he said.", random.Random(0)) == "“No,  he said."


def test_samples(corpus):
    nlp = spacy.blank("en")
    ((_, text, attributions),) = read(corpus)
    page = Page(nlp.make_doc(text))
    graded = lexicon([page] * 3, [[relation(page, one) for one in attributions]] * 3)
    assert graded["said"] == "9"
    rows = vocabulary([page] * 5, graded)
    found = sample(page, ["O"] * len(page), rows, graded)
    assert found.ids.shape == (len(page), len(WIDTHS))
    assert found.ids.min() >= 1
    ((place, other),) = restyled(nlp, [Annotated(text, attributions)], rows, graded, share=1.0, seed=0)
    assert place == 0
    assert {LABELS[label] for label in other.labels} >= {"B-C<", "B-S<", "B-Q"}


def test_a_network_learns_and_runs_alike_without_torch(corpus, monkeypatch):
    torch = pytest.importorskip("torch", reason="torch comes with the extra [train]")
    pytest.importorskip("transformers", reason="transformers comes with the extra [train]")
    from training import quotes
    from training.sequences import tensors

    nlp = quotes.tokenizer()
    ((_, text, attributions),) = read(corpus)
    page = Page(nlp.make_doc(text))
    relations = [relation(page, one) for one in attributions]
    rows = vocabulary([page] * 5, {})
    samples = [sample(page, encode(page, relations), rows, {})] * 8
    monkeypatch.setattr(quotes, "SCHEDULE", replace(quotes.SCHEDULE, warm_up=5))
    model = quotes.fit(lambda _: samples, [len(rows[column]) for column in WIDTHS], {}, seed=1, epochs=60)
    network = pack(quotes.arrays(model))
    scores = network.emissions(samples[0].ids, samples[0].flags, [(0, len(page))])
    with torch.no_grad():
        ids, flags, lengths, _ = tensors(samples, [(0, 0, len(page))])
        theirs = model.emissions(ids, flags, lengths)[0].numpy()
    assert np.allclose(scores, theirs, atol=0.05)
    assert network.chain.best([scores], [[]]) == [[LABELS[label] for label in samples[0].labels]]


def test_a_teacher_reads_words_and_columns(corpus, tmp_path):
    transformers = pytest.importorskip("transformers", reason="transformers comes with the extra [train]")
    from training import encoder, quotes

    folder = tmp_path / "encoder"
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "prices", "will", "fall", ",", '"', "qui", "##ll", "said"]
    (tmp_path / "vocab.txt").write_text("\n".join(words))
    transformers.BertTokenizerFast(vocab=str(tmp_path / "vocab.txt")).save_pretrained(folder)
    small = {"hidden_size": 8, "num_hidden_layers": 3, "num_attention_heads": 2, "intermediate_size": 8}
    transformers.BertModel(transformers.BertConfig(vocab_size=len(words), **small)).save_pretrained(folder)
    ((_, text, attributions),) = read(corpus)
    page = Page(quotes.tokenizer().make_doc(text))
    rows = vocabulary([page] * 5, {})
    samples = [sample(page, encode(page, [relation(page, one) for one in attributions]), rows, {})] * 8
    teacher = encoder.teach(lambda _: samples, folder, [len(rows[column]) for column in WIDTHS], seed=1, epochs=2)
    pieces, first = teacher.read(samples, [(0, 0, len(page)), (0, 0, 2)])
    assert pieces[1].tolist()[:5] == [2, 9, 5, 3, 0]
    assert first[1].tolist()[:3] == [1, 2, 0]
    one, *_ = teacher.score(samples)
    assert one.shape == (len(page), len(LABELS))
    assert one.any(axis=1).all()
    other = tmp_path / encoder.FOLDER / "model.safetensors"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"another")
    with pytest.raises(OSError, match=r"holds another model: take version"):
        encoder.folder(tmp_path)
