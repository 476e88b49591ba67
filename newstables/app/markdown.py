"""Text from articles where Streamlit reads Markdown: labels, captions, metrics."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    r"""The text with every ASCII punctuation mark escaped, so that Markdown shows it and does nothing else.

    >>> escaped("![x](http://a)")
    '\\!\\[x\\]\\(http\\:\\/\\/a\\)'
    """
    return _PUNCTUATION.sub(r"\\\1", text)
