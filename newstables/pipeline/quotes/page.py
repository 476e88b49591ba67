"""A text as the tagger of quotes reads it: its words, paragraphs, sentences, and where the quotation marks stand.

Nothing here asks a parser: sentences end at stops, so that quotes are found alike in any pipeline.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import IntEnum
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc

from newstables.pipeline.found import Offsets
from newstables.pipeline.quotation import find_quotations
from newstables.pipeline.worded import text_of, words_of

STOPS = frozenset({".", "!", "?", "...", "…"})
BEHIND_STOP = frozenset({")", "’", "'", "”", '"', "''"})
GOES_ON = frozenset(",;:")
UNNAMED = re.compile(
    r"(?:\bwho )?\b(?:ask|request|insist)(?:s|ed|ing)? (?:not to be|that \w+ not be) (?:further )?\w+(?: by name)?\b"
    r"(?: because [^,.\n]{1,100}(?=,))?"
)


class Mark(IntEnum):
    """Where a token stands towards the outer quotation marks."""

    OUTSIDE = 0
    INSIDE = 1
    OPENING = 2
    CLOSING = 3


class Page:
    """The tokens of a Doc that are no blanks; all places are positions among them.

    Attributes:
        words: The tokens' texts; ``tags``: their parts of speech (Penn Treebank), empty where nothing tagged the Doc.
        starts: Their offsets; ``ends``: where they end.
        marks: A ``Mark`` for each.
        paragraph: The number of each one's paragraph; ``sentence``: of its sentence.
        silent: For each whether it only says that somebody is not named.
        quotations: The outer quotations, in order; ``stretches``: their tokens, marks included, half-open;
            ``quoted_words``: how many words are in each.
        inside: For each token the place of its quotation, or None.
    """

    def __init__(self, doc: Doc) -> None:
        columns = doc.to_array(["IS_SPACE", "TAG", "IDX", "LENGTH"])
        places = np.flatnonzero(columns[:, 0] == 0)
        _, tags, starts, lengths = columns[places].T
        words, names = words_of(doc), {tag: doc.vocab.strings[tag] for tag in np.unique(tags).tolist()}
        self.text = text_of(doc)
        self.tags = [names[tag] for tag in tags.tolist()]
        self.words = [words[place] for place in places.tolist()]
        self.starts: list[int] = starts.tolist()
        self.ends: list[int] = (starts + lengths).tolist()
        self.paragraph = self._paragraphs()
        self._lines = _runs(self.paragraph)
        self.quotations = [quotation for quotation in find_quotations(self.text) if not quotation.nested]
        self.marks = [Mark.OUTSIDE] * len(self.words)
        self.inside: list[int | None] = [None] * len(self.words)
        self.stretches = [self._tokens(quotation.start, quotation.end) for quotation in self.quotations]
        for place, (quotation, stretch) in enumerate(zip(self.quotations, self.stretches, strict=True)):
            for i in range(*stretch):
                self.inside[i] = place
                opening, closing = self.starts[i] < quotation.inner_start, self.starts[i] >= quotation.inner_end
                self.marks[i] = Mark.OPENING if opening else Mark.CLOSING if closing else Mark.INSIDE
        self.sentence = self._sentences()
        self._bounds = _runs(self.sentence)
        self.silent = self._silent()
        self.quoted_words = [sum(map(self.is_word, range(*stretch))) for stretch in self.stretches]

    def __len__(self) -> int:
        return len(self.words)

    def _tokens(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def _paragraphs(self) -> list[int]:
        breaks = np.searchsorted([match.start() for match in re.finditer("\n", self.text)], self.starts)
        numbers: list[int] = np.cumsum(np.diff(breaks, prepend=breaks[:1]) > 0).tolist()
        return numbers

    def _sentences(self) -> list[int]:
        numbers: list[int] = []
        number, ended = 0, False
        for i, word in enumerate(self.words):
            fresh = i > 0 and self.paragraph[i] != self.paragraph[i - 1]
            behind = self.marks[i] is Mark.CLOSING or (word in BEHIND_STOP and self.marks[i] is not Mark.OPENING)
            if fresh or (ended and not behind):
                number += fresh or not (word[0].islower() or word[0] in GOES_ON)
                ended = False
            numbers.append(number)
            ended = ended or word in STOPS or (word[-1] in "!?." and self._stops(i))
        return numbers

    def _stops(self, i: int) -> bool:
        """Whether a word with a stop at its end ends its sentence; a short form may: “in Rosthern, Sask. “Hail …””."""
        return self.words[i][-1] != "." or (i + 1 < len(self) and self.marks[i + 1] is Mark.OPENING)

    def _silent(self) -> list[bool]:
        """For each token whether it stands in "asked not to be named", between somebody and what he said."""
        flags = [False] * len(self)
        for match in UNNAMED.finditer(self.text):
            first, last = self._tokens(*match.span())
            flags[first:last] = [self.inside[i] is None for i in range(first, last)]
        return flags

    def offsets(self, start: int, end: int) -> Offsets:
        """The characters of the tokens from ``start`` to ``end``, half-open."""
        return self.starts[start], self.ends[end - 1]

    def at(self, offset: int) -> int:
        """The first token that starts at a character or behind it."""
        return bisect_left(self.starts, offset)

    def is_word(self, i: int) -> bool:
        """Whether a token says something, as marks do not."""
        word = self.words[i]
        return word.isalnum() or any(map(str.isalnum, word))

    def sentence_at(self, i: int) -> tuple[int, int]:
        """Where the sentence of a token begins and ends."""
        return self._bounds[self.sentence[i]]

    def sentences(self) -> list[tuple[int, int]]:
        """Where the sentences begin and end."""
        return self._bounds

    def paragraphs(self) -> list[tuple[int, int]]:
        """Where the paragraphs begin and end."""
        return self._lines


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """The stretches of equal numbers.

    >>> _runs([0, 0, 1])
    [(0, 2), (2, 3)]
    """
    cuts = [i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1]]
    return list(pairwise([0, *cuts, len(numbers)])) if numbers else []
