"""Every page under axe-core, light and dark: nothing but what is Streamlit's own."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
# Streamlit's own, by rule and by what of its selector or markup tells it.
STREAMLITS = {("presentation-role-conflict", "stFileUploaderDropzone")}
LEFT = "27 Aug 2024 · The Sample Herald · Ottawa slaps 100% surtax on EVs from China"
RIGHT = "26 Aug 2024 · Sample Wire · Canada to put 100 per cent surtax on Chinese electric vehicles"
PAGES = [
    "",
    "articles?search=canola",
    "quotes",
    "tariffs",
    f"tariffs?{urlencode({'tab': 'Register of measures'})}",
    "stories",
    "actors?who=Mark+Carney",
    "timeline",
    f"compare?{urlencode({'left': LEFT, 'right': RIGHT})}",
    "add",
    "corrections",
]


@pytest.fixture(scope="module")
def address(serve, samples, tmp_path_factory):
    store = tmp_path_factory.mktemp("accessible") / "store"
    with serve("--articles", str(samples), "--store", str(store)) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page(address, chromium, scheme, path):
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(500)  # the last elements come in softly, which axe takes for pale
    found = [
        f"{fault['id']} {node['target']} {node['html'][:120]}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
        if not any(fault["id"] == rule and mark in node["html"] for rule, mark in STREAMLITS)
    ]
    context.close()
    assert found == []
