"""The side of a speaker whom the knowledge base does not have: where the article itself says that they are.

"Harjit Gill, who farms near Rosthern, Sask.," speaks on Canada's side. Nationalities tell nothing ("a professor of
Chinese law"), nor does where somebody was before ("who worked in China"); two sides in one description are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc

from newstables.pipeline.function_words import FUNCTION_WORDS, POSSESSIVE_MARKS, vocabulary
from newstables.records import EntityKind, Side

FAR = 14  # tokens behind a name in which its description ends
LOCATING = vocabulary("in near from outside around")
LEADING = frozenset({",", "of", "from"})
LINKING = LOCATING | {"of", "the", "and"}  # lower-case words inside "of the Kerf Union in Regina"
FORMER = vocabulary("former formerly who's was were had been until once")
CLOSES = frozenset({".", ";", ":", "“", "”", '"', "—", "(", ")", "\n"})


def stated_side(doc: Doc, name: str, sides: Mapping[str, Side]) -> Side | None:
    """The one side that the article's descriptions of a speaker state.

    Args:
        doc: The article with its mentions in ``doc.ents``.
        name: The speaker's name as in ``ent.id_`` of their mentions, or a description as written.
        sides: Place id → side.
    """
    stretches = [
        (ent.end, _end(doc, ent.end))
        for ent in doc.ents
        if ent.label_ == EntityKind.PERSON.value and ent.id_ == name and _leads(doc, ent.end)
    ]
    found = {side for stretch in stretches for side in _places(doc, *stretch, sides)}
    return next(iter(found)) if len(found) == 1 else None


def described_side(doc: Doc, start: int, end: int, sides: Mapping[str, Side]) -> Side | None:
    """The one side that a description at two characters states: "a crusher in Fangchenggang"."""
    span = doc.char_span(start, end, alignment_mode="expand")
    found = set(_places(doc, span.start, span.end, sides)) if span is not None else set()
    return next(iter(found)) if len(found) == 1 else None


def _leads(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].lower_ in LEADING


def _end(doc: Doc, start: int) -> int:
    """Where the description behind a name ends: at a stop, a mark or its comma, but not inside "Rosthern, Sask."."""
    limit = min(len(doc), start + FAR)
    for i in range(start + 1, limit):
        word = doc[i].text
        region = i + 1 < limit and doc[i + 1].ent_type_ == EntityKind.PLACE.value and doc[i - 1].text[0].isupper()
        bare = doc[start].text != "," and word[0].islower() and word not in LINKING
        if word in CLOSES or bare or (word == "," and not region) or doc[i].is_sent_start:
            return i
    return limit


def _places(doc: Doc, start: int, end: int, sides: Mapping[str, Side]) -> Iterator[Side]:
    words = [token.lower_ for token in doc[start:end]]
    if any(word in FORMER or (i and words[i - 1] == "who" and word.endswith("ed")) for i, word in enumerate(words)):
        return
    for ent in doc[start:end].ents:
        behind = doc[ent.end].text if ent.end < end else "."
        names_it = (not behind.isalpha() or behind in FUNCTION_WORDS) and behind not in POSSESSIVE_MARKS
        regional = ent.start > 1 and doc[ent.start - 1].text == ","  # "Rosthern, | Sask."
        placed = doc[ent.start - 1].lower_ in LOCATING or (regional and _located(doc, ent.start - 2, start))
        if ent.label_ == EntityKind.PLACE.value and placed and names_it and ent.kb_id_ in sides:
            yield sides[ent.kb_id_]


def _located(doc: Doc, at: int, start: int) -> bool:
    """Whether the name that ends at a token stands behind "in", "near"."""
    while at > start and doc[at].text[0].isupper():
        at -= 1
    return doc[at].lower_ in LOCATING
