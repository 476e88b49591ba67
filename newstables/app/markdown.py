"""Text from articles where Streamlit reads Markdown: labels, captions, metrics."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\S)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"  # no one sees it


def escaped(text: str) -> str:
    r"""The text with every ASCII punctuation mark escaped, so that Markdown shows it and does nothing else.

    Addresses are made links whether escaped or not, unless something stands within what they begin with.

    >>> escaped("![x](http://a)").replace("\u2060", "|")
    '\\!\\[x\\]\\(http\\:|\\/\\/a\\)'
    """
    return _PUNCTUATION.sub(r"\\\1", _ADDRESS.sub(_JOINER, text))
