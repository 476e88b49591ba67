"""The dashboard as a host starts it: locked down, and still all there."""

from __future__ import annotations

import http.client
import re
import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from newstables.app.router import PAGES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(serve, sample_store):
    with serve("--store", str(sample_store), script="asgi.py") as address:
        yield address


def test_every_answer_has_the_headers(address):
    for path in ("/", "/_stcore/health", "/no/such/thing"):
        with urllib.request.urlopen(address + path) as answer:
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("page", [name for name, _, _ in PAGES])
def test_pages_break_no_rule_of_their_own(address, chromium, page):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    refused: list[str] = []
    tab.on(
        "console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None
    )
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{address}/{page}".removesuffix("overview"))
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    expect(tab.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    context.close()
    assert [text for text in refused if "Content Security Policy" in text] == []
    assert [url for url in asked if not re.match(rf"(?:{re.escape(address)}|ws://127\.0\.0\.1|data:|blob:)", url)] == []


def status(address: str, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> int:
    """Of a request whose path is sent as it stands."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert b"root:" not in content
    assert b"newstables.app" not in content
    return answer.status


@pytest.mark.parametrize("start", ["", "static/", "app/static/", "media/", "component/", "_stcore/"])
@pytest.mark.parametrize("step", ["../", "..%2f", "%2e%2e/", "..\\", "....//", "%c0%ae%c0%ae/"])
def test_no_address_leads_to_a_file_of_the_machine(address, start, step):
    """``status`` looks at what comes; an unknown address may be answered with the page itself."""
    for target in ("etc/passwd", "dashboard.py", "asgi.py"):
        assert status(address, "GET", f"/{start}{step * 8}{target}") in {200, 307, 400, 403, 404}
    assert status(address, "GET", f"/{start}%2fetc%2fpasswd%00.png") in {200, 307, 400, 403, 404}


def test_another_sites_page_cannot_speak_to_the_server(address):
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(stream, origin=address, subprotocols=["streamlit"]):  # as our own page does
        pass
    with pytest.raises(InvalidStatus, match="403"), connect(stream, origin="http://attack.invalid"):
        pass


def test_no_file_is_taken_without_the_sessions_token(address):
    assert status(address, "PUT", "/_stcore/upload_file/session/file", body=b"x") == 403


def test_an_upload_over_the_limit_is_refused_by_the_server_itself(address, chromium):
    """Whatever the page of the visitor would let pass."""
    context = chromium.new_context()
    tab = context.new_page()
    put = []
    tab.on("request", lambda request: put.append(request) if request.method == "PUT" else None)
    tab.goto(f"{address}/add")
    tab.locator("input[type=file]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"Words."})
    expect(tab.get_by_role("button", name=re.compile("Read them"))).to_be_enabled()
    sent = put[0].all_headers()
    sizes = {1_000: 204, 8_000_000: 413}
    boundary = re.search("boundary=(.+)", sent["content-type"])[1]
    names = ("x-xsrftoken", "cookie", "content-type", "origin")
    for size, expected in sizes.items():
        disposition = 'Content-Disposition: form-data; name="file"; filename="a.txt"'
        body = f"--{boundary}\r\n{disposition}\r\n\r\n{'a' * size}\r\n--{boundary}--\r\n".encode()
        headers = {name: sent[name] for name in names if name in sent}
        assert status(address, "PUT", urlsplit(put[0].url).path, headers, body) == expected
    context.close()


def test_a_fault_that_no_one_foresaw_tells_a_visitor_nothing(serve, chromium, tmp_path):
    script = tmp_path / "broken.py"
    script.write_text("raise ValueError('secret ' + __file__)")
    with serve(script=str(script)) as address:
        tab = chromium.new_context().new_page()
        tab.goto(address)
        expect(tab.get_by_test_id("stException")).to_be_visible()
        words = tab.locator("body").inner_text()
        tab.context.close()
    assert "secret" not in words
    assert "ValueError" not in words
    assert "broken.py" not in words
