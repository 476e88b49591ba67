"""News in, tables out: who said what about Canada–China trade, each row anchored to its passage.

>>> from newstables import Store
>>> quotes = Store("my-store").quotes()  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newstables.extraction import extract
    from newstables.pipeline import load_pipeline
    from newstables.reading import read_articles
    from newstables.store import Store

__version__ = "0.1.0"
__all__ = ["Store", "extract", "load_pipeline", "read_articles"]

_HOME = {
    "Store": "newstables.store",
    "extract": "newstables.extraction",
    "load_pipeline": "newstables.pipeline",
    "read_articles": "newstables.reading",
}


def __getattr__(name: str) -> Any:
    """Import on first use: a dashboard over a built store must not pay for spaCy."""
    if name not in _HOME:
        raise AttributeError(f"module 'newstables' has no attribute {name!r}; it offers {', '.join(__all__)}")
    return getattr(importlib.import_module(_HOME[name]), name)
