"""How often the extraction is right: figures of ``evaluation/gate.py``, which writes the file beside this one."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("measured.csv")


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one kind of row. Shares are 0–1."""

    precision: float
    recall: float
    with_speaker: float | None  # of those labelled, found with the right speaker; quotes only
    labels: int
    texts: str  # "16 sample articles"
    as_of: date

    @property
    def words(self) -> str:
        """In plain words, as counts of a hundred.

        >>> Figures(0.98, 0.954, 0.94, 141, "16 sample articles", date(2026, 11, 29)).words
        'of 100 found, 98 are right; of 100 that are there, 95 are found, 94 with the right speaker'
        """
        words = f"of 100 found, {self.precision:.0%} are right; of 100 that are there, {self.recall:.0%} are found"
        if self.with_speaker is not None:
            words += f", {self.with_speaker:.0%} with the right speaker"
        return words.replace("%", "")


@cache
def figures() -> dict[str, Figures]:
    """Kind of row ("quotes", "names", "tariff claims") → its figures."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["what"]: Figures(
                precision=float(row["precision"]),
                recall=float(row["recall"]),
                with_speaker=float(row["with_speaker"]) if row["with_speaker"] else None,
                labels=int(row["labels"]),
                texts=row["texts"],
                as_of=date.fromisoformat(row["as_of"]),
            )
            for row in csv.DictReader(file)
        }
