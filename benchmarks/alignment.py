"""Speed of the comparison of two long articles, beside difflib on the same sentences in the same run.

OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/alignment.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from newstables.analysis.alignment import align
from newstables.analysis.sentences import sentences

PAIRS = Path(__file__).parents[1] / "evaluation" / "pairs"
LONG = 2000  # words
REPEATS = 5


def long_article(side: str) -> str:
    """The articles of one side of the labelled pairs, one after the other, up to ``LONG`` words."""
    text = ""
    for path in sorted(PAIRS.glob(f"*-{side}.txt")):
        for line in path.read_text("utf-8").splitlines(keepends=True):
            if len(text.split()) + len(line.split()) <= LONG:
                text += line
    return text


def best(what: Callable[[], object]) -> float:
    took = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        what()
        took.append(time.perf_counter() - start)
    return min(took) * 1000


def by_difflib(left: list[str], right: list[str]) -> float:
    """The likest right sentence of each left one, by characters, as difflib's documentation does it."""
    total = 0.0
    for other in right:
        matcher = SequenceMatcher(None, "", other, autojunk=False)
        for one in left:
            matcher.set_seq1(one)
            total += matcher.ratio()
    return total


def main() -> None:
    texts = [long_article(side) for side in "ab"]
    pieces = [[text[start:end] for start, end in sentences(text)] for text in texts]
    for text, found in zip(texts, pieces, strict=True):
        print(f"{len(text.split()):,} words, {len(found)} sentences")
    start = time.perf_counter()
    links = align(*texts)
    print(f"first time, with the knowledge read {(time.perf_counter() - start) * 1000:8,.0f} ms, {len(links)} links")
    print(f"align, best of {REPEATS}                   {best(lambda: align(*texts)):8,.0f} ms")
    words = [[piece.split() for piece in found] for found in pieces]
    start = time.perf_counter()
    by_difflib(*words)
    print(f"difflib, words, once              {(time.perf_counter() - start) * 1000:8,.0f} ms")
    start = time.perf_counter()
    by_difflib(*pieces)
    print(f"difflib, characters, once         {(time.perf_counter() - start) * 1000:8,.0f} ms")


if __name__ == "__main__":
    main()
