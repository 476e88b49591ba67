"""Sides of speakers whom the knowledge base does not have. All names here are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from newstables.pipeline import load_pipeline, make_doc
from newstables.pipeline.rows import rows
from newstables.reading import read_articles


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline()


@pytest.fixture
def side_of(nlp, tmp_path: Path):
    """The sides of the quotes of a text."""

    def side_of(text: str) -> list[str | None]:
        (tmp_path / "a.txt").write_text(text, "utf-8")
        (article,) = read_articles([tmp_path / "a.txt"])
        return [quote.side for quote in rows(nlp(make_doc(nlp, article.text, date(2025, 1, 1))), article).quotes]

    return side_of


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("“We wait,” said Harjit Gill-Brooks, who farms near Rosthern, Sask., on Friday.", "Canada"),
        ("“We wait,” said Harjit Gill-Brooks, a grower in Saskatchewan.", "Canada"),
        ("“We wait,” said Weng Boyuan, a buyer in Guangzhou.", "China"),
        ("“We wait,” said Anna Quill, a broker from Chicago, Illinois.", "United States"),
        ("“We wait,” a crusher in Guangzhou said.", "China"),
        ("“We wait,” said Anna Quill, a professor of Chinese law.", None),
        ("“We wait,” said Anna Quill, who worked in China for years.", None),
        ("“We wait,” said Anna Quill, a former buyer in China.", None),
        ("“We wait,” said Anna Quill, who sells canola to China.", None),
        ("“We wait,” said Anna Quill, an expert in China affairs.", None),
        ("“We wait,” said Anna Quill, who trades in Winnipeg and in Beijing.", None),
        ("Anna Quill, a broker, said in Beijing that mills wait.", None),
        ("Anna Quill, a broker, said on Friday mills wait in China.", None),
        ("“We wait,” Anna Quill said in Beijing.", None),
    ],
)
def test_side(side_of, text, side):
    assert side_of(text) == [side]


def test_a_later_quote_has_the_side_of_the_introduction(side_of):
    text = "“We wait,” said Anna Quill, a broker in Winnipeg.\n\n“We wait on,” Quill said."
    assert side_of(text) == ["Canada", "Canada"]
