"""The components drawn in the browser, and the colours that they share with the charts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from newstables.charts import SIDE_COLOURS

_FOLDER = Path(__file__).parent


@cache
def component(name: str) -> ComponentRenderer:
    """The component of ``common.js``, ``NAME.js`` and ``NAME.css`` in this folder; registered on first use."""
    sides = "\n".join(f'[data-side="{side}"] {{ --side: {colour}; }}' for side, colour in SIDE_COLOURS.items())
    return st.components.v2.component(
        f"newstables_{name}",
        js="".join((_FOLDER / f"{part}.js").read_text("utf-8") for part in ("common", name)),
        css=sides + (_FOLDER / f"{name}.css").read_text("utf-8"),
    )
