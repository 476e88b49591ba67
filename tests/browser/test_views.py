"""What a reader does: filter, open a passage, mail the address; the same view must come back."""

from __future__ import annotations

import csv
import re

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
SPEAKER = "Jane Boulden"


@pytest.fixture(scope="module")
def address(serve, samples, tmp_path_factory):
    store = tmp_path_factory.mktemp("browser") / "store"
    with serve("--articles", str(samples), "--store", str(store)) as address:
        yield address


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def visible_words(page: Page) -> str:
    return page.locator("[data-testid=stMain]").inner_text()


def test_a_filtered_quote_opens_its_passage_and_the_address_brings_it_back(address, page, chromium):
    page.goto(address)
    expect(page.get_by_role("heading", name="Canada–China in the news")).to_be_visible()
    page.get_by_role("link", name="Quotes", exact=True).click()
    expect(page.get_by_role("heading", name="Quotes", exact=True)).to_be_visible()

    actors = page.locator(".st-key-actor").get_by_role("combobox")
    actors.click()
    actors.fill(SPEAKER)
    page.get_by_role("option", name=SPEAKER, exact=True).click()
    page.keyboard.press("Escape")
    rows = page.locator("ol.rows > li")
    expect(rows.first.locator(".who")).to_have_text(SPEAKER)
    expect(page.get_by_text(re.compile(r"quotes by 1 speaker"))).to_be_visible()
    assert set(rows.locator(".who").all_inner_texts()) == {SPEAKER}
    assert "actor=Jane+Boulden" in page.url

    said = rows.first.locator(".said").first.inner_text()
    rows.first.locator("a.passage").click()
    expect(page.locator("article .lit").first).to_be_in_viewport()
    lit = "".join(page.locator("article .lit").all_inner_texts())
    assert said in lit
    expect(page).to_have_url(re.compile(r"/articles\?.*article=.*at=\d+-\d+|/articles\?.*at=\d+-\d+.*article="))
    expect(page).to_have_url(re.compile("actor=Jane"))

    elsewhere = chromium.new_context(viewport={"width": 1440, "height": 900})
    again = elsewhere.new_page()
    again.goto(page.url)
    expect(again.locator("article .lit").first).to_be_in_viewport()
    expect(again.locator("article")).to_have_text(page.locator("article").inner_text(), use_inner_text=True)
    assert "".join(again.locator("article .lit").all_inner_texts()) == lit
    expect(again.locator(".st-key-actor")).to_contain_text(SPEAKER)
    elsewhere.close()


def test_a_search_opens_at_its_first_hit_steps_through_them_and_comes_back(address, page):
    page.goto(address + "/articles")
    field = page.get_by_role("searchbox", name="Search titles and texts")
    field.fill('"per cent" NOT pork')
    field.press("Enter")
    found = page.get_by_text(re.compile(r"articles match, the best first"))
    expect(found).to_be_visible()
    expect(page).to_have_url(re.compile("search=%22per"))
    count = found.inner_text()
    row = page.locator("ol.rows > li").filter(has_text=re.compile(r"([2-9]|\d\d) hits")).first
    hits = int(re.search(r"(\d+) hits", row.inner_text())[1])
    assert {words.lower() for words in row.locator(".hit").all_inner_texts()} == {"per cent"}

    row.locator("a.passage").click()
    expect(page.locator("article .now")).to_be_in_viewport()
    expect(page.locator("article [data-hit='0'].now").first).to_be_visible()
    assert page.locator("article [data-hit]").count() >= hits
    status = page.locator("nav [role=status]")
    expect(status).to_have_text(f"Hit 1 of {hits}")
    page.get_by_role("button", name="Next hit").press("Enter")
    expect(status).to_have_text(f"Hit 2 of {hits}")
    expect(page.locator("article .now").first).to_be_in_viewport()
    page.get_by_role("button", name="Previous hit").click()
    page.get_by_role("button", name="Previous hit").click()
    expect(status).to_have_text(f"Hit {hits} of {hits}")

    page.get_by_role("link", name="All articles").click()
    expect(page.get_by_text(count, exact=True)).to_be_visible()
    expect(field).to_have_value('"per cent" NOT pork')


