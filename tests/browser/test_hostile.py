"""An article written to attack its reader: everything is shown as text, nothing is loaded, nothing runs."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from playwright.sync_api import expect

from newstables.store import Store

pytestmark = pytest.mark.browser
ELSEWHERE = "attack.invalid"
ATTACKS = [
    f"<script>window.attacked = 'script'; fetch('http://{ELSEWHERE}/script')</script>",
    f"<img src='http://{ELSEWHERE}/img.png' onerror=\"window.attacked = 'onerror'\">",
    f"![picture](http://{ELSEWHERE}/markdown.png)",
    "[x](javascript:window.attacked='link')",
    f'=HYPERLINK("http://{ELSEWHERE}/cell","click")',
    "<style>body { display: none }</style>",
    ":red[coloured] :smile: $x^2$ *bold* `code`",
]
PAGES = [
    "quotes",
    "",
    "articles",
    "articles?search=attacked",
    "tariffs",
    "stories",
    "actors",
    "timeline",
    "compare",
    "corrections",
    "add",
]  # the first one meets a server that has run nothing yet


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A folder of articles that attack from every field: title, outlet, author, text, quotes, names."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, attack in enumerate(ATTACKS):
        meta = {"title": f"{attack} title", "outlet": f"{attack} outlet", "author": attack}
        meta |= {"published": f"2025-10-{number + 1:02}", "url": f"javascript:window.attacked='url{number}'"}
        head = "\n".join(f"{name}: {json.dumps(value)}" for name, value in meta.items())
        text = (
            f"{attack} is how this begins in Canada and China. On Oct. 3 Canada met China over {attack} in Beijing.\n\n"
            f"“{attack} is what we grow here every year,” said Ann {attack} Leroux, a farmer.\n\n"
            f"“{attack},” said Mark Carney. China imposed a 25 per cent tariff on Canadian pork {attack}, Xi said.\n"
        )
        (folder / f"attack{number}.md").write_text(f"---\n{head}\n---\n\n{text}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile_store") / "store"


@pytest.fixture(scope="module")
def address(serve, hostile, store):
    with serve("--articles", str(hostile), "--store", str(store)) as address:
        yield address


@pytest.fixture
def watched(chromium):
    """A page whose every request and dialog is written down."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    page = context.new_page()
    page.requested = []
    page.dialogs = []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    yield page
    context.close()


def assert_unharmed(page) -> None:
    assert page.evaluate("window.attacked") is None
    assert page.dialogs == []
    assert [
        url for url in page.requested if not re.match(r"(https?|wss?)://127\.0\.0\.1|data:|blob:|about:", url)
    ] == []
    assert page.evaluate("getComputedStyle(document.body).display") != "none"
    assert page.locator("[data-testid=stMain] a[href^='javascript']").count() == 0


def settled(page) -> None:
    expect(page.locator("[data-testid=stMain] h1, [data-testid=stMain] h2").first).to_be_visible()
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(1500)  # time for what should not happen


@pytest.mark.parametrize("path", PAGES)
def test_every_page_shows_it_as_text(address, watched, path):
    watched.goto(f"{address}/{path}")
    settled(watched)
    assert_unharmed(watched)


@pytest.mark.parametrize("number", range(len(ATTACKS)))
def test_the_reader_shows_it_as_text(address, watched, store, number):
    watched.goto(address)
    settled(watched)
    articles = Store(store).articles()
    article = articles[articles["file"].str.contains(f"attack{number}.md")].iloc[0]
    watched.goto(f"{address}/articles?article={article.article_id}&at=0-9")
    expect(watched.locator("article")).to_contain_text(ATTACKS[number])
    settled(watched)
    expect(watched.locator("[data-testid=stHeading]").first).to_contain_text(ATTACKS[number])
    for mark in watched.locator("article [data-words]").all()[:4]:
        mark.hover()
    assert_unharmed(watched)


def test_two_hostile_articles_are_compared_as_text(address, watched):
    watched.goto(f"{address}/compare")
    settled(watched)
    for key, place in (("left", 0), ("right", 1)):
        box = watched.locator(f".st-key-{key}").get_by_role("combobox")
        box.click()
        watched.get_by_role("option").nth(place).click()
    expect(watched.get_by_role("tab").first).to_be_visible()
    for tab in watched.get_by_role("tab").all():
        tab.click()
        watched.wait_for_timeout(300)
    settled(watched)
    assert_unharmed(watched)


def test_the_address_is_data(address, watched):
    watched.goto(
        f"{address}/quotes?text=%3Cscript%3Ewindow.attacked=1%3C/script%3E&actor=%3Cimg%20src=x%3E&page=../../etc"
    )
    settled(watched)
    assert_unharmed(watched)


def test_the_downloaded_sheet_holds_no_formula(address, watched):
    watched.goto(f"{address}/quotes")
    settled(watched)
    watched.get_by_role("button", name=re.compile("Take away")).click()
    cells = []
    offers = watched.get_by_role("button", name="CSV")
    expect(offers).to_have_count(2)  # the sheet to cite from, and the table
    for button in offers.all():
        with watched.expect_download() as waiting:
            button.click()
        content = waiting.value.path().read_text("utf-8-sig")
        cells += [cell for row in csv.reader(io.StringIO(content)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    numbers = re.compile(r"-?\d+(\.\d+)?([eE]-?\d+)?")
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r") and not numbers.fullmatch(cell)] == []
