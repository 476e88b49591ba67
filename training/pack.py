"""One pipeline from the trained parts, as small as it gets without a change to what it does.

Weights are rounded to half precision and stored in full: they load anywhere and compress to half. Of the vocabulary's
strings those stay that labels need.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import DocBin, Token

from newstables.pipeline.tokens import adapt

META = Path(__file__).parent / "meta.json"
SAMPLES = Path(__file__).parents[1] / "seeds"
OPEN = frozenset({"propn", "num", "sym", "punct", "x", "space", "intj"})
OFTEN = 3  # times seen
SURELY = 0.7  # of the times with one lemma


def add_exceptions(nlp: Language, corpus: Path) -> None:
    """Teach the lemmatizer the words that its rules of endings get wrong: "me" → "I", "people" → "person"."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in DocBin().from_disk(corpus).get_docs(nlp.vocab):
        for token in doc:
            counts[token.pos_.lower(), token.lower_][token.lemma_.replace("’", "'")] += 1
            # The lemmatizer asks for no more than the token's part of speech and its morphology.
            ruled = lemmatizer.rule_lemmatize(token)[0]
            counts[token.pos_.lower(), token.lower_]["\0" + ruled] += 1
    learnt: dict[str, dict[str, list[str]]] = defaultdict(dict)
    table, rules, index = (lemmatizer.lookups.get_table(f"lemma_{name}") for name in ("exc", "rules", "index"))
    for (pos, word), lemmas in counts.items():
        ruled = next(lemma[1:] for lemma, _ in lemmas.most_common() if lemma[0] == "\0")
        lemma, n = next((lemma, n) for lemma, n in lemmas.most_common() if lemma[0] != "\0")
        if pos in OPEN and pos not in rules:
            continue
        # A class of words without rules of endings is closed, and all of its words are listed.
        if pos not in rules or (lemma != ruled and n >= OFTEN and n > SURELY * lemmas.total() / 2):
            learnt[pos][word] = [lemma]
    for pos, exceptions in learnt.items():
        table[pos] = {**table.get(pos, {}), **exceptions}
    for pos in ("noun", "verb", "adj", "adv"):  # the lemmatizer believes its index before its exceptions
        index[pos] = [word for word in index[pos] if word not in learnt[pos] and nlp.vocab[word].has_vector]


def assemble(parser: Path, names: Path, kinds: Path, corpus: Path) -> Language:
    """Tagger, morphologizer, lemmatizer and parser of one model, the names of another, and the kinds of names."""
    nlp = spacy.load(parser)
    adapt(nlp)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": "newstables.Tokenizer.v1"}
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])  # of the machine that trained it
    nlp.add_pipe("ner", source=spacy.load(names))
    last: Any = nlp.add_pipe("newstables_kinds")
    last.from_disk(kinds)
    lemmatizer: Any = nlp.add_pipe("lemmatizer", after="morphologizer", config={"mode": "rule"})
    lemmatizer.initialize()
    add_exceptions(nlp, corpus)
    return nlp


def halve(weights: np.ndarray) -> np.ndarray:
    """Weights rounded to what half precision's fraction can hold.

    >>> halve(np.array([1.0001], dtype="float32"))
    array([1.], dtype=float32)
    """
    bits = weights.astype("float32").view("uint32")
    return ((bits + 0x1000) & np.uint32(0xFFFFE000)).view("float32").reshape(weights.shape)


def shrink(nlp: Language) -> None:
    """Round the weights of all components and the vectors."""
    for _, component in nlp.pipeline:
        for node in component.model.walk() if getattr(component, "model", None) else ():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, halve(node.get_param(name)))
    nlp.vocab.vectors.data = halve(nlp.vocab.vectors.data)


def needed_strings(nlp: Language) -> list[str]:
    """The strings of a blank pipeline and of all labels; the others were words of the training texts."""
    labels = {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
    parts = {part for label in labels for part in [*label.split("|"), *re.split(r"[|=-]", label)]}
    return sorted({*spacy.blank("en").vocab.strings, *labels, *parts, "ROOT", "dep"})


def differing(one: Language, other: Language, texts: list[str]) -> int:
    """How many tokens two pipelines annotate differently."""
    pairs = zip(one.pipe(texts), other.pipe(texts), strict=True)
    return sum(_seen(a) != _seen(b) for docs in pairs for a, b in zip(*docs, strict=True))


def _seen(token: Token) -> tuple[str, ...]:
    return token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_, token.head.text, token.ent_type_


def main(build: Path, out: Path) -> None:
    """Write the pipeline of the parts to ``out`` and say what the rounding changed."""
    parser, names = (build / part / "model-last" for part in ("parser", "names"))
    whole, small = (assemble(parser, names, build / "kinds", build / "parser-train.spacy") for _ in range(2))
    shrink(small)
    small.meta.update(json.loads(META.read_text("utf-8")))
    shutil.rmtree(out, ignore_errors=True)
    small.to_disk(out)
    (out / "vocab" / "strings.json").write_text(json.dumps(needed_strings(small), ensure_ascii=False), "utf-8")
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.md"))]
    words = sum(len(text.split()) for text in texts)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(
        f"{size / 1e6:.1f} MB; {differing(whole, spacy.load(out), texts)} of some {words:,} tokens changed by rounding"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
