"""Filters → words: what a document says of the view that it was made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newstables.analysis.citation import long_day
from newstables.analysis.select import Filters


def in_words(filters: Filters, labels: Mapping[str, str], also: Mapping[str, Sequence[str]] | None = None) -> list[str]:
    """Each filter that is set, in words; topics by their labels. ``also``: a page's own filters, by their names.

    >>> in_words(Filters(sides=("Canada",), text="canola"), {}, {"kind": ["direct", "mixed"], "certainty": []})
    ['sides: Canada', 'words in the text: “canola”', 'kind: direct, mixed']
    """
    named = (
        ("outlets", filters.outlets),
        ("actors", filters.actors),
        ("sides", filters.sides),
        ("topics", tuple(labels.get(topic, topic) for topic in filters.topics)),
    )
    days = (("since", filters.since), ("until", filters.until))
    words = [f"{name} {long_day(day)}" for name, day in days if day]
    if words and filters.undated:
        words.append("undated articles too")
    words += [f"{name}: {', '.join(values)}" for name, values in named if values]
    if filters.text:
        words.append(f"words in the text: “{filters.text}”")
    if filters.stance:
        words.append("wants, plans and beliefs too")
    if filters.elsewhere:
        words.append("other matters too")
    return words + [f"{name}: {', '.join(values)}" for name, values in (also or {}).items() if values]
