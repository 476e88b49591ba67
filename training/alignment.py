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
from newstables.analysis.wording import Wording, wording
from newstables.knowledge import FOLDER

PAIRS = Path(__file__).parents[1] / "evaluation" / "pairs"
LAST = "11"  # of the pairs to fit on; the others check
FEWEST = 6.0  # of 10,000 sentences, for a term to be listed
UNRELATED = 0.3  # how much a pair of sentences of unrelated articles counts
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
    links: dict[str, set[tuple[tuple[int, ...], tuple[int, ...]]]] = {}
    for line in PAIRS.with_suffix(".jsonl").read_text("utf-8").splitlines():
        link = json.loads(line)
        if link["pair"] <= LAST:
            same = {(tuple(a), tuple(b)) for a in link["a"] for b in link["b"]}
            links.setdefault(link["pair"], set()).update(same)
    read = {(pair, side): _read(PAIRS / f"{pair}-{side}.txt") for pair in links for side in "ab"}
    rows, labels, counts = [], [], []
    for pair in sorted(links):
        for other in sorted(links):
            (spans, left), (others, right) = read[pair, "a"], read[other, "b"]
            table = features(left, right)
            names = [name for name in table if name != "constant"]
            rows.append(np.stack([table[name].ravel() for name in names], axis=-1))
            labels += [pair == other and (a, b) in links[pair] for a in spans for b in others]
            counts += [1.0 if pair == other else UNRELATED] * (len(spans) * len(others))
    every = np.concatenate(rows)
    scaler = StandardScaler().fit(every)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(scaler.transform(every), labels, sample_weight=counts)
    fitted = model.coef_[0] / scaler.scale_
    constant = model.intercept_[0] - (fitted * scaler.mean_).sum()
    return {"constant": float(constant)} | dict(zip(names, map(float, fitted), strict=True))


def _read(path: Path) -> tuple[list[tuple[int, int]], list[Wording]]:
    text = path.read_text("utf-8")
    spans = sentences(text)
    return spans, [wording(text[start:end]) for start, end in spans]


def main(arguments: list[str]) -> None:
    """Do what the command line asks for."""
    if arguments[:1] == ["terms"]:
        write_terms([Path(name) for name in arguments[1:]])
    else:
        for name, weight in weights().items():
            print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main(sys.argv[1:])
