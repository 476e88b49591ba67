"""What an article from anyone may be like."""

from __future__ import annotations

import pytest

from newstables.reading.bounds import refusal


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Carney spoke. " * 7_000, None),
        ("“Yes,” he said. " * 400, None),
        ("see https://example.com/" + "a" * 5_000, None),
        ("a" * 2_000_000, "over-long"),
        ("a" * 20_000, "without a space"),
        ("a " + '"' * 100_000, "over-long"),
        ("a " + '" ' * 5_000, "quotation marks"),
        ("a\n" * 20_000, "lines"),
    ],
)
def test_refusals(make_article, text, reason):
    found = refusal(make_article(text))
    assert found is None if reason is None else reason in (found or "")
