"""One article with its entities, quotes and claims lit, and the passage that the address asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import streamlit as st

from newstables.analysis.passages import Mark, stretches
from newstables.app.frontend import component

LAYERS = {"entity": "Actors and places", "quote": "Quotes", "claim": "Tariff claims"}


def read(
    text: str,
    marks: Iterable[Mark],
    *,
    key: str,
    language: str = "en",
    layers: Collection[str] = tuple(LAYERS),
    lit: tuple[int, int] | None = None,
    hits: Sequence[tuple[int, int]] = (),
) -> None:
    """Draw a text with the marks of the layers asked for; ``lit`` is scrolled into view.

    ``hits`` are those of a search: all lit, with buttons that go from one to the next, from ``lit`` where it is one.
    """
    shown = [mark for mark in marks if mark.layer in layers]
    if lit is not None and lit not in hits:
        shown.append(Mark(*lit, "lit", None, ""))
    numbers = {Mark(*hit, "hit", None, ""): number for number, hit in enumerate(hits)}
    data = {
        "lang": language,
        "at": str(lit),
        "hits": len(hits),
        "hit": hits.index(lit) if lit in hits else None,
        "stretches": [
            [piece.text, [[mark.layer, mark.side, mark.explanation, numbers.get(mark)] for mark in piece.marks]]
            for piece in stretches(text, [*shown, *numbers])
        ],
    }
    component("reader")(data=data, key=key)


def asked_passage(text: str) -> tuple[int, int] | None:
    """The passage in the address (``at=START-END``), or None where there is none or it does not lie in the text."""
    start, _, end = st.query_params.get("at", "").partition("-")
    if not (start.isascii() and start.isdecimal() and end.isascii() and end.isdecimal()):
        return None
    lit = int(start), int(end)
    return lit if 0 <= lit[0] < lit[1] <= len(text) else None
