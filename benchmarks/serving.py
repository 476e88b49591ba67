"""What the benchmarks of pages share: servers, a Chromium to look at them with, and how a click is timed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from os import environ, getloadavg
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
BARE = Path(__file__).parent / "bare"
PATIENCE = 900_000  # milliseconds
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-background-timer-throttling", "--disable-renderer-backgrounding"),
    "--disable-backgrounding-occluded-windows",
)
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"

# In the page: when a selector's content was another, and when the script had then ended, after the click on a target.
_WATCH = """([selector, settled]) => {
  const content = () => [...document.querySelectorAll(selector)].map(e => e.tagName + e.textContent +
    [...e.querySelectorAll('.point path, path.point')].map(p => p.getAttribute('d')).join()).join();
  const before = content();
  window.timed = new Promise(done => {
    document.addEventListener('click', event => {
      const start = performance.now();
      let updated = null;
      const look = () => {
        if (updated === null && content() !== before) updated = performance.now() - start;
        if (updated !== null && (!settled || document.querySelector(settled)))
          requestAnimationFrame(() => done([updated, performance.now() - start]));
        else if (performance.now() - start > 30000) done([NaN, NaN]);
        else requestAnimationFrame(look);
      };
      look();
    }, {capture: true, once: true});
  });
}"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: its address, the process, and when it was started (``time.perf_counter``)."""

    address: str
    process: psutil.Process
    started: float


@contextmanager
def streamlit(script: Path, *arguments: str) -> Iterator[Server]:
    """A script served by Streamlit."""
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.address=127.0.0.1", "--server.port={}"]
    command += ["--server.headless=true", "--server.fileWatcherType=none", "--browser.gatherUsageStats=false", "--"]
    with served([*command, *arguments], health="_stcore/health") as server:
        yield server


@contextmanager
def served(command: list[str], *, health: str, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server that is started by a command, "{}" in which stands for its port, and ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.perf_counter()
    process = subprocess.Popen(
        [part.replace("{}", str(port)) for part in command],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**environ, **(environment or {})},
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(1200):
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} ended with {process.returncode}")
            try:
                with urllib.request.urlopen(address + health, timeout=2):
                    break
            except OSError:
                time.sleep(0.05)
        yield Server(address, psutil.Process(process.pid), started)
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise SystemExit(f"needs one of {', '.join(BROWSERS)}; see tests/chromium.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def new_page(browser: Browser) -> Page:
    """A page of a visitor of its own, patient with a busy machine."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def settle(page: Page) -> None:
    """Wait until a page of Streamlit has been run to its end, and a moment more for its charts to be drawn."""
    page.wait_for_selector(SETTLED, timeout=PATIENCE)
    page.wait_for_timeout(700)


def watch(page: Page, selector: str, *, settled: str | None = SETTLED) -> None:
    """Time the next click on the page; ``timed`` gives the result."""
    page.evaluate(_WATCH, [selector, settled])


def timed(page: Page) -> tuple[float, float]:
    """Milliseconds from the click until what was watched had changed, and until the page was at rest."""
    updated, rest = page.evaluate("window.timed")
    return updated, rest


def busy(process: psutil.Process) -> float:
    """Milliseconds of processor time that a process and its children took so far; other load does not lengthen them."""
    family = (process, *process.children(recursive=True))
    return sum(one.cpu_times().user + one.cpu_times().system for one in family) * 1000


def megabytes(process: psutil.Process) -> float:
    """What a process and its children hold in memory."""
    return sum(one.memory_info().rss for one in (process, *process.children(recursive=True))) / 1e6


def load() -> str:
    return f"load {getloadavg()[0]:.1f}"
