"""Train the reader of tariff claims: the network of ``newstables.pipeline.tariffs.network`` on labelled passages.

Each passage is read twice at once, with other words forgotten each time and once perhaps without its parse, and what
both readings say may not be far apart: X. Liang et al., "R-Drop: regularized dropout for neural networks",
NeurIPS 2021.

python -m training.tariffs SEED
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from newstables.pipeline import stored
from newstables.pipeline.columns import UNKNOWN, numbered
from newstables.pipeline.load import load_weights
from newstables.pipeline.tariffs.network import CHANGES, DISTANCES, EDGES, PAIRED, PARTIES, RATES, UNNAMED
from newstables.pipeline.tariffs.reader import WEIGHTS
from newstables.pipeline.tariffs.reading import NONE, PARSED, WIDTHS, Filler, Reading
from training import recurrent
from training.passages import Label, Passage, passages
from training.recurrent import Layer, Schedule, begin, descend, embeddings
from training.rows import Rows, rows_of

HIDDEN, PAIR = 128, 64
EPOCHS = 24
BATCH = 32
SCHEDULE = Schedule(rate=4e-3, warm_up=60, full=0.3, least=0.03)
DROPOUT, WORD_DROPOUT, FORM_DROPOUT, VERB_DROPOUT = 0.4, 0.12, 0.05, 0.2
NO_STATE, NO_PARSE = 0.3, 0.5  # of the readings: which country it is, what depends on what is not told
AVERAGING = 0.995
JOINED = 0.25  # of the passages: read as one text with another
EDGE_WEIGHT = 0.3  # of the loss of the evidence's edges
RARE = {"word": 2, "suffix": 2, "prefix": 2, "verb": 2, "mood": 2}  # how often a value must occur to be known
STAGES = {"tok2vec", "tagger", "morphologizer", "parser", "newstables_sentences"}  # what the columns need
NEVER = -1e9


class Reader(nn.Module):
    """The network, in a form that learns."""

    def __init__(self, sizes: Sequence[int]) -> None:
        super().__init__()
        self.embeddings = embeddings(sizes, WIDTHS, {})
        self.dropout = nn.Dropout(DROPOUT)
        states = 2 * HIDDEN
        self.layers = nn.ModuleList(Layer(inputs, HIDDEN) for inputs in (sum(WIDTHS.values()), states))
        linear = dict.fromkeys(("query", "key", "value", "deep"), (states, PAIR))
        linear |= {"change": (states, len(CHANGES)), "deep change": (PAIR, len(CHANGES)), "retaliation": (states, 1)}
        linear |= {f"{field} unnamed": (states, len(UNNAMED)) for field in PARTIES}
        linear |= {f"{field} unnamed": (states, 1) for field in RATES}
        for field in PAIRED:
            linear |= {f"{field} anchor": (states, PAIR), f"{field} score": (PAIR, 1)}
        self.linear = nn.ModuleDict({name: nn.Linear(*shape) for name, shape in linear.items()})
        self.mentions = nn.ModuleDict({field: nn.Linear(states, PAIR, bias=False) for field in PAIRED})
        self.distances = nn.ModuleDict({field: nn.Embedding(len(DISTANCES) + 1, PAIR) for field in PAIRED})
        self.near = nn.Embedding(len(DISTANCES) + 1, 1)
        self.register_buffer("steps", torch.from_numpy(DISTANCES))

    def states(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """(texts, time, states) from (texts, time, columns)."""
        x = self.dropout(torch.cat([embedding(ids[..., n]) for n, embedding in enumerate(self.embeddings)], -1))
        for layer in self.layers:
            x = self.dropout(layer(x, lengths))
        return x

    def changes(self, states: Tensor, there: Tensor) -> Tensor:
        """The score of each change at each token: (texts, time, changes)."""
        place = torch.arange(states.shape[1])
        near = self.near(torch.bucketize(place[None] - place[:, None], self.steps))[..., 0]
        query, key = self.linear["query"](states), self.linear["key"](states)
        scores = query @ key.transpose(1, 2) / PAIR**0.5 + near
        attention = torch.softmax(scores.masked_fill(~there[:, None], NEVER), -1)
        deep = torch.tanh(self.linear["deep"](states) + attention @ self.linear["value"](states))
        return self.linear["change"](states) + self.linear["deep change"](self.dropout(deep))

    def pairs(self, field: str, states: Tensor, anchors: tuple[Tensor, Tensor], first: Tensor, last: Tensor) -> Tensor:
        """The score of each mention for each claim: (claims, mentions).

        Args:
            field: One of ``PAIRED``.
            states: (texts, time, states).
            anchors: The text and the token of each claim.
            first: (texts, mentions): where each begins, and
            last: where it ends.
        """
        text, token = anchors
        rows = torch.arange(len(states))[:, None]
        mentions = self.mentions[field]((states[rows, first] + states[rows, last]) / 2)[text]
        distance = self.distances[field](torch.bucketize(first[text] - token[:, None], self.steps))
        both = self.linear[f"{field} anchor"](states[text, token])[:, None] + mentions + distance
        return self.linear[f"{field} score"](self.dropout(torch.tanh(both)))[..., 0]

    def loss(self, ids: Tensor, batch: Sequence[Passage]) -> Tensor:
        """The negative logarithm of the likelihood of all that the labels allow, and what two readings disagree on.

        Args:
            ids: (readings, time, columns): of each passage one reading, then of each another.
            batch: The passages.

        Returns:
            The mean of all readings.
        """
        batch = [*batch, *batch]
        lengths = torch.tensor([len(reading) for reading, _ in batch])
        states = self.states(ids, lengths)
        there = torch.arange(states.shape[1]) < lengths[:, None]
        claims = [(n, label) for n, (_, labels) in enumerate(batch) for label in labels]
        total = self._anchor_loss(states, there, claims)
        if claims:
            anchors = torch.tensor([n for n, _ in claims]), torch.tensor([label.anchor for _, label in claims])
            for field in (*PARTIES, *RATES):
                total = total + self._field_loss(field, states, anchors, claims, batch)
            total = total + self._goods_loss(states, anchors, claims, batch)
            answers = self.linear["retaliation"](states[anchors])[:, 0]
            truth = torch.tensor([float(label.retaliation) for _, label in claims])
            total = total + nn.functional.binary_cross_entropy_with_logits(answers, truth, reduction="sum")
            every = torch.arange(states.shape[1]).expand(len(batch), -1)
            for side, field in enumerate(EDGES):
                scores = self.pairs(field, states, anchors, every, every).masked_fill(~there[anchors[0]], NEVER)
                edges = torch.tensor([label.evidence[side] for _, label in claims])
                total = total + EDGE_WEIGHT * nn.functional.cross_entropy(scores, edges, reduction="sum")
        return total / len(batch)

    def _anchor_loss(self, states: Tensor, there: Tensor, claims: Sequence[tuple[int, Label]]) -> Tensor:
        right = torch.zeros(*there.shape, len(CHANGES), dtype=torch.bool)
        right[..., 0] = True
        for n, label in claims:
            right[n, label.anchor] = torch.tensor([change in label.changes for change in CHANGES])
        scores = self.changes(states, there)
        return (_unlikely(scores, right) * there).sum() + (_apart(scores) * there[: len(there) // 2]).sum()

    def _field_loss(
        self,
        field: str,
        states: Tensor,
        anchors: tuple[Tensor, Tensor],
        claims: Sequence[tuple[int, Label]],
        batch: Sequence[Passage],
    ) -> Tensor:
        """Of a party or a rate; a claim whose value nothing in the text can be is left out."""
        fillers = [reading.countries if field in PARTIES else reading.numbers for reading, _ in batch]
        first, last, known = _places(fillers)
        named = self.pairs(field, states, anchors, first, last).masked_fill(~known[anchors[0]], NEVER)
        scores = torch.cat([self.linear[f"{field} unnamed"](states[anchors]), named], 1)
        unnamed = UNNAMED if field in PARTIES else (None,)
        right = torch.zeros(scores.shape, dtype=torch.bool)
        for row, (n, label) in enumerate(claims):
            wanted = _values(field, label)
            for place, value in enumerate([*unnamed, *(filler.value for filler in fillers[n])]):
                right[row, place] = value in wanted
        can = right.any(1)
        return _unlikely(scores[can], right[can]).sum() + _apart(scores).sum()

    def _goods_loss(
        self,
        states: Tensor,
        anchors: tuple[Tensor, Tensor],
        claims: Sequence[tuple[int, Label]],
        batch: Sequence[Passage],
    ) -> Tensor:
        fillers = [reading.goods for reading, _ in batch]
        first, last, known = _places(fillers)
        scores = self.pairs("goods", states, anchors, first, last)
        truth = torch.zeros(scores.shape)
        for row, (n, label) in enumerate(claims):
            for place, filler in enumerate(fillers[n]):
                truth[row, place] = float(not label.goods.isdisjoint(filler.value))
        losses = nn.functional.binary_cross_entropy_with_logits(scores, truth, reduction="none")
        return (losses * known[anchors[0]]).sum()


def _unlikely(scores: Tensor, right: Tensor) -> Tensor:
    """How unlikely what is right is by scores over the last axis: the negative logarithm of its chance."""
    return torch.logsumexp(scores, -1) - torch.logsumexp(scores.masked_fill(~right, NEVER), -1)


def _apart(scores: Tensor) -> Tensor:
    """How far the chances of the first half are from those of the second: H. Jeffreys' divergence, halved."""
    one, other = torch.log_softmax(scores, -1).chunk(2)
    return ((one.exp() - other.exp()) * (one - other)).sum(-1) / 2


