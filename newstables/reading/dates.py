"""When an article was published, as its metadata states it. Nothing is guessed from text, file or clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from dateutil.parser import parse  # type: ignore[import-untyped]

FIRST_YEAR = 1800  # earlier ones are the unset values of other software, such as 0001-01-01

# CST is left out: Central, China and Cuba all use it.
ZONES: dict[str, tzinfo] = {
    **dict.fromkeys(("Z", "UTC", "GMT"), UTC),
    **{
        name: timezone(timedelta(hours=hours))
        for name, hours in {
            "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CDT": -5,
            "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "HKT": 8, "BST": 1, "CET": 1, "CEST": 2,
        }.items()
    },
    "ET": ZoneInfo("America/Toronto"),
    "MT": ZoneInfo("America/Edmonton"),
    "PT": ZoneInfo("America/Vancouver"),
}  # fmt: skip

_LEAD = re.compile(r"^(?:first )?(?:published|posted)(?: on| at)?\s*:?\s+", re.IGNORECASE)
_TAIL = re.compile(r"\s*\([^()]*\)$")  # "… GMT-0400 (Eastern Daylight Time)"
_OFFSET_NAME = re.compile(r"\b(?:GMT|UTC) ?(?=[+-]\d)")  # dateutil would turn the sign of "GMT-0400" round
_YEAR = re.compile(r"(?<!\d)(?:\d{4}|\d{8}|\d{14})(?!\d)")
_LONE_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DEFAULTS = (datetime(2000, 1, 1, 1), datetime(2004, 12, 28, 2))  # unlike in year, month, day and hour


@dataclass(frozen=True, slots=True)
class Published:
    """``at`` (UTC) is set where a moment with its zone is stated; ``on`` is the calendar day as written in that zone.

    A time without a zone names no moment, so only its day is kept.
    """

    at: datetime | None = None
    on: date | None = None
    note: str | None = None  # why a stated date was not taken


def published(value: object) -> Published:
    """What a stated date says.

    >>> published("2025-09-09T23:00:00-04:00").at, published("2025-09-09T23:00:00-04:00").on
    (datetime.datetime(2025, 9, 10, 3, 0, tzinfo=datetime.timezone.utc), datetime.date(2025, 9, 9))
    >>> published("Sept. 9, 2025").on
    datetime.date(2025, 9, 9)
    >>> published("03/04/2025")
    Published(at=None, on=None, note='published not understood: 03/04/2025 (day or month first?)')
    """
    written = " ".join(str(value).split())
    if value is None or not written:
        return Published()
    try:
        stated = value if isinstance(value, date) else _parse(written)
        if stated.year < FIRST_YEAR:
            raise ValueError(f"before {FIRST_YEAR}")
        if not isinstance(stated, datetime):
            return Published(on=stated)
        return Published(at=stated.astimezone(UTC) if stated.utcoffset() is not None else None, on=stated.date())
    except (ValueError, OverflowError) as error:
        reason = f" ({error})" if type(error) is ValueError else ""
        return Published(note=f"published not understood: {written[:80]}{reason}")


def _parse(text: str) -> date:
    """A ``date`` where only the day is stated, else a ``datetime``."""
    iso = None if "W" in text else _iso(text)  # "2025-W37" names a week, not a day
    return iso or _written(_OFFSET_NAME.sub("", _TAIL.sub("", _LEAD.sub("", text))).replace("|", " "))


def _iso(text: str) -> date | None:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _written(text: str) -> date:
    """A date in a usual written form. What the words leave open shows where two readings of them differ."""
    if not _YEAR.search(text):
        raise ValueError("no year of four digits")
    if _LONE_NUMBER.fullmatch(text) and len(text) not in {8, 14}:
        raise ValueError("a lone number")
    orders = (False,) if re.match(r"\d{4}", text) else (False, True)
    days: list[date] = []
    moments: set[datetime] = set()
    for dayfirst in orders:
        readings = [parse(text, default=default, dayfirst=dayfirst, tzinfos=_zone) for default in _DEFAULTS]
        if len({reading.date() for reading in readings}) > 1:
            raise ValueError("no full date")
        days.append(readings[0].date())
        moments.update(readings)
    if len(set(days)) > 1:
        raise ValueError("day or month first?")
    return moments.pop() if len(moments) == 1 else days[0]


def _zone(name: str | None, offset_seconds: int | None) -> tzinfo | None:
    if name and name.upper() in ZONES and not offset_seconds:
        return ZONES[name.upper()]
    return None if offset_seconds is None else timezone(timedelta(seconds=offset_seconds))
