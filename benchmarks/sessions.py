"""What the dashboard holds in memory with one visitor and with several, each with filters of their own.

python benchmarks/sessions.py [STORE]   # STORE is made where none is named: 100,000 articles, 1,000,000 quotes
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from made import write_store
from serving import ROOT, chromium, load, megabytes, new_page, settle, streamlit

PAGES = ("", "quotes", "tariffs", "articles")
SIDES = ("", "Canada", "China", "unresolved")  # what each visitor filters by; the first one by nothing


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "store"
        if len(sys.argv) == 1:
            write_store(store, 100_000)
        server = stack.enter_context(streamlit(ROOT / "dashboard.py", "--store", str(store)))
        print(f"before the first visitor         {megabytes(server.process):>7,.0f} MB")
        browser = stack.enter_context(chromium())
        held = []
        for session in range(len(SIDES)):
            page = new_page(browser)
            for name in PAGES:
                page.goto(f"{server.address}{name}?side={SIDES[session]}")
                page.wait_for_selector("h1")
                settle(page)
            held.append(megabytes(server.process))
            print(f"{session + 1} visitors, {len(PAGES)} pages each          {held[-1]:>7,.0f} MB", flush=True)
        peak = Path(f"/proc/{server.process.pid}/status").read_text().partition("VmHWM:")[2]
        print(f"each further visitor             {(held[-1] - held[0]) / (len(SIDES) - 1):>7,.0f} MB")
        print(f"at most, while opening the store {int(peak.split()[0]) / 1000:>7,.0f} MB; {load()}")


if __name__ == "__main__":
    main()
