"""Speed, printed and never asserted: reading, each component, the whole, the start of the dashboard's data.

python benchmarks/run.py [ARTICLES]   # a folder of articles; the samples where none is named
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from spacy.language import Language
from spacy.tokens import Doc

from newstables.extraction import build, extract
from newstables.pipeline import load_pipeline, make_doc
from newstables.reading import mask, read_articles
from newstables.records import Article
from newstables.store import Store

SAMPLES = Path(__file__).parents[1] / "seeds"
REPEATS = 7
BARE = ("newstables_sentences", "tok2vec", "tagger", "morphologizer", "lemmatizer", "parser", "ner")
QUOTES = ("newstables_quotes", "newstables_speakers")
LINKED = tuple(
    f"newstables_{name}" for name in ("gazetteer", "names", "acronyms", "namesakes", "dates", "tariffs", "metonyms")
)
LONG, MANY = 2000, 60  # words of a long article, and how many of them


def line(what: str, seconds: float, words: int | None = None) -> None:
    rate = f"{words / seconds:>12,.0f} words/s" if words else ""
    print(f"{what:34} {seconds * 1000:>10,.1f} ms {rate}")


def components(nlp: Language, articles: list[Article]) -> dict[str, float]:
    """Seconds that the tokenizer and each component take, over all articles at once, as an extraction runs them."""
    start = time.perf_counter()
    docs = [make_doc(nlp, mask(article.text), article.published_on) for article in articles]
    took = {"tokenizer": time.perf_counter() - start}
    for name, component in nlp.pipeline:
        start = time.perf_counter()
        docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
        took[name] = time.perf_counter() - start
    return took


def timed(run: Iterable[object]) -> float:
    """Seconds that it takes to have all."""
    start = time.perf_counter()
    for _ in run:
        pass
    return time.perf_counter() - start


def bare(nlp: Language, articles: list[Article]) -> Iterator[Doc]:
    """Tokens, tagger, parser and names alone, as an extraction runs them."""
    with nlp.select_pipes(enable=BARE):
        yield from nlp.pipe([make_doc(nlp, mask(article.text), article.published_on) for article in articles])


def peak(articles: list[Article]) -> float:
    """MiB that a process takes at most, for one long article after the other."""
    text = "\n\n".join(article.text for article in articles)
    words = text.split(" ")
    long = " ".join(words[:LONG])
    for _rows in extract(replace(articles[0], article_id=f"{i:016x}", text=long, words=LONG) for i in range(MANY)):
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    start = time.perf_counter()
    articles = [article for article in read_articles([folder]) if isinstance(article, Article)]
    words = sum(article.words for article in articles)
    print(f"{len(articles)} articles, {words:,} words, each figure the best of {REPEATS}\n")
    line("reading", time.perf_counter() - start, words)

    # first, while this process is small: Linux counts for a process what its parent had when it was started
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        print(f"{f'memory, {MANY} articles of {LONG:,} words':34} {other.submit(peak, articles).result():>10,.0f} MiB")

    start = time.perf_counter()
    nlp = load_pipeline()
    line("loading the pipeline", time.perf_counter() - start)

    best: dict[str, float] = {}
    beside = []
    for _ in range(REPEATS):
        took = components(nlp, articles)
        took["tagger, parser, names"] = timed(bare(nlp, articles))
        took["the whole extraction"] = timed(extract(articles, nlp=nlp))
        beside.append(took["the whole extraction"] / took["tagger, parser, names"])
        best = {name: min(seconds, best.get(name, seconds)) for name, seconds in took.items()}
    for name, seconds in best.items():
        line(name, seconds, words)
    turns = f"in {REPEATS} turns {min(beside):.2f} to {max(beside):.2f}"
    print(f"{'the whole, beside tagger, parser, names':40} {median(beside):>8.2f} x, {turns}")
    linked = sum(best[name] for name in LINKED) / (best["tagger, parser, names"] + sum(best[name] for name in QUOTES))
    print(f"{'linking, claims, dates, on top of the rest':40} {linked:>+8.0%}")

    with tempfile.TemporaryDirectory() as temporary:
        store = Path(temporary) / "store"
        for what in ("build", "build with nothing new"):
            start = time.perf_counter()
            build([folder], store=store)
            line(what, time.perf_counter() - start)
        start = time.perf_counter()
        opened = Store(store)
        opened.articles(), opened.entities(), opened.quotes(), opened.tariffs()
        line("opening the store", time.perf_counter() - start)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import newstables.store, newstables.analysis.select"], check=True)
    line("start of a reader's process", time.perf_counter() - start)


if __name__ == "__main__":
    main()
