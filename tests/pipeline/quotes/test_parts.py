"""The parts of the tagger of quotes, each on texts and labels made by hand."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from newstables.pipeline.quotes.chain import STARTS, Chain
from newstables.pipeline.quotes.cues import CueLexicon
from newstables.pipeline.quotes.decode import decode
from newstables.pipeline.quotes.features import FLAGS, WIDTHS, columns
from newstables.pipeline.quotes.labels import LABELS, Relation, encode
from newstables.pipeline.quotes.network import windows
from newstables.pipeline.quotes.page import Mark, Page
from newstables.pipeline.quotes.tagger import load_tagger
from newstables.records import Cue, CueKind

BLANK = spacy.blank("en")


def page(text: str) -> Page:
    return Page(BLANK.make_doc(text))


def tokens(of: Page, words: str) -> set[int]:
    """The tokens of some words of a page."""
    start = of.text.index(words)
    return set(range(of.at(start), of.at(start + len(words))))


def relation(of: Page, cue: str, source: str, *content: str) -> Relation:
    return Relation(tokens(of, cue), tokens(of, source), set[int]().union(*(tokens(of, part) for part in content)))


CASES = [
    ("“Prices will fall,” Quill said.", [("said", "Quill", "“Prices will fall,”")]),
    ("Quill said prices would fall and warned of frost.", [("said", "Quill", "prices would fall")]),
    ("“Prices,” Quill said, “will fall.”", [("said", "Quill", "“Prices,”", "“will fall.”")]),
    ("Quill said he slept. Odell said she did not.", [("said", "Quill", "he slept"), ("said she", "Odell", "did not")]),
]


@pytest.mark.parametrize(("text", "parts"), CASES[:3])
def test_labels_give_back_what_they_were_made_from(text, parts):
    of = page(text)
    relations = [relation(of, *part) for part in parts]
    found = decode(of, encode(of, relations))
    assert [(r.cue, r.source) for r in found] == [(r.cue, r.source) for r in relations]
    words = [{i for i in r.content if of.is_word(i)} for r in (*found, *relations)]
    assert words[: len(found)] == words[len(found) :]


def test_a_stretch_ends_with_its_paragraph():
    of = page("“A b c.\n“D e f,” Quill said.")
    labels = encode(of, [Relation(tokens(of, "said"), tokens(of, "Quill"), set(range(11)))])
    assert [labels[start] for start, _ in of.paragraphs()] == ["B-C<", "B-C<"]


def test_a_quotation_goes_on_with_the_one_before():
    of = page("“Prices will fall,” Quill said. “They always do.”")
    (found,) = decode(of, encode(of, [relation(of, "said", "Quill", "“Prices will fall,”")]))
    assert tokens(of, "They always do") <= found.content


def test_a_quotation_that_another_cue_attributes_is_its_own():
    of = page("“Prices will fall,” Quill said. “They always do,” Odell said.")
    first = relation(of, "said", "Quill", "“Prices will fall,”")
    second = Relation({len(of) - 2}, tokens(of, "Odell"), tokens(of, "“They always do,”"))
    assert [r.source for r in decode(of, encode(of, [first, second]))] == [first.source, second.source]


def test_what_is_said_inside_a_quotation_is_no_attribution_of_its_own():
    of = page("“He said that prices will fall,” Quill said.")
    inner = relation(of, "said", "He", "prices will fall")
    outer = Relation({len(of) - 2}, tokens(of, "Quill"), set())
    labels = encode(of, [inner, outer])
    (found,) = [r for r in decode(of, labels) if r.content]
    assert found.source == tokens(of, "Quill")
    assert tokens(of, "He said that") <= found.content


def test_a_clause_goes_on_behind_its_attribution():
    of = page("Prices fell, Quill said, but nobody bought.")
    (found,) = decode(of, encode(of, [relation(of, "said", "Quill", "Prices fell")]))
    assert tokens(of, "but nobody bought") <= found.content


def test_who_asked_not_to_be_named_speaks():
    of = page("A crusher who asked not to be named said prices fell.")
    labels = encode(of, [Relation(tokens(of, "said"), set(), tokens(of, "prices fell"))])
    (found,) = decode(of, labels)
    assert found.source == tokens(of, "A crusher")


@given(st.data())
def test_any_labels_can_be_read(data):
    of = page("“Prices will fall,” Quill said.\n“They do. “Odell, who asked not to be named, added: ‘Yes’ and “no.”")
    labels = data.draw(st.lists(st.sampled_from(LABELS), min_size=len(of), max_size=len(of)))
    held: set[int] = set()
    for found in decode(of, labels):
        assert found.content
        assert held.isdisjoint(found.content)
        held |= found.content


def test_page():
    of = page("“Go,” he said. Near Rosthern, Sask. “Hail fell.”\n\nIt was over.")
    assert [of.marks[i] for i in range(4)] == [Mark.OPENING, Mark.INSIDE, Mark.INSIDE, Mark.CLOSING]
    sentences = [" ".join(of.words[start:end]) for start, end in of.sentences()]
    assert sentences == ["“ Go , ” he said .", "Near Rosthern , Sask .", "“ Hail fell . ”", "It was over ."] or (
        sentences[1:] == ["Near Rosthern , Sask.", "“ Hail fell . ”", "It was over ."]
    )
    assert len(of.paragraphs()) == 2


@pytest.mark.parametrize("text", ["", " ", "\n", "“", "Prices."])
def test_columns_of_little(text):
    of = page(text)
    values, flags = columns(of, {})
    assert set(values) == set(WIDTHS)
    assert all(len(column) == len(of) for column in values.values())
    assert flags.shape == (len(of), FLAGS)


def test_cues():
    lexicon = CueLexicon([Cue("say", ["say", "said"], CueKind.SPEECH), Cue("call on", ["calls on"], CueKind.SPEECH)])
    found = lexicon.find(["has", "said", "calls", "on"], 0, 3)
    assert found is not None
    assert (found.start, found.end) == (2, 4)
    assert lexicon.find(["has", "slept"], 0, 2) is None


def test_windows_run_side_by_side_as_they_do_alone():
    """Tables must be the same however articles are shared out among processes."""
    rng = np.random.default_rng(0)
    net = load_tagger().network
    ids = np.stack([rng.integers(0, len(table), 90) for table in net.embeddings], axis=1)
    flags = rng.integers(0, 2, (90, FLAGS)).astype("float32")
    cuts = [(0, 30), (30, 31), (31, 50), (50, 90)]
    alone = [net.emissions(ids[start:end], flags[start:end], [(0, end - start)]) for start, end in cuts]
    assert np.allclose(net.emissions(ids, flags, cuts), np.concatenate(alone), rtol=0, atol=1e-5)


def chain(seed: int) -> Chain:
    return Chain(np.random.default_rng(seed).normal(size=(len(LABELS), len(LABELS))).astype("float32"))


def test_marginals_sum_to_one_and_agree_with_all_paths():
    scores = np.random.default_rng(2).normal(size=(2, len(LABELS))).astype("float32")
    links = chain(1)
    (found,) = links.marginals([scores])
    assert np.allclose(found.sum(axis=1), 1)
    paths = np.exp((scores[0] + STARTS)[:, None] + links.steps + scores[1])
    assert np.allclose(found[0], paths.sum(axis=1) / paths.sum(), atol=1e-5)
    assert np.allclose(found[1], paths.sum(axis=0) / paths.sum(), atol=1e-5)


def test_the_best_path_is_the_best_of_all():
    scores = np.random.default_rng(5).normal(size=(3, len(LABELS))).astype("float32") * 3
    links = chain(4)
    ((one, two, three),) = links.best([scores], [[]])
    first = (scores[0] + STARTS)[:, None, None]
    paths = first + (links.steps + scores[1])[:, :, None] + (links.steps + scores[2])[None]
    assert tuple(LABELS.index(label) for label in (one, two, three)) == np.unravel_index(paths.argmax(), paths.shape)


@given(st.lists(st.integers(0, 6), max_size=5), st.integers(0, 99))
def test_texts_side_by_side_are_labelled_as_they_are_alone(lengths, seed):
    rng = np.random.default_rng(seed)
    texts = [rng.normal(size=(length, len(LABELS))).astype("float32") * 3 for length in lengths]
    starts = [sorted(rng.choice(length, size=min(length, 2), replace=False)) for length in lengths]
    links = chain(6)
    pairs = zip(texts, starts, strict=True)
    assert links.best(texts, starts) == [links.best([text], [opening])[0] for text, opening in pairs]
    for together, text in zip(links.marginals(texts), texts, strict=True):
        assert together.shape == text.shape
        assert np.allclose(together, links.marginals([text])[0], atol=1e-5)


def test_no_stretch_goes_on_over_a_paragraph():
    scores = np.zeros((3, len(LABELS)), dtype="float32")
    scores[:, LABELS.index("I-Q")] = 50
    scores[0, LABELS.index("B-Q")] = 100
    links = chain(3)
    assert links.best([scores], [[]]) == [["B-Q", "I-Q", "I-Q"]]
    assert not links.best([scores], [[0, 2]])[0][2].startswith("I")


@given(st.lists(st.integers(0, 1), max_size=60), st.integers(1, 20))
def test_windows_cover_everything_in_order(steps, size):
    paragraph = list(np.cumsum(steps)) if steps else []
    cuts = windows(paragraph, size)
    assert [i for start, end in cuts for i in range(start, end)] == list(range(len(paragraph)))
    assert all(end - start <= 2 * size for start, end in cuts)
