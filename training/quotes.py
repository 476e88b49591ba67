"""Train the tagger of quotes: a BiLSTM-CRF over the columns of ``newstables.pipeline.quotes.features``.

Its words begin as vectors that others learnt from much text (``training.meanings``). A first network and a teacher
with a pre-trained encoder (``training.encoder``) learn from the corpus; what they find together in more news, the
network that is shipped learns as well as the corpus.

python -m training.quotes BUILD VECTORS ENCODER SEED
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import spacy
import torch
from spacy.language import Language
from torch import Tensor, nn

from newstables.pipeline.quotes.chain import Chain
from newstables.pipeline.quotes.confidence import FEATURES as CONFIDENCES
from newstables.pipeline.quotes.confidence import Confidence
from newstables.pipeline.quotes.features import FLAGS, WIDTHS
from newstables.pipeline.quotes.labels import LABELS, encode
from newstables.pipeline.quotes.network import pack
from newstables.pipeline.quotes.page import Page
from newstables.pipeline.quotes.tagger import WEIGHTS
from newstables.pipeline.quotes.tagger import Tagger as Packed
from newstables.pipeline.tokens import adapt
from training import meanings, recurrent
from training.attributions import Annotated, Sample, lexicon, restyled, sample, vocabulary
from training.calibrate import calibrated
from training.encoder import Teacher, folder, teach
from training.meanings import Meanings
from training.polnear import read, relation
from training.recurrent import Layer, Schedule, begin, descend, embeddings
from training.rows import Rows, with_words
from training.sequences import Crf, Window, batches, tensors

HIDDEN = 160
EPOCHS = 9
SCHEDULE = Schedule(rate=3e-3, warm_up=100, full=0.3, least=0.04)
DROPOUT, WORD_DROPOUT, FORM_DROPOUT = 0.45, 0.12, 0.04
MORE_EPOCHS, MORE_DROPOUT = 8, 0.40  # once there is more to learn from
AVERAGING = 0.998
RESTYLED = 0.3  # of the articles, each epoch
FREQUENT = 25_000  # words with a vector that are known wherever they stand
MEANT = ("word", "left word", "right word")  # columns that begin as vectors
UNSURE = Confidence(np.zeros(CONFIDENCES + 1))


class Tagger(Crf):
    """The network of ``newstables.pipeline.quotes.network``, in a form that learns."""

    def __init__(self, sizes: Sequence[int], known: Mapping[str, np.ndarray], dropout: float) -> None:
        super().__init__()
        self.embeddings = embeddings(sizes, WIDTHS, known)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(inputs, HIDDEN) for inputs in (sum(WIDTHS.values()) + FLAGS, 2 * HIDDEN))
        self.out = nn.Linear(2 * HIDDEN, len(LABELS))

    def emissions(self, ids: Tensor, flags: Tensor, lengths: Tensor, *more: Tensor) -> Tensor:
        """(windows, time, labels) from (windows, time, columns) and (windows, time, flags)."""
        if self.training:
            ids = self._forgetful(ids)
        parts = [embedding(ids[..., n]) for n, embedding in enumerate(self.embeddings)]
        x = self.dropout(torch.cat([*parts, flags], -1))
        for layer in self.layers:
            x = self.dropout(layer(x, lengths))
        return self.out(x)

    @staticmethod
    def _forgetful(ids: Tensor) -> Tensor:
        """Some words unknown, of some all that their letters tell too."""
        ids = ids.clone()
        chance = torch.rand(ids.shape[:2])
        there = ids[..., 0] > 0
        ids[..., 0][there & (chance < WORD_DROPOUT)] = 1
        for column in range(3):
            ids[..., column][there & (chance < FORM_DROPOUT)] = 1
        return ids


def fit(
    draw: Callable[[int], Sequence[Sample]],
    sizes: Sequence[int],
    known: Mapping[str, np.ndarray],
    *,
    seed: int,
    epochs: int = EPOCHS,
    dropout: float = DROPOUT,
) -> Tagger:
    """Train a tagger; its parameters are averaged over the last steps.

    Args:
        draw: Gives the samples of an epoch, by its number.
        sizes: How many values each column has.
        known: Column → what its table begins as; by chance where it is not named.
        seed: Of all that is left to chance.
        epochs: How often all samples are seen.
        dropout: The share of the states that is left out of each step.
    """
    begin(seed)
    rng = random.Random(seed)
    model = Tagger(sizes, known, dropout)

    def batched(epoch: int) -> list[tuple[Sequence[Sample], list[Window]]]:
        samples = draw(epoch)
        return [(samples, batch) for batch in batches(samples, rng)]

    return descend(
        model,
        torch.optim.Adam(model.parameters(), lr=SCHEDULE.rate, betas=(0.9, 0.99)),
        batched,
        lambda batch: model.loss(*tensors(*batch)),
        schedule=SCHEDULE,
        epochs=epochs,
        clip=3.0,
        averaging=AVERAGING,
    )


def arrays(model: Tagger) -> dict[str, np.ndarray]:
    """The parameters as ``network.pack`` takes them."""
    found = recurrent.arrays(model.embeddings, model.layers)
    found["out"], found["out bias"] = model.out.weight.detach().numpy().T, model.out.bias.detach().numpy()
    found["transitions"] = model.transitions.detach().numpy()
    return found


# -------------------------------------------------------------------------------------------------- the whole way


@dataclass(frozen=True, slots=True)
class Course:
    """What every network of a training learns from."""

    articles: Sequence[Annotated]
    samples: Sequence[Sample]  # the articles as they are printed
    more: Sequence[Sample]  # other news, labelled by other networks
    rows: Rows
    graded: dict[str, str]
    known: dict[str, np.ndarray]  # what some tables begin as

    def draw(self, epoch: int, *, nlp: Language, seed: int) -> list[Sample]:
        """The samples of an epoch: some of the articles in other marks."""
        found = list(self.samples)
        for place, restyle in restyled(nlp, self.articles, self.rows, self.graded, share=RESTYLED, seed=seed + epoch):
            found[place] = restyle
        return [*found, *self.more]

    @property
    def sizes(self) -> list[int]:
        """How many values each column has."""
        return [len(self.rows[column]) for column in WIDTHS]

    def train(self, seed: int, *, epochs: int = EPOCHS, dropout: float = DROPOUT) -> dict[str, np.ndarray]:
        """The parameters of a network."""
        draw = partial(self.draw, nlp=tokenizer(), seed=1000 * seed)
        return arrays(fit(draw, self.sizes, self.known, seed=seed, epochs=epochs, dropout=dropout))

    def teacher(self, encoder: Path, seed: int) -> Teacher:
        """A teacher."""
        return teach(partial(self.draw, nlp=tokenizer(), seed=1000 * seed), encoder, self.sizes, seed=seed)


def tokenizer() -> Language:
    """The tokens that the package's pipeline makes."""
    nlp = spacy.blank("en")
    adapt(nlp)
    return nlp


