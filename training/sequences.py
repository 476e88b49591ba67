"""Articles cut into windows and put into batches, and what is lost on their labels: a linear-chain CRF.

J. Lafferty, A. McCallum and F. Pereira, "Conditional random fields", ICML 2001.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from newstables.pipeline.quotes.chain import STARTS, STEPS
from newstables.pipeline.quotes.features import FLAGS, WIDTHS
from newstables.pipeline.quotes.labels import LABELS
from newstables.pipeline.quotes.network import windows
from training.attributions import Sample

BATCH = 20
WINDOWS = (150, 180, 220)  # tokens; another size each epoch, so that other neighbours meet

Window = tuple[int, int, int]  # article, first token, last token and one


class Crf(nn.Module):
    """A network that scores the labels of tokens; what follows what is learnt beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("steps", torch.from_numpy(STEPS))
        self.register_buffer("starts", torch.from_numpy(STARTS))

    def emissions(self, ids: Tensor, flags: Tensor, lengths: Tensor, *more: Tensor) -> Tensor:
        """(windows, time, labels) from ids and flags, (windows, time, columns) each, and what else a network reads."""
        raise NotImplementedError

    def loss(self, ids: Tensor, flags: Tensor, lengths: Tensor, labels: Tensor, *more: Tensor) -> Tensor:
        """The negative logarithm of the likelihood, for each token."""
        scores = self.emissions(ids, flags, lengths, *more)
        steps = self.transitions + self.steps
        there = torch.arange(scores.shape[1])[None] < lengths[:, None]
        gold = (scores.gather(2, labels[..., None])[..., 0] * there).sum(1) + self.starts[labels[:, 0]]
        gold = gold + (steps[labels[:, :-1], labels[:, 1:]] * there[:, 1:]).sum(1)
        every = scores[:, 0] + self.starts
        for t in range(1, scores.shape[1]):
            onward = torch.logsumexp(every[:, :, None] + steps, 1) + scores[:, t]
            every = torch.where(there[:, t, None], onward, every)
        return (torch.logsumexp(every, 1) - gold).sum() / there.sum()


def chunks(samples: Sequence[Sample], least: int) -> list[Window]:
    """Windows of the articles (article, start, end) that end with a paragraph."""
    return [(n, *window) for n, sample in enumerate(samples) for window in windows(sample.paragraph, least)]


def batches(samples: Sequence[Sample], rng: random.Random, *, size: int = BATCH) -> list[list[Window]]:
    """All windows once, those of about one length together, in random order."""
    cut = chunks(samples, rng.choice(WINDOWS))
    cut.sort(key=lambda chunk: chunk[2] - chunk[1] + rng.random() * 25)
    found = [cut[i : i + size] for i in range(0, len(cut), size)]
    rng.shuffle(found)
    return found


def tensors(samples: Sequence[Sample], batch: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
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
