"""The day from which a tariff is said to hold: "starting Oct. 1", "takes effect on Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from newstables.pipeline.dates import DateFound
from newstables.records import Precision

_CUE = re.compile(
    r"""
    \b(?:from|starting|beginning|effective|since|as\ of|(?:put|push(?:ed)?)\ (?:off|back)\ (?:to|until|till)
    |(?:postponed|delayed|deferred)\ (?:to|until|till)
    |(?:(?:starts?|started|begins?|began|starting|beginning|kick(?:s|ed)?\ in|appl(?:y|ies|ied)
       |t(?:akes?|ook|ake|aking)\ effect|bites?|lands?|due|comes?\ in|came\ in|drops?\ from\ \d+\ to\ \d+
       |(?:lapse|expire|end)[sd]?
       |in(?:to)?\ (?:effect|force)|payable|effective|go(?:es)?\ up|come\ off|live)
       (?:\ (?:on|from|as\ of))?))\ +(?:(?:midnight|noon)\ (?:on\ )?)?$
    """,
    re.VERBOSE | re.IGNORECASE,
)


_ON = re.compile(r"\bon\s+$")
_TO_COME = re.compile(
    r"\b(?:will|(?:is|are)\s+(?:to|\w+ing)|falls?|drops?|rises?|ends?|goes|expires?|lapses?)\b", re.IGNORECASE
)


def effective_on(text: str, start: int, end: int, dates: Iterable[DateFound]) -> date | None:
    """The first day from which something holds.

    Args:
        text: The text.
        start: Where the claim begins, and
        end: where what may tell its day ends.
        dates: The dates of the text.

    Returns:
        The day; null where none is stated, or where it is not known to the day.

    >>> from newstables.pipeline.dates import find_dates
    >>> text = "a 25 per cent tariff announced on Monday, from Oct. 15"
    >>> effective_on(text, 0, len(text), find_dates(text, date(2024, 8, 27)))
    datetime.date(2024, 10, 15)
    """
    for found in dates:
        when = found.when
        if not start <= found.start < end:
            continue
        dated = _ON.search(text, start, found.start) or text[found.start : found.end].lower() == "tomorrow"
        stated = _CUE.search(text, start, found.start) or (dated and _TO_COME.search(text, start, found.start))
        if stated and when and when.precision is Precision.DAY:
            return when.on
    return None
