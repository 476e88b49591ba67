"""Numbers and days in a sentence as values, so that "a quarter" is 25 per cent and "49,000" is "49 000"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
        " nineteen".split(),
        range(2, 20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10
}  # fmt: skip
_MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))
_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_FIGURE = re.compile(
    rf"""(?ix)
    (?P<month>\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?)\s(?P<day>[0-3]?\d)\b(?![,.]?\d)
    | (?P<count>one|{_WORD}|\d+)\s(?:in|of|out\sof)\s(?P<every>{_WORD}|\d+)\b(?!\sper)
    | \b(?P<many>an?|one|{_WORD})[\s-](?P<part>half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|tenths?)\b
    | \b(?P<half>half)\b(?!\spast)
    | (?<![\w.])(?P<sum>[A-Z]{{0,3}}\$|[€£¥])?(?P<value>\d+(?:[,  ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\b(?:{_WORD})(?:-(?:{_WORD}|one))?\b|\ba(?=\s(?:dozen|hundred|thousand|million|billion)\b))
      (?:[\s-](?P<scale>hundred|thousand|million|billion|trillion|dozen)\b)?
      (?P<percent>\s?%|[\s-]?per[\s-]?cent\b|\spercentage\b)?
      (?P<clock>:\d\d|\s[ap]\.m\.)?
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
    return float(re.sub(r"[,  ]", "", word))


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
