"""Many visitors at once.

python benchmarks/visitors.py STORE [--visitors 50] [--seconds 120] [--adding 5]

Starts the dashboard as a host does and speaks to it as browsers do, over their web sockets. Every visitor goes from
page to page with filters and searches; some add an article of their own and come back to it. Prints how long answers
take, what went wrong, what memory the server and the process that reads hold before, meanwhile and after, and whether
anything of one visitor was seen by another: each carries a mark in the address, and another in what it adds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).parents[1]
TTL = 10  # seconds that the server keeps a session whose visitor is gone
PAUSE = 2.0  # seconds between two clicks, on average
LATE = 300.0  # seconds after which an answer is one that did not come
PAGES = ["overview", "articles", "quotes", "tariffs", "stories", "actors", "timeline", "compare", "corrections"]
FILTERS = [
    {}, {"side": "Canada"}, {"side": "China", "topic": "canola"}, {"text": "canola"}, {"since": "2024-01-01"},
    {"search": "canola OR pork"}, {"search": '"per cent" NOT pork', "since": "2025-01-01"}, {"independent": "true"},
    {"stance": "true", "side": "China"}, {"kind": "direct"},
]  # fmt: skip
PUBLIC, PRIVATE = re.compile(rb"visitor\d{5}"), re.compile(rb"private\d{5}")


@dataclass
class Seen:
    """What all visitors saw together."""

    seconds: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    strange: Counter[str] = field(default_factory=Counter)
    came_back: int = 0  # visitors who saw again what they added
    bytes: int = 0


class Visitor:
    """One browser session."""

    def __init__(self, number: int, stream: ClientConnection, seen: Seen) -> None:
        self.public, self.private = b"visitor%05d" % number, b"private%05d" % number
        self.chance = random.Random(number)
        self.stream = stream
        self.seen = seen
        self.pages: dict[str, str] = {}
        self.widgets: dict[tuple[str, str], str] = {}  # kind and label → id
        self.held = b""  # of the last answer

    async def ask(self, page: str = "", widgets: dict[str, tuple[str, object]] | None = None, **query: str) -> None:
        """Click, and take in all of the answer."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(query | {"snapshot": self.public.decode()})
        message.rerun_script.page_script_hash = self.pages.get(page, "")
        for id_, (kind, value) in (widgets or {}).items():
            state = message.rerun_script.widget_states.widgets.add(id=id_)
            setattr(state, kind, value)
        start = time.monotonic()
        await self.stream.send(message.SerializeToString())
        self.held = b""
        while not await asyncio.wait_for(self._taken(), LATE):
            pass
        self.seen.seconds.append(time.monotonic() - start)

    async def _taken(self) -> bool:
        """Take in one message; whether it was the last of an answer."""
        data = await self.stream.recv()
        assert isinstance(data, bytes)
        self.held += data
        self.seen.bytes += len(data)
        marks = {*PUBLIC.findall(data), *PRIVATE.findall(data)}
        self.seen.strange.update(mark.decode() for mark in marks - {self.public, self.private})
        message = ForwardMsg.FromString(data)
        match message.WhichOneof("type"):
            case "navigation":
                self.pages = {
                    page.url_pathname or "overview": page.page_script_hash for page in message.navigation.app_pages
                }
            case "delta":
                element = message.delta.new_element
                kind = element.WhichOneof("type")
                if kind == "exception":
                    self.seen.faults[f"{element.exception.type}: {element.exception.message}"[:200]] += 1
                elif kind in {"text_area", "text_input", "button"}:
                    self.widgets[kind, getattr(element, kind).label] = getattr(element, kind).id
            case "script_finished":
                if message.script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_WITH_COMPILE_ERROR:
                    self.seen.faults["a script that does not compile"] += 1
                return message.script_finished != ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
        return False

    async def add(self) -> None:
        """Paste an article that no one else may see, and look for it."""
        mark = self.private.decode()
        await self.ask("add")
        text = f"“We of {mark} have no buyers,” said Ann Leroux. China imposed a 25 per cent tariff on pork."
        await self.ask(
            "add",
            {
                self.widgets["text_input", "Title"]: ("string_value", f"Growers of {mark} wait"),
                self.widgets["text_area", "Text"]: ("string_value", text),
                self.widgets["button", "Read it"]: ("trigger_value", True),
            },
        )
        await self.ask("articles", search=mark)
        self.seen.came_back += self.private in self.held.replace(f"search={mark}".encode(), b"")

    async def stroll(self, until: float, *, adding: bool) -> None:
        """Click until the time is up."""
        await self.ask()
        if adding:
            await self.add()
        while time.monotonic() < until:
            await asyncio.sleep(self.chance.expovariate(1 / PAUSE))
            await self.ask(self.chance.choice(PAGES), **self.chance.choice(FILTERS))


