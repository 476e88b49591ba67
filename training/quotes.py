"""Train the tagger of quotes: a BiLSTM-CRF over the columns of ``newstables.pipeline.quotes.features``.

Two networks learn from the corpus; what they find together in more news, a third learns as well as the corpus. The
third is shipped.

python -m training.quotes BUILD SEED
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
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

from newstables.pipeline.quotes.confidence import FEATURES as CONFIDENCES
from newstables.pipeline.quotes.confidence import Confidence
from newstables.pipeline.quotes.features import FLAGS, WIDTHS
from newstables.pipeline.quotes.labels import LABELS, encode
from newstables.pipeline.quotes.network import STARTS, STEPS, pack, windows
from newstables.pipeline.quotes.page import Page
from newstables.pipeline.quotes.tagger import WEIGHTS
from newstables.pipeline.quotes.tagger import Tagger as Packed
from newstables.pipeline.tokens import adapt
from training import recurrent
from training.attributions import Annotated, Sample, lexicon, restyled, sample, vocabulary
from training.calibrate import calibrated
from training.polnear import read, relation
from training.recurrent import Layer, Schedule, begin, descend, embeddings
from training.rows import Rows

HIDDEN = 160
EPOCHS = 9
BATCH = 20
WINDOWS = (150, 180, 220)  # tokens; another size each epoch, so that other neighbours meet
SCHEDULE = Schedule(rate=3e-3, warm_up=100, full=0.3, least=0.04)
DROPOUT, WORD_DROPOUT, FORM_DROPOUT = 0.35, 0.12, 0.04
AVERAGING = 0.998
RESTYLED = 0.3  # of the articles, each epoch
TEACHERS = 2
UNSURE = Confidence(np.zeros(CONFIDENCES + 1))


class Tagger(nn.Module):
    """The network of ``newstables.pipeline.quotes.network``, in a form that learns."""

    def __init__(self, sizes: Sequence[int], hidden: int = HIDDEN) -> None:
        super().__init__()
        widths = list(WIDTHS.values())
        self.embeddings = embeddings(sizes, widths)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer(inputs, hidden) for inputs in (sum(widths) + FLAGS, 2 * hidden))
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


def fit(draw: Callable[[int], Sequence[Sample]], sizes: Sequence[int], *, seed: int, epochs: int = EPOCHS) -> Tagger:
    """Train a tagger; its parameters are averaged over the last steps.

    Args:
        draw: Gives the samples of an epoch, by its number.
        sizes: How many values each column has.
        seed: Of all that is left to chance.
        epochs: How often all samples are seen.
    """
    begin(seed)
    rng = random.Random(seed)
    model = Tagger(sizes)

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
    """What every network of a training learns from."""

    articles: Sequence[Annotated]
    samples: Sequence[Sample]  # the articles as they are printed
    more: Sequence[Sample]  # other news, labelled by other networks
    rows: Rows
    graded: dict[str, str]

    def draw(self, epoch: int, *, nlp: Language, seed: int) -> list[Sample]:
        """The samples of an epoch: some of the articles in other marks."""
        found = list(self.samples)
        for place, restyle in restyled(nlp, self.articles, self.rows, self.graded, share=RESTYLED, seed=seed + epoch):
            found[place] = restyle
        return [*found, *self.more]

    def train(self, seed: int, epochs: int = EPOCHS) -> dict[str, np.ndarray]:
        """The parameters of a network."""
        sizes = [len(self.rows[column]) for column in WIDTHS]
        draw = partial(self.draw, nlp=tokenizer(), seed=1000 * seed)
        return arrays(fit(draw, sizes, seed=seed, epochs=epochs))


def tokenizer() -> Language:
    """The tokens that the package's pipeline makes."""
    nlp = spacy.blank("en")
    adapt(nlp)
    return nlp


def course(folder: Path, more: Sequence[str]) -> Course:
    """Read the corpus; the vocabulary knows the words of other news too."""
    nlp = tokenizer()
    articles = [Annotated(text, attributions) for _, text, attributions in read(folder)]
    pages = [Page(nlp.make_doc(article.text)) for article in articles]
    relations = [
        [relation(page, attribution) for attribution in article.attributions]
        for page, article in zip(pages, articles, strict=True)
    ]
    graded = lexicon(pages, relations)
    rows = vocabulary([*pages, *(Page(nlp.make_doc(text)) for text in more)], graded)
    samples = [sample(page, encode(page, found), rows, graded) for page, found in zip(pages, relations, strict=True)]
    return Course(articles, samples, [], rows, graded)


def agreed(course: Course, teachers: Sequence[dict[str, np.ndarray]], texts: Sequence[str]) -> Iterator[Sample]:
    """Other news, labelled by the mean of the teachers."""
    nlp = tokenizer()
    networks = [Packed(pack(teacher), course.rows, course.graded, UNSURE) for teacher in teachers]
    for text in texts:
        page = Page(nlp.make_doc(text))
        if len(page):
            scores = np.mean([network.emissions([page])[0] for network in networks], axis=0)
            yield sample(
                page,
                networks[0].network.best(scores, [start for start, _ in page.paragraphs()]),
                course.rows,
                course.graded,
            )


def main(build: Path, seed: int) -> None:
    """Train the teachers beside one another, then the network that is shipped."""
    texts = [path.read_text("utf-8") for path in sorted((build / "data/news-ner/train").glob("*.txt"))]
    taught = course(build / "data/polnear/train", texts)
    with ProcessPoolExecutor(TEACHERS, mp_context=get_context("spawn")) as pool:
        teachers = list(pool.map(taught.train, range(seed + 1, seed + 1 + TEACHERS)))
    taught = replace(taught, more=list(agreed(taught, teachers, texts)))
    found = taught.train(seed)
    tagger = Packed(pack(found), taught.rows, taught.graded, UNSURE)
    tagger.confidence = Confidence(calibrated(tagger, build / "data/polnear/dev"))
    tagger.save(WEIGHTS, found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
