"""Text that nobody has annotated, annotated by several trained pipelines where most of them agree.

What one network learns by chance another does not: their majority is better than any of them, and one network that
learns from it as well as from the corpus keeps a part of that. Z.-H. Zhou and M. Li, "Tri-training: exploiting
unlabeled data using three classifiers", IEEE Transactions on Knowledge and Data Engineering 17 (11), 2005.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from thinc.api import NumpyOps, set_current_ops
from threadpoolctl import threadpool_limits

from newstables.pipeline.tokens import adapt
from training.newswire import make_doc
from training.styles import Span, curly, straight

WORDS = 150  # after which a text ends with its paragraph
SHORTEST = 60  # characters


def texts(files: Iterable[Path], rng: random.Random) -> Iterator[str]:
    """The files' paragraphs, some together, in one of the two styles of marks."""
    for file in files:
        together = ""
        text = file.read_text("utf-8", errors="replace").replace("\r\n", "\n").replace("\xa0", " ")
        for part in [*re.split(r"(\n+)", text), None]:
            if part is None or len(together.split()) > WORDS:
                if len(together.strip()) > SHORTEST:
                    yield rng.choice([straight, curly])(together.strip())
                together = ""
            together += part or ""


def agreed(opinions: Sequence[Iterable[Span]]) -> list[Span]:
    """The spans that most of the opinions have, in order.

    >>> agreed([[(0, 3, "person")], [(0, 3, "person"), (4, 6, "place")], [(0, 3, "place")]])
    [(0, 3, 'person')]
    """
    votes = Counter(span for opinion in opinions for span in opinion)
    # Two spans that overlap cannot both have most of the votes.
    return sorted(span for span, count in votes.items() if 2 * count > len(opinions))


def spans(doc: Doc) -> list[Span]:
    """The mentions of a Doc."""
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


def annotate(raw: Path, teachers: Sequence[Path], build: Path, seed: int) -> str:
    """Write ``ner-train+silver.spacy``, the corpus and what is agreed on more text, and say how much that is."""
    rng = random.Random(seed)
    set_current_ops(NumpyOps(use_blis=False))
    blank = spacy.blank("en")
    adapt(blank)
    found = list(texts(sorted(file for file in raw.rglob("*") if file.is_file()), rng))
    trees = DocBin().from_disk(build / "parser-train.spacy").get_docs(blank.vocab)
    once = {" ".join(straight(doc.text).split()): doc.text for doc in trees}  # they come in both styles
    found += [rng.choice([straight, curly])(text) for text in once.values()]
    with threadpool_limits(1):
        opinions = [[spans(doc) for doc in spacy.load(teacher).pipe(found)] for teacher in teachers]
    silver = [make_doc(blank, text, agreed(each)) for text, *each in zip(found, *opinions, strict=True)]
    docs = [*DocBin().from_disk(build / "ner-train.spacy").get_docs(blank.vocab), *silver]
    rng.shuffle(docs)
    DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], docs=docs).to_disk(build / "ner-train+silver.spacy")
    return f"{len(silver):,} texts, {sum(map(len, silver)):,} tokens, {sum(len(doc.ents) for doc in silver):,} names"
