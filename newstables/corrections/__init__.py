"""What readers have put right: a small file, laid over the tables when they are loaded, undone by deleting its line.

A line names a table, the key of a row, a column and the value that it shall have. Keys are hashes of what they
identify, so a correction survives a new extraction for as long as its row is still found; one whose row is gone
changes nothing. ``names`` is no table but a merger: every row under one name gets another. ``articles.primary`` marks
an article as a primary document, against which quotes of others are held.
"""

from newstables.corrections.file import (
    COLUMNS,
    KEYS,
    PRIMARY,
    REJECT,
    Correction,
    file_of,
    parse,
    read,
    to_text,
    write,
)
from newstables.corrections.laying import laid_over, touched, why_idle

__all__ = [
    "COLUMNS",
    "KEYS",
    "PRIMARY",
    "REJECT",
    "Correction",
    "file_of",
    "laid_over",
    "parse",
    "read",
    "to_text",
    "touched",
    "why_idle",
    "write",
]
