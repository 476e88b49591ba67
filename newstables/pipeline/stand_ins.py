"""Words that stand for a country or for goods named elsewhere in a paragraph: "our hogs", "theirs", "the second"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newstables.pipeline.countries import Country, Form

_QUOTED = re.compile(r"[“\"][^“”\"]+[”\"]?")
_WE = re.compile(r"\b(?:(?P<owner>our)|(?P<name>we|us|ours))\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:(?P<owner>their)|(?P<name>they|theirs|them))\b", re.IGNORECASE)
_PARTNER = {"CA": "CN", "CN": "CA", "US": "CA"}
_GOODS = re.compile(  # what stands for goods beside a charge
    r"""
    \b(?:on|for|to|off|onto|against)\s+(?P<back>it|them|the\s+(?:American|Chinese|Canadian)\s+kind|that|those|everything)\b
      (?!\s+(?:same|day|week))
    | \b(?:the\s+)?(?P<order>first|former|second|latter|third|last)\b
      (?=\s*(?:[,.;]|$|since|at|from|stays?|remains?|is|was|will|has))
    | \b(?P<one>ours|theirs|(?:each|any|every)\s+(?:one|car|tonne|van|vehicle|box)|any\s+(?:above|over|beyond)|whatever
      |(?:the\s+)?rest|the\s+others?
      |(?<!more\ than\ )(?:the|that|this)\s+one|ones|anything\s+(?:above|over|beyond)|those\s+(?:above|over|beyond))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLACE = {"first": 0, "former": 0, "second": 1, "third": 2, "latter": -1, "last": -1}


def people(text: str, countries: Sequence[Country]) -> Iterator[Country]:
    """The words "we" and "they" inside quotation marks, as the countries that they are.

    "We" are of the first place named outside the marks; "they" are the other country of the paragraph.

    Args:
        text: A paragraph.
        countries: The countries that it names.
    """
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    if not quoted:
        return
    inside = [c for c in countries if any(start <= c.start < end for start, end in quoted)]
    outside = [c for c in countries if c not in inside]
    named = list(dict.fromkeys(c.code for c in inside))
    home = next((c.code for c in outside if c.form is not Form.ADJECTIVE), None)
    parts = [c.code for c in outside if c.form is Form.PART]
    if parts:
        home = parts[0]
    others = [code for code in dict.fromkeys(c.code for c in countries) if code != home]
    they = (others[0] if len(others) == 1 else _PARTNER.get(home or "")) if home else None
    if home is None and len(named) == 1:
        home, they = _PARTNER.get(named[0]), named[0]
    for pattern, code in ((_WE, home), (_THEY, they)):
        for start, end in quoted if code else ():
            for match in pattern.finditer(text, start, end):
                form = Form.NAME if match["name"] else Form.ADJECTIVE
                yield Country(match.start(), match.end(), code or "", form)


def goods_meant(words: str, known: Sequence[str]) -> tuple[str, ...]:
    """The goods that the words around a charge point back to; none where they point to nothing.

    Args:
        words: The clause of the charge, as far as it may name its goods.
        known: The goods that the paragraph has named so far, in its order.

    >>> goods_meant("the 25 it charges on the second", ["canola oil", "pork"])
    ('pork',)
    """
    cue = _GOODS.search(words)
    if cue is None or not known:
        return ()
    if cue["order"]:
        place = _PLACE[cue["order"].lower()]
        return (known[place],) if -len(known) <= place < len(known) else ()
    return (known[-1],) if len(set(known)) > 1 and cue["back"] in {"it", "that"} else tuple(sorted(set(known)))
