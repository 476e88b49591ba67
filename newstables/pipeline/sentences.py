"""Sentence boundaries by rule. News has few ways to end a sentence, and a parser trained elsewhere finds too many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from newstables.knowledge import load
from newstables.pipeline.worded import words_of
from newstables.records import CueKind

ENDS = {".", "!", "?", "…", "...", "?!", "!?", "!!", "??"}
CLOSING = {"”", "’", "»", ")", "]", "''"}
OPENING = {"“", "‘", "«", "(", "[", "``"}
STRAIGHT = {'"', "'"}  # opening or closing: closing where no space stands before it
TITLES = {
    *("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "Ste.", "Hon.", "Rev.", "Gen.", "Col.", "Lt.", "Maj.", "Capt."),
    *("Cmdr.", "Sgt.", "Cpl.", "Insp.", "Supt.", "Sen.", "Rep.", "Gov.", "No.", "vs.", "Messrs."),
}
NUMBERED = {"No", "Nos"}  # "No. 1"
NEAR = 5  # words within which the verb of "?” Colm Featherstone asked" stands


class Sentences:
    """Component: sets every token's sentence start."""

    def __init__(self, speech: frozenset[str], functional: frozenset[str]) -> None:
        self.speech = speech  # forms of reporting verbs
        self.functional = functional  # words that open a sentence and no name: "The", "He", "In"

    def __call__(self, doc: Doc) -> Doc:
        """Set the sentence starts and return the Doc."""
        flags = np.full(len(doc), -1, dtype=np.int64)
        flags[list(self.starts(doc))] = 1
        # All at once: Token.is_sent_start looks through the whole Doc each time that it is set.
        column: Any = flags.astype(np.uint64)
        return doc.from_array(["SENT_START"], column)

    def starts(self, doc: Doc) -> Iterator[int]:
        """The tokens at which a sentence starts, in order."""
        words = words_of(doc)
        if words:
            yield 0
        for i, word in enumerate(words[:-1]):
            # CASE 1: a line ends. The white space belongs to what stands before it.
            if "\n" in word and word.isspace():
                yield i + 1
            # CASE 2: an end mark, or an abbreviation that may be the last word as well.
            elif word in ENDS or (word[-1] == "." and len(word) > 1 and word not in TITLES):
                following = self._after_marks(doc, words, i + 1)
                if following < len(words) and self._opens(words, i, following):
                    yield following

    def _after_marks(self, doc: Doc, words: list[str], i: int) -> int:
        """The first token after closing marks, notes, further end marks and blanks (not new lines)."""
        while i < len(words):
            word = words[i]
            if word == "[" and words[i + 2 : i + 3] == ["]"] and words[i + 1].isdigit():  # the number of a note
                i += 3
                continue
            closes = word in CLOSING or word in ENDS or (word in STRAIGHT and not doc[i - 1].whitespace_)
            if not closes and not (word.isspace() and "\n" not in word):
                break
            i += 1
        return i

    def _opens(self, words: list[str], end: int, i: int) -> bool:
        """Whether the token ``i`` may open a sentence after the end mark ``end``."""
        word = words[i]
        if word[0].isdigit() and end > 0 and words[end - 1] in NUMBERED and i == end + 1:
            return False
        marked = any(mark in CLOSING or mark in STRAIGHT for mark in words[end + 1 : i])
        # "U.S. officials", "Oct. 31", "Inc. said" go on; "in the U.S. The two" does not.
        if words[end] not in ENDS and not marked:
            return word.istitle() and word.lower() in self.functional
        # "“Why?” Featherstone asked" goes on: a verb of speech follows the name.
        if marked and words[end] not in (".", "…", "...") and self._attributes(words, i):
            return False
        return word[0].isupper() or word[0].isdigit() or word in OPENING or word in STRAIGHT or word[0] in "$—–•*"

    def _attributes(self, words: list[str], i: int) -> bool:
        for word in words[i : i + NEAR]:
            if word.lower() in self.speech:
                return True
            if not word[0].isupper():
                return False
        return False


@Language.factory("newstables_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Make the component from the cues of the knowledge base and the language's function words."""
    speech = {form for cue in load().cues if cue.kind is CueKind.SPEECH for form in cue.forms}
    return Sentences(speech=frozenset(speech), functional=frozenset(nlp.Defaults.stop_words))
