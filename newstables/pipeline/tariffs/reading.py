"""What the reader of tariff claims is told of a text: columns of words for each token, and what may fill a claim.

Countries and numbers lose their names in the columns, so that what is learnt of one holds of all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from spacy.tokens import Doc

from newstables.pipeline.columns import letters
from newstables.pipeline.countries import find_countries
from newstables.pipeline.goods import find_goods
from newstables.pipeline.tariffs.acts import find_acts
from newstables.pipeline.tariffs.numbers import find_numbers
from newstables.pipeline.worded import lower_of, text_of, words_of

# Column → the width of its embedding.
WIDTHS = {
    "word": 64,
    "suffix": 16,
    "prefix": 16,
    "shape": 8,
    "thing": 8,  # country, goods or number
    "state": 6,  # which country, of those that are told apart
    "order": 6,  # the how manieth country of the text it is
    "act": 12,  # the change that a word tells of
    "dep": 8,
    "verb": 48,  # the verb that the token depends on
    "verb act": 12,
    "role": 6,  # on which side of that verb the token stands
    "mood": 10,  # the verb's auxiliary, negation and conjunction
}
PARSED = ("dep", "verb", "verb act", "role", "mood")  # what takes a parser
LETTERS = ("word", "suffix", "prefix", "shape")  # what a word tells by itself
NONE, PARAGRAPH = "-", "¶"
STATES = frozenset({"CA", "CN", "US", "EU"})
MOST = 5  # countries told apart by their order
CLIMB = 12  # steps up a tree
CLAUSES = frozenset({"nsubj", "csubj"})
PASSIVE = frozenset({"nsubjpass", "nsubj:pass", "csubjpass", "csubj:pass"})
OBJECTS = frozenset({"obj", "dobj"})
INDIRECT = frozenset({"iobj", "dative"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention that may fill a field: tokens ``first`` to ``last``, characters ``start`` to ``end``."""

    first: int
    last: int
    start: int
    end: int
    value: Any  # a country's code, the keys of goods, a number


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, or a stretch of one."""

    columns: dict[str, list[str]]
    countries: tuple[Filler, ...]
    goods: tuple[Filler, ...]
    numbers: tuple[Filler, ...]
    named: frozenset[str]  # the countries of the whole text

    def __len__(self) -> int:
        return len(self.columns["word"])

    def cut(self, start: int, end: int) -> Reading:
        """Its tokens from ``start`` to before ``end``."""
        columns = {name: values[start:end] for name, values in self.columns.items()}
        countries, goods, numbers = (_moved(kind, -start, end - start) for kind in self._fillers())
        return _ordered(Reading(columns, countries, goods, numbers, self.named))

    def and_then(self, other: Reading) -> Reading:
        """Another behind it, as the next paragraph of one text."""
        gap = {name: [PARAGRAPH if name in LETTERS else NONE] for name in WIDTHS}
        columns = {name: [*self.columns[name], *gap[name], *other.columns[name]] for name in WIDTHS}
        pairs = zip(self._fillers(), other._fillers(), strict=True)
        countries, goods, numbers = ((*mine, *_moved(its, len(self) + 1)) for mine, its in pairs)
        return _ordered(Reading(columns, countries, goods, numbers, self.named | other.named))

    def _fillers(self) -> tuple[tuple[Filler, ...], ...]:
        return self.countries, self.goods, self.numbers


def _moved(fillers: Iterable[Filler], by: int, limit: int | None = None) -> tuple[Filler, ...]:
    moved = (replace(filler, first=filler.first + by, last=filler.last + by) for filler in fillers)
    return tuple(one for one in moved if one.first >= 0 and (limit is None or one.last < limit))


def _ordered(reading: Reading) -> Reading:
    """The same with its countries counted."""
    order: dict[str, int] = {}
    column = [NONE] * len(reading)
    for country in reading.countries:
        place = order.setdefault(country.value, len(order))
        column[country.first : country.last + 1] = [str(min(place, MOST))] * (country.last - country.first + 1)
    reading.columns["order"] = column
    return reading


def read(doc: Doc) -> Reading:
    """Read a Doc; without a parse the columns that need one are empty."""
    text = text_of(doc)
    placed = doc.to_array(["IDX", "LENGTH"]).tolist()
    starts, ends = [start for start, _ in placed], [start + length for start, length in placed]
    words = [(PARAGRAPH,) * len(LETTERS) if "\n" in word else letters(word) for word in words_of(doc)]
    columns = {name: [NONE] * len(doc) for name in WIDTHS}
    for n, name in enumerate(LETTERS):
        columns[name] = [word[n] for word in words]

    def fillers(found: Iterable[Any], value: Callable[[Any], Any]) -> tuple[Filler, ...]:
        return tuple(
            Filler(
                bisect_right(ends, one.start),
                bisect_left(starts, one.end) - 1,
                one.start,
                one.end,
                value(one),
            )
            for one in found
        )

    def write(name: str, filler: Filler, value: str) -> None:
        columns[name][filler.first : filler.last + 1] = [value] * (filler.last - filler.first + 1)

    for act in fillers(find_acts(text), lambda term: term.key):
        write("act", act, act.value)
    if doc.has_annotation("DEP"):
        _write_syntax(doc, columns)
    goods = fillers(find_goods(text), lambda one: one.keys)
    numbers = fillers(find_numbers(text), lambda one: one.value)
    countries = fillers(found := find_countries(text), lambda one: one.code)
    for one in goods:
        write("thing", one, "goods")
    forms = [country.form.value for country in found]
    for one, kind in [*((one, "number") for one in numbers), *zip(countries, forms, strict=True)]:
        for name in (*LETTERS, "thing"):
            write(name, one, f"<{kind}>")
    for one in countries:
        write("state", one, one.value if one.value in STATES else "other")
    named = frozenset(country.value for country in countries)
    return _ordered(Reading(columns, countries, goods, numbers, named))


def _write_syntax(doc: Doc, columns: dict[str, list[str]]) -> None:
    """The verb above each token, and what stands around that verb."""
    tree = _Tree(doc)
    above = [tree.governor(token) for token in range(len(doc))]
    moods = {verb: tree.mood(verb) for verb in {verb for verb, _ in above}}
    columns["dep"] = [_simple(label) for label in tree.labels]
    columns["verb"] = [tree.words[verb] for verb, _ in above]
    columns["verb act"] = [columns["act"][verb] for verb, _ in above]
    columns["role"] = ["=" if child is None else _role(tree.labels[child]) for _, child in above]
    columns["mood"] = [moods[verb] for verb, _ in above]


class _Tree:
    """A Doc's parse as lists, by token: a Doc makes an object of each token that it is asked for."""

    def __init__(self, doc: Doc) -> None:
        heads, labels, kinds = doc.to_array(["HEAD", "DEP", "POS"]).T
        places = np.arange(len(doc))
        above = places + heads.astype(np.int64)
        self.heads: list[int] = above.tolist()
        self.labels = [doc.vocab.strings[label] for label in labels.tolist()]
        self.tops: list[bool] = ((kinds == doc.vocab.strings["VERB"]) | (above == places)).tolist()  # verbs and roots
        self.words = lower_of(doc)
        self.children: dict[int, list[int]] = defaultdict(list)
        for token in np.flatnonzero(above != places).tolist():
            self.children[self.heads[token]].append(token)

    def governor(self, token: int) -> tuple[int, int | None]:
        """The nearest verb at or above a token, and the child of that verb on the way there."""
        node, child = token, None
        for _ in range(CLIMB):
            if self.tops[node]:
                break
            node, child = self.heads[node], node
        return node, child

    def mood(self, verb: int) -> str:
        """A verb's auxiliary, negation and conjunction."""
        children = self.children.get(verb, ())
        parts = [
            next((self.words[child] for child in children if self.labels[child].startswith("aux")), ""),
            "not" if any(self.words[child] in NEGATIONS for child in children) else "",
            next((self.words[child] for child in children if self.labels[child] == "mark"), ""),
        ]
        return " ".join(part for part in parts if part) or "="


@cache
def _simple(label: str) -> str:
    return label.partition(":")[0]


@cache
def _role(label: str) -> str:
    names = ((CLAUSES, "subject"), (PASSIVE, "passive"), (OBJECTS, "object"), (INDIRECT, "indirect"))
    return next((role for labels, role in names if label in labels), "other")
