"""The subject of a verb of speech: "Carney", "Peng, a researcher in Wuhan,", "officials, who"."""

from __future__ import annotations

from collections.abc import Sequence

from newstables.pipeline.function_words import (
    ADVERBS,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    UNNAMED,
    vocabulary,
)
from newstables.pipeline.phrases import core_before, is_manner, is_name, phrase_after, phrase_before

Tokens = tuple[int, int]  # half-open

BOUNDARIES = CONJUNCTIONS | DAYS | ADVERBS | {",", ";", ":", "(", ")", "—", "–", "―", "-", "...", "…"}
NO_SUBJECT = vocabulary("there here asked")
OPENS_APPOSITION = DETERMINERS | vocabulary("who which formerly now himself herself")
OFFICES = vocabulary("minister president chief director professor analyst economist spokesperson")
PEOPLE = vocabulary("people police")
LOCATING = vocabulary("in of from at near")  # "a crusher in Fangchenggang": the head stands before
LONGEST = 24  # tokens of a subject, relative clause and apposition included
LONGEST_REMARK = 8  # tokens of "(D-Mo.)"


class Subjects:
    """Finds subjects in the tokens of a text."""

    def __init__(self, words: Sequence[str], lower: Sequence[str], quoted: Sequence[bool]) -> None:
        self.words = words
        self.lower = lower
        self.quoted = quoted

    def before(self, end: int, low: int) -> Tokens | None:
        """The subject that ends at ``end``.

        Args:
            end: Where the verb's words begin.
            low: Where the unquoted stretch begins that the verb stands in.

        Returns:
            The name or noun phrase without what follows it, or None.
        """
        if self.words[end - 1] == ")":  # "Claire McCaskill (D-Mo.) said"
            end = next((i for i in range(end - 2, max(low, end - LONGEST_REMARK), -1) if self.words[i] == "("), end)
        if self.words[end - 1] == ",":
            return self.apposed(end, low)
        if self.lower[end - 4 : end - 1] == UNNAMED:
            asked = next((i for i in range(end - 5, max(low, end - LONGEST), -1) if self.lower[i] == "who"), end)
            return self._antecedent(asked, low)
        first = phrase_before(self.words, end, max(low, end - LONGEST))
        if first is None:
            return None
        if self.lower[first] == "who":
            return self._antecedent(first, low)
        return (first, end) if self._opens(first, end, low) else None

    def _antecedent(self, who: int, low: int) -> Tokens | None:
        """Whom "who" at a token is about: "Gill, | who", "a crusher in Fangchenggang | who"."""
        close = who - 1 if who - 1 > low and self.words[who - 1] == "," else who
        floor = max(low, close - LONGEST)
        first = core_before(self.words, close, floor)
        if first is not None and first > floor and self.lower[first - 1] in LOCATING:
            head = core_before(self.words, first - 1, floor)
            first = first if head is None else head
        return (first, close) if first is not None else None

    def apposed(self, end: int, low: int) -> Tokens | None:
        """The subject in "Peng, a researcher in Wuhan, | argued": the nearest comma that fits opens the apposition."""
        close = end - 1
        if close <= low or self.words[close] != ",":
            return None
        for comma in range(close - 1, max(low, close - LONGEST), -1):
            if self.words[comma] != "," or self.quoted[comma]:
                continue
            first = phrase_before(self.words, comma, max(low, comma - LONGEST))
            if first is None or not self._opens(first, comma, low):
                continue
            # "his colleague, Trade Minister Josée Pelletier-Vance, | has promised"
            described = not is_name(self.words[comma - 1]) and self.lower[first] in DETERMINERS
            if described and is_name(self.words[close - 1]) and is_name(self.words[comma + 1]):
                return first, close
            if self._is_apposition(first, comma, close):
                return first, comma
        return None

    def _is_apposition(self, first: int, comma: int, close: int) -> bool:
        opening = self.lower[comma + 1]
        if opening in OPENS_APPOSITION:
            return True
        office = not OFFICES.isdisjoint(self.lower[comma + 1 : close])
        return is_name(self.words[comma - 1]) and (opening.isdigit() or office)

    def _opens(self, first: int, end: int, low: int) -> bool:
        """Whether a noun phrase from ``first`` to ``end`` can be the subject of what follows it."""
        opening, last = self.lower[first], self.lower[end - 1]
        if opening in NO_SUBJECT or last in DAYS:
            return False
        if opening in PRONOUNS:
            return True
        before = self.lower[first - 1] if first > low else ","
        bounded = before in BOUNDARIES or before.isspace() or is_manner(before) or self.quoted[first - 1]
        # "Last week the company said" has no boundary but stands near the sentence's start.
        if not bounded and (before in PREPOSITIONS or first - low > 4 + (self.lower[low] in PREPOSITIONS)):
            return False
        if self.words[first].islower() and opening not in DETERMINERS:
            return is_name(self.words[end - 1]) or last.endswith("s") or last in PEOPLE or end - first > 2
        return True

    def opening(self, start: int, before: int) -> Tokens | None:
        """The name or pronoun that a sentence opens with."""
        while start < before and self.words[start].isspace():
            start += 1
        stop = phrase_after(self.words, start, before)
        if stop is None or not (self.lower[start] in PRONOUNS or is_name(self.words[stop - 1])):
            return None
        return start, stop
