"""Speed of finding near-copies, printed and never asserted.

python benchmarks/copies.py [ARTICLES ...]   # 1,000 and 10,000 made articles where no number is given

The articles are made of the samples' words, each word drawn from those that follow the one before it somewhere in the
samples. Every fifth is a copy of an earlier one, trimmed and re-ordered; every fifth has a background paragraph.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd

from newstables.analysis.copies import likenesses, near_copies
from newstables.analysis.shingles import shingled
from newstables.reading import read_articles
from newstables.records import Article

SAMPLES = Path(__file__).parents[1] / "seeds"
PARAGRAPHS, WORDS = 8, 45  # of an article; of a paragraph
PER_DAY = 40
ALL_PAIRS = 1000  # articles, at most, that are compared one by one


def paragraphs(chance: random.Random) -> Iterator[str]:
    """Paragraphs without end, no two alike."""
    texts = [article.text for article in read_articles([SAMPLES]) if isinstance(article, Article)]
    following: dict[str, list[str]] = {}
    for one, other in pairwise(" ".join(texts).split()):
        following.setdefault(one, []).append(other)
    word = "Canada"
    while True:
        words = []
        for _ in range(WORDS):
            word = chance.choice(following.get(word, ["Canada"]))
            words.append(word)
        yield f"{' '.join(words)}."


def made(number: int) -> pd.DataFrame:
    """Made articles: article_id, title, text, words, published_on, published_at, true_copy."""
    chance = random.Random(1)
    source = paragraphs(chance)
    background = [next(source) for _ in range(20)]
    texts: list[list[str]] = []
    copied: list[int | None] = []
    for at in range(number):
        of = chance.randrange(max(0, at - 500), at) if at and at % 5 == 0 else None
        text = [next(source) for _ in range(PARAGRAPHS)]
        if of is not None:
            text = chance.sample(texts[of], k=min(len(texts[of]), PARAGRAPHS - 2))
        elif at % 5 == 1:
            text.append(chance.choice(background))
        texts.append(text)
        copied.append(of)
    return pd.DataFrame(
        {
            "article_id": [f"{at:016x}" for at in range(number)],
            "title": [" ".join(text[0].split()[:8]) for text in texts],
            "text": ["\n\n".join(text) for text in texts],
            "words": [sum(part.count(" ") + 1 for part in text) for text in texts],
            "published_on": [date(2000, 1, 1) + timedelta(days=at // PER_DAY) for at in range(number)],
            "published_at": [None] * number,
            "true_copy": [of is not None for of in copied],
        }
    )


def line(what: str, number: int, seconds: float) -> None:
    print(f"{what:34} {number:>8,} articles {seconds:>8.2f} s {number / seconds:>9,.0f} articles/s")


def main() -> None:
    numbers = [int(number) for number in sys.argv[1:]] or [1000, 10_000]
    for number in numbers:
        articles = made(number)
        start = time.perf_counter()
        found = near_copies(articles)
        line("near-copies", number, time.perf_counter() - start)
        right = articles.set_index("article_id")["true_copy"]
        print(f"  found {len(found):,} of {right.sum():,}, false {int((~right[found['article_id']]).sum()):,}")
        if number <= ALL_PAIRS:
            start = time.perf_counter()
            texts = [shingled(text) for text in articles["text"]]
            for text in texts:
                likenesses(text, texts)
            line("all pairs compared", number, time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  memory so far {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
