"""Two articles as one table to read: what both tell side by side, what one alone tells in its place between."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from newstables.analysis.alignment import Alike, only_here
from newstables.analysis.wordwise import Run, differences, key

Span = tuple[int, int]
Runs = list[tuple[str, str]]  # (class, text): "same", or "own" for words that the other side has not
ONLY_LEFT, ONLY_RIGHT = "only left", "only right"
KINDS = [*(kind.value for kind in Alike), ONLY_LEFT, ONLY_RIGHT]


@dataclass(frozen=True, slots=True)
class Cell:
    """A passage of one article: the stretch that it spans, its words, and what stands over them."""

    start: int
    end: int
    runs: Runs
    head: str = ""


@dataclass(frozen=True, slots=True)
class Abreast:
    """One row; ``differs`` holds what is stated here and there and cannot both be true."""

    kind: str
    left: Cell | None
    right: Cell | None
    score: float | None = None
    differs: list[list[str]] = field(default_factory=list)


def abreast(left: str, right: str, links: pd.DataFrame) -> list[Abreast]:
    """The rows in the order of the left article; what only the right one tells stands behind what it follows there.

    Args:
        left: The text of the left article.
        right: The text of the right one.
        links: What ``alignment.align`` made of them.
    """
    rows: list[tuple[float, int, Abreast]] = []
    anchors: list[tuple[int, int]] = []  # (where it ends on the right, where it stands on the left)
    for link in links.to_dict("records"):
        here, there = _span(link["left_spans"]), _span(link["right_spans"])
        anchors.append((there[1], here[0]))
        close = link["kind"] == Alike.NEAR.value
        texts = link["left_text"], link["right_text"]
        runs = (lit(*texts), lit(*texts[::-1])) if close else ([("same", texts[0])], [("same", texts[1])])
        rows.append(
            (
                here[0],
                1,
                Abreast(
                    kind=link["kind"],
                    left=Cell(*here, runs[0]),
                    right=Cell(*there, runs[1]),
                    score=link["score"],
                    differs=link["differs"],
                ),
            )
        )
    for start, end in only_here(left, links, "left"):
        rows.append((start, 0, Abreast(ONLY_LEFT, Cell(start, end, [("same", left[start:end])]), None)))
    anchors.sort()
    for start, end in only_here(right, links, "right"):
        before = [at for stop, at in anchors if stop <= start]
        place = before[-1] + 0.5 if before else -1
        rows.append((place, start, Abreast(ONLY_RIGHT, None, Cell(start, end, [("same", right[start:end])]))))
    return [row for _, _, row in sorted(rows, key=lambda item: item[:2])]


def lit(text: str, other: str) -> Runs:
    """The text in its own spelling, in runs of words that the other one has too and has not; marks alone are no words.

    >>> lit("He was very pleased.", "he was pleased")
    [('same', 'He was '), ('own', 'very '), ('same', 'pleased.')]
    """
    runs = [(run, words) for run, words in differences(text, other) if run is not Run.RIGHT]
    return [("own" if run is Run.LEFT and key(words) else "same", words) for run, words in runs]


def _span(spans: list[list[int]]) -> Span:
    return spans[0][0], spans[-1][1]
