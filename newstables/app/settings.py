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
from newstables.records import make_id

SAMPLES = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class Settings:
    """``articles`` are read into ``store`` at start; None opens the store as it is."""

    articles: Path | None
    store: Path


def settings() -> Settings:
    """From ``--articles DIR`` and ``--store DIR`` after ``streamlit run dashboard.py --``, else from the environment.

    The variables are NEWSTABLES_ARTICLES and NEWSTABLES_STORE. Neither: the sample articles. Articles without a
    store are kept in a store of their own in the user's cache folder. ``--knowledge DIR`` or NEWSTABLES_KNOWLEDGE lays
    a folder of knowledge over the package's.
    """
    articles, store = _path("NEWSTABLES_ARTICLES"), _path("NEWSTABLES_STORE")
    return _parsed(tuple(sys.argv[1:]), articles, store)


@cache
def _parsed(given: tuple[str, ...], articles: Path | None, store: Path | None) -> Settings:
    """Once for what a server is started with: pages ask often."""
    parser = argparse.ArgumentParser(prog="streamlit run dashboard.py --")
    parser.add_argument("--articles", type=Path, default=articles, help="a folder of articles")
    parser.add_argument("--store", type=Path, default=store, help="a store made by newstables build")
    parser.add_argument("--knowledge", type=Path, help="a folder of knowledge to lay over ours")
    asked, _ = parser.parse_known_args(given)
    if asked.knowledge:
        os.environ[OWN_FOLDER] = str(asked.knowledge.expanduser().resolve())
    articles = asked.articles or (None if asked.store else SAMPLES)
    if articles is not None:
        articles = articles.expanduser().resolve()
    store = asked.store or user_cache_path("newstables") / f"{articles.name}-{make_id(str(articles))}"  # type: ignore[union-attr]
    return Settings(articles=articles, store=store.expanduser().resolve())


def on_own_machine() -> bool:
    """Whether only the machine's own users can reach this server; ``asgi.py`` is for others, whatever its address."""
    local = st.get_option("server.address") in {"127.0.0.1", "localhost"}
    return local and not os.environ.get("NEWSTABLES_HOSTED")


def _path(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value) if value else None
