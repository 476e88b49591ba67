"""The networks' files: each parameter as a whole number of steps of its row, and what belongs to them as JSON.

A parameter takes some six bits, packed, in place of the sixteen of half precision, and the figures stay the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

_LEVELS, _TINY = 63, 1e-12  # of a row, on either side of 0
_ABOUT, _STEP = "vocabulary", " step"  # names in the file


def write(path: Path, arrays: Mapping[str, np.ndarray], about: Any) -> None:
    """Write arrays, of which each row of the last axis has steps of its own, and what JSON can hold."""
    texts = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    parts: dict[str, Any] = {_ABOUT: np.frombuffer(texts.encode(), dtype="uint8")}
    for name, array in arrays.items():
        step = np.abs(array).max(axis=-1, keepdims=True) / _LEVELS + _TINY
        parts[name] = np.rint(array / step).astype("int8")
        parts[name + _STEP] = step.astype("float32")
    np.savez_compressed(path, **parts)


def read(path: Path) -> tuple[dict[str, np.ndarray], Any]:
    """The arrays of a file, of 32-bit floats, and what belongs to them.

    Raises:
        OSError: There is no such file.
    """
    with np.load(path) as file:
        names = [name for name in file.files if name != _ABOUT and not name.endswith(_STEP)]
        return {name: file[name] * file[name + _STEP] for name in names}, json.loads(file[_ABOUT].tobytes())
