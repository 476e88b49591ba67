"""Papers that speak: a readout, a statement, a report for whoever issued it, a letter for who wrote it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from newstables.pipeline.bodies import Bodies
from newstables.pipeline.function_words import DETERMINERS, POSSESSIVE_MARKS, vocabulary
from newstables.pipeline.people import People
from newstables.pipeline.speaker import UNRESOLVED, Speaker, of_person
from newstables.records import SpeakerKind

# Papers that speak for their issuer.
PAPERS = vocabulary(
    """
    readout statement filing report notice release communique communiqué study survey poll memo document
    documents figures data sign review audit ruling order backgrounder bulletin summary transcript advisory
    commentary paper briefing record records website page lawsuit petition brief affidavit editorial
    """
)
LETTERS = vocabulary("letter post tweet column essay book op-ed blog email message")  # by one author: that person
ISSUED = ("from", "by", "of")  # what leads to the issuer, the surest first
HEAD_ENDS = (
    vocabulary("of from for by in at on with to prepared published released posted issued signed obtained seen , –")
    | POSSESSIVE_MARKS
)


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of one Doc."""

    lower: Sequence[str]  # its words
    bodies: Bodies
    people: People
    written: Callable[[int, int], str]  # what stands between two tokens

    def speaking(self, start: int, end: int, body: Speaker) -> Speaker | None:
        """The paper that a mention names, as its issuer's; a letter is its author.

        Args:
            start: The mention's first token.
            end: The token behind it.
            body: The organization or paper that spoke last.

        Returns:
            Who speaks; None where the mention is no paper.
        """
        head = start
        while head + 1 < end and self.lower[head + 1] not in HEAD_ENDS:
            head += 1
        while head + 2 < end and self.lower[head + 1] in POSSESSIVE_MARKS:  # "the bank’s report"
            head += 2
            while head + 1 < end and self.lower[head + 1] not in HEAD_ENDS:
                head += 1
        if self.lower[head] not in PAPERS | LETTERS:
            return None
        issuer = self._issuer(start, end, head)
        if issuer.kind is SpeakerKind.PERSON:
            return issuer if self.lower[head] in LETTERS else UNRESOLVED
        if issuer.name:
            return replace(issuer, kind=SpeakerKind.DOCUMENT)
        if self.lower[start] in DETERMINERS - {"a", "an"}:
            # "the statement" of whoever made one
            alone = Speaker(self.written(start + 1, end), SpeakerKind.DOCUMENT)
            return replace(body, kind=SpeakerKind.DOCUMENT) if body.name else alone
        return Speaker(self.written(start, end), SpeakerKind.DOCUMENT)

    def _issuer(self, start: int, end: int, head: int) -> Speaker:
        for preposition in ISSUED:
            for i in range(head + 1, end - 1):
                if self.lower[i] == preposition and (preposition != "of" or i == head + 1):
                    found = self._issuer_at(i + 1, end)
                    if found.name and (preposition != "of" or found.kind is not SpeakerKind.PERSON):
                        return found
        own = head - (head > start and self.lower[head - 1] in POSSESSIVE_MARKS)
        return self._issuer_at(start, own)

    def _issuer_at(self, start: int, end: int) -> Speaker:
        if body := self.bodies.named(start, end):
            return body
        people = self.people.named(start, end)
        return of_person(people[0][2]) if people else self.bodies.city(start, end)
