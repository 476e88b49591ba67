"""What the networks over columns of words share: embeddings, layers of LSTM, and the way they are trained."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from training.graphs import Weights, balanced, in_eight_bits

Model = TypeVar("Model", bound=nn.Module)
Batch = TypeVar("Batch")


class Layer(nn.Module):
    """An LSTM in both directions, each read to the end of its window; a packed sequence takes four times as long."""

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.onward = nn.LSTM(inputs, hidden, batch_first=True)
        self.back = nn.LSTM(inputs, hidden, batch_first=True)

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        """(windows, time, 2 × hidden) from (windows, time, inputs)."""
        turned = (lengths[:, None] - 1 - torch.arange(x.shape[1])).clamp(min=0)[..., None]
        back = self.back(x.gather(1, turned.expand(-1, -1, x.shape[2])))[0]
        return torch.cat([self.onward(x)[0], back.gather(1, turned.expand(-1, -1, back.shape[2]))], -1)


def embeddings(sizes: Iterable[int], widths: Mapping[str, int], known: Mapping[str, np.ndarray]) -> nn.ModuleList:
    """A table for each column, for so many values and padding and the unknown; ``known``: what some begin as."""
    tables = nn.ModuleList()
    for size, (column, width) in zip(sizes, widths.items(), strict=True):
        table = nn.Embedding(size + 2, width, padding_idx=0)
        nn.init.normal_(table.weight, 0, 0.1)
        if column in known:
            table.weight.data.copy_(torch.from_numpy(known[column]))
        tables.append(table)
    return tables


def arrays(tables: Iterable[nn.Module], layers: Iterable[nn.Module], *, balance: bool = False) -> dict[str, np.ndarray]:
    """Embeddings and layers as ``newstables.pipeline.layers`` takes them; ``balance``: see ``graphs.balanced``."""
    told = [table.weight.detach().numpy() for table in tables]
    first, *others = (_weights(layer) for layer in layers)
    if balance:
        told, first = balanced(told, first)
    most = max(1.0, *(float(np.abs(table).max()) for table in told))  # what else a layer is told of is 0 or 1
    graph = in_eight_bits([first, *others], most)
    return {f"embedding {n}": table for n, table in enumerate(told)} | {"layers": graph}


def _weights(layer: nn.Module) -> Weights:
    both = [layer.onward, layer.back]
    return Weights(
        inward=np.stack([one.weight_ih_l0.detach().numpy().T for one in both]),
        onward=np.stack([one.weight_hh_l0.detach().numpy().T for one in both]),
        bias=np.stack([(one.bias_ih_l0 + one.bias_hh_l0).detach().numpy() for one in both]),
    )


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the rate of learning goes: up over some steps, level for a share of the training, then down."""

    rate: float
    warm_up: int  # steps
    full: float  # the share of the training at full rate
    least: float  # the share of the rate at the end

    def at(self, step: int, progress: float) -> float:
        """The rate at a step (from 0), that share of the training done."""
        down = max(self.least, 1 - (progress - self.full) / (1 - self.full))
        return self.rate * min(1, (step + 1) / self.warm_up) * min(1, down)


def begin(seed: int) -> None:
    """One thread, and a start that can be repeated."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)  # a fifth of the time; the mode is the process's


def descend(
    model: Model,
    optimizer: Optimizer,
    draw: Callable[[int], Sequence[Batch]],
    loss_of: Callable[[Batch], Tensor],
    *,
    schedule: Schedule,
    epochs: int,
    clip: float,
    averaging: float,
) -> Model:
    """Train a model; what it gives back has its parameters averaged over the last steps.

    Args:
        model: The model, which is trained in place.
        optimizer: Over its parameters; a group may have a ``share`` of the rate.
        draw: Gives the batches of an epoch, by its number.
        loss_of: The loss of a batch.
        schedule: The rate of learning.
        epochs: How often ``draw`` is asked.
        clip: The most that the gradients' norm may be.
        averaging: The share of the average that stays at each step.
    """
    average = copy.deepcopy(model).eval()
    step = 0
    for epoch in range(epochs):
        start, total = time.perf_counter(), 0.0
        batches = draw(epoch)
        model.train()
        for n, batch in enumerate(batches):
            for group in optimizer.param_groups:
                group["lr"] = group.get("share", 1.0) * schedule.at(step, (epoch + n / len(batches)) / epochs)
            optimizer.zero_grad()
            loss = loss_of(batch)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), clip)
            optimizer.step()
            step += 1
            total += loss.item()
            keep = min(averaging, (1 + step) / (10 + step))
            with torch.no_grad():
                for one, other in zip(average.parameters(), model.parameters(), strict=True):
                    one.mul_(keep).add_(other, alpha=1 - keep)
        print(f"epoch {epoch + 1}: loss {total / len(batches):.4f}, {time.perf_counter() - start:.0f} s", flush=True)
    torch.set_flush_denormal(False)
    return average