def course(folder: Path, more: Sequence[str], meanings: Meanings) -> Course:
    """Read the corpus; the vocabulary knows the words of other news too, and frequent ones that have a vector."""
    nlp = tokenizer()
    articles = [Annotated(text, attributions) for _, text, attributions in read(folder)]
    pages = [Page(nlp.make_doc(article.text)) for article in articles]
    relations = [
        [relation(page, attribution) for attribution in article.attributions]
        for page, article in zip(pages, articles, strict=True)
    ]
    graded = lexicon(pages, relations)
    rows = vocabulary([*pages, *(Page(nlp.make_doc(text)) for text in more)], graded)
    rows = with_words(rows, meanings.words[:FREQUENT])
    samples = [sample(page, encode(page, found), rows, graded) for page, found in zip(pages, relations, strict=True)]
    known = {column: meanings.table(rows[column], WIDTHS[column], seed=n) for n, column in enumerate(MEANT)}
    return Course(articles, samples, [], rows, graded, known)


def agreed(course: Course, first: dict[str, np.ndarray], teacher: Teacher, texts: Sequence[str]) -> list[Sample]:
    """Other news, labelled by the mean of both."""
    nlp = tokenizer()
    tagger = Packed(pack(first), course.rows, course.graded, UNSURE)
    pages = [page for page in (Page(nlp.make_doc(text)) for text in texts) if len(page)]
    unread = [sample(page, ["O"] * len(page), course.rows, course.graded) for page in pages]
    mean = [(one + other) / 2 for one, other in zip(tagger.emissions(pages), teacher.score(unread), strict=True)]
    chain = Chain((first["transitions"] + teacher.transitions.detach().numpy()) / 2)
    labels = chain.best(mean, [[start for start, _ in page.paragraphs()] for page in pages])
    return [sample(page, found, course.rows, course.graded) for page, found in zip(pages, labels, strict=True)]


def main(build: Path, vectors: Path, encoder: Path, seed: int) -> None:
    """Train the first network and the teacher beside one another, then the network that is shipped."""
    texts = [path.read_text("utf-8") for path in sorted((build / "data/news-ner/train").glob("*.txt"))]
    taught = course(build / "data/polnear/train", texts, meanings.read(vectors, WIDTHS["word"]))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        first = other.submit(taught.train, seed + 1)
        teacher = taught.teacher(folder(encoder), seed + 2)
        taught = replace(taught, more=agreed(taught, first.result(), teacher, texts))
    found = taught.train(seed, epochs=MORE_EPOCHS, dropout=MORE_DROPOUT)
    tagger = Packed(pack(found), taught.rows, taught.graded, UNSURE)
    tagger.confidence = Confidence(calibrated(tagger, build / "data/polnear/dev"))
    tagger.save(WEIGHTS, found)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), int(sys.argv[4]))
