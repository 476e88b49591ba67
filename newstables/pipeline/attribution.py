"""Attributions: a verb of speech or stance with the words that name its speaker, found by rule in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from newstables.pipeline.phrases import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    JOINERS,
    MODALS,
    NEGATIONS,
    POSSESSIVE_MARKS,
    PREPOSITIONS,
    PRONOUNS,
    is_name,
    core_before,
    phrase_after,
    phrase_before,
    skip_adverbs,
)
from newstables.records import Cue, CueKind

Tokens = tuple[int, int]  # half-open

# Verbs with an addressee before what is told.
ADDRESSED = frozenset("tell ask urge remind assure inform notify warn advise reassure instruct order caution".split())
PLURAL = frozenset("they we i you who people police many some most others all both".split())
SINGULAR = frozenset("he she it this that".split())
PARTIES = frozenset({",", ";", ":", "(", ")", "—", "–", "―", "-", "...", "…"})
NOMINAL = frozenset("claims notes reports plans calls demands estimates fears hopes offers orders posts projects promises "
                    "questions reports rules shows signals states texts tweets views views wishes worries doubts charges "
                    "answers concerns forecasts labels requests supports reads responses".split())
NOT_SUBJECT = frozenset("there here asked".split())
LONGEST_SUBJECT = 24  # tokens, relative clause and apposition included


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its source; ``start`` to ``end`` is what the attribution takes of the sentence. Offsets are tokens."""

    lemma: str
    form: str
    kind: CueKind
    cue: Tokens
    source: Tokens | None
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


