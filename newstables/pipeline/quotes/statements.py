"""From an attribution in tokens to a quote: what exactly was said, between marks or not, by which mention.

A direct quote is what stands between the marks; a mixed or indirect one is the reported clause without "that" and
without the sentence's own stop. The rules are those of ``evaluation/GUIDE.md``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from newstables.pipeline.found import Offsets, QuoteFound
from newstables.pipeline.function_words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    JOINERS,
    NEGATIONS,
    PREPOSITIONS,
    WH,
    vocabulary,
)
from newstables.pipeline.mentions import SHORT, is_headline
from newstables.pipeline.phrases import is_manner, is_name
from newstables.pipeline.quotation import Quotation
from newstables.pipeline.quotes.cues import CueLexicon, Verb
from newstables.pipeline.quotes.decode import MOST, Stretch
from newstables.pipeline.quotes.labels import Relation, runs
from newstables.pipeline.quotes.page import Mark, Page
from newstables.records import CueKind, QuoteKind

SPEECH_ENDS = (".", "!", "?", "…", ",", "—", "–")
SPEAKING = 4  # words: a quotation of so many is speech though no stop ends it
OWN_STOPS = frozenset({".", ",", ";", ":", "!", "?", "…", "–", "—", "-"})
PLAIN = vocabulary("say says said saying add adds added adding")  # nobody says a thing
SAYING = vocabulary("say comment discuss disclose reveal elaborate specify answer explain")
REFUSALS = vocabulary("declined declines refused refuses declining refusing")
REFUSING = 3  # tokens before a verb in which it is negated
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
RELATIVES = vocabulary("who which that when where whose")
SUBORDINATING = RELATIVES | vocabulary("after before since while until because if though although")
# What the reporter adds behind a reported clause: ", a day after …", ", a move that …", " — the first time …".
ADDED = re.compile(
    r"(?:, (?:just |only )?(?:(?:a|an|one|two|three|several|\w+) (?:hour|day|week|month|year)s? (?:after|before)"
    r"|an? (?:\w+ )?(?:move|step|decision|disclosure|development|claim|remark|statement|shift) (?:that|which))"
    r"| ?[—–] ?the (?:first|second|third|last|latest))\b"
)
# Verbs that give something a name; the name need not be a clause.
CALLING = ("call", "describ", "brand", "dub", "denounc", "label", "dismiss", "characteri", "slam", "blast")
WATCHED = vocabulary("seen spotted filmed pictured photographed")
# Verbs of acts that states do without a word; what they are done to is no belief.
ACTING = ("impos", "reimpos", "slap", "levi", "levy", "lift", "suspend", "repeal", "sign", "block", "bann", "launch")
ARTICLES = vocabulary("a an another")
CONVENED = vocabulary("meeting vote election strike hearing summit session conference inquiry referendum halt truce")
OBJECTS = vocabulary("him her them us me you")
TELLING = vocabulary("tell tells told telling")
DATELINE = re.compile(r"(?<![^\n])[A-Z][A-Z.,’' ]{2,40}(?:, [A-Z][\w.]+)? ?(?:\(\w+\) ?)?[—–-]{1,2} ")


Rate = Callable[[Relation, QuoteKind, CueKind], float]  # how sure an attribution is


class Statements:
    """Makes quotes of the attributions of a page."""

    def __init__(self, page: Page, lexicon: CueLexicon, rate: Rate) -> None:
        self.page = page
        self.lexicon = lexicon
        self.rate = rate
        self.lower = [word.lower() for word in page.words]
        self.headline = self._headlines()
        # The sentences with words outside of quotations.
        self.narrating = {page.sentence[i] for i in range(len(page)) if page.inside[i] is None and page.is_word(i)}

    def _headlines(self) -> list[bool]:
        flags: list[bool] = []
        for start, end in self.page.sentences():
            flags.extend([is_headline(self.page.words[start:end])] * (end - start))
        return flags

    def of(self, relations: Iterable[Relation], taken: Iterable[int] = ()) -> Iterator[QuoteFound]:
        """The quotes of attributions and of quotations without one; those that say nothing are left out.

        Args:
            relations: The attributions of the page.
            taken: Tokens that belong to other quotes.
        """
        claimed = set(self._places(taken))
        for relation in relations:
            if self.headline[min(relation.content)]:
                continue
            if (quote := self._quote(relation)) is not None:
                claimed.update(self._places(relation.content))
                yield quote
        yield from self._floating(claimed)

    def _quote(self, relation: Relation) -> QuoteFound | None:
        page = self.page
        words = [i for i in sorted(relation.content) if page.is_word(i)]
        if len(words) > 1 and self._is_that(words[0], relation):
            words = words[1:]
        quoted = [i for i in words if page.inside[i] is not None]
        if not words:
            return None
        direct = len(quoted) == len(words)
        kind = QuoteKind.DIRECT if direct else QuoteKind.MIXED if len(quoted) >= 2 else QuoteKind.INDIRECT
        spans = self._direct(relation.content) if direct else self._reported(relation)
        if not spans:
            return None
        if direct and not self._ends(spans) and self._is_term(words, sourced=bool(relation.source)):
            return None
        verb = self.lexicon.find(self.lower, min(relation.cue), max(relation.cue) + 1) if relation.cue else None
        cue = (verb.start, verb.end) if verb else self._bare(relation.cue)
        cue_kind = verb.kind if verb else CueKind.SPEECH if quoted or not relation.cue else CueKind.STANCE
        term = len(quoted) < SPEAKING or not verb or self._is_term(quoted, sourced=True)
        named = not direct and term and not self._is_clause(words, quoted, verb)
        if cue and not quoted and self._is_act(cue, words, unsaid=named and not verb):
            return None
        if named or (not quoted and cue and self._withheld(*cue, sourced=bool(relation.source))):
            cue_kind = CueKind.STANCE
        return QuoteFound(
            tuple(spans),
            kind,
            page.offsets(*cue) if cue else None,
            cue_kind,
            self._source(relation.source),
            score=self.rate(relation, kind, cue_kind),
        )

    def _is_term(self, words: Sequence[int], *, sourced: bool) -> bool:
        """Whether what stands between marks is a term or the title of a work: “The Low Price of Peas”."""
        texts = [self.page.words[i] for i in words]
        titled = len(texts) > 1 and all(text[0].isupper() or len(text) < SHORT for text in texts)
        return titled or (not sourced and len(texts) < SPEAKING)

    def _is_clause(self, words: Sequence[int], quoted: Sequence[int], verb: Verb | None) -> bool:
        """Whether something is said of something: not in "announced the deal", where no words are reported."""
        tags, lower = [self.page.tags[i] for i in words], [self.lower[i] for i in words]
        verbal = self.lower[verb.start] if verb else ""
        if verbal in PLAIN:
            return True
        if not any(tags) or verbal.startswith(CALLING):
            return lower[0] != "as" or len(quoted) > 1  # not "bids that growers describe as a joke"
        if "VB" in tags or lower[0] in WH | SUBORDINATING:
            return True
        finite = [n for n, tag in enumerate(tags) if tag in FINITE]
        subordinate = [n for n, word in enumerate(lower) if word in SUBORDINATING]
        # "prices fell after …", but not "the visit, when he was mayor"
        return len(finite) > len(subordinate) or bool(finite and finite[0] < subordinate[0])

    def _withheld(self, start: int, end: int, *, sourced: bool) -> bool:
        """Whether nothing is reported: "would not say whether", "Asked whether …,", "was told to leave"."""
        page = self.page
        low, _ = page.sentence_at(start)
        before = self.lower[max(low, start - REFUSING) : start]
        if self.lower[start].startswith("call") and self.lower[end : end + 1] == ["off"]:
            return True
        if not sourced and self.lower[start] == "told" and not BE.isdisjoint(before):
            return True
        asked = self.lower[start] == "asked" and (start == low or self.lower[start - 1] in {"when", "if", ","})
        return asked or (self.lower[start] in SAYING and not NEGATIONS.union(REFUSALS).isdisjoint(before))

    def _is_act(self, cue: Stretch, words: Sequence[int], *, unsaid: bool) -> bool:
        """Whether something is done, not said: "was seen dancing", "imposed a tariff", "called a vote", "called Ng"."""
        verb, content = self.lower[cue[0]], [self.lower[i] for i in words]
        watched = verb in WATCHED and any(word.endswith("ing") for word in self.lower[cue[1] : cue[1] + 1])
        convened = verb.startswith("call") and content[0] in ARTICLES and bool(CONVENED.intersection(content[1:3]))
        named_too = not ARTICLES.isdisjoint(content[1:])  # "called a vote a farce"
        named = (unsaid or verb.startswith("call")) and all(is_name(self.page.words[i]) for i in words)
        return watched or (unsaid and verb.startswith(ACTING)) or (convened and not named_too) or named

    def _ends(self, spans: Sequence[Offsets]) -> bool:
        return self.page.text[slice(*spans[-1])].rstrip("’”'\"").endswith(SPEECH_ENDS)

    def _bare(self, cue: set[int]) -> Stretch | None:
        """A cue without the auxiliaries and adverbs around its verb."""
        tokens = sorted(cue)
        if not tokens:
            return None
        start, end = tokens[0], tokens[-1] + 1
        while end - start > 1 and not self.page.is_word(end - 1):
            end -= 1
        while end - start > 1 and (self.lower[start] in ADVERBS | AUXILIARIES or is_manner(self.lower[start])):
            start += 1
        while end - start > 1 and (self.lower[end - 1] in ADVERBS or is_manner(self.lower[end - 1])):
            end -= 1
        return start, end

    # ------------------------------------------------------------------------------------------------- content

    def _direct(self, content: set[int]) -> list[Offsets]:
        """What stands between the marks of each quotation that has most of its words in the content."""
        page, spans = self.page, []
        for place in self._places(content):
            if self._has_most(content, place):
                spans.append(stripped(page.text, page.quotations[place]))
            else:
                inner = [i for i in content if page.inside[i] == place and page.marks[i] is Mark.INSIDE]
                spans.extend(page.offsets(*run) for run in runs(inner))
        return [span for span in spans if span]

    def _places(self, content: Iterable[int]) -> list[int]:
        """The quotations that a content touches, in order."""
        return sorted({place for i in content if (place := self.page.inside[i]) is not None})

    def _has_most(self, content: set[int], place: int) -> bool:
        """Whether a content has most of a quotation that it touches."""
        start, end = self.page.stretches[place]
        return sum(i in content for i in range(start, end)) >= MOST * (end - start)

    def _reported(self, relation: Relation) -> list[Offsets]:
        """The reported clause, in as many stretches as the attribution leaves of it."""
        page = self.page
        content = set(relation.content)
        for place in self._places(content):
            if self._has_most(content, place):
                content.update(set(range(*page.stretches[place])) - relation.cue - relation.source)
        stretches = [self._trimmed(*run, relation) for run in self._bridged(runs(content, page.paragraph), relation)]
        worded = [stretch for stretch in stretches if any(map(page.is_word, range(*stretch)))]
        telling = [(start, end) for start, end in worded if end - start > 1 or self.lower[start] not in RELATIVES]
        return [page.offsets(start, end) for start, end in telling]

    def _is_that(self, i: int, relation: Relation) -> bool:
        """Whether a token only opens the clause that a cue before it reports: not in "said that was enough"."""
        behind_cue = relation.cue and i > min(relation.cue)
        return bool(behind_cue) and self.lower[i] == "that" and AUXILIARIES.isdisjoint(self.lower[i + 1 : i + 2])

    def _bridged(self, stretches: Sequence[Stretch], relation: Relation) -> list[Stretch]:
        """Stretches with nothing but marks between them are one."""
        found: list[Stretch] = []
        outside = relation.cue | relation.source
        for start, end in stretches:
            between = range(found[-1][1], start) if found else range(0)
            joins = found and self.page.paragraph[found[-1][0]] == self.page.paragraph[start]
            if joins and not any(self.page.is_word(i) or i in outside for i in between):
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
        return found

    def _trimmed(self, start: int, end: int, relation: Relation) -> Stretch:
        """A clause without "that" before it and the stop or comma behind it."""
        page, lower = self.page, self.lower
        while start < end and not page.is_word(start) and page.marks[start] is Mark.OUTSIDE and lower[start] != "$":
            start += 1
        if match := DATELINE.match(page.text, page.starts[start]) if start < end else None:
            start = min(page.at(match.end()), end)
        if start + 1 < end and lower[start] in OBJECTS and lower[start + 1] not in {"to", "not"}:
            start += lower[start - 1] in TELLING  # "told him prices would fall", but "told him to sell"
        if end - start > 2 and self._is_that(start, relation):
            start += 1
            start += lower[start] == ","
        if relation.cue and max(relation.cue) < start < end:
            added = ADDED.search(page.text, page.starts[start], page.ends[end - 1])
            end = page.at(added.start()) if added and page.inside[page.at(added.start())] is None else end
        while end > start and page.words[end - 1] in OWN_STOPS and page.marks[end - 1] is Mark.OUTSIDE:
            end -= 1
        return start, end

    def _floating(self, claimed: set[int]) -> Iterator[QuoteFound]:
        """Quotations that no attribution has and that fill their sentences: speech without a cue."""
        page = self.page
        place = 0
        while place < len(page.quotations):
            chain = [place]
            while chain[-1] + 1 < len(page.quotations) and page.quotations[chain[-1] + 1].reopens:
                chain.append(chain[-1] + 1)
            place = chain[-1] + 1
            if claimed.isdisjoint(chain) and all(self._stands_alone(*page.stretches[one]) for one in chain):
                spans = [span for one in chain if (span := stripped(page.text, page.quotations[one]))]
                words = sum(page.quoted_words[one] for one in chain)
                if spans and words >= 2 and (words >= SPEAKING or self._ends(spans)):
                    said = Relation(content={i for one in chain for i in range(*page.stretches[one])})
                    score = self.rate(said, QuoteKind.DIRECT, CueKind.SPEECH)
                    yield QuoteFound(tuple(spans), QuoteKind.DIRECT, None, CueKind.SPEECH, None, score=score)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether nothing but quotations stands in the sentences of one, or it is led to: "As others put it, “B.”"."""
        page = self.page
        if start == end or self.headline[start]:
            return False
        words = [i for i in range(start, end) if page.is_word(i)]
        whole = len(words) >= SPEAKING and page.words[words[0]][0].isupper() and page.words[end - 2] in {".", "!", "?"}
        if whole and start and page.words[start - 1] in {",", ":"} and not self._is_term(words, sourced=True):
            return True
        return self.narrating.isdisjoint({page.sentence[start], page.sentence[end - 1]})

    # -------------------------------------------------------------------------------------------------- source

    def _source(self, source: set[int]) -> Offsets | None:
        """The mention nearest the cue: a name keeps nothing behind it, a description the name that it leads to."""
        if not source:
            return None
        words, start, end = self.page.words, min(source), max(source) + 1
        while start < end - 1 and not self.page.is_word(start):
            start += 1
        if self.lower[start] in PREPOSITIONS and "," in words[start : end - 1]:
            start = words.index(",", start) + 1  # "In Tianjin, Xia Pinghui"
        while start > 1 and words[start - 1] == "-" and self.page.ends[start - 1] == self.page.starts[start]:
            start -= 2  # "Duncan-Sam"
        behind = [word for word in words[start + 2 : end] if word not in JOINERS]
        if words[start + 1 : start + 2] == [","] and len(behind) > 1 and all(map(is_name, behind)):
            start += 2  # "In Lunenburg, N.S., Ferdinand Adjei-Blake said"
        end = self._without_marks(start, end)
        for i in range(start + 1, end - 1):
            leads_on = words[i] == "," and self._leads_on(start, i, end)
            if words[i] in {",", "(", "—", "–"} and is_name(words[i - 1]) and not leads_on:
                end = self._without_marks(start, i)
                break
        return self.page.offsets(start, end)

    def _without_marks(self, start: int, end: int) -> int:
        """The end of a mention without the marks behind it."""
        while end - 1 > start and not self.page.is_word(end - 1):
            end -= 1
        return end

    def _leads_on(self, start: int, comma: int, end: int) -> bool:
        """Whether a description ends at a comma that its bearer's name follows: "a professor, Jane Boulden"."""
        described = any(word.islower() for word in self.page.words[start:comma])
        return described and all(is_name(word) or word in JOINERS for word in self.page.words[comma + 1 : end])


def stripped(text: str, quotation: Quotation) -> Offsets | None:
    """What stands between the marks, without blanks; None where that is nothing."""
    start, end = quotation.inner_start, quotation.inner_end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
