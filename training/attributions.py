"""What the tagger of quotes learns from: articles with their attributions, encoded, in the marks of many newsrooms."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language

from newstables.pipeline.columns import numbered
from newstables.pipeline.quotation import find_quotations
from newstables.pipeline.quotes.features import WIDTHS, Lexicon, columns
from newstables.pipeline.quotes.labels import LABELS, Relation, encode
from newstables.pipeline.quotes.page import Mark, Page
from training.polnear import Attribution, relation
from training.rows import Rows, rows_of
from training.styles import curly, straight

RARE = {"word": 3, "suffix": 3, "prefix": 3, "shape": 5, "left word": 5, "right word": 5}  # least count of a value
GRADES = ((0.8, "9"), (0.5, "6"), (0.25, "3"), (0.08, "1"), (0.0, "0"))
SEEN = 3  # times, for a word to be graded


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article's text with its attributions."""

    text: str
    attributions: Sequence[Attribution]


@dataclass(frozen=True, slots=True)
class Sample:
    """One article, encoded.

    Attributes:
        ids: (tokens, columns); ``flags``: (tokens, flags); ``labels``: (tokens,).
        paragraph: The number of each token's paragraph; ``words``: the tokens.
    """

    ids: np.ndarray
    flags: np.ndarray
    labels: np.ndarray
    paragraph: Sequence[int]
    words: Sequence[str]


def lexicon(pages: Iterable[Page], relations: Iterable[Sequence[Relation]]) -> dict[str, str]:
    """How often each word was a cue where it did not stand between marks."""
    cues, all_of = Counter[str](), Counter[str]()
    for page, found in zip(pages, relations, strict=True):
        cue = set[int]().union(*(relation.cue for relation in found))
        for i, word in enumerate(page.words):
            if page.marks[i] is not Mark.INSIDE:
                all_of[word.lower()] += 1
                cues[word.lower()] += i in cue
    return {
        word: next(grade for least, grade in GRADES if cues[word] / count > least)
        for word, count in sorted(all_of.items())
        if cues[word] and count >= SEEN
    }


def vocabulary(pages: Iterable[Page], graded: Lexicon) -> dict[str, dict[str, int]]:
    """Column → value → row of its embedding; rows 0 and 1 are padding and unknown."""
    counts = {column: Counter[str]() for column in WIDTHS}
    for page in pages:
        values, _ = columns(page, graded)
        for column, counter in counts.items():
            counter.update(values[column])
    return rows_of(counts, RARE)


def sample(page: Page, labels: Sequence[str], rows: Rows, graded: Lexicon) -> Sample:
    """A page, encoded."""
    values, flags = columns(page, graded)
    ids = numbered(values, rows).astype("int32")
    return Sample(ids, flags, np.array([LABELS.index(label) for label in labels]), page.paragraph, page.words)


# ------------------------------------------------------------------------------------------------------- styles


def british(text: str) -> str:
    """The text with single marks outside and double ones inside.

    >>> british("“He said ‘no’,” she said.")
    '‘He said “no”,’ she said.'
    """
    marks = list(text)
    for quotation in find_quotations(text):
        pair = "“”" if quotation.nested else "‘’"
        if quotation.inner_start - quotation.start == 1:
            marks[quotation.start] = pair[0]
        if quotation.end - quotation.inner_end == 1:
            marks[quotation.inner_end] = pair[1]
    return "".join(marks)


def gappy(text: str, rng: random.Random) -> str:
    """The text without one of its closing marks."""
    closing = [i for i, mark in enumerate(text) if mark == "”"]
    if not closing:
        return text
    i = rng.choice(closing)
    return f"{text[:i]} {text[i + 1 :]}"


def dressed(text: str, rng: random.Random) -> str:
    """The text in another style of marks, as many characters."""
    styles: Sequence[Callable[[str], str]] = (straight, british, lambda curled: gappy(curled, rng))
    return rng.choices(styles, weights=(4, 4, 1))[0](curly(text))


def restyled(
    nlp: Language, articles: Sequence[Annotated], rows: Rows, graded: Lexicon, *, share: float, seed: int
) -> list[tuple[int, Sample]]:
    """Some of the articles, each with its place among them, in other marks."""
    rng = random.Random(seed)
    found = []
    for place, article in enumerate(articles):
        if rng.random() < share:
            page = Page(nlp.make_doc(dressed(article.text, rng)))
            relations = [relation(page, attribution) for attribution in article.attributions]
            found.append((place, sample(page, encode(page, relations), rows, graded)))
    return found
