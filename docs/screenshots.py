"""Pictures of every page over the samples, wide, narrow and dark: ``make screenshots`` writes them beside this file."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent
LEFT = "27 Aug 2024 · The Sample Herald · Ottawa slaps 100% surtax on EVs from China"
RIGHT = "26 Aug 2024 · Sample Wire · Canada to put 100 per cent surtax on Chinese electric vehicles"
# Name of the picture → address and its parameters.
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("", {}),
    "articles": ("articles", {"search": '"canola seed"'}),
    "quotes": ("quotes", {"topic": "Canola"}),
    "tariffs": ("tariffs", {"tab": "Register of measures", "on": "2025-10-31"}),
    "stories": ("stories", {}),
    "actors": ("actors", {}),
    "timeline": ("timeline", {"since": "2024-08-01"}),
    "compare": ("compare", {"left": LEFT, "right": RIGHT}),
    "add": ("add", {}),
    "corrections": ("corrections", {}),
}
# Ending of the picture → width in pixels and colour scheme.
LOOKS = {"": (1440, "light"), "-narrow": (390, "light"), "-dark": (1440, "dark")}
HEIGHT = 1000
PATIENCE = 180_000  # milliseconds, on a busy machine
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def take(browser: Browser, address: str) -> None:
    """Take every picture of the dashboard at an address."""
    for ending, (width, scheme) in LOOKS.items():
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
        context.set_default_timeout(PATIENCE)
        for name, (path, query) in PAGES.items():
            page = context.new_page()
            page.goto(f"{address}/{path}?{urllib.parse.urlencode(query)}")
            page.wait_for_selector("h1")
            page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
            page.wait_for_selector("[data-testid=stSkeleton]", state="detached")
            page.wait_for_timeout(2500)  # the charts draw themselves
            page.screenshot(path=HERE / f"{name}{ending}.png")
            page.close()
        context.close()


def main() -> None:
    """Serve the samples from a store of their own and take the pictures."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        sys.exit(f"needs one of {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.address=127.0.0.1"]
        command += [f"--server.port={port}", "--server.headless=true", "--", "--articles", "seeds", "--store", folder]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
            take(browser, address)
            browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
