"""Words of the knowledge base in a text: the one matcher behind topics, goods and countries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

_WORD = re.compile(
    r"""(
      (?:[^\W\d_]\.){2,}  # "U.S.", with its last stop
    | [^\W_]+             # "canola"; "rare-earth" and "China's" are two words each
    )""",
    re.VERBOSE,
)
_GAP = re.compile(r"\s+|[-'’]?")  # what may stand between two words of one term


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a vocabulary where it stands in a text; ``key`` is what the vocabulary files it under."""

    start: int
    end: int
    key: str


class Vocabulary:
    """Terms and what they stand for. In the text a hyphen and a space are the same; the longest term wins.

    A term in lower case matches in any case, one with a capital as written only: "EV" is no "ev".
    """

    def __init__(self, terms: Iterable[tuple[str, str]]) -> None:
        """Compile ``(term, key)`` pairs; the first key wins where a term stands twice."""
        self._keys: dict[tuple[str, ...], str] = {}
        for term, key in terms:
            self._keys.setdefault(tuple(_WORD.findall(term)), key)
        lengths: dict[str, set[int]] = {}
        for words in self._keys:
            for first in words[:1]:
                lengths.setdefault(first, set()).add(len(words))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self._firsts = {first.lower() for first in lengths}

    def find(self, text: str) -> Iterator[Term]:
        """The terms in a text, left to right, none overlapping another.

        >>> words = Vocabulary([("canola oil", "oil"), ("canola", "plant"), ("EV", "car"), ("U.S.", "US")])
        >>> [(term.key, term.start, term.end) for term in words.find("Canola-oil and canola, ev or U.S. EV.")]
        [('oil', 0, 10), ('plant', 15, 21), ('US', 29, 33), ('car', 34, 36)]
        """
        words, lower, gaps, ends = _words(text)
        free = 0  # the first word that no term has taken
        for at in [place for place, word in enumerate(lower) if word in self._firsts]:
            for length in self._lengths_at(words[at]) if at >= free else ():
                run = slice(at, at + length)
                key = self._keys.get(tuple(words[run])) or self._keys.get(tuple(lower[run]))
                if key is not None and at + length <= len(words) and _unbroken(gaps[at + 1 : at + length]):
                    yield Term(ends[2 * at], ends[2 * (at + length) - 1], key)
                    free = at + length
                    break

    def _lengths_at(self, first: str) -> Sequence[int]:
        """How many words the terms have that begin with one, the longest first."""
        written, lower = self._lengths.get(first, ()), self._lengths.get(first.lower(), ())
        return written if written == lower or not lower else sorted({*written, *lower}, reverse=True)


@lru_cache(maxsize=4)
def _words(text: str) -> tuple[list[str], list[str], list[str], list[int]]:
    """Words as written and in lower case, what stands before each and behind the last, and where each of all ends.

    Kept, for several vocabularies are looked up in one text.
    """
    parts = _WORD.split(text)
    words = parts[1::2]
    return words, [word.lower() for word in words], parts[::2], list(accumulate(map(len, parts)))


def _unbroken(gaps: Iterable[str]) -> bool:
    return all(_GAP.fullmatch(gap) for gap in gaps)
