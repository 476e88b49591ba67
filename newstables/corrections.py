"""What readers have put right: a small file, laid over the tables when they are loaded, undone by deleting its line.

A line names a table, the key of a row, a column and the value that it shall have. Keys are hashes of what they
identify, so a correction survives a new extraction for as long as its row is still found; one whose row is gone
changes nothing. ``names`` is no table but a merger: every row under one name gets another. ``articles.primary`` marks
an article as a primary document, against which quotes of others are held.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, fields
from datetime import date

import pandas as pd

from newstables.knowledge import load
from newstables.places import Place, Remote

Tables = Mapping[str, pd.DataFrame]
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
    if isinstance(path, Remote):
        path.replace(to_text(corrections).encode())
        return
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(to_text(corrections))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise


# ---------------------------------------------------------------------------------------------------- laying over


def laid_over(
    tables: Tables, corrections: Sequence[Correction], *, beside: Tables | None = None
) -> tuple[dict[str, pd.DataFrame], list[Correction]]:
    """The tables with the corrections, in the order of the file, and those that found no row to change.

    Articles get a column ``primary`` (bool) where one of them is marked as a primary document.

    Args:
        tables: articles, entities, quotes, tariffs and events, as a store gives them.
        corrections: What ``read`` returned.
        beside: Tables of other articles, left as they are: their rows too tell of a name who bears it.
    """
    changed = {name: table.copy(deep=False) for name, table in tables.items()}
    idle = [correction for correction in corrections if not _lay(changed, correction, beside or {})]
    return changed, idle


def why_idle(idle: Correction, corrections: Iterable[Correction]) -> str:
    """Why a correction found no row to change, in words for a reader.

    Args:
        idle: One that ``laid_over`` returned.
        corrections: All of them.
    """
    if any((one.table, one.key, one.column) == (idle.table, idle.key, REJECT) for one in corrections if one != idle):
        return "another correction takes this row out"
    if idle.table == "names":
        return "no row has this name now"
    gone = "its article was removed or changed"
    return gone if idle.table == "articles" else f"no such row is found now: {gone}, or is read otherwise"


def _lay(tables: dict[str, pd.DataFrame], correction: Correction, beside: Tables) -> bool:
    """Lay one correction over the tables; whether it found a row."""
    table, column, value = correction.table, correction.column, correction.value or None
    if table == "names":
        return _merge(tables, correction.key, value, beside)
    rows = tables[table]
    hit = rows[KEYS[table]] == correction.key
    if not hit.any():
        return False
    if column == REJECT:
        tables[table] = rows[~hit]
    elif column == "speaker":
        tables[table] = _renamed(rows, hit, column, value, beside.get(table))
    elif column == PRIMARY:
        tables[table] = rows.assign(**{PRIMARY: rows.get(PRIMARY, False) | hit.astype(bool)})
    else:
        tables[table] = _restated(rows, hit, column, value)
    return True


def _merge(tables: dict[str, pd.DataFrame], old: str, new: str | None, beside: Tables) -> bool:
    found = False
    for table, column in (("entities", "name"), ("quotes", "speaker"), ("tariffs", "speaker")):
        rows = tables[table]
        hit = (rows[column] == old).fillna(value=False).astype(bool)
        if hit.any() and (new or table != "entities"):
            tables[table] = _renamed(rows, hit, column, new, beside.get(table))
            found = True
    return found


def _renamed(
    rows: pd.DataFrame, hit: pd.Series[bool], column: str, name: str | None, beside: pd.DataFrame | None
) -> pd.DataFrame:
    """The rows under another name, with the actor and side that the knowledge base, or else other rows, give it."""
    rows = rows.copy()
    alike = [_of(table, column, name) for table in (rows, beside) if table is not None]
    rows.loc[hit, column] = name
    actor = next((actor for actor in load().actors if actor.name == name), None)
    known = {"actor_id": actor.actor_id, "side": actor.side.value} if actor else {}
    for field in ("actor_id", "side", "role"):
        if field in rows:
            others = [value for table in alike for value in table[field].dropna().head(1)]
            rows.loc[hit, field] = known.get(field) or (others[0] if others and field != "role" else None)
    if "role" in rows:
        rows.loc[hit, "score"] = None  # it was the chance that the tagger's reading is right
    return rows


def _of(rows: pd.DataFrame, column: str, name: str | None) -> pd.DataFrame:
    return rows[(rows[column] == name).fillna(value=False).astype(bool)] if name else rows.head(0)


def _restated(rows: pd.DataFrame, hit: pd.Series[bool], column: str, value: str | None) -> pd.DataFrame:
    """The articles with another day or outlet; the instant of publication goes with the day that it was of."""
    rows = rows.copy()
    if column == "published_on":
        rows.loc[hit, "published_on"] = date.fromisoformat(value) if value else None
        rows.loc[hit, "published_at"] = None
    else:
        rows.loc[hit, column] = value
    return rows
