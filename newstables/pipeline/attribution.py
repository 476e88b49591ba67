"""Attributions: a verb of speech or stance with the words that name its speaker, found by rule in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newstables.pipeline.function_words import (
    BE,
    DAYS,
    DETERMINERS,
    HAVE,
    MODALS,
    NEGATIONS,
    PRONOUNS,
    UNNAMED,
    vocabulary,
)
from newstables.pipeline.phrases import is_name, phrase_after, skip_adverbs
from newstables.pipeline.subjects import Subjects, Tokens
from newstables.records import Cue, CueKind

# Verbs with an addressee before what is told.
ADDRESSED = vocabulary("tell ask urge remind assure inform notify warn advise reassure instruct order caution") | {
    "call on",
    "call upon",
}
# Forms that are nouns as often as verbs.
NOMINAL = vocabulary(
    """
    claims notes reports plans calls demands estimates fears hopes offers orders posts projects promises questions rules
    shows signals states texts tweets views wishes worries doubts charges answers concerns forecasts labels requests
    supports reads responses
    """
)
# Base forms that are past forms too.
PAST_TOO = vocabulary("read forecast put hit")
PLURAL = vocabulary("they we i you who people police many some most others all both")
SINGULAR = vocabulary("he she it this that")
BREAKS = frozenset({",", ";", ":", "(", ")", "—", "–", "―", "-", "...", "…"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its source; ``start`` to ``end`` is what both take of the sentence. Offsets are tokens."""

    lemma: str
    kind: CueKind
    cue: Tokens
    source: Tokens
    start: int
    end: int
    shared: bool = False  # the source is that of an earlier cue
    inverted: bool = False  # "said Carney"


