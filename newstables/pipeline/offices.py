"""The offices of the known people, as words that stand beside their surnames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from newstables.records import Role

ARTICLES = frozenset({"the", "then", "a", "an"})
CLOSING = frozenset({",", "of", "in", "for", "to", "."})  # what ends the office in "Moe, the premier of"


@dataclass(frozen=True, slots=True)
class Office:
    """An office's name in words, and when it was held."""

    words: tuple[str, ...]
    start: date | None
    end: date | None

    def held(self, on: date | None) -> bool:
        """Whether it may have been held on a day; an unknown day or limit excludes nothing."""
        return on is None or ((self.start is None or self.start <= on) and (self.end is None or on < self.end))

    def stands_behind(self, words: Sequence[str]) -> bool:
        """Whether all of it opens what follows a name: ", the premier of Saskatchewan"."""
        behind = [word.lower() for word in words]
        start = 1 + (len(behind) > 1 and behind[1] in ARTICLES)
        end = start + len(self.words)
        whole = tuple(behind[start:end]) == self.words and not CLOSING.isdisjoint(behind[end : end + 1])
        return behind[:1] == [","] and whole


def offices(roles: Iterable[Role]) -> dict[str, list[Office]]:
    """The offices of each actor."""
    held: dict[str, list[Office]] = defaultdict(list)
    for role in roles:
        held[role.actor_id].append(Office(tuple(role.office.split()), role.start, role.end))
    return held
