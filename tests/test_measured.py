"""What the dashboard says of its own quality is what was measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newstables.app.measured import figures

EVALUATION = Path(__file__).parents[1] / "evaluation"
FLOORS = json.loads((EVALUATION / "baseline.json").read_text("utf-8"))["floors"]


def labels(name: str) -> list[dict]:
    return [json.loads(line) for line in (EVALUATION / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("what", ["quotes", "names", "tariff claims"])
def test_the_figures_are_those_of_the_floors(what):
    found = figures()[what]
    assert (found.precision, found.recall) == (FLOORS[f"{what} precision"], FLOORS[f"{what} recall"])
    assert found.with_speaker == FLOORS.get(f"{what} found with the right speaker")


def test_the_labels_are_those_that_were_counted():
    assert {what: (found.labels, found.texts) for what, found in figures().items()} == {
        "quotes": (
            sum(label["required"] for label in labels("quotes.jsonl")),
            f"{len({label['article'] for label in labels('quotes.jsonl')})} sample articles",
        ),
        "names": (
            len(labels("names.jsonl")),
            f"{len({label['article'] for label in labels('names.jsonl')})} sample articles",
        ),
        "tariff claims": (
            sum(len(passage["claims"]) for passage in labels("tariffs.jsonl")),
            f"{len(labels('tariffs.jsonl'))} passages",
        ),
    }