def _values(field: str, label: Label) -> Iterable[object]:
    one: dict[str, Iterable[object]] = {
        "imposer": label.imposers,
        "target": label.targets,
        "rate": (label.rate,),
        "before": (label.before,),
    }
    return one[field]


def _places(fillers: Sequence[Sequence[Filler]]) -> tuple[Tensor, Tensor, Tensor]:
    """First and last token of the mentions of each text, padded, and which are no padding."""
    longest = max(1, *(len(some) for some in fillers))
    first, last = torch.zeros(2, len(fillers), longest, dtype=torch.long)
    for n, some in enumerate(fillers):
        first[n, : len(some)] = torch.tensor([filler.first for filler in some], dtype=torch.long)
        last[n, : len(some)] = torch.tensor([filler.last for filler in some], dtype=torch.long)
    return first, last, torch.arange(longest) < torch.tensor([len(some) for some in fillers])[:, None]


def vocabulary(readings: Iterable[Reading]) -> Rows:
    """Column → value → row of its embedding; rare values of some columns are unknown."""
    counts: dict[str, Counter[str]] = {column: Counter({NONE: 9}) for column in WIDTHS}
    for reading in readings:
        for column, values in reading.columns.items():
            counts[column].update(values)
    return rows_of(counts, RARE)


def forgetful(ids: np.ndarray, rows: Rows, rng: np.random.Generator, *, no_parse: float) -> np.ndarray:
    """Some words unknown, of some all that their letters tell too; of some passages which countries they name.

    Args:
        ids: (tokens, columns).
        rows: What the columns hold.
        rng: The source of chance.
        no_parse: The chance that nothing is left of the parse.
    """
    ids, columns = ids.copy(), list(WIDTHS)
    ids[rng.random(len(ids)) < WORD_DROPOUT, 0] = UNKNOWN
    ids[rng.random(len(ids)) < FORM_DROPOUT, :3] = UNKNOWN
    ids[rng.random(len(ids)) < VERB_DROPOUT, columns.index("verb")] = UNKNOWN
    if rng.random() < NO_STATE:
        ids[:, columns.index("state")] = UNKNOWN
    if rng.random() < no_parse:
        for column in PARSED:
            ids[:, columns.index(column)] = rows[column][NONE]
    return ids


