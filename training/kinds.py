"""Trains the kinds of names on articles with names marked, each read as a whole."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import spacy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from newstables.pipeline.kinds import BUCKETS, DATED, KINDS, Kinds, by_name, evidence
from newstables.pipeline.tokens import adapt
from training.newswire import article, make_doc


def learn(docs: Iterable[Doc]) -> Kinds:
    """Weights from articles whose mentions are marked; a name counts as the square root of its mentions."""
    row, column, values, target, weights = [], [], [], [], []
    for doc in docs:
        names = by_name(ent for ent in doc.ents if ent.label_ not in DATED)
        for name, mentions in names.items():
            counts = evidence(doc, name, mentions, names)
            kinds = Counter(ent.label_ if ent.label_ in KINDS else "" for ent in mentions)
            for kind, times in kinds.items():
                row += [len(target)] * len(counts)
                column += counts.keys()
                values += counts.values()
                target.append(KINDS.index(kind))
                weights.append(times**0.5)
    shown = csr_matrix((values, (row, column)), shape=(len(target), BUCKETS), dtype="float32")
    model = LogisticRegression(max_iter=300).fit(shown, target, sample_weight=weights)
    kinds = Kinds()
    kinds.weights[:, model.classes_] = model.coef_.T
    kinds.bias[:] = -np.inf
    kinds.bias[model.classes_] = model.intercept_
    return kinds


def main(articles: Path, build: Path) -> None:
    """Write ``kinds``, learnt from the articles of a folder."""
    nlp = spacy.load(build / "vectors")
    adapt(nlp)
    learn(make_doc(nlp, *article(path)) for path in sorted(articles.glob("*.txt"))).to_disk(build / "kinds")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
