"""Train the tagger of quotes: a BiLSTM-CRF over the columns of ``newstables.pipeline.quotes.features``.

Its words begin as vectors that others learnt from much text (``training.meanings``).

python -m training.quotes BUILD VECTORS SEED
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import spacy
import torch
from spacy.language import Language
from torch import Tensor, nn

from newstables.pipeline.quotes.confidence import FEATURES as CONFIDENCES
from newstables.pipeline.quotes.confidence import Confidence
from newstables.pipeline.quotes.features import FLAGS, WIDTHS
from newstables.pipeline.quotes.labels import LABELS, encode
from newstables.pipeline.quotes.network import STARTS, STEPS, pack, windows
from newstables.pipeline.quotes.page import Page
from newstables.pipeline.quotes.tagger import WEIGHTS
from newstables.pipeline.quotes.tagger import Tagger as Packed
from newstables.pipeline.tokens import adapt
from training import meanings, recurrent
from training.attributions import Annotated, Sample, lexicon, restyled, sample, vocabulary
from training.calibrate import calibrated
from training.meanings import Meanings
from training.polnear import read, relation
from training.recurrent import Layer, Schedule, begin, descend, embeddings
from training.rows import Rows, with_words

HIDDEN = 160
EPOCHS = 9
BATCH = 20
WINDOWS = (150, 180, 220)  # tokens; another size each epoch, so that other neighbours meet
SCHEDULE = Schedule(rate=3e-3, warm_up=100, full=0.3, least=0.04)
DROPOUT, WORD_DROPOUT, FORM_DROPOUT = 0.45, 0.12, 0.04
AVERAGING = 0.998
RESTYLED = 0.3  # of the articles, each epoch
FREQUENT = 25_000  # words with a vector that are known wherever they stand
MEANT = ("word", "left word", "right word")  # columns that begin as vectors
UNSURE = Confidence(np.zeros(CONFIDENCES + 1))


class Tagger(nn.Module):
    """The network of ``newstables.pipeline.quotes.network``, in a form that learns."""

    def __init__(self, sizes: Sequence[int], known: Mapping[str, np.ndarray], hidden: int = HIDDEN) -> None:
        super().__init__()
        self.embeddings = embeddings(sizes, WIDTHS, known)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer(inputs, hidden) for inputs in (sum(WIDTHS.values()) + FLAGS, 2 * hidden))
        self.out = nn.Linear(2 * hidden, len(LABELS))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("steps", torch.from_numpy(STEPS))
        self.register_buffer("starts", torch.from_numpy(STARTS))

    def emissions(self, ids: Tensor, flags: Tensor, lengths: Tensor) -> Tensor:
        """(windows, time, labels) from (windows, time, columns)."""
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

    def loss(self, ids: Tensor, flags: Tensor, lengths: Tensor, labels: Tensor) -> Tensor:
        """The CRF's negative logarithm of the likelihood, for each token."""
        scores = self.emissions(ids, flags, lengths)
        steps = self.transitions + self.steps
        there = torch.arange(scores.shape[1])[None] < lengths[:, None]
        gold = (scores.gather(2, labels[..., None])[..., 0] * there).sum(1) + self.starts[labels[:, 0]]
        gold = gold + (steps[labels[:, :-1], labels[:, 1:]] * there[:, 1:]).sum(1)
        every = scores[:, 0] + self.starts
        for t in range(1, scores.shape[1]):
            onward = torch.logsumexp(every[:, :, None] + steps, 1) + scores[:, t]
            every = torch.where(there[:, t, None], onward, every)
        return (torch.logsumexp(every, 1) - gold).sum() / there.sum()


def chunks(samples: Sequence[Sample], least: int) -> list[tuple[int, int, int]]:
    """Windows of the articles (article, start, end) that end with a paragraph."""
    return [(n, *window) for n, sample in enumerate(samples) for window in windows(sample.paragraph, least)]


def batches(samples: Sequence[Sample], rng: random.Random) -> list[list[tuple[int, int, int]]]:
    """All windows once, those of about one length together, in random order."""
    cut = chunks(samples, rng.choice(WINDOWS))
    cut.sort(key=lambda chunk: chunk[2] - chunk[1] + rng.random() * 25)
    found = [cut[i : i + BATCH] for i in range(0, len(cut), BATCH)]
    rng.shuffle(found)
    return found


def tensors(samples: Sequence[Sample], batch: Sequence[tuple[int, int, int]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, flags, lengths and labels of a batch, padded."""
    longest = max(end - start for _, start, end in batch)
    ids = torch.zeros(len(batch), longest, len(WIDTHS), dtype=torch.long)
    flags = torch.zeros(len(batch), longest, FLAGS)
    labels = torch.zeros(len(batch), longest, dtype=torch.long)
    for row, (n, start, end) in enumerate(batch):
        sample = samples[n]
        ids[row, : end - start] = torch.from_numpy(sample.ids[start:end].astype("int64"))
        flags[row, : end - start] = torch.from_numpy(sample.flags[start:end])
        labels[row, : end - start] = torch.from_numpy(sample.labels[start:end])
        first = LABELS[int(labels[row, 0])]
        labels[row, 0] = LABELS.index(f"B{first[1:]}" if first.startswith("I") else first)  # cut within a stretch
    return ids, flags, torch.tensor([end - start for _, start, end in batch]), labels


def fit(
    draw: Callable[[int], Sequence[Sample]],
    sizes: Sequence[int],
    known: Mapping[str, np.ndarray],
    *,
    seed: int,
    epochs: int = EPOCHS,
) -> Tagger:
    """Train a tagger; its parameters are averaged over the last steps.

    Args:
        draw: Gives the samples of an epoch, by its number.
        sizes: How many values each column has.
        known: Column → what its table begins as; by chance where it is not named.
        seed: Of all that is left to chance.
        epochs: How often all samples are seen.
    """
    begin(seed)
    rng = random.Random(seed)
    model = Tagger(sizes, known)

    def batched(epoch: int) -> list[tuple[Sequence[Sample], list[tuple[int, int, int]]]]:
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
    """What a network learns from."""

    articles: Sequence[Annotated]
    samples: Sequence[Sample]  # the articles as they are printed
    rows: Rows
    graded: dict[str, str]
    known: dict[str, np.ndarray]  # what some tables begin as

    def draw(self, epoch: int, *, nlp: Language, seed: int) -> list[Sample]:
        """The samples of an epoch: some of the articles in other marks."""
        found = list(self.samples)
        for place, restyle in restyled(nlp, self.articles, self.rows, self.graded, share=RESTYLED, seed=seed + epoch):
            found[place] = restyle
        return found

    def train(self, seed: int, epochs: int = EPOCHS) -> dict[str, np.ndarray]:
        """The parameters of a network."""
        sizes = [len(self.rows[column]) for column in WIDTHS]
        draw = partial(self.draw, nlp=tokenizer(), seed=1000 * seed)
        return arrays(fit(draw, sizes, self.known, seed=seed, epochs=epochs))


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
    return Course(articles, samples, rows, graded, known)


def main(build: Path, vectors: Path, seed: int) -> None:
    """Train the network, and fit how sure it may be."""
    texts = [path.read_text("utf-8") for path in sorted((build / "data/news-ner/train").glob("*.txt"))]
    taught = course(build / "data/polnear/train", texts, meanings.read(vectors, WIDTHS["word"]))
    found = taught.train(seed)
    tagger = Packed(pack(found), taught.rows, taught.graded, UNSURE)
    tagger.confidence = Confidence(calibrated(tagger, build / "data/polnear/dev"))
    tagger.save(WEIGHTS, found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
