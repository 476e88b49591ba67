"""Numbers and days in a sentence as values, so that "a quarter" is 25 per cent and "49,000" is "49 000"."""

from __future__ import annotations

import re
from dataclasses import dataclass


def words_of(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


_UNITS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10
}  # fmt: skip
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_PART = "half|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|tenth)s?"
_FIGURE = re.compile(
    rf"""(?ix)
    (?<![\w.])(?:
    # "May 6", and not "May 6,000"
    (?P<month>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?)\s(?P<day>[0-3]?\d)\b(?![,.]?\d)
    # "one in four", "two out of 10"
    | (?P<count>one|{_WORD}|\d+)\s(?:in|of|out\sof)\s(?P<every>{_WORD}|\d+)\b(?!\sper)
    # "a quarter", "two-thirds"
    | (?P<many>an?|one|{_WORD})[\s-](?P<part>{_PART})\b
    # "half", and not "half past three"
    | (?P<half>half)\b(?!\spast)
    # "US$2.1 million", "49,000", "49 000", "twenty-six", "a dozen"
    | (?P<sum>[A-Z]{{0,3}}\$|[€£¥])?
      (?P<value>\d+(?:[,\u202f\u00a0 ]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\b(?:{_WORD})(?:-(?:{_WORD}|one))?\b
        |\ba(?=\s(?:dozen|hundred|thousand|million|billion)\b))
      (?:[\s-](?P<scale>hundred|thousand|million|billion|trillion|dozen)\b)?
      (?P<percent>\s?%|[\s-]?per[\s-]?cent\b|\spercentage\b)?
    )
    """
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and where it stands: ``kind`` is percent, sum, day or count; a day's value is month × 100 + day."""

    start: int
    end: int
    kind: str
    value: float

    @property
    def key(self) -> str:
        """The value as a term: "#percent 25"."""
        return f"#{self.kind} {self.value:g}"


def _number(word: str) -> float:
    word = word.lower()
    if word in {"a", "an", "one"}:
        return 1.0
    first, _, second = word.partition("-")
    if first in _TENS or first in _UNITS:
        return float(_TENS.get(first, _UNITS.get(first, 0)) + (_UNITS.get(second, 1) if second else 0))
    return float(re.sub(r"[,\u202f\u00a0 ]", "", word))


def figures(sentence: str) -> list[Figure]:
    """The numbers, shares, sums and days of a sentence, in order.

    A share in words is a percentage; a number of the year (1900 to 2099) is a count like any other.

    >>> [figure.key for figure in figures("A quarter of 1,200 ships paid US$2.1 million on Sept. 9; one in five, 6%")]
    ['#percent 25', '#count 1200', '#sum 2.1e+06', '#day 909', '#percent 20', '#percent 6']
    """
    return [Figure(match.start(), match.end(), *_read(match)) for match in _FIGURE.finditer(sentence)]


def _read(match: re.Match[str]) -> tuple[str, float]:
    if match["month"]:
        return "day", _MONTHS[match["month"][:3].lower()] * 100.0 + int(match["day"])
    if match["every"]:
        whole = _number(match["every"])
        return "percent", round(100 * _number(match["count"]) / whole, 1) if whole else 0.0
    if match["part"]:
        return "percent", round(100 * _number(match["many"]) / _PARTS[match["part"].lower().removesuffix("s")], 1)
    if match["half"]:
        return "percent", 50.0
    value = _number(match["value"]) * _SCALES.get((match["scale"] or "").lower(), 1.0)
    return ("percent" if match["percent"] else "sum" if match["sum"] else "count"), value
