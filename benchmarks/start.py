"""From ``streamlit run`` to the first chart of the samples, beside a bare page with one plotly chart.

python benchmarks/start.py [ROUNDS]   # 5 where no number is given; the two start in turn, the store is there already
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser
from serving import BARE, ROOT, busy, chromium, load, new_page, streamlit

from newstables.extraction import build

CHART = ".js-plotly-plot .point path"


def first_chart(script: Path, browser: Browser, *arguments: str) -> tuple[float, float]:
    """Milliseconds from the start of the server until the chart is drawn, and of the server's processor time."""
    with streamlit(script, *arguments) as server:
        page = new_page(browser)
        page.goto(server.address)
        page.wait_for_selector(CHART, state="attached")
        took = time.perf_counter() - server.started, busy(server.process)
        page.context.close()
    return took[0] * 1000, took[1]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with ExitStack() as stack:
        store = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "store"
        build([ROOT / "seeds"], store=store)
        browser = stack.enter_context(chromium())
        apps = {
            "a bare page with a chart": (BARE / "chart.py",),
            "the dashboard, its store opened": (ROOT / "dashboard.py", "--store", str(store)),
            "the dashboard, articles compared": (
                *(ROOT / "dashboard.py", "--articles", str(ROOT / "seeds")),
                *("--store", str(store)),
            ),
        }
        took: dict[str, list[tuple[float, float]]] = {name: [] for name in apps}
        for number in range(rounds + 1):
            for name, (script, *arguments) in apps.items():
                times = first_chart(script, browser, *arguments)
                if number:  # the first round fills the system's caches
                    took[name].append(times)
        base = median(one for one, _ in took["a bare page with a chart"])
        print(f"to the first chart, median of {rounds} starts; {load()}")
        for name, times in took.items():
            whole, work = (median(column) for column in zip(*times, strict=True))
            print(f"{name:34} {whole:>7,.0f} ms {whole / base:>6.2f} x {work:>8,.0f} ms of processor time")


if __name__ == "__main__":
    main()
