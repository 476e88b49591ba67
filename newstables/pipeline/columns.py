"""Columns of words, one value for each token, as a network takes them: what letters tell, and values as rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import repeat

import numpy as np

UNKNOWN = 1  # the row of a value that training did not see; row 0 is padding
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "-", "–": "-"})


@lru_cache(maxsize=2**16)
def letters(text: str) -> tuple[str, str, str, str]:
    """A word in small letters, its last three and first three, and its shape.

    >>> letters("Regina’s"), letters("2,500")[3]
    (("regina's", "a's", 'reg', 'Xxx’x'), 'd,dd')
    """
    word = text.lower().translate(_STRAIGHT)
    shape = re.sub(r"\d", "d", re.sub(r"[a-zà-ÿ]", "x", re.sub(r"[A-ZÀ-Þ]", "X", text)))
    return word, word[-3:], word[:3], re.sub(r"(.)\1{2,}", r"\1\1", shape)


def numbered(columns: Mapping[str, Sequence[str]], rows: Mapping[str, Mapping[str, int]]) -> np.ndarray:
    """The rows of a text's values: (tokens, columns), the columns in the order of ``rows``."""
    found = [
        np.fromiter(map(of.get, columns[column], repeat(UNKNOWN)), int, len(columns[column]))
        for column, of in rows.items()
    ]
    return np.stack(found, axis=1)
