"""Shapes inside a sentence: where a clause starts, where adverbials end, what stands between marks. No parser."""

from __future__ import annotations

from collections.abc import Sequence

from newstables.pipeline.function_words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    NEGATIONS,
    OBJECTS,
    PREPOSITIONS,
    PRONOUNS,
    vocabulary,
)
from newstables.pipeline.phrases import is_manner, phrase_after
from newstables.pipeline.quotation import MARK

FINITE = (AUXILIARIES - {"be", "been", "being", "having"}) | NEGATIONS
CONTRACTED = frozenset({"'s", "’s"})  # "is" behind a pronoun, else a possessive
WHEN = DAYS | vocabulary(
    "afterward afterwards later earlier last this next morning afternoon evening night week month year"
)
ADVERBIAL = PREPOSITIONS | vocabulary("after before when while")
STOPS = frozenset({".", ",", ";", ":", "!", "?", "—", "–", "…"})
FAR = 16  # tokens of adverbials between a verb and what it reports
CLAUSE = 30  # tokens within which a clause shows its verb


class Clauses:
    """Reads the tokens of a text; ``inside`` tells in which quotation each stands."""

    def __init__(self, words: Sequence[str], lower: Sequence[str], inside: Sequence[int | None]) -> None:
        self.words = words
        self.lower = lower
        self.inside = inside

    def is_clause(self, start: int, end: int) -> bool:
        """Whether a stretch holds a verb that tells itself: an auxiliary, a denial or a form in "-ed"."""
        for i in range(start + 1, min(end, start + CLAUSE)):
            word = self.lower[i]
            if word in CONTRACTED:
                if self.lower[i - 1] in PRONOUNS | {"that", "there"}:
                    return True
            elif word in FINITE or (word.endswith("ed") and self.words[i].islower()):
                return True
        return False

    def starts_clause(self, i: int, limit: int, *, bare: bool) -> bool:
        """Whether a clause starts at ``i``; with ``bare`` a noun phrase and any word behind it will do."""
        word = self.lower[i]
        closed = word in PREPOSITIONS | AUXILIARIES or (word in CONJUNCTIONS and word != "if")
        if self.inside[i] is not None or closed or not word[0].isalnum():
            return False
        if word in {"it", "he", "she", "there"}:
            return True
        if word in PRONOUNS - {"who"}:
            return i + 1 < limit and self.lower[i + 1] not in {"is", "was"}
        end = phrase_after(self.words, i, limit)
        if end is None:
            return False
        if bare:
            return end < limit and self.words[end] not in STOPS and limit - i > 2
        return self.is_clause(i, limit)

    def is_infinitive(self, i: int, limit: int) -> bool:
        """Whether "to" at ``i`` leads a verb, not a listener."""
        if self.lower[i] != "to" or i + 1 >= limit:
            return False
        return self.words[i + 1].islower() and self.lower[i + 1] not in DETERMINERS | PRONOUNS | OBJECTS

    def after_adverbials(self, i: int, limit: int) -> int:
        """The token after "Tuesday", "in a statement", "by phone", "finally"."""
        stop = min(limit, i + FAR)
        while i < stop and self.inside[i] is None:
            word = self.lower[i]
            dated = self.words[i][0].isdigit() and i > 0 and self.words[i - 1][0].isupper()  # "Oct. 23"
            if word in WHEN or is_manner(self.words[i]) or dated:
                i += 1
            elif word in ADVERBIAL and i + 1 < stop:
                end = i + 2 if self.lower[i + 1] in DAYS else phrase_after(self.words, i + 1, stop)
                if end is None:
                    break
                i = end
            else:
                break
        return i

    def quotes_two_words(self, i: int, limit: int) -> bool:
        """Whether two quoted words stand in the clause from ``i``, before its first comma."""
        quoted = 0
        for k in range(i, limit):
            if self.inside[k] is None and self.words[k] in {",", ";"}:
                break
            quoted += self.inside[k] is not None and self.words[k][0].isalnum()
            if quoted == 2:
                return True
        return False

    def end_of_quotation(self, i: int, limit: int) -> int:
        """The token after the quotation that ``i`` stands in."""
        place = self.inside[i]
        while i < limit and self.inside[i] == place:
            i += 1
        return i

    def ends_in_stop(self, end: int) -> bool:
        """Whether the quotation that ends before ``end`` has a stop before its closing mark."""
        i = end - 1
        while i > 0 and MARK.fullmatch(self.words[i]):  # the marks of ‘Is it over?’” close together
            i -= 1
        return self.words[i][-1] in ".,?!…—–-"

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A stretch without the sentence's own stops, commas and blanks."""
        while (
            end > start
            and self.inside[end - 1] is None
            and (self.words[end - 1] in STOPS or self.words[end - 1].isspace())
        ):
            end -= 1
        while start < end and self.words[start].isspace():
            start += 1
        return start, end