async def visit(address: str, number: int, seen: Seen, until: float, *, adding: bool) -> None:
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    try:
        opening = connect(
            stream, origin=address, subprotocols=["streamlit"], max_size=None, open_timeout=LATE, ping_interval=None
        )
        async with opening as open_stream:
            await Visitor(number, open_stream, seen).stroll(until, adding=adding)
    except Exception as error:  # whatever it is, it is what a visitor met with
        seen.faults[f"{type(error).__name__}: {error}"[:200]] += 1


def megabytes(server: psutil.Process) -> tuple[int, int]:
    """Of the server, and of the processes that it started."""
    children = [child for child in server.children(recursive=True) if child.is_running()]
    return round(server.memory_info().rss / 1e6), round(sum(child.memory_info().rss for child in children) / 1e6)


async def watch(server: psutil.Process, peak: list[int]) -> None:
    while True:
        peak[:] = map(max, peak, megabytes(server))
        await asyncio.sleep(0.5)


async def crowd(address: str, server: psutil.Process, given: argparse.Namespace) -> Seen:
    seen, peak = Seen(), [0, 0]
    await visit(address, 99_999, Seen(), 0, adding=False)  # opens the store
    print(f"memory before: {megabytes(server)} MB, of the server and of the process that reads", flush=True)
    watching = asyncio.create_task(watch(server, peak))
    until = time.monotonic() + given.seconds
    await asyncio.gather(
        *(visit(address, number, seen, until, adding=number < given.adding) for number in range(given.visitors))
    )
    watching.cancel()
    print(f"memory at most: {tuple(peak)} MB")
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description="Many visitors at once.")
    parser.add_argument("store", type=Path)
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--adding", type=int, default=5)
    given = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "asgi.py",
        "--server.headless=true",
        "--server.address=127.0.0.1",
    ]
    command += [f"--server.port={address.rpartition(':')[2]}", f"--server.disconnectedSessionTTL={TTL}"]
    command += ["--server.fileWatcherType=none"]
    environment = os.environ | {"NEWSTABLES_STORE": str(given.store.resolve()), "NEWSTABLES_CORRECTIONS": "off"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None:
                try:
                    urllib.request.urlopen(address + "/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.2)
            server = psutil.Process(process.pid)
            seen = asyncio.run(crowd(address, server, given))
            time.sleep(3 * TTL)
            print(f"memory {3 * TTL} s after the last one left: {megabytes(server)} MB")
        finally:
            process.terminate()
    seconds = sorted(seen.seconds) or [float("nan")]
    half, most = (seconds[int(share * (len(seconds) - 1))] for share in (0.5, 0.95))
    print(
        f"{given.visitors} visitors, {given.seconds:g} s: {len(seconds):,} answers, {seen.bytes / 1e6:,.0f} MB; "
        f"half within {half:.2f} s, 95 in 100 within {most:.2f} s\n"
        f"{seen.came_back} of {given.adding} found again what they added\n"
        f"of others was seen: {dict(seen.strange) or 'nothing'}\nfaults: {dict(seen.faults) or 'none'}"
    )
    sys.exit(bool(seen.strange or seen.faults or seen.came_back < given.adding))


if __name__ == "__main__":
    main()
