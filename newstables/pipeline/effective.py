"""The day from which a tariff is said to hold: "starting Oct. 1", "as of March 20, 2025"."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    r"""
    \b(?P<cue>on|from|starting|beginning|effective|since|as\ of|start(?:s|ed)?\ on|(?:takes?|took)\ effect)
    (?:\ (?:on|from))?\s+
    (?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?\s+
    (?P<day>\d{1,2})\b(?!\s*(?:per\s?cent|%))
    (?:,?\s+(?P<year>\d{4}))?
    """,
    re.VERBOSE,
)


def effective_on(text: str, published_on: date | None) -> date | None:
    """The first day in a text that something holds "from" or "on".

    Args:
        text: The words of one claim and what follows in its clause.
        published_on: The article's date, which settles the year where none is written: the nearest such day.

    Returns:
        The day; null where none is stated, where it is no day of the calendar, or where its year is not known.

    >>> effective_on("a 25 per cent tariff from Oct. 15", date(2024, 8, 27))
    datetime.date(2024, 10, 15)
    >>> effective_on("a 25 per cent tariff from Jan. 1", date(2024, 12, 20))
    datetime.date(2025, 1, 1)
    >>> effective_on("has paid 25 per cent since March 20", date(2025, 11, 6))
    datetime.date(2025, 3, 20)
    >>> effective_on("a 25 per cent tariff from Oct. 15", None) is None
    True
    """
    match = _DAY.search(text)
    if match is None:
        return None
    month, day = _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"])
    if match["year"]:
        return _day(int(match["year"]), month, day)
    if published_on is None:
        return None
    near = [_day(published_on.year + step, month, day) for step in (-1, 0, 1)]
    past = match["cue"].lower() in {"since", "took effect"}
    days = [on for on in near if on and not (past and on > published_on)]
    return min(days, key=lambda on: abs(on - published_on), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
