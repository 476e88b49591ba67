"""Rates in a text: "25 per cent", "75.8%", "from 85 to 15 per cent", "6.1 per cent instead of 100"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {
    "zero": 0, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15,
    "twenty": 20, "twenty-five": 25, "thirty": 30, "thirty-five": 35, "forty": 40, "forty-five": 45, "fifty": 50,
    "sixty": 60, "seventy": 70, "seventy-five": 75, "eighty": 80, "ninety": 90, "one hundred": 100,
    "two hundred": 200, "thirteen": 13, "eighteen": 18, "a hundred": 100,
}  # fmt: skip
_NUMBER = r"(?:\d{1,4}(?:\.\d+)?|" + "|".join(sorted(_WORDS, key=len, reverse=True)).replace(" ", r"\s") + r")"
# "10 percentage points" is no rate
_SIGN = r"(?:\s?%|[\s-]*(?:per[\s-]?cent|percent|pct)\b|\s+cents\s+on\s+the\s+dollar\b)(?!\S*[\s-]points?\b)"
_ABOUT = r"(?:(?:about|around|roughly|nearly|almost|some|just|only|just\s+over|more\s+than|up\s+to|as\s+much\s+as)\s+)?"

_RATE = re.compile(
    rf"""
    (?<![\w.,$€£¥-])                              # no part of a longer number or sum
    (?:
      # "from 85 to 15 per cent", "from 10% to 50%"; but "ranging from 10 to 25 per cent" is a range
      (?<!ranging\ )(?<!range\ )(?<!vary\ )from\s+{_ABOUT}(?P<from_1>{_NUMBER})(?P<signed>{_SIGN})?
          \s+(?:up\s+|down\s+)?to\s+{_ABOUT}(?P<to_1>{_NUMBER})(?(signed)(?:{_SIGN})?|{_SIGN})
      # "to 10 per cent from 25", "6.1 per cent instead of 100", "15%, down from roughly 85"
    | (?P<to_2>{_NUMBER}){_SIGN}
          (?:,?\s+(?:from|up\s+from|down\s+from|instead\s+of|rather\s+than|compared\s+with|(?:as\s+)?against)\s+
             (?:the\s+|an?\s+)?(?:(?:current|previous|earlier|provisional|interim|preliminary)\s+)?{_ABOUT}(?P<from_2>{_NUMBER})(?:{_SIGN})?(?![\w,]*\d)
             (?!\s+(?:countr|compan|nation|year|month|million|billion)))?
      # "10 to 25 per cent", "between 10 and 25%", "7.3%-75.8%": the upper bound
    | (?P<low>{_NUMBER})(?:{_SIGN})?\s?(?:to|and|or|–|-)\s?(?P<high>{_NUMBER}){_SIGN}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHARE = re.compile(
    r"""
    \s+of\s+(?!its\s+own\b)                       # "40% of its exports"
        (?:its|the|their|our|all|his|her|total|global|world|Canada|Canadian|China|exports|sales)
    | \s+(?:stake|share|drop|decline|fall|slump|plunge|gain|growth|chance|discount)\b
    | \s+increase\s+in\s+(?:exports|sales|prices)\b
    | \s+(?:less|more|lower|higher|fewer)\b       # "a third lower", "20 per cent more than last year"
    | \s+off\b                                    # "knocked 4.7 per cent off the index"
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MOVE = re.compile(
    r"""
    \b(?:exports?|shipments?|sales|prices?|futures|output|production|imports|volumes?|trade|index|shares|stock|demand
         |purchases|economy|GDP|inflation|unemployment|profits?|revenues?)\b
    [^.;:]{0,60}?
    \b(?:fell|fallen|falls|rose|risen|dropped|grew|grown|plunged|slid|slumped|shrank|climbed|jumped|declined|tumbled
         |down|up|off|sank|surged|gained|lost|halved)
    (?:\s+(?:by|an?|about|roughly|nearly|almost|some|more|than|only|another|as|much))*\s+$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(  # what follows shows that the number counts nothing
    rf"""
    (?<![\w.,$€£¥-])(?:from\s+(?P<before>{_NUMBER})\s+to\s+(?=\d))?(?P<number>{_NUMBER})
    (?=\s*[,;.:)—–”"](?!\d)|$
      |\s+(?:on|and|or|for|in|that|which|it|they|we|since|from|under|but|while|when|if|now|today|instead|each|he|she|at|until
         |when|as|is|are|was|were|will|would|has|had|still|apiece|(?-i:[A-Z][a-z]+))\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEADS = re.compile(  # and what stands before, that it is a rate
    r"\b(?:sits?|sat|stands?|stood|stays?|remains?|kept|left|are|is|back|rises?|rose|goes|went|drops?|dropped|falls?|fell|cut|total|rate|pays?|faces?|instead\s+of|rather\s+than|(?:down|up)\s+from|as\s+high\s+as|asks?|asked|taking|charges?\s+(?:them|it|us)|deposits"
    r"|face|paying|paid|charged?|charges|climbs?|down|up|tariffs?|dut(?:y|ies)|lev(?:y|ies)|surtax)\s+(?:\w+\s+)?(?:at|to|of|from|the|be)?\s*"
    r"(?:the\s+)?(?:full\s+|old\s+|about\s+|roughly\s+)?$|\b[Tt]he\s+$|\bof\s+the\s+$|\bof\s+which\s+$|\bwith\s+$|\bused\s+to\s+\w+\s+$|\bat\s+$",
    re.IGNORECASE,
)
_GAPPED = re.compile(  # "and beef and lobster |15"
    r"(?:\band\b|,|\bbut\b)\s+(?:[\w’'-]+\s+){1,7}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate where it stands in a text. In per cent; ``before`` is the rate it replaces, where that is stated."""

    start: int
    end: int
    percent: float
    before: float | None


def find_rates(text: str, *, about_tariffs: bool = False) -> list[Rate]:
    """The rates in one sentence, left to right. Shares, moves of prices and percentage points are left out.

    >>> rates = lambda text: [(rate.percent, rate.before) for rate in find_rates(text)]
    >>> rates("a 25-per-cent surtax, then 75.8% and a 100-percent tariff")
    [(25.0, None), (75.8, None), (100.0, None)]
    >>> rates("cut from 85 to about 15 per cent"), rates("to 10 per cent from 25"), rates("6.1 per cent instead of 100")
    ([(15.0, 85.0)], [(10.0, 25.0)], [(6.1, 100.0)])
    >>> rates("from 25 per cent to 10 in May")
    [(10.0, 25.0)]
    >>> rates("between 10 and 25 per cent"), rates("up to twenty-five per cent")
    ([(25.0, None)], [(25.0, None)])
    >>> rates("exports fell 67 per cent"), rates("40 per cent of its exports"), rates("by 10 percentage points")
    ([], [], [])
    >>> rates("100 per cent on oil, 25 on pork"), rates("on Oct. 25 on a Friday")
    ([(100.0, None), (25.0, None)], [])
    """
    found = list(_signed(text))
    return sorted([*found, *_unsigned(text, found, about_tariffs=about_tariffs)], key=lambda rate: rate.start)


def _signed(text: str) -> Iterator[Rate]:
    for match in _RATE.finditer(text):
        if _SHARE.match(text, match.end()) or _MOVE.search(text, 0, match.start()):
            continue
        now = match["to_1"] or match["to_2"] or match["high"]
        before = match["from_1"] or match["from_2"]
        yield Rate(match.start(), match.end(), _value(now), None if before is None else _value(before))


def _unsigned(text: str, found: list[Rate], *, about_tariffs: bool) -> Iterator[Rate]:
    """Bare numbers that share the sign of an earlier rate: "100 per cent on oil, 25 on pork", "back to the 100"."""
    first = 0 if about_tariffs else min((rate.end for rate in found), default=len(text))
    for match in _BARE.finditer(text, first):
        inside = any(rate.start < match.end() and match.start() < rate.end for rate in found)
        dated = re.search(r"\b[A-Z][a-z]{2,8}\.?,?\s$", text[: match.start()])
        value = _value(match["number"])
        listed = bool(found) and (
            text[match.end() :].startswith((" on ", " for "))
            or text[: match.start()].endswith(", ")
            or bool(_GAPPED.search(text[: match.start()]))
        )
        if (listed or _LEADS.search(text[: match.start()])) and not (inside or dated or value > 500):
            before = _value(match["before"]) if match["before"] else None
            yield Rate(match.start(), match.end(), value, before)


def _value(number: str) -> float:
    words = number.lower()
    return float(_WORDS[words]) if words in _WORDS else float(number)
