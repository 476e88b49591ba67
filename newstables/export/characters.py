"""Any text → text that a kind of file can hold: what it forbids becomes "�", nothing else changes."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029 ]+")  # what some program takes for the end of a line


def for_xml(text: str) -> str:
    r"""The text without the characters that XML forbids.

    >>> for_xml("a\x00b\n")
    'a�b\n'
    """
    return _NOT_IN_XML.sub("\ufffd", text)


def in_one_line(text: str) -> str:
    r"""The text as one line: each break, and each run of spaces, becomes a space.

    >>> in_one_line(" one\r\ntwo  three\x07")
    'one two three�'
    """
    return for_xml(_BREAKS.sub(" ", text)).strip()
