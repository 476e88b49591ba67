"""Texts → hashed runs of words: the form in which near-copies are looked for and measured.

A shingle is a run of ``RUN`` words (Broder 1997, "On the resemblance and containment of documents"). Its hash depends
on its words alone, never on what else was read, so that the same texts give the same result in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

RUN = 3  # words of a shingle

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|%")
_PER_CENT = re.compile(r"\bper ?cent\b")
_ENDS = re.compile(r"[.!?:;][”’\"')\]]*\s*$")
_SENTENCE = re.compile(r"(?<=[.!?])[”’\"']?\s+(?=[“‘\"']?[A-Z])")
_LONG = 120  # words; a longer paragraph is cut between sentences, since some sources have no paragraphs
_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)

_hashes: dict[str, int] = {}  # of words; a vocabulary grows far slower than the texts


@dataclass(frozen=True, slots=True)
class Shingled:
    """A text: its shingles, in which passage each word stands, and its numbers.

    ``shingles[i]`` is the hash of words ``i`` to ``i + RUN - 1``; ``passages`` has the first word of each passage, and
    at last the number of words. A shingle may reach over the end of a passage. ``numbers`` has the hash of each number
    once, in order.
    """

    shingles: NDArray[np.uint32]
    passages: NDArray[np.int32]
    numbers: NDArray[np.uint32]

    @property
    def words(self) -> int:
        """How many words the text has."""
        return int(self.passages[-1])


def words_of(text: str) -> list[str]:
    """Words in lower case, numbers with their decimals; "per cent" and "%" are the same.

    >>> words_of("China’s 75.8 per cent deposit")
    ["china's", '75.8', '%', 'deposit']
    """
    return _WORD.findall(_PER_CENT.sub("%", text.casefold().replace("’", "'")))


def passages_of(text: str) -> list[str]:
    r"""Paragraphs, be they wrapped over several lines; a paragraph of over 120 words is cut between sentences.

    >>> passages_of("One line\nwrapped here.\n\nAnother.")
    ['One line wrapped here.', 'Another.']
    """
    found: list[str] = []
    lines: list[str] = []
    for line in (*text.split("\n"), ""):
        if line.strip():
            lines.append(line.strip())
        if lines and (not line.strip() or _ENDS.search(line)):
            found.extend(_cut(" ".join(lines)))
            lines = []
    return found


def shingled(text: str) -> Shingled:
    """A text in the form that ``near_copies`` compares."""
    passages = [words for words in map(words_of, passages_of(text)) if words]
    words = [word for passage in passages for word in passage]
    hashes = np.fromiter(map(_hash, words), dtype=np.uint64, count=len(words))
    return Shingled(
        shingles=_runs(hashes),
        passages=np.cumsum([0, *map(len, passages)], dtype=np.int32),
        numbers=np.unique(hashes[[word[0].isdigit() for word in words]].astype(np.uint32)),
    )


def side_by_side(texts: Sequence[Shingled]) -> list[Shingled]:
    """The same texts with their arrays in three: small ones, made among what is soon given back, hold its place."""
    columns = []
    for name in ("shingles", "passages", "numbers"):
        arrays = [getattr(text, name) for text in texts]
        columns.append(np.split(np.concatenate(arrays), np.cumsum([len(array) for array in arrays[:-1]])))
    return [Shingled(*parts) for parts in zip(*columns, strict=True)]


def shared(mine: Shingled, others: Sequence[Shingled]) -> NDArray[np.bool_]:
    """For each word of a text, whether it stands in a run of ``RUN`` or more words that another has too.

    Returns:
        (others, words).
    """
    shingles, places = np.unique(mine.shingles, return_inverse=True)
    held = held_by([other.shingles for other in others], shingles)[:, places]
    marks = np.zeros((len(others), mine.words), dtype=bool)
    for offset in range(RUN):
        marks[:, offset : offset + held.shape[1]] |= held
    return marks


def held_by(others: Sequence[NDArray[np.uint32]], values: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of some values, each there once and in order, each of several arrays holds: (others, values)."""
    found = np.zeros((len(others), len(values)), dtype=bool)
    theirs = np.concatenate([*others, values[:0]])
    owner = np.repeat(np.arange(len(others)), [len(other) for other in others])
    at = np.searchsorted(values, theirs)
    there = at < len(values)
    there[there] = values[at[there]] == theirs[there]
    found[owner[there], at[there]] = True
    return found


def _cut(paragraph: str) -> Iterable[str]:
    if paragraph.count(" ") < _LONG:
        return [paragraph]
    pieces: list[str] = []
    for sentence in _SENTENCE.split(paragraph):
        if pieces and pieces[-1].count(" ") < _LONG // 3:
            pieces[-1] += f" {sentence}"
        else:
            pieces.append(sentence)
    return pieces


def _hash(word: str) -> int:
    found = _hashes.get(word)
    if found is None:
        found = _hashes[word] = crc32(word.encode())
    return found


def _runs(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    count = max(0, len(hashes) - RUN + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(RUN):
        mixed += (hashes[offset : offset + count] + np.uint64(1)) * _MULTIPLIERS[offset]
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(16)).astype(np.uint32)
