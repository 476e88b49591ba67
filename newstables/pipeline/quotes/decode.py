"""From labels to attributions: which source and which content belong to which cue, and what quotation marks make sure.

A cue claims the parts that are labelled towards it. Where the tagger and the marks disagree, the marks are right: a
quotation belongs to one attribution as a whole, its inside attributes nothing of its own while a cue outside claims it,
and “B.” in “A,” X said. “B.” goes on with “A,”.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from newstables.pipeline.function_words import vocabulary
from newstables.pipeline.phrases import phrase_before
from newstables.pipeline.quotes.labels import Relation, spans
from newstables.pipeline.quotes.page import Mark, Page

Stretch = tuple[int, int]  # tokens, half-open

SAID = 5  # words: so long a quotation is speech; a shorter one may be a term
GOES_ON = 3  # words of a quotation that goes on with another
RESUMING = vocabulary("and but so because if unless though although")
COLON = 8  # tokens between a cue and the colon that ends its paragraph
REST = 6  # tokens
MOST = 0.5  # of a quotation, for all of it to belong to an attribution
BEFORE, BEHIND = 40, 25  # tokens around a quotation in which its cue stands
LOOSE = 0.3  # of a quotation that attributions may have though it is nobody's
LED_IN = 3  # words of its own sentence before a quotation that goes on with another one's attribution
GAP_BEFORE, GAP_BEHIND, GAP_LOOSE = 12, 4, 10  # words between a part and the rest of its attribution


def decode(page: Page, labels: Sequence[str]) -> list[Relation]:
    """The attributions of a page, in the order of their first tokens.

    Args:
        page: The text.
        labels: A label of ``labels.LABELS`` for each token.

    Returns:
        Attributions with content; cue and source may be empty. No token is content of two.
    """
    return _Decoder(page, labels).run()


class _Decoder:
    def __init__(self, page: Page, labels: Sequence[str]) -> None:
        self.page = page
        self.parts = list(spans(self._outermost(labels)))
        self.cues = [(start, end) for part, start, end in self.parts if part[0] == "Q"]
        self.starts, self.ends = [start for start, _ in self.cues], [end for _, end in self.cues]
        self.own = [part for part, _, _ in self.parts if part[0] == "Q"]
        self.found = [Relation(cue=set(range(start, end))) for start, end in self.cues]
        self.holder: list[int | None] = [None] * len(page)  # the place of the attribution that has a token as content
        self.role = [""] * len(page)
        for part, start, end in self.parts:
            self.role[start:end] = [part[0]] * (end - start)

    def run(self) -> list[Relation]:
        self._add_sources()
        self._add_unnamed()
        self._share_sources()
        for part, start, end in self.parts:
            if part[0] == "C":
                self._add_content(start, end, before=part.endswith(">"))
        self._set_off()
        self._resume()
        self._chain()
        self._fill()
        self._attach()
        self._join_paragraphs()
        for relation in self.found:
            self._trim(relation.content)
        return sorted((r for r in self.found if r.content), key=lambda relation: min(relation.content))

    # ------------------------------------------------------------------------------------------------- helpers

    def _words(self, tokens: Iterable[int]) -> int:
        return sum(self.page.is_word(i) for i in tokens)

    def _cue_before(self, at: int) -> int | None:
        """The place of the last cue that ends before a token."""
        return bisect_right(self.ends, at) - 1 if self.ends and self.ends[0] <= at else None

    def _cue_behind(self, at: int) -> int | None:
        """The place of the first cue that begins at a token or behind it."""
        place = bisect_left(self.starts, at)
        return place if place < len(self.cues) else None

    def _owner(self, stretch: Stretch) -> int | None:
        """The place of the attribution that has most of a stretch."""
        held = Counter(place for place in self.holder[slice(*stretch)] if place is not None).most_common(1)
        return held[0][0] if held and held[0][1] >= MOST * (stretch[1] - stretch[0]) else None

    def _give(self, place: int, tokens: Iterable[int]) -> None:
        """Make tokens content of one attribution and of no other."""
        for i in tokens:
            holder = self.holder[i]
            if holder is not None:
                self.found[holder].content.discard(i)
            self.holder[i] = place
            self.found[place].content.add(i)

    # --------------------------------------------------------------------------------------------------- steps

    def _outermost(self, labels: Sequence[str]) -> list[str]:
        """The labels; a quotation that a cue outside claims is content throughout."""
        page, result = self.page, list(labels)
        for place, (start, end) in enumerate(page.stretches):
            inner = {label[2] for label in labels[start:end] if label != "O"}
            if page.quoted_words[place] < SAID or not page.quotations[place].closed or inner.isdisjoint("QS"):
                continue
            sentences = {page.sentence[start], page.sentence[end - 1]}
            around = [*range(max(0, start - BEFORE), start), *range(end, min(len(page), end + BEHIND))]
            cues = [i for i in around if labels[i][2:3] == "Q" and page.sentence[i] in sentences]
            if not cues:
                continue
            nearest = min(cues, key=lambda i: min(abs(i - start), abs(i - end)))
            part = "C>" if nearest < start else "C<"
            goes_on = start > 0 and result[start - 1][2:] == part
            result[start:end] = [f"{'I' if goes_on else 'B'}-{part}", *[f"I-{part}"] * (end - start - 1)]
            if end < len(result) and result[end].startswith("I") and result[end][2:] != part:
                result[end] = f"B{result[end][1:]}"
        return result

    def _add_sources(self) -> None:
        """Each source goes to the nearest cue on its side, in its sentence if one is there."""
        sentence = self.page.sentence
        for part, start, end in self.parts:
            if part[0] != "S":
                continue
            before, behind = self._cue_before(start), self._cue_behind(end)
            sides = (before, behind) if part.endswith(">") else (behind, before)
            known = [n for n in sides if n is not None]
            near = [n for n in known if sentence[self.cues[n][0]] == sentence[start]]
            chosen = near[0] if near else sides[0]
            if chosen is None:
                continue
            relation = self.found[chosen]
            if not relation.source or self._distance(chosen, (start, end)) < self._distance(
                chosen, (min(relation.source), max(relation.source) + 1)
            ):
                relation.source = set(range(start, end))

    def _add_unnamed(self) -> None:
        """In "a crusher who asked not to be named said" the crusher speaks."""
        page = self.page
        for relation, start in zip(self.found, self.starts, strict=True):
            end = start - (start > 0 and page.words[start - 1] == ",")
            behind = end
            while end and page.silent[end - 1]:
                end -= 1
            if end < behind and not relation.source:
                end -= page.words[end - 1] == ","
                first = phrase_before(page.words, end, page.sentence_at(start)[0])
                relation.source = set() if first is None else set(range(first, end))

    def _distance(self, cue: int, stretch: Stretch) -> int:
        start, end = self.cues[cue]
        return min(abs(stretch[0] - end), abs(start - stretch[1]))

    def _share_sources(self) -> None:
        """A cue without a source of its own has that of its sentence's last one before, else of the first behind."""
        sentence = self.page.sentence
        owning: dict[int, list[int]] = {}  # sentence → the cues with a source
        for n, relation in enumerate(self.found):
            if relation.source:
                owning.setdefault(sentence[self.starts[n]], []).append(n)
        for n, relation in enumerate(self.found):
            if relation.source or self.own[n] == "Qn":
                continue
            near = owning.get(sentence[self.starts[n]], [])
            chosen = [other for other in near if other < n][-1:] or [other for other in near if other > n][:1]
            if chosen:
                relation.source = set(self.found[chosen[0]].source)

    def _add_content(self, start: int, end: int, *, before: bool) -> None:
        """Give a stretch to its cue, unless that is too far; what is neither quoted nor near the cue is cut off."""
        place = self._cue_before(start) if before else self._cue_behind(end)
        if place is None:
            return
        page, cue, relation = self.page, self.cues[place], self.found[place]
        if before and page.inside[start] is None:
            start = self._without_rest(start, end, broken=any(page.inside[i] is not None for i in relation.content))
        near = page.sentence[cue[0]] in (page.sentence[start], page.sentence[end - 1])
        if not near and not (self._reaches_back if before else self._reaches_on)(relation, cue, start, end):
            return
        quoted = page.marks[start] in (Mark.INSIDE, Mark.OPENING) or page.marks[end - 1] in (Mark.INSIDE, Mark.CLOSING)
        if before and not quoted and relation.content:
            behind = [i for i in relation.content if i > cue[1]]
            inside = any(page.inside[i] is not None for i in relation.content if i < cue[0])
            if inside and not behind:
                return  # “A,” X said, smiling.
        self._give(place, self._clipped(start, end, cue, before=before))

    def _without_rest(self, start: int, end: int, *, broken: bool) -> int:
        """Where a stretch begins that has words of the attribution before its first quotation.

        Those of a sentence before, "Sask. “Hail is …”"; and where a quotation is ``broken`` by its attribution, what
        stands before the comma: "“Prices,” Quill said of the auction, “will fall.”".
        """
        page = self.page
        opening = next((i for i in range(start, min(end, start + REST)) if page.marks[i] is Mark.OPENING), start)
        if not opening:
            return start
        goes_on = broken and page.words[opening - 1] == ","
        return opening if goes_on or page.sentence[opening] != page.sentence[opening - 1] else start

    def _reaches_back(self, relation: Relation, cue: Stretch, start: int, end: int) -> bool:
        page, last = self.page, max(relation.every())
        gap = self._words(range(last + 1, start))
        if self._is_led_to(start, last) or self._is_put(relation):
            return False
        sentences = set(page.sentence[last : start + 1])
        quoted = page.inside[start] is not None or page.inside[end - 1] is not None
        return (
            quoted and page.paragraph[start] - page.paragraph[last] <= 1 and gap <= GAP_BEFORE and len(sentences) <= 2
        )

    def _is_led_to(self, start: int, last: int) -> bool:
        """Whether its own sentence leads to a quotation: "I’d say two. As others put it, “B.”"; not "And “B.”"."""
        return self._words(range(max(last + 1, self.page.sentence_at(start)[0]), start)) > LED_IN

    def _is_put(self, relation: Relation) -> bool:
        """Whether a question is put, which nobody goes on with: "Asked if she agreed, Quill laughed. “B.”"."""
        first = min(relation.cue)
        opens = first == self.page.sentence_at(first)[0]
        return opens and not relation.source and self.page.words[first].lower() == "asked"

    def _reaches_on(self, relation: Relation, cue: Stretch, start: int, end: int) -> bool:
        page = self.page
        gap = self._words(i for i in range(end, cue[0]) if self.role[i] != "S")
        return gap <= GAP_BEHIND and page.paragraph[cue[0]] - page.paragraph[end - 1] <= 1

    def _clipped(self, start: int, end: int, cue: Stretch, *, before: bool) -> range:
        """The stretch without its sentences that are neither the cue's nor quoted, on the side away from the cue."""
        sentence, inside = self.page.sentence, self.page.inside

        def kept(number: int) -> bool:
            tokens = (i for i in range(start, end) if sentence[i] == number)
            return number == sentence[cue[0]] or any(inside[i] is not None for i in tokens)

        numbers = sorted(set(sentence[start:end]))
        if before:
            last = next((number for number in numbers[1:] if not kept(number)), None)
            return range(start, end if last is None else sentence.index(last, start))
        first = next((number for number in reversed(numbers[:-1]) if not kept(number)), None)
        return range(start if first is None else sentence.index(first + 1, start), end)

    def _set_off(self) -> None:
        """X added: – and what was said is a paragraph of its own, without marks."""
        page = self.page
        paragraphs = page.paragraphs()
        for (first, end), (start, stop) in pairwise(paragraphs):
            cue = self._cue_before(end)
            if page.words[end - 1] != ":" or cue is None or not first <= self.starts[cue] >= end - COLON:
                continue
            announced = self.ends[cue] == end - 1 or cue in self.holder[start:stop]
            if announced and all(place is None for place in page.inside[start:stop]):
                self._give(cue, range(start, stop))

    def _resume(self) -> None:
        """Prices fell, X said, but nobody bought: a clause that goes on behind the attribution is said as well."""
        page = self.page
        for n, relation in enumerate(self.found):
            outside = relation.cue | relation.source
            if not relation.content or not relation.source or max(relation.content) > min(outside):
                continue
            comma, end = max(outside) + 1, page.sentence_at(self.starts[n])[1]
            clause = range(comma + 1, end)
            joined = len(clause) > 2 and page.words[comma] == "," and page.words[comma + 1] in RESUMING
            near = max(relation.content) == min(outside) - 2
            plain = all(page.inside[i] is None for i in (max(relation.content), *clause))
            if joined and near and plain and not any(self.role[i] for i in clause):
                self._give(n, clause)

    def _chain(self) -> None:
        """“A,” X said. “B.”: B goes on with A, where nothing in its sentences attributes it."""
        page = self.page
        attributed = {page.sentence[start] for start in self.starts if page.inside[start] is None}
        for place in range(1, len(page.stretches)):
            (first, stop), (start, end) = page.stretches[place - 1 : place + 1]
            if min(page.quoted_words[place - 1 : place + 1]) < GOES_ON:
                continue
            near = (
                page.paragraph[first] == page.paragraph[start] and page.sentence[stop - 1] == page.sentence[start - 1]
            )
            fresh = page.sentence[start - 1] != page.sentence[start]
            if not near or not fresh or not attributed.isdisjoint({page.sentence[start], page.sentence[end - 1]}):
                continue
            owner = self._owner((first, stop))
            if owner is None:
                continue
            between = bisect_left(self.starts, stop) < bisect_left(self.starts, start)
            if between or page.sentence[self.starts[owner]] == page.sentence[first]:
                self._give(owner, range(start, end))

    def _fill(self) -> None:
        """A quotation of which an attribution has most is its own altogether, but for what others have of it."""
        for place, (start, end) in enumerate(self.page.stretches):
            if self.page.quoted_words[place] >= SAID and (owner := self._owner((start, end))) is not None:
                free = (i for i in range(start, end) if self.holder[i] is None and self.role[i] not in {"Q", "S"})
                self._give(owner, list(free))

    def _attach(self) -> None:
        """A quotation that nothing attributes, right behind an attribution, goes on with it."""
        page = self.page
        belongs = list(self.holder)
        for n, relation in enumerate(self.found):
            for i in relation.cue | relation.source if relation.content else ():
                belongs[i] = n
        for place, (start, end) in enumerate(page.stretches):
            held = sum(holder is not None for holder in self.holder[start:end])
            if page.quoted_words[place] < SAID or held > LOOSE * (end - start):
                continue
            last = next((i for i in range(start - 1, max(start - BEFORE, -1), -1) if belongs[i] is not None), None)
            if last is None:
                continue
            owner, gap = belongs[last], self._words(range(last + 1, start))
            near = page.paragraph[start] == page.paragraph[last] and page.sentence[start] - page.sentence[last] <= 1
            aside = owner is not None and (self._is_led_to(start, last) or self._is_put(self.found[owner]))
            near = near and (page.sentence[start] == page.sentence[last] or not aside)
            next_one = page.paragraph[start] == page.paragraph[last] + 1 and not gap
            if owner is not None and (
                (near and gap <= GAP_LOOSE)
                or (next_one and any(page.inside[i] is not None for i in self.found[owner].content))
            ):
                self._give(owner, range(start, end))
                belongs[start:end] = [owner] * (end - start)

    def _join_paragraphs(self) -> None:
        """Paragraphs that re-open one another are one quotation."""
        page = self.page
        for place in range(1, len(page.stretches)):
            if page.quotations[place].reopens:
                before, here = self._owner(page.stretches[place - 1]), self._owner(page.stretches[place])
                if before is not None and here is None:
                    self._give(before, range(*page.stretches[place]))
                elif before is None and here is not None:
                    self._give(here, range(*page.stretches[place - 1]))

    def _trim(self, content: set[int]) -> None:
        """Take off commas and the like at either end."""
        words = self.page.words
        while len(content) > 1 and words[max(content)] in {",", ";", ":"}:
            content.discard(max(content))
        while len(content) > 1 and words[min(content)] in {",", ";", ":", "."}:
            content.discard(min(content))