class Finder:
    """Finds the attributions of a sentence. ``words`` are those of the whole text, ``quoted`` flags those between marks."""

    def __init__(self, lexicon: CueLexicon, words: Sequence[str], quoted: Sequence[bool]) -> None:
        self.lexicon = lexicon
        self.words = words
        self.lower = [word.lower() for word in words]
        self.quoted = quoted

    def find(self, start: int, end: int) -> list[Attribution]:
        """The attributions among the unquoted tokens from ``start`` to ``end``, in order."""
        found: list[Attribution] = []
        low, i = start, start
        while i < end:
            if self.quoted[i]:
                low = i + 1
            elif match := self.lexicon.at(self.lower, i):
                cue, after = match
                attribution = self._read(cue, (i, after), (start, low, end), found)
                if attribution:
                    found.append(attribution)
                i = after
                continue
            i += 1
        return found

    def _read(self, cue: Cue, at: Tokens, bounds: tuple[int, int, int], found: list[Attribution]) -> Attribution | None:
        start, low, end = bounds
        i, after = at
        form = " ".join(self.lower[i:after])

        def make(source: Tokens | None, first: int, last: int, *, shared: bool = False, inverted: bool = False) -> Attribution:
            return Attribution(cue.lemma, form, cue.kind, at, source, first, last, shared, inverted)

        # CASE 1: "according to X".
        if form.endswith((" to", " of")) and cue.lemma == form:
            stop = phrase_after(self.words, after, end)
            return make((after, stop), i, stop) if stop else None
        k = skip_adverbs(self.words, i, low)
        skipped = set(self.lower[k:i])
        before = self.lower[k - 1] if k > low else ""
        if before in NEGATIONS or before in MODALS or NEGATIONS & skipped or self.lower[i - 1 : i] == ["to"]:
            return None
        doing = form.split()[0].endswith("ing")
        if not doing and skipped & BE and not skipped & {"has", "have", "had"} or "been" in skipped and not doing:
            return None  # "was told", "has been asked": the speaker is not the subject
        # CASE 2: ", saying …" speaks for the subject of its sentence.
        if doing and k > low and before in BE:
            k -= 1  # "he’s claiming"
        elif doing and not skipped & BE:
            if i == start or not (before in {",", "and", "by", "statement"} or self._speech_follows(after, end)):
                return None
            source = found[-1].source if found else self._sentence_subject(start, i)
            return make(source, i, after, shared=True) if source else None
        # CASE 3: "“…,” said Carney", "…, said its president, Hilary Sandoval-Chen".
        inverts = k == i and (k == low or before in PARTIES)
        apposed = self._subject_with_apposition(k - 1, start, low) if before == "," else None
        stop = phrase_after(self.words, after, end) if inverts else None
        named = stop is not None and is_name(self.words[stop - 1]) and cue.lemma not in ADDRESSED
        if stop and (named or not apposed) and self._is_source_after(after, stop, end):
            stop = self._with_name(after, stop, end)
            return make((after, stop), i, stop, inverted=True)
        # CASE 4: "X said", "X, a professor at Y, said", "X, who was there, said".
        if k > low:
            subject = apposed or self._subject_before(k, start, low)
            if subject and self._agrees(subject, form, cue):
                return make(subject, subject[0], after)
            # CASE 5: "X said A and warned B".
            if before in {"and", "but", ","} and found and found[-1].source and form != cue.lemma:
                return make(found[-1].source, k - 1, after, shared=True)
        return None

    def _speech_follows(self, i: int, end: int) -> bool:
        """Whether "that" or a quotation stands right after a verb."""
        while i < end and self.words[i] in {",", ":"}:
            i += 1
        return i < end and (self.lower[i] == "that" or self.quoted[i])

    def _is_source_after(self, start: int, stop: int, end: int) -> bool:
        following = self.lower[stop] if stop < end else "."
        if self.lower[start] in DAYS or self.lower[start] in {"that", "this"} or self.lower[start] in {"who"}:
            return False
        if is_name(self.words[stop - 1]) and any(is_name(word) for word in self.words[start:stop]):
            return self.words[start].lower() not in {"i"} or stop - start > 1
        common = self.lower[start] in DETERMINERS or self.lower[start] in PRONOUNS or self.lower[stop - 1].endswith("s")
        return common and (following in {".", "?", "!", ",", ";", "who"} or self.quoted[min(stop, end - 1)])

    def _with_name(self, start: int, stop: int, end: int) -> int:
        """The end of "its president, Hilary Sandoval-Chen" where ``stop`` is that of "its president"."""
        if is_name(self.words[stop - 1]) or stop + 1 >= end or self.words[stop] != ",":
            return stop
        if self.lower[start] in PRONOUNS or not is_name(self.words[stop + 1]):
            return stop
        name_end = phrase_after(self.words, stop + 1, end)
        return name_end if name_end and is_name(self.words[name_end - 1]) else stop

    def _subject_before(self, k: int, start: int, low: int) -> Tokens | None:
        if self.words[k - 1] == ")":  # "Claire McCaskill (D-Mo.) | said"
            k = next((i for i in range(k - 2, max(low, k - 8), -1) if self.words[i] == "("), k)
        last = self.words[k - 1]
        if last == ",":
            return self._subject_with_apposition(k - 1, start, low)
        first = phrase_before(self.words, k, max(low, k - LONGEST_SUBJECT))
        if first is None:
            return None
        if self.lower[first] == "who":
            close = first - 1 if first - 1 > low and self.words[first - 1] == "," else first
            antecedent = core_before(self.words, close, max(low, close - LONGEST_SUBJECT))
            return (antecedent, close) if antecedent is not None else None
        return (first, k) if self._opens(first, k, start, low) else None

    def _subject_with_apposition(self, close: int, start: int, low: int) -> Tokens | None:
        """"Peng, a researcher in Wuhan, | argued": the comma that opens the apposition is the nearest that fits."""
        for comma in range(close - 1, max(low, close - LONGEST_SUBJECT), -1):
            if self.words[comma] != "," or self.quoted[comma]:
                continue
            opening = self.lower[comma + 1]
            first = phrase_before(self.words, comma, max(low, comma - LONGEST_SUBJECT))
            if first is None or not self._opens(first, comma, start, low):
                continue
            name = is_name(self.words[comma - 1])
            if not name and self.lower[first] in DETERMINERS and is_name(self.words[close - 1]) and is_name(self.words[comma + 1]):
                return first, close  # "his colleague, Trade Minister Josée Pelletier-Vance, | has promised"
            if opening in DETERMINERS or opening in {"who", "which", "whose", "one", "formerly", "now", "himself", "herself"}:
                return first, comma
            if name and (opening.isdigit() or self.lower[close - 1] in {"minister", "president", "chief"} or _titled(self.words[comma + 1 : close])):
                return first, comma
        return None

    def _opens(self, first: int, end: int, start: int, low: int) -> bool:
        """Whether a noun phrase that starts at ``first`` can be the subject of what follows it."""
        word = self.words[first]
        if self.lower[first] in NOT_SUBJECT or self.lower[end - 1] in DAYS:
            return False
        at_start = first <= low
        before = "" if at_start else self.lower[first - 1]
        boundary = (
            at_start or before in PARTIES or before in CONJUNCTIONS or self.quoted[first - 1] or before in DAYS or before in ADVERBS
            or before.isspace() or before.endswith("ly")
        )
        if self.lower[first] in PRONOUNS:
            return True
        if not boundary and first - low > 4 + (self.lower[low] in PREPOSITIONS):
            return False
        if not boundary and before in PREPOSITIONS:
            return False
        if word.islower() and self.lower[first] not in DETERMINERS:
            head = self.lower[end - 1]
            return is_name(self.words[end - 1]) or head.endswith("s") or head in PLURAL or end - first > 2
        return True

    def _agrees(self, subject: Tokens, form: str, cue: Cue) -> bool:
        last = self.lower[subject[1] - 1]
        plain = form.split()[0]
        if plain == cue.lemma.split()[0] and not _also_past(cue, plain):
            return last in PLURAL or last.endswith("s") or "and" in self.lower[subject[0] : subject[1]]
        if plain in NOMINAL:
            return last in SINGULAR or is_name(self.words[subject[1] - 1]) or self.lower[subject[0]] in DETERMINERS
        return True

    def _sentence_subject(self, start: int, before: int) -> Tokens | None:
        """The name or pronoun that the sentence opens with."""
        while start < before and self.words[start].isspace():
            start += 1
        stop = phrase_after(self.words, start, before)
        if stop is None or not (self.lower[start] in PRONOUNS or is_name(self.words[stop - 1])):
            return None
        return start, stop


def _also_past(cue: Cue, form: str) -> bool:
    """Whether the base form is a past form too: "read", "forecast", "put it"."""
    return form in {"read", "forecast", "put", "hit", "according", "in"}


def _titled(words: Sequence[str]) -> bool:
    return any(word.lower() in {"minister", "president", "director", "professor", "analyst", "economist", "spokesperson"} for word in words)


__all__ = ["Attribution", "CueLexicon", "Finder", "JOINERS", "POSSESSIVE_MARKS"]
_ = (Callable, Iterator)