class CueLexicon:
    """The cues of the knowledge base by their first word."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self.by_word: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        for cue in cues:
            for form in cue.forms:
                words = tuple(form.lower().split())
                self.by_word.setdefault(words[0], []).append((words, cue))
        for forms in self.by_word.values():
            forms.sort(key=lambda entry: -len(entry[0]))

    def at(self, lower: Sequence[str], i: int) -> tuple[Cue, int] | None:
        """The longest cue that starts at token ``i``, with its end."""
        for words, cue in self.by_word.get(lower[i], ()):
            if tuple(lower[i : i + len(words)]) == words:
                return cue, i + len(words)
        return None


@dataclass(frozen=True, slots=True)
class _Verb:
    """A cue in its sentence."""

    cue: Cue
    start: int
    end: int
    first: int  # where its adverbs and auxiliaries begin
    low: int  # where the unquoted stretch begins that it stands in
    unit: Tokens
    doing: bool  # "saying", without "is"


class Finder:
    """Finds the attributions of a text: ``words`` are its tokens, ``quoted`` flags those between marks."""

    def __init__(self, lexicon: CueLexicon, words: Sequence[str], quoted: Sequence[bool]) -> None:
        self.lexicon = lexicon
        self.words = words
        self.lower = [word.lower() for word in words]
        self.quoted = quoted
        self.subjects = Subjects(words, self.lower, quoted)

    def find(self, start: int, end: int) -> list[Attribution]:
        """The attributions among the unquoted tokens from ``start`` to ``end``, in order."""
        found: list[Attribution] = []
        low = i = start
        while i < end:
            match = None if self.quoted[i] else self.lexicon.at(self.lower, i)
            if self.quoted[i]:
                low = i + 1
            if match is None:
                i += 1
                continue
            cue, after = match
            if attribution := self._read(cue, (i, after), low, (start, end), found):
                found.append(attribution)
            i = after
        return found

    def _read(self, cue: Cue, at: Tokens, low: int, unit: Tokens, found: Sequence[Attribution]) -> Attribution | None:
        i, after = at
        if self.lower[after : after + len(UNNAMED)] == UNNAMED:
            return None
        form = " ".join(self.lower[i:after])
        # CASE 1: "according to X", "in the words of X": no verb.
        if cue.lemma == form and form.endswith((" to", " of")):
            stop = phrase_after(self.words, after, unit[1])
            return Attribution(cue.lemma, cue.kind, (i, after), (after, stop), i, stop) if stop else None
        verb = self._verb(cue, i, after, low, unit)
        if verb is None:
            return None
        # CASE 2: ", saying …" speaks for the subject of its sentence.
        if verb.doing:
            return self._participle(verb, found)
        # CASE 3: "“…,” said Carney". CASE 4: "X said". CASE 5: "X said A and warned B".
        return self._inverted(verb) or self._plain(verb) or self._coordinated(verb, found)

    def _verb(self, cue: Cue, i: int, after: int, low: int, unit: Tokens) -> _Verb | None:
        """The verb with its auxiliaries; None where it is denied, only possible, or passive."""
        first = skip_adverbs(self.words, i, low)
        between = set(self.lower[first:i])
        before = self.lower[first - 1] if first > low else ""
        if before in NEGATIONS | MODALS or between & NEGATIONS:
            return None
        doing = self.lower[i].endswith("ing")
        if not doing and between & BE and not (between & HAVE and "been" not in between):
            return None  # "was told": the subject is who was told
        if doing and before in BE:
            first, between = first - 1, between | {before}  # "he’s saying"
        return _Verb(cue, i, after, first, low, unit, doing and not between & BE)

    def _participle(self, verb: _Verb, found: Sequence[Attribution]) -> Attribution | None:
        if verb.start == verb.unit[0]:
            return None
        before = self.lower[verb.first - 1] if verb.first > verb.low else ""
        if before not in {",", "and", "by", "statement"} and not self._speech_follows(verb):
            return None
        source = found[-1].source if found else self.subjects.opening(verb.unit[0], verb.start)
        return self._shared(verb, source, verb.start) if source else None

    def _speech_follows(self, verb: _Verb) -> bool:
        """Whether "that" or a quotation stands right after a verb."""
        i = verb.end
        while i < verb.unit[1] and self.words[i] in {",", ":"}:
            i += 1
        return i < verb.unit[1] and (self.lower[i] == "that" or self.quoted[i])

    def _shared(self, verb: _Verb, source: Tokens, start: int) -> Attribution:
        return Attribution(verb.cue.lemma, verb.cue.kind, (verb.start, verb.end), source, start, verb.end, shared=True)

    def _inverted(self, verb: _Verb) -> Attribution | None:
        """“…,” said Carney; …, said its president, Hilary Sandoval-Chen."""
        if verb.first != verb.start or not (verb.start == verb.low or self.words[verb.start - 1] in BREAKS):
            return None
        high = verb.unit[1]
        stop = phrase_after(self.words, verb.end, high)
        if stop is None or self.lower[verb.end] in DAYS | {"that", "this", "who"}:
            return None
        # "Gill, who grows peas, told The Observer" and "…, says orders from China are down" are no inversions.
        opens = is_name(self.words[verb.end]) or self.lower[verb.end] in DETERMINERS
        apposed = self.subjects.apposed(verb.first, verb.low)
        named = is_name(self.words[stop - 1]) and not (apposed and (not opens or verb.cue.lemma in ADDRESSED))
        if not named and (apposed or not self._closed_common(verb.end, stop, high)):
            return None
        stop = self._with_name(verb.end, stop, high)
        source = verb.end, stop
        return Attribution(
            verb.cue.lemma, verb.cue.kind, (verb.start, verb.end), source, verb.start, stop, inverted=True
        )

    def _closed_common(self, start: int, stop: int, high: int) -> bool:
        """Whether "the minister" or "officials" closes its clause."""
        common = self.lower[start] in DETERMINERS | PRONOUNS or self.lower[stop - 1].endswith("s")
        closed = stop >= high or self.quoted[stop] or self.lower[stop] in {".", "?", "!", ",", ";", "who"}
        return common and closed

    def _with_name(self, start: int, stop: int, end: int) -> int:
        """The end of "its president, Hilary Sandoval-Chen" where ``stop`` is that of "its president"."""
        if is_name(self.words[stop - 1]) or self.lower[start] in PRONOUNS:
            return stop
        if stop + 1 >= end or self.words[stop] != "," or not is_name(self.words[stop + 1]):
            return stop
        name_end = phrase_after(self.words, stop + 1, end)
        return name_end if name_end and is_name(self.words[name_end - 1]) else stop

    def _plain(self, verb: _Verb) -> Attribution | None:
        if verb.first <= verb.low:
            return None
        subject = self.subjects.before(verb.first, verb.low)
        if subject is None or not self._agrees(subject, verb):
            return None
        return Attribution(verb.cue.lemma, verb.cue.kind, (verb.start, verb.end), subject, subject[0], verb.end)

    def _agrees(self, subject: Tokens, verb: _Verb) -> bool:
        """Whether a subject goes with the verb's form: "officials say", not "Carney say" nor "the plan calls"."""
        form, last = self.lower[verb.start], self.lower[subject[1] - 1]
        if form == verb.cue.lemma.split()[0] and form not in PAST_TOO:
            return last in PLURAL or last.endswith("s") or "and" in self.lower[subject[0] : subject[1]]
        if form in NOMINAL:
            return last in SINGULAR or is_name(self.words[subject[1] - 1]) or self.lower[subject[0]] in DETERMINERS
        return True

    def _coordinated(self, verb: _Verb, found: Sequence[Attribution]) -> Attribution | None:
        before = self.lower[verb.first - 1] if verb.first > verb.low else ""
        if before not in {"and", "but", ","} or not found or self.lower[verb.start] == verb.cue.lemma:
            return None
        return self._shared(verb, found[-1].source, verb.first - 1)
