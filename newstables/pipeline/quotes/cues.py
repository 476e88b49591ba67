"""What a cue is: a report of speech ("said") or of a stance ("wants"), by the verbs of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newstables.records import Cue, CueKind


@dataclass(frozen=True, slots=True)
class Verb:
    """The word of a cue that reports, without auxiliaries and adverbs; tokens ``start`` to ``end``."""

    start: int
    end: int
    kind: CueKind


class CueLexicon:
    """The cues of the knowledge base by their first word."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self.by_word: dict[str, list[tuple[tuple[str, ...], CueKind]]] = {}
        for cue in cues:
            for form in cue.forms:
                words = tuple(form.lower().split())
                self.by_word.setdefault(words[0], []).append((words, cue.kind))
        for forms in self.by_word.values():
            forms.sort(key=lambda entry: -len(entry[0]))

    def find(self, lower: Sequence[str], start: int, end: int) -> Verb | None:
        """The last known cue among tokens, of those that start at one word the longest; it may end behind them.

        The last: "said to want", "went on to say".
        """
        for i in range(end - 1, start - 1, -1):
            for words, kind in self.by_word.get(lower[i], ()):
                if tuple(lower[i : i + len(words)]) == words:
                    return Verb(i, i + len(words), kind)
        return None
