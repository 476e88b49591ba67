"""What the person who started the dashboard asked for: which articles, which store."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from platformdirs import user_cache_path

from newstables.knowledge import OWN_FOLDER
from newstables.places import Place, Remote, place
from newstables.records import make_id

SAMPLES = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class Settings:
    """``articles`` are read into ``store`` at start; None opens the store as it is."""

    articles: Place | None
    store: Place


def settings() -> Settings:
    """From ``--articles DIR`` and ``--store DIR`` after ``streamlit run dashboard.py --``, else from the environment.

    The variables are NEWSTABLES_ARTICLES and NEWSTABLES_STORE. Each may be a URL. Neither: the sample articles.
    Articles without a store are kept in a store of their own in the user's cache folder. ``--knowledge DIR`` or
    NEWSTABLES_KNOWLEDGE lays a folder of knowledge over the package's.
    """
    articles, store = os.environ.get("NEWSTABLES_ARTICLES"), os.environ.get("NEWSTABLES_STORE")
    return _parsed(tuple(sys.argv[1:]), articles or None, store or None)


@cache
def _parsed(given: tuple[str, ...], articles: str | None, store: str | None) -> Settings:
    """Once for what a server is started with: pages ask often."""
    parser = argparse.ArgumentParser(prog="streamlit run dashboard.py --")
    parser.add_argument("--articles", default=articles, help="a folder of articles, or its URL")
    parser.add_argument("--store", default=store, help="a store made by newstables build, or its URL")
    parser.add_argument("--knowledge", type=Path, help="a folder of knowledge to lay over ours")
    asked, _ = parser.parse_known_args(given)
    if asked.knowledge:
        os.environ[OWN_FOLDER] = str(asked.knowledge.expanduser().resolve())
    if asked.store:
        return Settings(_whole(asked.articles) if asked.articles else None, _whole(asked.store))
    read = _whole(asked.articles or SAMPLES)
    return Settings(read, _whole(user_cache_path("newstables") / f"{read.name}-{make_id(str(read))}"))


def on_own_machine() -> bool:
    """Whether only the machine's own users can reach this server; ``asgi.py`` is for others, whatever its address."""
    local = st.get_option("server.address") in {"127.0.0.1", "localhost"}
    return local and not os.environ.get("NEWSTABLES_HOSTED")


def _whole(given: str | Path) -> Place:
    found = place(given)
    return found if isinstance(found, Remote) else found.expanduser().resolve()
