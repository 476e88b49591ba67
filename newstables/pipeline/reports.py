"""What an attribution reports: the clause or the quotations before it, behind it, or on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from newstables.pipeline.attribution import ADDRESSED, Attribution
from newstables.pipeline.clauses import FINITE, Clauses
from newstables.pipeline.function_words import (
    CONJUNCTIONS,
    FUNCTION_WORDS,
    OBJECTS,
    PREPOSITIONS,
    PRONOUNS,
    WH,
    vocabulary,
)
from newstables.pipeline.phrases import is_name, phrase_after
from newstables.pipeline.subjects import Tokens
from newstables.records import CueKind

# Verbs that take a clause without "that": "said the talks went well".
CLAUSAL = vocabulary("say think believe hope insist admit acknowledge concede")
# Verbs whose "to" leads to a listener, not to what is said.
SPOKEN_TO = vocabulary("say speak write explain respond reply refer admit confess express report add repeat announce")
# Verbs whose object, and what it is called, is what they report.
NAMING = vocabulary("call describe label dub portray regard view")
RESUMING = vocabulary("but and or so because although while")
COORDINATORS = vocabulary("and but while though although yet")
INTRODUCING = (PREPOSITIONS | CONJUNCTIONS | vocabulary("asked speaking later then meanwhile however earlier")) - {
    "and",
    "but",
}
DASHES = frozenset({"—", "–"})
LONGEST = 400  # tokens that one attribution may claim
SHORTEST = 3  # capitalised words of a work's title
AHEAD = 8  # attributions that are looked at for the end of a report


class Reports:
    """Finds what attributions report in the tokens of a text."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.words = clauses.words
        self.lower = clauses.lower
        self.inside = clauses.inside

    def of(self, cues: Sequence[Attribution], n: int, done: int, end: int) -> list[Tokens]:
        """The stretches that the attribution ``cues[n]`` reports; none where that is unsure.

        Args:
            cues: All attributions of the sentence.
            n: The place of the attribution in them.
            done: The token before which all is reported already.
            end: The end of the sentence.
        """
        cue = cues[n]
        later = list(islice(cues, n + 1, n + 1 + AHEAD))
        end = min(end, cue.end + LONGEST)
        left = self._left(cue, max(done, cue.start - LONGEST))
        quoted = left is not None and self.inside[left[1] - 1] is not None
        that = cue.end < end and self.lower[cue.end] == "that" and not cue.inverted
        right = None if quoted and not that else self._right(cue, later, end)
        if left is None or (right is not None and self._right_wins(cue, left, right, quoted=quoted)):
            return [right] if right else []
        if right is None and not quoted and not self._reports_before(cue, left):
            return []
        return [self._without_introduction(left), *self._resumed(cue, later, left, end)]

    # ------------------------------------------------------------------------------------------ before the cue

    def _left(self, cue: Attribution, done: int) -> Tokens | None:
        """The words before an attribution, without their comma; None where they cannot be what it reports."""
        end = cue.start
        while end > done and self.words[end - 1].isspace():
            end -= 1
        comma = end > done and self.inside[end - 1] is None and self.words[end - 1] in DASHES | {","}
        end -= comma
        while (
            done < end
            and self.inside[done] is None
            and self.words[done][0] != "$"
            and not self.words[done][0].isalnum()
        ):
            done += 1
        if end <= done or cue.shared:
            return None
        if self.inside[end - 1] is not None:
            return (done, end) if comma or self.clauses.ends_in_stop(end) else None
        return (done, end) if comma and end - done >= 3 else None

    def _reports_before(self, cue: Attribution, left: Tokens) -> bool:
        """Whether an unquoted clause is what a cue behind it reports: "Help was coming, Tolliver said"."""
        introduces = self.lower[left[0]] in INTRODUCING and self.inside[left[0]] is None
        return cue.kind is CueKind.SPEECH and not introduces and self.clauses.is_clause(*left)

    def _right_wins(self, cue: Attribution, left: Tokens, right: Tokens, *, quoted: bool) -> bool:
        """“X,” said Y: left. When asked, Y said x: right."""
        if cue.inverted or quoted:
            return False
        if self.inside[right[0]] is None or self.lower[left[0]] in INTRODUCING:
            return True
        return self.words[min(right[0] + 1, len(self.words) - 1)][0].isupper()

    def _without_introduction(self, left: Tokens) -> Tokens:
        """The quotation alone in: On Monday, “We go,” he said."""
        start, end = left
        if self.inside[start] is not None or self.inside[end - 1] is None:
            return left
        first = end
        while first > start and self.inside[first - 1] is not None:
            first -= 1
        opens = first + 1 < end and self.words[first + 1][0].isupper() and self.words[first - 1] in {",", ":"}
        return (first, end) if opens else left

    def _resumed(self, cue: Attribution, later: Sequence[Attribution], left: Tokens, end: int) -> list[Tokens]:
        """What the sentence goes on to report: “b” in “A,” X said, “b.”."""
        limit = later[0].start if later else end
        i = self.clauses.after_adverbials(cue.end, limit)
        if self.inside[left[1] - 1] is None:
            goes_on = i == cue.end and i + 1 < limit and self.words[i] == "," and self._goes_on(i + 1, left, limit)
            return [self.clauses.trimmed(i + 1, limit)] if goes_on else []
        comma_ends = self.words[left[1] - 2] in DASHES | {","}
        for k in range(i, limit):
            if self.inside[k] is None:
                continue
            # Right behind the attribution, or in mid-sentence: “A,” X said of the vote, “b.”
            near = k - i <= 1 and (k > i or i > cue.end)
            goes_on = comma_ends and self.words[k - 1] == "," and self.words[min(k + 1, limit - 1)][0].islower()
            return [(k, self.clauses.end_of_quotation(k, limit))] if near or goes_on else []
        return []

    def _goes_on(self, i: int, left: Tokens, limit: int) -> bool:
        """Whether the words behind "she added," go on with those before: with a conjunction or with their verb."""
        if self.inside[i] is not None:
            return i + 1 < limit and self.words[i + 1][0].islower()
        lacks_verb = not self.clauses.is_clause(*left) and self.lower[i] in FINITE
        return self.lower[i] in RESUMING or lacks_verb

    # ------------------------------------------------------------------------------------------ behind the cue

    def _right(self, cue: Attribution, later: Sequence[Attribution], end: int) -> Tokens | None:
        limit = self._limit(later, end)
        i = self._start(cue, limit)
        if i is None or i >= limit:
            return None
        start, stop = self.clauses.trimmed(i, limit)
        if start >= stop:
            return None
        if self.inside[start] is not None:
            close = self.clauses.end_of_quotation(start, stop)
            # A report that opens with a quotation ends with it, if it ends as a sentence does.
            stop = close if self.clauses.ends_in_stop(close) else stop
        return start, stop

    def _limit(self, later: Sequence[Attribution], end: int) -> int:
        """Where the next attribution of the same rank begins."""
        for other in later:
            before = other.start - 1
            if other.shared:
                return before if self.words[before] in {",", "and", "but"} else other.start
            if before > 0 and self.lower[before] in COORDINATORS and self.words[before - 1] == ",":
                return before - 1
        return end

    def _start(self, cue: Attribution, limit: int) -> int | None:
        """Where the report behind a cue starts."""
        i = cue.end
        if cue.lemma in {"according to", "in the words of"}:
            return i + 1 if i < limit and self.words[i] == "," else None
        if cue.lemma in ADDRESSED and (told := self._after_addressee(i, limit)):
            if told < limit and self.clauses.is_infinitive(told, limit):
                return i  # "urged Ottawa to act"
            i = told
        if i >= limit:
            return None
        if cue.lemma in NAMING:
            return i if self.clauses.quotes_two_words(i, limit) else None
        listener = cue.lemma in SPOKEN_TO or not self.clauses.is_infinitive(i, limit)
        if not listener or (self.lower[i] in WH and cue.kind is CueKind.SPEECH):
            return i
        return self._complement(cue, i, limit)

    def _complement(self, cue: Attribution, i: int, limit: int) -> int | None:
        far = self.clauses.after_adverbials(i, limit)
        if far + 1 < limit and self.lower[far] == "that":
            return far + 1
        if far + 1 < limit and self.words[far] in {",", ":"} and self.inside[far + 1] is not None:
            return far + 1
        if far < limit and self.inside[far] is not None:
            return None if self._is_title(far, limit) else far
        if cue.inverted:
            return None
        for start in (i, far):
            if start < limit and self.clauses.starts_clause(start, limit, bare=cue.lemma in CLAUSAL):
                return start
        return i if self.words[i] != "," and self.clauses.quotes_two_words(i, limit) else None

    def _is_title(self, i: int, limit: int) -> bool:
        """Whether what is quoted right behind a verb names a work: She wrote “The Low Price of Peas” in 2011."""
        end = self.clauses.end_of_quotation(i, limit)
        named = [word for word in self.words[i + 1 : end - 1] if word.lower() not in FUNCTION_WORDS]
        return end < limit and self.words[end].islower() and len(named) >= SHORTEST and all(map(is_name, named))

    def _after_addressee(self, i: int, limit: int) -> int | None:
        if i >= limit or self.inside[i] is not None:
            return None
        if self.lower[i] in OBJECTS:
            return i + 1
        return None if self.lower[i] in PRONOUNS | WH | {"that"} else phrase_after(self.words, i, limit)

    # ---------------------------------------------------------------------------------------------- without a cue

    def introduces(self, start: int, end: int) -> Tokens | None:
        """The subject of "Gill shrugged: “We go.”"."""
        while start < end and self.words[start].isspace():
            start += 1
        colon = next((i for i in range(start, end) if self.words[i] == ":" and self.inside[i] is None), end)
        if colon + 1 >= end or self.inside[colon + 1] is None:
            return None
        stop = phrase_after(self.words, start, colon)
        if stop is None or not (self.lower[start] in PRONOUNS or is_name(self.words[stop - 1])):
            return None
        return start, stop
