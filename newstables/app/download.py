"""What is on screen, to take away: as many rows as the page counts, cells that no spreadsheet takes for formulas."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from newstables.export import to_bytes

_SUFFIXES = {"CSV": "csv", "Excel": "xlsx", "JSON Lines": "jsonl", "Parquet": "parquet"}


def buttons(rows: pd.DataFrame, name: str, *, snapshot: str) -> None:
    """A menu of downloads of the rows; the file is made on the click. The snapshot id is in its name."""
    with st.popover(f"Take away {len(rows):,} rows", icon=":material/download:"):
        for label, suffix in _SUFFIXES.items():
            st.download_button(
                label,
                data=partial(to_bytes, rows, suffix),
                file_name=f"{name}-{snapshot}.{suffix}",
                on_click="ignore",
                key=f"{name}_{suffix}",
                width="stretch",
            )
