"""What two articles on one event have in common, fitted to labelled pairs."""

from __future__ import annotations

import json

import numpy as np
import pytest

from newstables.analysis.features import WEIGHTS
from training.stories import fit, pairs

EVENTS = {"frost": "Frost froze the peaches of Naramata overnight.", "vault": "A bank vault in Brandon stood open."}


def test_pairs_are_those_within_the_window(tmp_path):
    labels = tmp_path / "labels.jsonl"
    labels.with_suffix("").mkdir()
    with labels.open("w") as file:
        for n, (story, day) in enumerate([("frost", 1), ("frost", 3), ("vault", 4), ("vault", 28)]):
            text = f"---\npublished: 2031-01-{day:02}\n---\n{EVENTS[story]}\nReport {n}."
            (labels.with_suffix("") / f"{n}.md").write_text(text)
            file.write(json.dumps({"article": f"{n}.md", "story": story}) + "\n")
    rows, among, same = pairs(labels)
    assert rows.shape == (3, len(WEIGHTS) + 1)  # the last article is too late for all others
    assert rows[:, -1].tolist() == [2, 3, 1]
    assert np.allclose(among, np.log(3))
    assert same.tolist() == [1, 0, 0]
    assert rows[0, 0] > max(rows[1:, 0])  # the words of one event


def test_what_tells_is_weighed_and_nothing_counts_against(tmp_path):
    chance = np.random.default_rng(1)
    same = (chance.random(4000) < 0.2).astype(float)
    rows = chance.random((4000, len(WEIGHTS) + 1))
    rows[:, 0] = np.clip(0.3 * same + 0.2 * chance.standard_normal(4000), 0, 1)
    rows[:, 1] = 1 - rows[:, 0]
    weights, day, _ = fit([(rows, np.log(np.full(4000, 50.0)), same)])
    assert weights["word"] == max(weights.values()) > 3
    assert weights["head"] == pytest.approx(0, abs=0.5)
    assert day <= 0
