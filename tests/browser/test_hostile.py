"""An article written to attack its reader: everything is shown as text, nothing is loaded, nothing runs."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import urlencode

import docx
import openpyxl
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
    f":red[coloured] :smile: $x^2$ *bold* `code` www.{ELSEWHERE} me@{ELSEWHERE}",
    f"<iframe src='http://{ELSEWHERE}/frame'></iframe><form action='http://{ELSEWHERE}'><input type=password></form>",
    f"<a href='http://{ELSEWHERE}/a' target=_top>a</a><b style='background: url(http://{ELSEWHERE}/css)'>b</b>",
    f"<style>@import 'http://{ELSEWHERE}/import'</style><svg onload=\"window.attacked = 'svg'\"><title>t</title></svg>",
    f"@SUM(1) http://{ELSEWHERE}/auto [r]: http://{ELSEWHERE}/r %{{x}} {{{{7*7}}}} ${{7*7}} </script><!--",
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


@pytest.fixture(scope="module")
def visitor(chromium):
    """One visitor to all of the tests: what the browser has fetched and compiled once, it keeps."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def watched(visitor):
    """A page whose every request and dialog is written down."""
    page = visitor.new_page()
    page.requested = []
    page.dialogs = []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    yield page
    page.close()


def assert_unharmed(page) -> None:
    assert page.evaluate("window.attacked") is None
    assert page.dialogs == []
    assert [
        url for url in page.requested if not re.match(r"(https?|wss?)://127\.0\.0\.1|data:|blob:|about:", url)
    ] == []
    assert page.evaluate("getComputedStyle(document.body).display") != "none"
    assert page.locator("[data-testid=stMain] a[href^='javascript']").count() == 0
    assert page.locator(f"iframe, input[type=password], [action*='{ELSEWHERE}']").count() == 0
    assert ELSEWHERE not in page.locator("a").evaluate_all("links => links.map(link => link.hostname)")
    assert page.locator(f"img[src*='{ELSEWHERE}'], style:has-text('@import'), [style*='{ELSEWHERE}']").count() == 0


def settled(page) -> None:
    shown = ("h1", "h2", "[data-testid=stAlert]")
    expect(page.locator(", ".join(f"[data-testid=stMain] {one}" for one in shown)).first).to_be_visible()
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
    heading = watched.locator("[data-testid=stHeading]").first
    assert ATTACKS[number] in heading.inner_text().replace("\N{WORD JOINER}", "")
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


@pytest.mark.parametrize("path", [page for page in PAGES if "?" not in page])
def test_the_address_is_data(address, watched, path):
    """Every parameter that any page reads, and some that none does."""
    names = [
        *(
            "since",
            "until",
            "undated",
            "outlet",
            "actor",
            "side",
            "topic",
            "text",
            "stance",
            "elsewhere",
            "independent",
        ),
        *("search", "snapshot", "article", "at", "who", "story", "left", "right", "alike", "document", "kind", "tab"),
        *("certainty", "on", "conflicts", "unit", "new_since", "lane", "page", "store", "embed_options"),
    ]
    values = [
        ATTACKS[1],
        "../../../../etc/passwd",
        "\0\ud800".encode("utf-8", "surrogatepass"),
        "(" * 3000,
        ATTACKS[-1],
    ]
    for turn in range(2):
        query = [(name, values[(place + turn) % len(values)]) for place, name in enumerate(names)]
        watched.goto(f"{address}/{path}?{urlencode(query)}")
        settled(watched)
        assert_unharmed(watched)
        assert watched.locator("[data-testid=stException]").count() == 0


@pytest.mark.parametrize("path", ["", "quotes", "stories", "actors", "timeline", "tariffs?tab=Register"])
def test_charts_show_it_as_text(address, watched, path):
    watched.goto(f"{address}/{path}")
    settled(watched)
    for _ in range(6):  # what lies beneath is drawn when it comes into view
        watched.mouse.wheel(0, 700)
        watched.wait_for_timeout(150)
    for expander in watched.locator("[data-testid=stMain] summary:visible").all():
        expander.click()
        settled(watched)  # what lies in it is sent when it opens
    for point in watched.locator("[data-testid=stMain] .points .point, [data-testid=stMain] .points path").all()[:12]:
        point.hover(force=True)
        watched.wait_for_timeout(100)
    assert watched.locator(".js-plotly-plot a, .hoverlayer a").count() == 0
    assert_unharmed(watched)


def test_documents_and_workbooks_hold_text_alone(address, watched):
    watched.goto(f"{address}/quotes")
    settled(watched)
    watched.get_by_role("button", name=re.compile("Take away")).click()
    taken = {}
    for name in ("Word", "Excel", "RIS, for Zotero or EndNote", "JSON Lines"):
        with watched.expect_download() as waiting:
            watched.get_by_role("button", name=name, exact=True).first.click()
        taken[name] = waiting.value.path()
        assert re.fullmatch(r"quotes(-sheet)?-[0-9a-f]{16}\.\w+", waiting.value.suggested_filename)
    document = docx.Document(taken["Word"])
    assert any(ATTACKS[0] in paragraph.text for paragraph in document.paragraphs)
    assert [link.target_ref for link in document.part.rels.values() if link.is_external] == []
    assert "fldSimple" not in document.element.xml
    assert "instrText" not in document.element.xml
    cells = [
        cell
        for row in openpyxl.load_workbook(io.BytesIO(taken["Excel"].read_bytes())).active.iter_rows()
        for cell in row
    ]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert "javascript" not in "".join(
        line for line in taken["RIS, for Zotero or EndNote"].read_text("utf-8").splitlines() if line.startswith("UR")
    )
    rows = [json.loads(line) for line in taken["JSON Lines"].read_text("utf-8").splitlines()]
    assert any(ATTACKS[0] in row["text"] for row in rows)


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
