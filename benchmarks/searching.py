"""Search of made-up articles: building the index, and queries beside pandas ``str.contains``, in one run on one core.

OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/searching.py [ARTICLES]   # 100,000 where none are named
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from newstables.search import Index, open_index, parse, with_hits

WORDS = 300  # of an article, on average
VOCABULARY = 60_000
ACCENTED = 500  # one word in so many
REPEATS = 7
PAGE = 20  # articles whose hits are sought: one page of results
RARE, SOME, MANY, OFTEN, EVERYWHERE = 3000, 400, 142, 60, 3  # ranks of words; they are in 1% to all of the articles


def made_up(number: int) -> tuple[pd.DataFrame, Callable[[int], str]]:
    """Articles whose words are as unlike in number as those of news (Zipf), and the word of a rank."""
    random = np.random.default_rng(1)
    syllables = ["ca", "no", "la", "ta", "rif", "pe", "kin", "su", "ver", "tra", "de", "mon", "ti", "ras"]
    names = np.array([_name(i, syllables) + "é" * (i % ACCENTED == ACCENTED - 1) for i in range(VOCABULARY)])
    weights = 1 / (np.arange(VOCABULARY) + 2.7)
    cumulated = np.cumsum(weights / weights.sum())
    lengths = random.integers(WORDS // 2, WORDS * 3 // 2, number)
    texts = [" ".join(names[np.searchsorted(cumulated, random.random(length))]) for length in lengths]
    titles = [" ".join(names[np.searchsorted(cumulated, random.random(8))]) for _ in range(number)]
    keys = [f"{i:016x}" for i in range(number)]
    string = pd.ArrowDtype(pa.string())
    return pd.DataFrame({"article_id": keys, "title": titles, "text": texts}).astype(string), lambda rank: str(
        names[rank]
    )


def _name(number: int, syllables: list[str]) -> str:
    name = ""
    number += len(syllables)
    while number:
        number, digit = divmod(number, len(syllables))
        name += syllables[digit]
    return name


def best(run: Callable[[], object]) -> float:
    """The shortest of several runs, in milliseconds."""
    took = []
    for _ in range(REPEATS):
        start = time.process_time()
        run()
        took.append(time.process_time() - start)
    return min(took) * 1000


def measured(index: Index, articles: pd.DataFrame, typed: str) -> tuple[int, float, float]:
    """How many articles a query finds, milliseconds to find them, and to find the hits of the first page."""
    query = parse(typed)
    assert query is not None
    found = index.search(query)
    page = articles[articles["article_id"].isin(found["article_id"][:PAGE])]
    return len(found), best(lambda: index.search(query)), best(lambda: with_hits(page, query))


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    articles, word = made_up(number)
    rare, some, many, often, everywhere = map(word, (RARE, SOME, MANY, OFTEN, EVERYWHERE))
    queries = {
        "a rare word": rare,
        "a word of one in fourteen": some,
        "a word of one in three": often,
        "a word of one in six": many,
        "a word of nearly all": everywhere,
        "five of which any may occur": " OR ".join(map(word, range(RARE, RARE + 5))),
        "two words": f"{some} {often}",
        "a phrase": f'"{often} {everywhere}"',
        "one or the other": f"{rare} OR {some}",
        "one without the other": f"{some} NOT {often}",
        "a beginning": f"{some}*",
        "in the title": f"title:{often}",
    }
    size = articles["text"].str.len().sum() / 1e6
    print(f"{number:,} made-up articles of {size:,.0f} million characters; times of one core, the best of {REPEATS}\n")
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        index = open_index(Path(folder), "made", lambda: articles)
        took = time.process_time() - start
        assert index.path is not None
        print(f"building the index {took:.1f} s, {number / took:,.0f} articles/s")
        print(f"its file {index.path.stat().st_size / 1e6:,.0f} MB")
        print(f"opening it {best(lambda: open_index(Path(folder), 'made', lambda: articles).close()):,.1f} ms\n")
        print(f"{'query':30} {'found':>9} {'search':>12} {'hits, a page':>14}")
        for name, typed in queries.items():
            found, searched, lit = measured(index, articles, typed)
            print(f"{name:30} {found:>9,} {searched:>9,.1f} ms {lit:>11,.1f} ms")
        index.close()
    scanned = best(lambda: articles["text"].str.contains(rare, case=False, regex=False))
    print(f"{'pandas str.contains, a rare word':40} {scanned:>9,.1f} ms")


if __name__ == "__main__":
    main()
