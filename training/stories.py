"""What two articles must have in common to tell of one event: a logistic regression over pairs of labelled articles.

python -m training.stories   # prints WEIGHTS of analysis/features.py, and what analysis/stories.py adds to them
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from newstables.analysis.features import WEIGHTS, matrix
from newstables.analysis.stories import WINDOW
from newstables.extraction import extract
from newstables.reading import read_articles
from newstables.records import Article, Entity
from newstables.tables import frame

SETS = tuple(Path(__file__).parents[1] / "evaluation" / name for name in ("stories.jsonl", "stories-dense.jsonl"))
PENALTY = 0.02  # on the squares of the weights

Floats = NDArray[np.float64]


def pairs(labels: Path) -> tuple[Floats, Floats, Floats]:
    """All pairs of articles within the window.

    Returns:
        (pairs, kinds and one): the likeness by each kind, and the days between. (pairs,): the logarithm of how many
        articles each of the two is compared with. (pairs,): 1 where they tell of one event.
    """
    gold = {line["article"]: line["story"] for line in map(json.loads, labels.read_text("utf-8").splitlines())}
    read = read_articles([labels.with_suffix("") / name for name in sorted(gold)])
    found = list(extract(article for article in read if isinstance(article, Article)))
    articles = frame((rows.article for rows in found), Article)
    entities = frame((entity for rows in found for entity in rows.entities), Entity)
    days = np.array([day.toordinal() if isinstance(day, date) else 0 for day in articles["published_on"]])
    apart = np.abs(days[:, None] - days)
    near = apart <= WINDOW
    around = near.sum(axis=1)
    ones, others = np.nonzero(np.triu(near, 1))
    alike = []
    for kind in WEIGHTS:
        rows = matrix(articles, entities, {name: float(name == kind) for name in WEIGHTS})
        alike.append((rows @ rows.T).toarray()[ones, others])
    stories = np.array([gold[Path(file).name] for file in articles["file"]])
    return (
        np.stack([*alike, apart[ones, others]], axis=1),
        np.log((around[ones] + around[others]) / 2),
        (stories[ones] == stories[others]).astype(float),
    )


def fit(sets: list[tuple[Floats, Floats, Floats]]) -> tuple[dict[str, float], float, float]:
    """The weight of each kind, none below 0; that of a day; and the constant."""
    rows, among, same = (np.concatenate(parts) for parts in zip(*sets, strict=True))
    rows = np.concatenate([rows, np.ones((len(rows), 1))], axis=1)

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = rows @ weights - among
        slope = rows.T @ (1 / (1 + np.exp(-odds)) - same)
        shrunk = np.append(weights[: len(WEIGHTS)], [0, 0])
        value = (np.logaddexp(0, odds) - same * odds).sum() + PENALTY * (shrunk**2).sum()
        return float(value), slope + 2 * PENALTY * shrunk

    start = np.append(np.full(len(WEIGHTS), 5.0), [-0.1, -1.0])
    bounds = [(0, None)] * len(WEIGHTS) + [(None, 0), (None, None)]
    *weights, day, constant = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return dict(zip(WEIGHTS, weights, strict=True)), day, constant


def main() -> None:
    """Print what was fitted."""
    weights, day, constant = fit([pairs(labels) for labels in SETS])
    print(", ".join(f'"{kind}": {weight:.1f}' for kind, weight in weights.items()))
    print(f"for a likeness of 1: {sum(weights.values()):.1f}; for a day: {day:.2f}; and {constant:.2f}")


if __name__ == "__main__":
    main()
