"""The file of corrections: its lines, what is wrong with those that cannot be used, and how it is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date

from newstables.places import Place, write_whole

REJECT = "reject"  # the column of a correction that takes a row out; its value is "yes"
PRIMARY = "primary"  # the column of one that marks an article as a primary document; its value is "yes"
KEYS = {"articles": "article_id", "quotes": "quote_id", "tariffs": "claim_id", "events": "event_id"}
MAY_CHANGE = {
    "articles": ("published_on", "outlet", PRIMARY),
    "quotes": ("speaker", REJECT),
    "tariffs": (REJECT,),
    "events": (REJECT,),
    "names": ("name",),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file; ``key`` is a row's key or, in ``names``, the name that is to go."""

    table: str
    key: str
    column: str
    value: str
    who: str
    when: str  # ISO 8601, a day
    why: str

    @property
    def shown(self) -> str:
        """What it changes, in words for a reader."""
        return f"{self.table} {self.key}: {self.column} = {self.value}"


COLUMNS = tuple(field.name for field in fields(Correction))


def file_of(store: Place) -> Place:
    """The file of the corrections of the store in a folder, or at a URL."""
    return store / "corrections.csv"


def read(path: Place) -> tuple[list[Correction], list[str]]:
    """The corrections of a file, and a line for each that cannot be used; a file that is not there has none."""
    try:
        return parse(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return [], []
    except (OSError, UnicodeDecodeError) as error:
        return [], [f"{path.name} cannot be read: {error}"]


def parse(text: str) -> tuple[list[Correction], list[str]]:
    r"""Corrections from the text of a file, and what is wrong with the lines that are none.

    >>> parse("table,key,column,value,who,when,why\nquotes,a1,mood,glad,,,")[1]
    ['line 2: quotes.mood cannot be corrected: use speaker, reject']
    """
    found, wrong = [], []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if reader.fieldnames is not None and list(reader.fieldnames) != list(COLUMNS):
        return [], [f"the columns must be {','.join(COLUMNS)}, not {','.join(reader.fieldnames)}"]
    for line in reader:
        if None in line or None in line.values():
            wrong.append(f"line {reader.line_num}: {len(COLUMNS)} cells expected")
            continue
        correction = Correction(**{name: line[name].strip() for name in COLUMNS})
        if reason := _fault(correction):
            wrong.append(f"line {reader.line_num}: {reason}")
        else:
            found.append(correction)
    return found, wrong


def _fault(correction: Correction) -> str | None:
    table, column, value = correction.table, correction.column, correction.value
    if table not in MAY_CHANGE:
        return f"{table!r} is no table: use {', '.join(MAY_CHANGE)}"
    if column not in MAY_CHANGE[table]:
        return f"{table}.{column} cannot be corrected: use {', '.join(MAY_CHANGE[table])}"
    if not correction.key:
        return "no key"
    if column in {REJECT, PRIMARY} and value != "yes":
        return f"{column} = {value!r}: use yes"
    if column == "published_on" and value:
        try:
            date.fromisoformat(value)
        except ValueError:
            return f"published_on = {value!r}: write a day as 2025-10-31"
    return None


def to_text(corrections: Iterable[Correction]) -> str:
    """The text of a file that holds them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(correction) for correction in corrections)
    return text.getvalue()


def write(path: Place, corrections: Iterable[Correction]) -> None:
    """Write the file, whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    content = to_text(corrections).encode()
    write_whole(path, lambda file: file.write(content))