def test_a_bar_opens_to_its_rows(address, page):
    page.goto(address)
    bar = page.locator(".st-key-overview_voices .bars .point path").first
    expect(bar).to_be_visible()
    bar.click(force=True)
    expect(page.locator(".st-key-overview_side ol.rows > li .side").first).to_have_text("Canada")


def test_every_row_of_the_ledger_links_to_its_passage(address, page):
    page.goto(address + "/quotes")
    link = page.locator("ol.rows > li a.passage").first
    expect(link).to_be_visible()
    assert re.search(r"articles\?.*article=[0-9a-f]{16}.*at=\d+-\d+", link.get_attribute("href") or "")


@pytest.mark.parametrize("path", ["quotes?kind=direct&kind=mixed", "tariffs"])
def test_a_sheet_has_as_many_rows_as_the_page_counts(address, page, path):
    page.goto(f"{address}/{path}")
    expect(page.locator("ol.rows > li").first).to_be_visible()
    counted = page.locator("[data-testid=stMain]").get_by_text(re.compile(r"^\d+ (quotes|claims)$"))
    number = int(counted.last.inner_text().split()[0])
    page.get_by_role("button", name=f"Take away {number} rows").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV", exact=True).first.click()
    assert re.fullmatch(r"(quotes|tariffs)-sheet-[0-9a-f]{16}\.csv", taken.value.suggested_filename)
    lines = list(csv.DictReader(taken.value.path().open(encoding="utf-8-sig", newline="")))
    assert len(lines) == number > 0
    assert {line["kind"] for line in lines if "kind" in line} <= {"direct", "mixed"}
    with page.expect_download() as taken:
        page.get_by_role("button", name="Word", exact=True).click()
    styles = [paragraph.style.name for paragraph in docx.Document(taken.value.path()).paragraphs]
    assert styles.count("List Number") == number


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("path", ["", "articles", "quotes", "tariffs", "compare"])
def test_no_page_is_wider_than_its_window(address, chromium, path, width):
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/{path}")
    expect(page.locator("[data-testid=stMain] h1")).to_be_visible()
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    context.close()
    assert wide <= 1


def test_the_copied_link_opens_the_same_view_elsewhere(address, chromium):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    page.goto(f"{address}/quotes?side=China&kind=direct")
    expect(page.locator("ol.rows > li").first).to_be_visible()
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    rows = page.locator("ol.rows").inner_text()
    context.close()
    assert re.search(r"[?&]snapshot=[0-9a-f]{12}", link)

    elsewhere = chromium.new_context(viewport={"width": 1440, "height": 900})
    again = elsewhere.new_page()
    again.goto(link)
    expect(again.locator("ol.rows > li").first).to_be_visible()
    assert again.locator("ol.rows").inner_text() == rows
    assert again.get_by_text("data has changed").count() == 0
    again.goto(re.sub(r"snapshot=\w+", "snapshot=000000000000", link))
    expect(again.get_by_text(re.compile("data has changed"))).to_be_visible()
    elsewhere.close()


def test_a_story_opens_by_its_row(address, page):
    page.goto(f"{address}/stories")
    listed = page.locator(".st-key-stories_list [data-testid=stDataFrame]")
    listed.locator("canvas").first.wait_for()
    page.wait_for_timeout(1000)  # the rows are drawn on a canvas, in their own time
    listed.click(position={"x": 16, "y": 53})
    expect(page.get_by_role("heading", name="Who carries what")).to_be_visible()
    expect(page).to_have_url(re.compile("story="))


def test_a_point_of_the_network_and_a_bar_of_the_company_open_the_actor(address, page):
    page.goto(f"{address}/actors")
    points = page.locator(".st-key-actors_network .points path.point")
    points.first.wait_for()
    page.wait_for_timeout(500)  # plotly draws once more when it knows its width
    _click_middle(page, points.nth(3))
    expect(page.get_by_role("heading", name="Speaks on")).to_be_visible()
    first = page.locator(".st-key-who input").input_value()
    expect(page).to_have_url(re.compile("who="))
    bars = page.locator(".st-key-actors_company .points path")
    bars.first.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    _click_middle(page, bars.first)
    expect(page.locator(".st-key-who input")).not_to_have_value(first)


def _click_middle(page: Page, shape: Locator) -> None:
    """Plotly looks for what lies under the mouse when it moves, and takes a click for that."""
    box = shape.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)