def drawn(known: Sequence[Passage], rng: random.Random) -> list[list[Passage]]:
    """All passages once, in batches of about one length; some are two that are read as one text."""
    order = list(range(len(known)))
    rng.shuffle(order)
    texts: list[Passage] = []
    while order:
        reading, labels = known[order.pop()]
        if order and rng.random() < JOINED:
            behind, others = known[order.pop()]
            labels = [*labels, *(label.moved(len(reading) + 1) for label in others)]
            reading = reading.and_then(behind)
        texts.append((reading, labels))
    texts.sort(key=lambda text: len(text[0]) + rng.random() * 15)
    batches = [texts[i : i + BATCH] for i in range(0, len(texts), BATCH)]
    rng.shuffle(batches)
    return batches


def fit(seed: int, known: Sequence[Passage], rows: Rows, epochs: int = EPOCHS) -> dict[str, np.ndarray]:
    """Train a network; its parameters are averaged over the last steps."""
    begin(seed)
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    model = Reader([len(rows[column]) for column in WIDTHS])

    def loss(batch: Sequence[Passage]) -> Tensor:
        ids = torch.zeros(2, len(batch), max(len(reading) for reading, _ in batch), len(WIDTHS), dtype=torch.long)
        for time, no_parse in enumerate((0.0, NO_PARSE)):
            for row, (reading, _) in enumerate(batch):
                told = forgetful(numbered(reading.columns, rows), rows, noise, no_parse=no_parse)
                ids[time, row, : len(reading)] = torch.from_numpy(told)
        return model.loss(ids.flatten(0, 1), batch)

    trained = descend(
        model,
        torch.optim.AdamW(model.parameters(), lr=SCHEDULE.rate, betas=(0.9, 0.99), weight_decay=1e-5),
        lambda _: drawn(known, rng),
        loss,
        schedule=SCHEDULE,
        epochs=epochs,
        clip=5.0,
        averaging=AVERAGING,
    )
    return arrays(trained)


def arrays(model: Reader) -> dict[str, np.ndarray]:
    """The parameters as ``network.pack`` takes them."""
    heads: dict[str, Tensor] = {"near": model.near.weight}
    for name, linear in model.linear.items():
        heads |= {f"{name} weight": linear.weight, f"{name} bias": linear.bias}
    for field in PAIRED:
        heads |= {
            f"{field} mention weight": model.mentions[field].weight,
            f"{field} distance": model.distances[field].weight,
        }
    found = recurrent.arrays(model.embeddings, model.layers, balance=True)
    return found | {name: tensor.detach().numpy() for name, tensor in heads.items()}


def main(seed: int) -> None:
    """Train the network and write it into the package."""
    nlp = load_weights()
    nlp.add_pipe("newstables_sentences", first=True)
    for name in set(nlp.pipe_names) - STAGES:
        nlp.disable_pipe(name)
    known = list(passages(nlp))
    rows = vocabulary(reading for reading, _ in known)
    stored.write(WEIGHTS, fit(seed, known, rows), rows)


if __name__ == "__main__":
    main(int(sys.argv[1]))
