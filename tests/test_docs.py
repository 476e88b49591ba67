"""What the README promises is there, and what is there is in the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from newstables.__main__ import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
def test_every_page_is_described(page):
    assert f"| {page.capitalize()} |" in README


@pytest.mark.parametrize("command", sorted(get_command(app).commands))
def test_every_command_is_described(command):
    assert f"newstables {command} " in README


@pytest.mark.parametrize("path", re.findall(r"!\[.*?\]\((.*?)\)", README))
def test_every_picture_is_there(path):
    assert (ROOT / path).is_file()


def test_a_page_is_a_short_story():
    for path in (ROOT / "pages").glob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) < 120, path.name
