"""What a format's reader finds in a file, before it becomes articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as found: the text as it will stand, and what is stated about it, by field (see ``fields.NAMES``)."""

    text: str
    stated: Mapping[str, object] = field(default_factory=dict)
    row: int | None = None  # 1-based; null where the file is one article


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a table that holds no article, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found in one file, and notes on how it was read."""

    drafts: list[Draft | BadRow]
    notes: list[str] = field(default_factory=list)
