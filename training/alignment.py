"""The weights of ``newstables/analysis/likeness.py``, and the terms that are common in news.

python -m training.alignment terms FOLDER…   # texts of news, *.txt, one article each → knowledge/common_terms.csv
python -m training.alignment weights         # pairs 01–11 of evaluation/pairs → printed, for the table WEIGHTS
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from newstables.analysis.likeness import features
from newstables.analysis.sentences import sentences
from newstables.analysis.wording import wording
from newstables.knowledge import FOLDER

PAIRS = Path(__file__).parents[1] / "evaluation" / "pairs"
LAST = "11"  # of the pairs to fit on; the others check
FEWEST = 6.0  # of 10,000 sentences, for a term to be listed
STRENGTH = 0.3  # the inverse of the penalty on large weights


def write_terms(folders: list[Path]) -> None:
    """Count in how many sentences each term stands and list the common ones, the most common first."""
    counts: Counter[str] = Counter()
    total = 0
    for path in sorted(path for folder in folders for path in folder.glob("*.txt")):
        text = path.read_text("utf-8")
        for start, end in sentences(text):
            total += 1
            counts.update(wording(text[start:end]).terms)
    rows = sorted((-10_000 * count / total, term) for term, count in counts.items())
    with (FOLDER / "common_terms.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["term", "per_10000"])
        table.writerows([term, f"{-share:.1f}"] for share, term in rows if -share >= FEWEST)


def weights() -> dict[str, float]:
    """Fit a logistic regression and give its weights for the features as they are."""
    links: dict[str, list[dict[str, list[list[int]]]]] = {}
    for line in PAIRS.with_suffix(".jsonl").read_text("utf-8").splitlines():
        link = json.loads(line)
        links.setdefault(link["pair"], []).append(link)
    rows, labels = [], []
    for pair in sorted(name for name in links if name <= LAST):
        texts = [(PAIRS / f"{pair}-{side}.txt").read_text("utf-8") for side in "ab"]
        spans = [sentences(text) for text in texts]
        read = [[wording(text[a:b]) for a, b in found] for text, found in zip(texts, spans, strict=True)]
        table = features(*read)
        same = {(tuple(a), tuple(b)) for link in links[pair] for a in link["a"] for b in link["b"]}
        rows.append(np.stack([table[name].ravel() for name in table if name != "constant"], axis=-1))
        labels.extend((a, b) in same for a in spans[0] for b in spans[1])
    names = [name for name in table if name != "constant"]
    scaler = StandardScaler().fit(np.concatenate(rows))
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(scaler.transform(np.concatenate(rows)), labels)
    fitted = model.coef_[0] / scaler.scale_
    constant = model.intercept_[0] - (fitted * scaler.mean_).sum()
    return {"constant": float(constant)} | dict(zip(names, map(float, fitted), strict=True))


def main(arguments: list[str]) -> None:
    """Do what the command line asks for."""
    if arguments[:1] == ["terms"]:
        write_terms([Path(name) for name in arguments[1:]])
    else:
        for name, weight in weights().items():
            print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main(sys.argv[1:])
