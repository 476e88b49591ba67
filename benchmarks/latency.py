"""From a click to the chart that answers it, beside Datasette's faceted page over the same rows and the bare-app floor.

python benchmarks/latency.py [STORE] [--datasette PATH]

STORE is made where none is named: 100,000 articles, 1,000,000 quotes. Datasette keeps no answer from one click to the
next; the dashboard keeps which rows the last few filters leave, for all visitors, and counts and draws them anew. The
pages are clicked in turn, so that whatever else the machine does slows all of them. Datasette has an
index for every facet and for the order.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from made import write_store
from playwright.sync_api import Page
from serving import BARE, ROOT, Server, busy, chromium, load, new_page, served, settle, streamlit, timed, watch

from newstables.store import Store

CLICKS = 15
SIDE = "Canada"  # more than half of all quotes
CHART = ".st-key-quotes_time .point"
FLOOR = "floor: a control and a text"
CHARTED = "a control and a ready chart"
FACETS = ("side", "kind", "outlet")
DATASETTE = Path(sys.executable).with_name("datasette")
# Datasette gives up on a facet after 0.2 s and looks for others to suggest: it may take its time, and has none to find.
SETTINGS = {"facet_time_limit_ms": "20000", "sql_time_limit_ms": "20000", "suggest_facets": "off"}


def write_database(store: Store, path: Path) -> None:
    """The quotes that the page of quotes starts from, in SQLite with an index for each facet and for the order."""
    quotes = store.quotes(["quote_id", "article_id", "text", "speaker", "side", "kind", "cue_kind", "canada_china"])
    quotes = quotes[(quotes["cue_kind"] == "speech") & quotes["canada_china"]].drop(
        columns=["cue_kind", "canada_china"]
    )
    articles = store.articles(["article_id", "outlet", "published_on"])
    rows = quotes.merge(articles, on="article_id").astype({"published_on": "string"}).astype(object)
    with sqlite3.connect(path) as database:
        rows.where(rows.notna(), None).to_sql("quotes", database, index=False)
        for column in (*FACETS, "published_on"):
            database.execute(f"create index by_{column} on quotes ({column})")
        database.execute("analyze")


def side_chosen(server: Server, page: Page) -> Callable[[int], tuple[float, float]]:
    """The page of quotes: one side is chosen in the sidebar; the chart over time follows."""
    page.goto(f"{server.address}quotes")
    page.wait_for_selector(CHART, state="attached")
    settle(page)

    def click(number: int) -> tuple[float, float]:
        page.keyboard.press("Escape")
        if number:
            page.get_by_role("button", name="Clear the filters").click()
            settle(page)
        page.locator(".st-key-side input").fill(SIDE)
        option = page.get_by_role("option", name=SIDE, exact=True)
        option.wait_for()
        page.wait_for_timeout(300)
        watch(page, ".st-key-quotes_time")
        option.click()
        return timed(page)

    return click


def toggled(server: Server, page: Page) -> Callable[[int], tuple[float, float]]:
    """The page of quotes: wants, plans and beliefs come and go."""
    page.goto(f"{server.address}quotes")
    page.wait_for_selector(CHART, state="attached")
    settle(page)

    def click(number: int) -> tuple[float, float]:
        watch(page, ".st-key-quotes_time")
        page.locator(".st-key-stance label").first.click()
        return timed(page)

    return click


def answered(server: Server, page: Page, what: str = ".answer") -> Callable[[int], tuple[float, float]]:
    """The floor: another choice, another text or chart."""
    page.goto(server.address)
    settle(page)

    def click(number: int) -> tuple[float, float]:
        button = page.get_by_role("radio", name=str(number + 1), exact=True)
        watch(page, what)
        button.click()
        return timed(page)

    return click


def faceted(server: Server, page: Page) -> Callable[[int], tuple[float, float]]:
    """Datasette: the same side is chosen in the facets; the page that answers has facets and twenty rows, no chart."""
    asked = "&".join(f"_facet={name}" for name in FACETS)
    start = f"{server.address}quotes/quotes?{asked}&_facet_size=max&_sort_desc=published_on&_size=20"

    def click(number: int) -> tuple[float, float]:
        page.goto(start)
        link = page.locator(".facet-info[data-column=side] li").get_by_role("link", name=SIDE, exact=True)
        with page.expect_navigation(wait_until="load"):
            link.click()
        page.wait_for_timeout(50)
        took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        assert page.locator(".facet-info").count() == len(FACETS), "a facet is missing"
        return took, took

    return click


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--datasette", type=Path, default=DATASETTE)
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = asked.store or folder / "store"
        if asked.store is None:
            write_store(store, 100_000)
        opened = Store(store)
        numbers = len(opened.articles(["article_id"])), len(opened.quotes(["quote_id"]))
        print(f"{numbers[0]:,} articles, {numbers[1]:,} quotes; median of {CLICKS} clicks, in turn; {load()}\n")
        del opened
        dashboard = stack.enter_context(streamlit(ROOT / "dashboard.py", "--store", str(store)))
        floor = stack.enter_context(streamlit(BARE / "floor.py"))
        browser = stack.enter_context(chromium())
        charted = stack.enter_context(streamlit(BARE / "charted.py"))
        pages = [new_page(browser) for _ in range(5)]
        clicks = {
            FLOOR: (floor, answered(floor, pages[0])),
            CHARTED: (charted, answered(charted, pages[1], ".st-key-quotes_time")),
            "quotes: a side chosen": (dashboard, side_chosen(dashboard, pages[2])),
            "quotes: wants and beliefs": (dashboard, toggled(dashboard, pages[3])),
        }
        if asked.datasette.exists():
            database = folder / "quotes.db"
            write_database(Store(store), database)
            command = [str(asked.datasette), "serve", "-i", str(database), "--port", "{}"]
            command += [part for name, value in SETTINGS.items() for part in ("--setting", name, value)]
            datasette = stack.enter_context(served(command, health=""))
            clicks["Datasette: a side chosen"] = (datasette, faceted(datasette, pages[4]))
        took: dict[str, list[tuple[float, ...]]] = {name: [] for name in clicks}
        for number in range(CLICKS):
            for (name, (server, click)), page in zip(clicks.items(), pages, strict=False):
                page.bring_to_front()
                before = busy(server.process)
                times = click(number)
                page.wait_for_timeout(200)
                took[name].append((*times, busy(server.process) - before))
        medians = {name: [median(column) for column in zip(*rows, strict=True)] for name, rows in took.items()}
        print(f"{'':32} {'updated':>11} {'at rest':>11} {'of the floor':>13} {'server busy':>12}")
        for name, (updated, rest, work) in medians.items():
            print(
                f"{name:32} {updated:>8,.0f} ms {rest:>8,.0f} ms {rest / medians[FLOOR][1]:>11.2f} x {work:>9,.0f} ms"
            )
        print(load())


if __name__ == "__main__":
    main()
