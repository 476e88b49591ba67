"""What an attribution claims: the clause or the quotations before it, or after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newstables.pipeline.attribution import ADDRESSED, Attribution, Finder, Tokens
from newstables.pipeline.phrases import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    WH,
    is_name,
    phrase_after,
)
from newstables.records import CueKind

# Verbs whose bare complement is a clause: "said the talks went well".
CLAUSAL = frozenset({"say", "think", "believe", "hope", "insist", "admit", "acknowledge", "concede"})
OBJECTS = frozenset("him her them us me you it himself herself themselves".split())
# Verbs whose "to" leads to a listener, not to what is said.
SPOKEN_TO = frozenset("say speak write explain respond reply refer admit confess express report add repeat announce".split())
# Verbs whose object and what it is called are the content.
NAMING = frozenset("call describe label dub portray regard view".split())
COORDINATORS = frozenset({"and", "but", "while", "though", "although", "yet"})
INTRODUCTORY = PREPOSITIONS | CONJUNCTIONS | {"asked", "speaking", "later", "then", "meanwhile", "however", "earlier"} - {"and", "but"}
CLOSES = frozenset({".", "!", "?", "…", ";", ":"})
FINITE = AUXILIARIES - {"be", "been", "being", "having"} | {"n't", "n’t", "not", "ca", "wo"}
FAR = 16  # tokens of adverbials between a verb and what it reports
CLAUSE = 30  # tokens within which a clause shows its verb


@dataclass(frozen=True, slots=True)
class Content:
    """What is reported: stretches of tokens."""

    stretches: list[Tokens]


class Clauses:
    """Finds the content of attributions. ``inside`` tells in which quotation each token stands."""

    def __init__(self, finder: Finder, inside: Sequence[int | None]) -> None:
        self.words = finder.words
        self.lower = finder.lower
        self.inside = inside

    def content(self, cue: Attribution, later: Sequence[Attribution], done: int, end: int) -> Content | None:
        """The content of an attribution.

        Args:
            cue: The attribution.
            later: Those that follow it in the unit.
            done: The token before which all is claimed.
            end: The end of the unit.
        """
        left = self._left(cue, done)
        right = None if left and self._quoted_end(left[1]) and not self._that(cue) else self._right(cue, later, end)
        if right is None and left is not None and self._reports_before(cue, left):
            return Content([self._without_introduction(left), *self._resumed(cue, later, left, end)])
        if right is not None and left is not None and not self._right_wins(cue, left, right):
            return Content([self._without_introduction(left), *self._resumed(cue, later, left, end)])
        return Content([right]) if right else None

    # ------------------------------------------------------------------------------------------ before the cue

    def _left(self, cue: Attribution, done: int) -> Tokens | None:
        """The words before an attribution, without their comma; None where they cannot be what it reports."""
        end = cue.start
        while end > done and self.words[end - 1].isspace():
            end -= 1
        comma = end > done and self.inside[end - 1] is None and self.words[end - 1] in {",", "—", "–"}
        if comma:
            end -= 1
        while done < end and self.inside[done] is None and not self.words[done][0].isalnum() and self.words[done] not in {"$"}:
            done += 1
        if end <= done or cue.shared:
            return None
        if self.inside[end - 1] is not None:
            last = self.words[end - 2] if end - 2 >= done else ""
            return (done, end) if comma or last[-1:] in {",", ".", "?", "!", "…", "—", "–", "-"} or end - done < 2 else None
        return (done, end) if comma and end - done >= 3 else None

    def _quoted_end(self, end: int) -> bool:
        return self.inside[end - 1] is not None

    def _that(self, cue: Attribution) -> bool:
        return cue.end < len(self.words) and self.lower[cue.end] == "that" and not cue.inverted

    def _reports_before(self, cue: Attribution, left: Tokens) -> bool:
        if self._quoted_end(left[1]):
            return True
        if cue.kind is not CueKind.SPEECH or self.lower[left[0]] in INTRODUCTORY and self.inside[left[0]] is None:
            return False
        return self._is_clause(left[0], left[1])

    def _right_wins(self, cue: Attribution, left: Tokens, right: Tokens) -> bool:
        """“X,” said Y: left. When asked, Y said x: right."""
        if cue.inverted or self._quoted_end(left[1]):
            return False
        if self.inside[right[0]] is None or self.lower[left[0]] in INTRODUCTORY:
            return True
        first = self.words[min(right[0] + 1, len(self.words) - 1)]
        return first[:1].isupper()

    def _without_introduction(self, left: Tokens) -> Tokens:
        """The quotation alone in: On Monday, “We go,” he said."""
        start, end = left
        if self.inside[start] is not None or self.inside[end - 1] is None:
            return left
        first = end
        while first > start and self.inside[first - 1] is not None:
            first -= 1
        opens_sentence = first + 1 < end and self.words[first + 1][0].isupper() and self.words[first - 1] in {",", ":"}
        return (first, end) if opens_sentence else left

    def _resumed(self, cue: Attribution, later: Sequence[Attribution], left: Tokens, end: int) -> list[Tokens]:
        """What is reported after the attribution as well: “A,” X said, “b.”"""
        limit = later[0].start if later else end
        i = self._after_adverbials(cue.end, limit)
        if self._quoted_end(left[1]):
            if i + 1 < limit and self.words[i] in {",", ":", "—", "–"} and self.inside[i + 1] is not None:
                return [(i + 1, self._end_of_quotation(i + 1, limit))]
            if i < limit and self.inside[i] is not None and i > cue.end:
                return [(i, self._end_of_quotation(i, limit))]
            # "referring to a vote, “you give them …”": the quotation goes on in the middle of its sentence
            for k in range(i, limit - 2):
                if self.words[k] == "," and self.inside[k] is None and self.inside[k + 1] is not None:
                    goes_on = self.words[k + 2][:1].islower() and self.words[left[1] - 2 : left[1] - 1] in ([","], ["—"])
                    return [(k + 1, self._end_of_quotation(k + 1, limit))] if goes_on else []
            return []
        if i + 1 < limit and self.words[i] == "," and self.lower[i + 1] in {"but", "and", "or"} and cue.end == i:
            return [self._trimmed(i + 1, limit)]
        return []

    def _end_of_quotation(self, i: int, limit: int) -> int:
        place = self.inside[i]
        while i < limit and self.inside[i] == place:
            i += 1
        return i

    # ------------------------------------------------------------------------------------------- after the cue

    def _right(self, cue: Attribution, later: Sequence[Attribution], end: int) -> Tokens | None:
        limit = self._limit(later, end)
        i = self._start_after(cue, limit)
        if i is None or i >= limit:
            return None
        start, stop = self._trimmed(i, limit)
        if start >= stop:
            return None
        if self.inside[start] is not None:
            stop = self._quoted_run(start, stop)
        return start, stop

    def _quoted_run(self, start: int, stop: int) -> int:
        """Where a report that opens with a quotation ends: with it if it closes a sentence, else with the clause."""
        end = self._end_of_quotation(start, stop)
        last = self.words[end - 2] if end - 2 > start else ""
        return end if last in {".", ",", "!", "?", "…"} and (end >= stop or self.inside[end] is None) else stop

    def _limit(self, later: Sequence[Attribution], end: int) -> int:
        """Where the next attribution of the same rank begins."""
        for other in later:
            before = other.start - 1
            if other.shared:
                first = other.start if self.words[other.start] in {",", "and", "but"} else before
                return first if self.words[first] in {",", "and", "but"} else other.start
            if before > 0 and self.lower[before] in COORDINATORS and self.words[before - 1] == ",":
                return before - 1
        return end

    def _start_after(self, cue: Attribution, limit: int) -> int | None:
        """Where the report after a cue starts; None where none does."""
        i = cue.end
        if i < limit and cue.lemma == "according to":
            return i + 1 if self.words[i] == "," else None
        if cue.lemma in ADDRESSED or cue.lemma in {"call on", "call upon"}:
            told = self._after_addressee(i, limit)
            if told and told < limit and self.lower[told] == "to":
                return i
            i = told or i
        if i >= limit:
            return None
        if cue.lemma in NAMING:
            return i if self._marked(i, limit) else None
        if self.lower[i] == "to" and cue.lemma not in SPOKEN_TO and self._infinitive(i, limit):
            return i
        if self.lower[i] in WH and cue.kind is CueKind.SPEECH:
            return i
        far = self._after_adverbials(i, limit)
        if far < limit and self.lower[far] == "that" and far + 1 < limit:
            return far + 1
        if far + 1 < limit and self.words[far] in {",", ":"} and (self.inside[far + 1] is not None):
            return far + 1
        if far < limit and self.inside[far] is not None:
            return far
        if cue.inverted:
            return None
        for start in (i, far):
            if start < limit and self._starts_clause(start, limit, bare=cue.lemma in CLAUSAL):
                return start
        return i if self._marked(i, limit) and self.words[i] not in {","} else None

    def _after_addressee(self, i: int, limit: int) -> int | None:
        if i < limit and self.lower[i] in OBJECTS:
            return i + 1
        if i < limit and self.inside[i] is None and self.lower[i] not in PRONOUNS | {"that"} and self.lower[i] not in WH:
            return phrase_after(self.words, i, limit)
        return None

    def _infinitive(self, i: int, limit: int) -> bool:
        return i + 1 < limit and self.words[i + 1].islower() and self.lower[i + 1] not in DETERMINERS | PRONOUNS | OBJECTS

    def _marked(self, i: int, limit: int) -> bool:
        """Whether two quoted words stand in the rest of the clause."""
        stop = next((k for k in range(i, limit) if self.inside[k] is None and self.words[k] in {",", ";"}), limit)
        return sum(self.inside[k] is not None and self.words[k][0].isalnum() for k in range(i, stop)) >= 2

    def _after_adverbials(self, i: int, limit: int) -> int:
        """The token after "Tuesday", "in a statement", "by phone", "finally"."""
        stop = min(limit, i + FAR)
        while i < stop and self.inside[i] is None:
            word = self.lower[i]
            if word in DAYS or word in {"afterward", "afterwards", "later", "earlier", "last", "week", "this", "morning"} or word.endswith("ly"):
                i += 1
            elif word in PREPOSITIONS or word in {"after", "before", "when", "while"}:
                end = i + 2 if self.lower[i + 1 : i + 2] and self.lower[i + 1] in DAYS else phrase_after(self.words, i + 1, stop)
                if end is None or end > limit:
                    break
                i = end
            elif self.words[i][:1].isdigit() and i and self.words[i - 1][:1].isupper():
                i += 1
            else:
                break
        return i

    def _starts_clause(self, i: int, limit: int, *, bare: bool) -> bool:
        """Whether a finite clause starts at ``i``; ``bare``: any noun phrase and a following word will do."""
        word = self.lower[i]
        if self.inside[i] is not None or word in PREPOSITIONS or word in CLOSES or self.words[i] in {",", "-", "—", "–"}:
            return False
        if word in AUXILIARIES or word in CONJUNCTIONS - {"that", "if"} or word in {"so", "as", "too"}:
            return False
        if word in PRONOUNS - {"who"} or word == "there":
            return i + 1 < limit and self.lower[i + 1] not in {"is", "was"} or word in {"it", "he", "she", "there"}
        end = phrase_after(self.words, i, limit)
        if bare:
            return end is not None and end < limit and self.words[end] not in {",", ".", ";"} and limit - i > 2
        return end is not None and self._is_clause(i, limit)

    def _is_clause(self, start: int, end: int) -> bool:
        """Whether a stretch holds a finite verb that tells itself: an auxiliary, or a past form after a noun."""
        for i in range(start + 1, min(end, start + CLAUSE)):
            low = self.lower[i]
            if low in FINITE and low not in {"'s", "’s"} or low.endswith("ed") and self.words[i].islower():
                return True
            if low in {"'s", "’s"} and self.lower[i - 1] in PRONOUNS | {"that", "there"}:
                return True
        return False

    def _trimmed(self, start: int, end: int) -> Tokens:
        """A stretch without the sentence's own stops, commas and blanks."""
        while end > start and self.inside[end - 1] is None and not self.words[end - 1][-1].isalnum() and self.words[end - 1] not in {"%", ")"}:
            if self.words[end - 1] not in {".", ",", ";", ":", "!", "?", "—", "–", "…"} and not self.words[end - 1].isspace():
                break
            end -= 1
        while start < end and self.words[start].isspace():
            start += 1
        return start, end

    # ---------------------------------------------------------------------------------------------- without a cue

    def introduces(self, start: int, end: int) -> Tokens | None:
        """The subject of "Gill shrugged: “We go.”"."""
        while start < end and self.words[start].isspace():
            start += 1
        colon = next((i for i in range(start, end) if self.words[i] == ":" and self.inside[i] is None), None)
        if colon is None or colon + 1 >= end or self.inside[colon + 1] is None:
            return None
        stop = phrase_after(self.words, start, colon)
        if stop is None or not (self.lower[start] in PRONOUNS or is_name(self.words[stop - 1])):
            return None
        return start, stop
