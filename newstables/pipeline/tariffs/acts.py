"""The words by which a tariff comes, moves and goes, by ``knowledge/tariff_verbs.csv``: "slapped", "removal of"."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache

from newstables.knowledge import FOLDER
from newstables.pipeline.inflection import forms
from newstables.pipeline.terms import Term, Vocabulary


def find_acts(text: str) -> Iterator[Term]:
    """The words of change in a text; ``key`` says what the charge is to them, and the change.

    >>> [(term.key, "Ottawa put off a duty"[term.start : term.end]) for term in find_acts("Ottawa put off a duty")]
    [('object pause', 'put off')]
    """
    return _vocabulary().find(text)


@cache
def _vocabulary() -> Vocabulary:
    with (FOLDER / "tariff_verbs.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, strict=True))
    return Vocabulary(
        (form, f"{line['use']} {line['change']}")
        for line in lines
        for words in line["words"].split("|")
        for form in ([words] if line["use"] == "noun" else _inflected(words))
    )


def _inflected(words: str) -> list[str]:
    """The forms of a phrase whose first word is the verb."""
    verb, _, rest = words.partition(" ")
    return [f"{form} {rest}".rstrip() for form in forms(verb)]
