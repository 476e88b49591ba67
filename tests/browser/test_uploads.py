"""What a visitor adds is seen in that session alone, stays text whatever it holds, and can be taken home."""

from __future__ import annotations

import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from newstables.store import Store

pytestmark = pytest.mark.browser
ATTACK = "<img src=x onerror=\"window.attacked='add'\"> ![x](http://attack.invalid/m.png) [y](javascript:alert(1))"
TEXT = f"{ATTACK} waits\n\n“We have no buyers {ATTACK},” said Ann Leroux. China imposed a 25 per cent tariff on pork.\n"


@pytest.fixture(scope="module")
def address(serve, samples, tmp_path_factory):
    with serve("--articles", str(samples), "--store", str(tmp_path_factory.mktemp("uploads") / "store")) as address:
        yield address


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    yield context.new_page()
    context.close()


def upload(page: Page, address: str, *files: tuple[str, bytes]) -> None:
    page.goto(address)  # a cold server builds the sample store first
    expect(page.get_by_role("heading", name="Canada–China in the news")).to_be_visible()
    page.goto(f"{address}/add")
    expect(page.get_by_role("heading", name="Add articles")).to_be_visible()
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_text("Nothing was added yet")).to_have_count(1)
    page.wait_for_timeout(1000)
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files]
    )
    button = page.get_by_role("button", name=re.compile("Read them"))
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_role("heading", name=re.compile(r"\d+ articles? read"))).to_be_visible()


def test_an_upload_is_seen_in_its_own_session_alone_and_the_store_taken_home_opens(address, page, chromium, tmp_path):
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    upload(page, address, (f"{ATTACK}.txt".replace("/", "-"), TEXT.encode()), ("../../etc/none.md", b" "))
    expect(page.get_by_role("heading", name="1 article read, 1 skipped")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("Take home")).click()
    zipfile.ZipFile(waiting.value.path()).extractall(tmp_path)
    (article_id,) = Store(tmp_path / "newstables-store").articles()["article_id"]

    page.get_by_role("link", name="Articles", exact=True).first.click()
    expect(page.locator("ol.rows > li a.passage").first).to_be_visible()  # a page still to come would empty the field
    page.locator(".st-key-text input").fill("no buyers <img")
    page.keyboard.press("Enter")
    rows = page.locator("ol.rows > li a.passage")
    expect(rows).to_have_count(1)
    rows.first.click()
    expect(page.locator("article")).to_contain_text(ATTACK)
    page.wait_for_timeout(1000)  # time for what should not happen
    expect(page.get_by_text("1 article in this session only")).to_be_visible()
    assert page.evaluate("window.attacked") is None
    assert [url for url in requested if "attack.invalid" in url] == []

    other = chromium.new_context().new_page()
    other.goto(f"{address}/articles?article={article_id}")
    expect(other.get_by_text("This article is not in the store")).to_be_visible()
    expect(other.get_by_text("in this session only")).to_have_count(0)
    other.context.close()

    page.get_by_role("button", name=re.compile("Drop them")).click()
    expect(page.get_by_text("1 article in this session only")).to_have_count(0)
    assert page.evaluate("window.attacked") is None
