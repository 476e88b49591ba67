"""A link to a passage, opened as a reader does: the page must be scrolled to the words."""

from __future__ import annotations

import html
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newstables.analysis.fragment import link_to
from newstables.store import Store

pytestmark = pytest.mark.browser
GAP = 3000  # pixels of nothing above the article and between its paragraphs


@pytest.fixture
def site(tmp_path):
    """A folder, and the address that it is served at."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_browser_scrolls_to_the_words(chromium, site, sample_store):
    folder, address = site
    store = Store(sample_store)
    texts = dict(zip(store.articles()["article_id"], store.articles()["text"], strict=True))
    quotes = store.quotes().sample(12, random_state=0)
    for number, (article, spans) in enumerate(zip(quotes["article_id"], quotes["spans"], strict=True)):
        text, (start, end) = texts[article], spans[0]
        lines = "".join(
            f'<p style="margin-top: {GAP}px">{html.escape(line)}</p>' for line in text.splitlines() if line.strip()
        )
        (folder / f"{number}.html").write_text(f'<meta charset="utf-8"><h1>A title</h1>{lines}', "utf-8")
        context = chromium.new_context(viewport={"width": 1000, "height": 800})
        page = context.new_page()
        page.goto(link_to(f"{address}/{number}.html", text, start, end))
        page.wait_for_function("window.scrollY > 0", timeout=10_000)
        seen = page.evaluate(
            "[...document.querySelectorAll('p')].filter(p => p.getBoundingClientRect().bottom > 0 &&"
            " p.getBoundingClientRect().top < innerHeight).map(p => p.innerText).join('\\n')"
        )
        assert text[start:end].splitlines()[0] in seen
        context.close()
