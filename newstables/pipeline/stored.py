"""The networks' files: each parameter as a whole number of steps of its row, bytes, and what belongs to them as JSON.

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
    """Write arrays, those of bytes as they are, and what JSON can hold."""
    texts = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    parts: dict[str, Any] = {_ABOUT: np.frombuffer(texts.encode(), dtype="uint8")}
    for name, array in arrays.items():
        if array.dtype == np.uint8:
            parts[name] = array
        else:
            parts[name], parts[name + _STEP] = _in_steps(array)
    np.savez_compressed(path, **parts)


def _in_steps(array: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers of eight bits, and the step that each row of the last axis counts in."""
    step = np.abs(array).max(axis=-1, keepdims=True) / _LEVELS + _TINY
    return np.rint(array / step).astype("int8"), step.astype("float32")


def read(path: Path) -> tuple[dict[str, np.ndarray], Any]:
    """The arrays of a file, of 32-bit floats or of bytes, and what belongs to them.

    Raises:
        OSError: There is no such file.
    """
    with np.load(path) as file:
        names = [name for name in file.files if name != _ABOUT and not name.endswith(_STEP)]
        steps = {name: file[name + _STEP] for name in names if name + _STEP in file}
        arrays = {name: file[name] * steps[name] if name in steps else file[name] for name in names}
        return arrays, json.loads(file[_ABOUT].tobytes())
