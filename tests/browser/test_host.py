"""The dashboard as a host starts it: locked down, and still all there."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(serve, samples, tmp_path_factory):
    store = tmp_path_factory.mktemp("host") / "store"
    with serve("--articles", str(samples), "--store", str(store), script="asgi.py") as address:
        yield address


def test_every_answer_has_the_headers(address):
    for path in ("/", "/_stcore/health", "/no/such/thing"):
        with urllib.request.urlopen(address + path) as answer:
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("page", ["", "articles", "quotes", "tariffs", "actors", "timeline", "compare"])
def test_pages_break_no_rule_of_their_own(address, chromium, page):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    refused: list[str] = []
    tab.on(
        "console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None
    )
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{address}/{page}")
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    expect(tab.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    context.close()
    assert [text for text in refused if "Content Security Policy" in text] == []
    assert [url for url in asked if not re.match(rf"(?:{re.escape(address)}|ws://127\.0\.0\.1|data:|blob:)", url)] == []
