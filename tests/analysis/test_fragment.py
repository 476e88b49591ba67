"""Links that open a page at words. The form is that of the WICG's "URL Fragment Text Directives"."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newstables.analysis.fragment import link_to, text_directive, web_address

TEXT = (
    "First, a line.\nShe said: “We wait – and see – as long as it takes us to sell.” Then silence.\nMore & more, co-op."
)


@pytest.mark.parametrize(
    ("passage", "directive"),
    [
        ("We wait", "She%20said%3A%20%E2%80%9C-,We%20wait,-%E2%80%93%20and%20see"),
        (
            "We wait – and see – as long as it takes us to sell",
            "She%20said%3A%20%E2%80%9C-,We%20wait%20%E2%80%93%20and,takes%20us%20to%20sell,-.%E2%80%9D%20Then%20silence.",
        ),
        ("First, a line.", "First%2C%20a%20line."),
        ("More & more, co-op.", "More%20%26%20more%2C%20co%2Dop."),
        ("Then silence.\nMore & more", "us%20to%20sell.%E2%80%9D-,Then%20silence.,More%20%26%20more,-%2C%20co%2Dop."),
        ("\n", ""),
        ("", ""),
    ],
)
def test_passages(passage, directive):
    start = TEXT.index(passage)
    assert text_directive(TEXT, start, start + len(passage)) == directive


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a", "https://example.org/a#:~:text=All"),
        ("https://example.org/a#top", "https://example.org/a#top:~:text=All"),
        ("https://example.org/a#:~:text=other", "https://example.org/a#:~:text=All"),
        ("https://example.org/a#top:~:text=other", "https://example.org/a#top:~:text=All"),
        (" HTTP://example.org/ü?q=a b|c ", "http://example.org/%C3%BC?q=a%20b%7Cc#:~:text=All"),
        ("https://example.org/50%25;x", "https://example.org/50%25;x#:~:text=All"),
        *[
            (url, None)
            for url in ("javascript:alert(1)", "file:///etc/passwd", "page 4", "", None, "http://[", "http:///a")
        ],
        *[
            (url, None)
            for url in ("https://a b/", 'https://a"b/', "https://a%20b/", "ftp://example.org", "//example.org")
        ],
    ],
)
def test_addresses(url, link):
    assert link_to(url, "All", 0, 3) == link


@given(st.text())
@example("https://\x00")
def test_whatever_an_address_is_its_link_is_plain(url):
    address = web_address(url)
    if address is not None:
        assert urlsplit(address).scheme in {"http", "https"}
        assert not set(address) & set(' \t\r\n"<>\\^`{|}\x00')


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
@example("a-b, c & d", 2, 8)
def test_a_directive_names_the_passage_where_it_stands(text, start, end):
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    directive = text_directive(text, start, end)
    assert directive.isascii()
    assert "&" not in directive
    parts = directive.split(",") if directive else []
    assert len(parts) <= 4
    if parts:
        prefix = parts.pop(0)[:-1] if parts[0].endswith("-") else ""
        suffix = parts.pop()[1:] if parts[-1].startswith("-") else ""
        assert not any("-" in part for part in (prefix, *parts, suffix))
        one, named = " ".join(text[:start].split()), [unquote(part) for part in parts]
        passage = " ".join(text[start:end].split())
        assert one.endswith(unquote(prefix))
        assert passage.startswith(named[0])
        assert passage.endswith(named[-1])
        assert " ".join(text[end:].split()).startswith(unquote(suffix))
    else:
        assert not text[start:end].strip()
