"""What the tagger is told of each token: columns of words, each embedded by the network, and flags.

A column's value is a short string. ``lexicon`` grades words by how often they were a cue in training: from "9", a cue
four times of five, to "0", hardly ever; "-" for words that never were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from newstables.pipeline.columns import letters
from newstables.pipeline.function_words import PRONOUNS, vocabulary
from newstables.pipeline.quotes.page import Mark, Page

Lexicon = Mapping[str, str]

# Column → the width of its embedding. "near" columns tell of the nearest likely cue to the left and to the right.
WIDTHS = {
    "word": 64,
    "suffix": 24,
    "prefix": 24,
    "shape": 12,
    "mark": 10,
    "grade": 8,
    "sentence": 10,
    "before": 6,
    "after": 6,
    "left": 10,
    "right": 10,
    "left word": 24,
    "right word": 24,
}
FLAGS = 7
NEVER_CUES = vocabulary("the a of to in on for and is was has had have be been that at as by with , his her")
STRONG = frozenset("369")
FAR = 8  # tokens: how far away a cue stands is told up to here
THAT = 5  # tokens behind a cue in which "that" counts
# Nouns of those who speak in the news.
OFFICES = vocabulary(
    """
    president prime minister senator sen. sen governor gov. gov rep. rep representative secretary spokesman
    spokeswoman spokesperson chairman chairwoman director mr. mrs. ms. dr. professor ambassador mayor leader premier
    chief justice judge general gen. attorney candidate nominee campaign officials official aides aide critics analyst
    analysts expert experts lawyer strategist adviser advisor source sources
    """
)
MARKS = [[f"{mark:d}{length}" for length in range(5)] for mark in Mark]
SPEAKING = PRONOUNS | {"him", "her", "them", "us"}


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word tells by itself."""

    word: str
    suffix: str
    prefix: str
    shape: str
    flags: tuple[bool, bool, bool]


@lru_cache(maxsize=2**16)
def _word(text: str) -> _Word:
    word, suffix, prefix, shape = letters(text)
    return _Word(word, suffix, prefix, shape, (word in SPEAKING, word in OFFICES, text[0].isupper()))


def columns(page: Page, lexicon: Lexicon) -> tuple[dict[str, list[str]], np.ndarray]:
    """The columns of ``WIDTHS`` for each token, and its flags.

    Returns:
        Column → a value for each token; an array of shape (tokens, ``FLAGS``) of 0 and 1.
    """
    known = [_word(text) for text in page.words]
    words = [word.word for word in known]
    grades = [lexicon.get(word, "-") for word in words]
    found = {
        "word": words,
        "suffix": [word.suffix for word in known],
        "prefix": [word.prefix for word in known],
        "shape": [word.shape for word in known],
        "mark": [MARKS[mark][length] for mark, length in zip(page.marks, _lengths(page), strict=True)],
        "grade": grades,
    }
    found.update({column: ["-"] * len(page) for column in WIDTHS if column not in found})
    flags = np.zeros((len(page), FLAGS), dtype="float32")
    sentences = page.sentences()
    profiles = [_profile(page, grades, *sentence) for sentence in sentences]
    for n, (start, end) in enumerate(sentences):
        found["sentence"][start:end] = [profiles[n]] * (end - start)
        found["before"][start:end] = [profiles[n - 1] if n else "^"] * (end - start)
        found["after"][start:end] = [profiles[n + 1] if n + 1 < len(profiles) else "^"] * (end - start)
        _near(page, grades, (start, end), found)
        flags[start, 0] = flags[end - 1, 2] = 1
    for start, end in page.paragraphs():
        flags[start, 1] = flags[end - 1, 3] = 1
    flags[:, 4:] = [word.flags for word in known] or np.zeros((0, 3))
    return found, flags


def _lengths(page: Page) -> list[int]:
    """For each token how long its quotation is, in five steps; 0 outside."""
    steps = [1 if words < 3 else 2 if words < 5 else 3 if words < 12 else 4 for words in page.quoted_words]
    return [0 if place is None else steps[place] for place in page.inside]


def _profile(page: Page, grades: Sequence[str], start: int, end: int) -> str:
    """A sentence in two letters: its likeliest cue outside quotations, and how much of it is quoted."""
    marks, graded = page.marks[start:end], grades[start:end]
    best = max((grade for grade, mark in zip(graded, marks, strict=True) if mark is Mark.OUTSIDE), default="")
    quoted = marks.count(Mark.INSIDE)
    share = 0 if not quoted else 1 if quoted < 5 else 2 if quoted < end - start - 6 else 3
    return f"{best}q{share}"


def _near(page: Page, grades: Sequence[str], sentence: tuple[int, int], found: dict[str, list[str]]) -> None:
    """Write the nearest likely cue on each side of the tokens of a sentence, how far it is and what stands between."""
    words, (start, end) = found["word"], sentence
    cues = [
        i
        for i in range(start, end)
        if grades[i] in STRONG and page.marks[i] is Mark.OUTSIDE and words[i] not in NEVER_CUES
    ]
    for cue, last in pairwise([*cues, end - 1]):
        comma = that = False
        for i in range(cue + 1, last + 1):
            comma = comma or words[i] == ","
            that = that or (words[i] == "that" and i - cue <= THAT)
            found["left"][i] = f"{grades[cue]}{min(i - cue, FAR)}{+that}{+comma}"
            found["left word"][i] = words[cue]
    for first, cue in pairwise([start, *cues]):
        comma = False
        for i in range(cue - 1, first - 1, -1):
            comma = comma or words[i] == ","
            found["right"][i] = f"{grades[cue]}{min(cue - i, FAR)}{+comma}"
            found["right word"][i] = words[cue]
