"""Two stretches of text word by word: whether they are the same, how near they are, and where they part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from newstables.analysis.wording import plain

_PIECE = re.compile(r"[^\s—–]+[\s—–]*")


class Run(StrEnum):
    """Whose words a run is made of."""

    SAME = "same"
    LEFT = "only_left"
    RIGHT = "only_right"


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two sequences of words have in common, in order. ``ratio`` and ``contained`` are shares in [0, 1]."""

    ratio: float  # twice the common words, of all words
    contained: float  # the words in runs of two or more, of the shorter sequence
    longest: int  # words in the longest run


def overlap(left: Sequence[str], right: Sequence[str]) -> Overlap:
    """Compare words in order by their longest runs (J. W. Ratcliff and D. Metzener, Dr. Dobb's Journal, July 1988).

    >>> overlap("he is very pleased".split(), "he is pleased".split())
    Overlap(ratio=0.8571428571428571, contained=0.6666666666666666, longest=2)
    """
    if not left or not right:
        return Overlap(0.0, 0.0, 0)
    sizes = [block.size for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()]
    return Overlap(
        ratio=2 * sum(sizes) / (len(left) + len(right)),
        contained=sum(size for size in sizes if size > 1) / min(len(left), len(right)),
        longest=max(sizes),
    )


def key(piece: str) -> str:
    """What of a word is compared: case, marks and blanks are no difference; "" for marks alone."""
    return "".join(plain(piece))


def differences(left: str, right: str) -> list[tuple[Run, str]]:
    """The runs of words that both have, or only one: case, marks and blanks are no difference.

    The runs ``same`` and ``only_left`` joined are the left text, without blanks at its borders; ``same`` runs are in
    the left text's spelling.

    >>> [(str(run), text) for run, text in differences("he was pleased", "He was very pleased.")]
    [('same', 'he was '), ('only_right', 'very '), ('same', 'pleased')]
    """
    pieces = [_PIECE.findall(text.strip()) for text in (left, right)]
    mine, theirs = ([key(piece) for piece in side] for side in pieces)
    runs: list[tuple[Run, str]] = []
    for step, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if step == "equal":
            runs.append((Run.SAME, "".join(pieces[0][a:b])))
            continue
        if a < b:
            runs.append((Run.LEFT, "".join(pieces[0][a:b])))
        if c < d:
            runs.append((Run.RIGHT, "".join(pieces[1][c:d])))
    return runs
