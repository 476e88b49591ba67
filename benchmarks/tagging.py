"""Speed of tagger, parser and names on one core, and of quotes, beside the shape of ``en_core_web_sm`` in one run.

The other one is not trained: its figures are those of its shape. It runs as spaCy sets it up, and once more with the
matrix products of NumPy, with which ours runs.

OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/tagging.py [ARTICLES]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from newstables.pipeline import load_pipeline
from newstables.reading import mask, read_articles
from newstables.records import Article

SAMPLES = Path(__file__).parents[1] / "seeds"
REPEATS = 5
TAGS, RELATIONS, KINDS = 50, 45, 18  # as many labels as OntoNotes has
TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def like_sm() -> Language:
    """An untrained pipeline with the layers of ``en_core_web_sm``."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    tagger = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}})
    layers = {"@architectures": "spacy.TransitionBasedParser.v2", "hidden_width": 64, "maxout_pieces": 2}
    layers |= {"extra_state_tokens": False, "use_upper": True}
    parser = nlp.add_pipe("parser", config={"model": {**layers, "state_type": "parser", "tok2vec": LISTENER}})
    names = nlp.add_pipe("ner", config={"model": {**layers, "state_type": "ner", "tok2vec": TOK2VEC}})
    for component, number in ((tagger, TAGS), (parser, RELATIONS), (names, KINDS)):
        for i in range(number):
            component.add_label(f"L{i}")
    nlp.initialize()
    return nlp


def seconds(nlp: Language, texts: list[str]) -> float:
    """The time for all texts, by processor time of this process."""
    start = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return time.process_time() - start


def quotes_seconds(nlp: Language, docs: list[Doc]) -> float:
    """The time of the component that finds quotes."""
    start = time.process_time()
    for _ in nlp.get_pipe("newstables_quotes").pipe(docs):
        pass
    return time.process_time() - start


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    texts = [mask(article.text) for article in read_articles([folder]) if isinstance(article, Article)]
    words = sum(len(text.split()) for text in texts)
    start = time.perf_counter()
    ours = load_pipeline()
    print(f"loading the pipeline: {time.perf_counter() - start:.2f} s")
    ours.select_pipes(enable=["tok2vec", "tagger", "parser", "ner"])
    pipelines = {"ours": ours, "shape of en_core_web_sm": like_sm()}
    set_current_ops(NumpyOps(use_blis=False))
    pipelines["the same on NumPy's products"] = like_sm()
    rates: dict[str, list[float]] = {name: [] for name in pipelines}
    for _ in range(REPEATS):
        for name, nlp in pipelines.items():
            rates[name].append(words / seconds(nlp, texts))
    for name, found in rates.items():
        ratio = median(a / b for a, b in zip(rates["ours"], found, strict=True))
        print(f"{name:28} {median(found):>8,.0f} words/s, ours {ratio:.2f} times as fast")
    whole = load_pipeline()
    docs = [whole.make_doc(text) for text in texts]
    quotes = [words / quotes_seconds(whole, docs) for _ in range(REPEATS)]
    print(f"{'quotes alone':28} {median(quotes):>8,.0f} words/s")
    print(f"{len(texts)} articles, {words:,} words, median of {REPEATS}")


if __name__ == "__main__":
    main()
