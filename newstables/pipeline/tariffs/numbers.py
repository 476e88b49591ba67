"""Numbers in a text that may be rates in per cent: "25", "75.8", "twenty-five", "a hundred"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDREDS = {"hundred": 100, "a hundred": 100, "one hundred": 100, "two hundred": 200}
_WORDS = {
    **_ONES,
    **_TENS,
    **_HUNDREDS,
    **{f"{ten} {one}": _TENS[ten] + _ONES[one] for ten in _TENS for one in list(_ONES)[1:10]},
}
_NUMBER = re.compile(
    rf"""(?<![\w.,$€£¥])(?:
        \d{{1,3}}(?:\.\d+)?(?![\d,]*\d)
      | (?:(?:a|one|two)[\s-])?hundred(?!\w)
      | (?:{"|".join(_TENS)})(?:[\s-](?:{"|".join(list(_ONES)[9:0:-1])})(?!\w)|(?!\w))
      | (?:{"|".join(_ONES)})(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_COUNTS = re.compile(  # what follows a number that is no rate
    r"[\s-]*(?:million|billion|trillion|tonnes?|tons?|years?|months?|weeks?|days?|hours?|countries|nations|companies"
    r"|people)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\s?%|[\s-]*(?:per[\s-]?cent|pct)\b", re.IGNORECASE)
_RATE = re.compile(rf"{_SIGN.pattern}|[\s-]percentage", re.IGNORECASE)  # without which "one" is a pronoun


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands in a text, and what it is."""

    start: int
    end: int
    value: float


def find_numbers(text: str) -> Iterator[Number]:
    """The numbers below 1,000 that count no money, goods or time, left to right.

    >>> [number.value for number in find_numbers("from 85 to 15.5%, twenty-five per cent, $40, 49,000 cars, 30 days")]
    [85.0, 15.5, 25.0]
    >>> [number.value for number in find_numbers("a new tariff, the one of one per cent; a fourth of hundreds")]
    [1.0]
    """
    for match in _NUMBER.finditer(text):
        words = " ".join(re.split(r"[\s-]+", match.group().lower()))
        pronoun = words == "one" and not _RATE.match(text, match.end())
        if not pronoun and not _COUNTS.match(text, match.end()):
            yield Number(match.start(), match.end(), float(_WORDS.get(words, 0) if words[0].isalpha() else words))


def with_sign(text: str, end: int) -> int:
    """Where the sign of per cent behind a number ends; the number's own end where there is none.

    >>> with_sign("25-per-cent duty", 2)
    11
    """
    sign = _SIGN.match(text, end)
    return sign.end() if sign else end
