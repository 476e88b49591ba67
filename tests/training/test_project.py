"""What the training's steps need and make, as the project's own tool reads it."""

from pathlib import Path

import pytest

TRAINING = Path(__file__).parents[2] / "training"


def test_each_step_of_a_workflow_needs_what_is_there_or_what_an_earlier_step_makes() -> None:
    """Two variables side by side in a list would be read as one path by the tool: they are kept apart."""
    config = pytest.importorskip("weasel.util.config").load_project_config(TRAINING, overrides={})
    steps = {step["name"]: step for step in config["commands"]}
    for workflow in config["workflows"].values():
        made: set[str] = set()
        for name in workflow:
            needs = steps[name].get("deps", ())
            assert [need for need in needs if need not in made and not (TRAINING / need).exists()] == [], name
            made |= set(steps[name].get("outputs", ()))
