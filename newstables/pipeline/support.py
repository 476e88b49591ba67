"""Which of the forms found in an article are mentions.

A strong form is one unless it is part of another name, a weak form only with support, and a form that fits two actors
equally well is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from newstables.pipeline.lexicon import Entry, Hit
from newstables.pipeline.mentions import headlines
from newstables.pipeline.offices import Office
from newstables.pipeline.worded import words_of
from newstables.pipeline.words import NameWords
from newstables.records import SIDE_CODES, EntityKind, Side

POSSESSIVE = {"'s", "’s", "'", "’"}
HYPHENS = {"-", "–"}
BEFORE_MONTH = {
    "in",
    "since",
    "by",
    "until",
    "last",
    "this",
    "next",
    "of",
    "from",
    "to",
    "early",
    "late",
    "mid",
    "before",
}
FORMER = {"former", "then", "ex", "late", "ex-", "then-"}
HOME = SIDE_CODES.keys()  # sides that are one country
HOMELANDS = {"canada", "china", "united-states"}  # their place_ids
IN_OFFICES = {"Secretary", "Minister"}
CABINET = {"secretary", "minister"}  # what every country has, and provinces
JUNIOR = {"Jr.", "Jr", "Sr.", "Sr"}
LONGEST_OFFICE = 4  # words
LOCATING = {"in", "at", "near", "outside", "around", "of", "to", "from", "for", "through", "via", "past"}
APPOSED = {",", "'s", "’s"}  # "Brookfield, the company": what a firm has behind its name


@dataclass(slots=True)
class Context:
    """One article while its forms are weighed."""

    doc: Doc
    hits: list[Hit]
    offices: Mapping[str, list[Office]]
    lists: NameWords
    functional: frozenset[str]  # lower-case function words
    words: list[str] = field(init=False)
    in_headline: list[bool] = field(init=False)
    known: set[int] = field(init=False)  # tokens under a strong form
    regions: set[int] = field(init=False)  # first tokens of places
    placed: set[str] = field(init=False)  # names of which the article says where they are: "Brookfield, N.S."
    longer: set[tuple[int, int]] = field(init=False)  # forms that a recogniser has as the beginning of a person

    def __post_init__(self) -> None:
        self.words = words_of(self.doc)
        self.in_headline = headlines(self.doc)
        places = (EntityKind.PLACE,)
        self.regions = {hit.start for hit in self.hits if hit.entry.kind in places and hit.entry.strong}
        self.placed = {self.words[hit.start] for hit in self.hits if self._is_address(hit)}
        people = {ent.start: ent.end for ent in self.doc.ents if ent.label_ == EntityKind.PERSON.value}
        self.longer = {(hit.start, hit.end) for hit in self.hits if people.get(hit.start, 0) > hit.end}
        self.hits = [hit for hit in self.hits if not self._is_other(hit)]
        self.known = {i for hit in self.hits if hit.entry.strong for i in range(hit.start, hit.end)}

    def _is_other(self, hit: Hit) -> bool:
        """Whether a form is plainly something else than its entry."""
        after = self.words[hit.end] if hit.end < len(self.words) else ""
        if hit.entry.kind is EntityKind.ORGANIZATION and after in IN_OFFICES:
            return True  # "U.S. Treasury Secretary"
        if hit.entry.kind is EntityKind.PERSON and after in JUNIOR:
            return True
        if self.words[hit.start] in self.placed and hit.end - hit.start == 1 and not self._is_place(hit):
            return self._is_address(hit) or (hit.entry.kind is EntityKind.ORGANIZATION and after not in APPOSED)
        return hit.entry.shouted and not self.in_headline[hit.start]

    def _is_place(self, hit: Hit) -> bool:
        return hit.entry.kind in (EntityKind.PLACE, EntityKind.GROUP)

    def _is_address(self, hit: Hit) -> bool:
        """Whether a name is that of a town with its region behind it: "in Brookfield, N.S.", "to Houston, Texas"."""
        if self._is_place(hit) or self.words[hit.end : hit.end + 1] != [","] or hit.end + 1 not in self.regions:
            return False
        before = self.words[hit.start - 1] if hit.start else "\n"
        return before.lower() in LOCATING or "\n" in before

    def linked(self) -> Iterator[Hit]:
        """The hits that are mentions; those of different lengths may still overlap."""
        meanings: dict[tuple[int, int], list[Hit]] = defaultdict(list)
        for hit in self.hits:
            meanings[hit.start, hit.end].append(hit)
        strong = {place: found for place, found in meanings.items() if any(hit.entry.strong for hit in found)}
        # "Xi Boyuan": nor is "Xi" further on then Xi Jinping, unless he is named in full.
        in_full = {hit.entry.known_as for start, end in strong if end - start > 1 for hit in strong[start, end]}
        borne = {self.words[place[0]] for place in self.longer if place in strong and self._goes_on(strong[place][0])}
        present: set[str] = set()
        sides: set[Side] = set()
        rest = []
        for place, found in meanings.items():
            if place in strong and not self._covered(place, strong) and self._alone(found[0]):
                best = [hit for hit in found if hit.entry.strong]
                if len(best) == 1 and (self.words[place[0]] not in borne or best[0].entry.known_as in in_full):
                    present.add(best[0].entry.known_as)
                    if best[0].entry.kind in (EntityKind.PLACE, EntityKind.GROUP):
                        sides.add(best[0].entry.side)
                    yield best[0]
            elif place not in strong:
                rest.append(found)
        contested = {self.words[found[0].start] for found in rest if self._part_of_other_name(found[0], strong)}
        taken = {self.words[found[0].start] for found in rest if self._goes_on(found[0]) and self._by_office(found)}
        for found in rest:
            chosen = self._choose(found, present, sides, contested, taken)
            if chosen is not None:
                yield chosen

    def _covered(self, place: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
        start, end = place
        return any(s <= start and end <= e and (s, e) != place for s, e in others) if end - start == 1 else False

    # ------------------------------------------------------------------------------------------ weak forms

    def _choose(
        self, found: list[Hit], present: set[str], sides: set[Side], contested: set[str], taken: set[str]
    ) -> Hit | None:
        people = [hit for hit in found if hit.entry.kind is EntityKind.PERSON]
        if people:
            first = self.words[found[0].start]
            if first in taken or self._goes_on(found[0]):
                return None
            by_office = self._by_office(people)
            if by_office:
                return by_office[0] if len(by_office) == 1 else None
            if first in contested or not self._alone(found[0]) or self._is_month(found[0]):
                return None
            found = [hit for hit in found if hit.entry.known_as in present]
        else:
            found = [hit for hit in found if self._institution(hit, present, sides)]
        return found[0] if len(found) == 1 else None

    def _goes_on(self, hit: Hit) -> bool:
        """Whether a name stands behind a person's: "spokesperson Lin Qiao" is not Lin Jian, nor "Lin" further on."""
        person = hit.entry.kind is EntityKind.PERSON
        return person and not self.in_headline[hit.start] and self._name_like(hit.end)

    def _by_office(self, people: list[Hit]) -> list[Hit]:
        """Those whose office, or else its last word, stands before: "Agriculture Minister", "Minister"."""
        start = people[0].start
        before = tuple(word.lower() for word in self.words[max(0, start - LONGEST_OFFICE) : start])
        on = self.doc._.published_on
        whole, last = [], []
        for hit in people:
            for office in self.offices.get(hit.entry.known_as, ()):
                size = len(office.words)
                if office.held(on) and office.stands_behind(self.words[hit.end : hit.end + LONGEST_OFFICE + 3]):
                    whole.append(hit)
                if not before or before[-1] != office.words[-1] or self._is_provincial(start - size, office):
                    continue
                if not office.held(on) and FORMER.isdisjoint(self.words[max(0, start - size - 2) : start - size]):
                    continue
                last.append(hit)
                if before[-size:] == office.words:
                    whole.append(hit)
        # "Commerce Minister Wang" must not fall back on the foreign minister.
        named = len(before) > 1 and self.words[start - 2].istitle() and self.words[start - 2] in self.lists.portfolio
        return list(dict.fromkeys(whole or ([] if named else last)))

    def _is_provincial(self, start: int, office: Office) -> bool:
        """Whether a minister is one of a province or of another country: "Alberta Agriculture Minister MacDonald"."""
        i = start - 1 - (start > 0 and self.words[start - 1] in POSSESSIVE)
        place = self._place_at(i)
        return office.words[-1] in CABINET and place is not None and place.known_as not in HOMELANDS

    def _institution(self, hit: Hit, present: set[str], sides: set[Side]) -> bool:
        """Whether "the Commerce Ministry" is the one of this actor's country."""
        i = hit.start - 1
        possessive = i >= 0 and self.words[i] in POSSESSIVE
        if possessive:
            i -= 1
        owner = self._place_at(i)
        if owner is not None:
            city = not possessive and owner.kind is EntityKind.PLACE and owner.known_as not in HOMELANDS
            return owner.side is hit.entry.side and not city  # "Surrey Chamber of Commerce"
        if self._name_like(i) and not self.in_headline[i]:
            return False  # "Saugeen Chamber of Commerce"
        if hit.end < len(self.words) and self.words[hit.end] in ("of", "in"):
            after = self._place_at(hit.end + 1)
            if after is not None and after.side is not hit.entry.side:
                return False
        if self._name_like(hit.end) and not self.in_headline[hit.start]:
            return False
        acronym = self.words[hit.start].isupper() and self.words[max(i, 0)].lower() == "the"
        if hit.entry.side is Side.OTHER and acronym and not self.in_headline[hit.start]:
            return True  # "the WHO"
        return hit.entry.known_as in present or (hit.entry.side in HOME and hit.entry.side in sides)

    def _place_at(self, i: int) -> Entry | None:
        """The place or people named at a token."""
        if i not in self.known:
            return None
        kinds = (EntityKind.PLACE, EntityKind.GROUP)
        return next((h.entry for h in self.hits if h.start <= i < h.end and h.entry.kind in kinds), None)

    def _is_month(self, hit: Hit) -> bool:
        if self.words[hit.start] not in self.lists.month:
            return False
        before = self.words[hit.start - 1].lower() if hit.start else ""
        after = self.words[hit.end] if hit.end < len(self.words) else ""
        return before in BEFORE_MONTH or before.isdigit() or after[:1].isdigit()

    # --------------------------------------------------------------------------------- parts of other names

    def _alone(self, hit: Hit) -> bool:
        """Whether a form is no part of a longer name: "Sophie Trudeau", "Vancouver Island", "Chris Davison-Quell"."""
        word = self.words[hit.start]
        half = hit.entry.kind is EntityKind.PERSON and self._is_half(hit)
        if half or hit.end - hit.start > 1 or hit.entry.kind is EntityKind.GROUP or word.isupper() or "." in word:
            return not half
        before, after = hit.start - 1, hit.end
        if before > 0 and self.words[before] in HYPHENS and not self.doc[before].whitespace_:
            before -= 1  # "Duncan-May", but not "Canada-China"
        if after + 1 < len(self.words) and self.words[after] in HYPHENS and not self.doc[after].whitespace_:
            after += 1
        if self.in_headline[hit.start]:
            return not (before >= 0 and self.words[before] in self.lists.given and before not in self.known)
        if self._name_like(after):
            return False
        if not hit.entry.strong and hit.entry.kind is EntityKind.PERSON:
            place = self._place_at(before)
            if (place is not None and place.kind is EntityKind.PLACE) or self.words[max(before, 0)] in self.lists.given:
                return before < 0  # "Vancouver Sun", "Will Smith"
        if not self._name_like(before):
            return True
        compass = hit.entry.kind is EntityKind.PLACE and self.words[before] in self.lists.compass
        opens = bool(self.doc[before].is_sent_start) and self.words[before] in self.lists.never
        return compass or opens

    def _is_half(self, hit: Hit) -> bool:
        """Whether a further surname follows: neither "Chris Davison-Quell" nor "… Quell" is Chris Davison."""
        if (hit.start, hit.end) in self.longer and self._goes_on(hit):
            return True
        hyphen = hit.end < len(self.words) and self.words[hit.end] in HYPHENS
        apart = hyphen and (self.doc[hit.end - 1].whitespace_ or self.doc[hit.end].whitespace_)
        return hyphen and not apart and self._name_like(hit.end + 1)

    def _name_like(self, i: int) -> bool:
        """Whether a token may be part of a name: capitalised, and not known as something else."""
        if not 0 <= i < len(self.words) or i in self.known:
            return False
        word, lists = self.words[i], self.lists
        if len(word) < 2 or not word[0].isupper() or word.isupper() or word.lower() in self.functional:
            return False
        return not any(word in words for words in (lists.weekday, lists.month, lists.title, lists.portfolio)) and (
            word.lower() not in lists.role
        )

    def _part_of_other_name(self, hit: Hit, strong: Iterable[tuple[int, int]]) -> bool:
        if hit.entry.kind is not EntityKind.PERSON or self._covered((hit.start, hit.end), strong):
            return False
        return not self.in_headline[hit.start] and not self._alone(hit)
