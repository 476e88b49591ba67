"""Component: acronyms that mean something else in an article than in the knowledge base.

"Western Tank Operators (WTO)", or "They stand for Western Tank Operators", holds for all of the article; a longer name
with these initials, or one that begins with the acronym ("GAC Group"), until the known one is named in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from newstables.pipeline.bearers import ACRONYM
from newstables.pipeline.mentions import mention
from newstables.pipeline.worded import text_of
from newstables.records import EntityKind

MEANING = re.compile(r"\b(?:stands?|stood|short|initials|acronym) (?:here )?(?:for|of)(?: the)?\s*$")
GOES_BY = re.compile(r"(?:\(|\b(?:goes|known|abbreviated|shortened|called|initials|acronym|stands?|or)\b)[^.]{0,20}$")
SMALL = r"(?: (?:of|the|and|for|on|in|to|de|du|des|&))*"


class Acronyms:
    """Component: relinks the acronyms in ``doc.ents``, or unlinks them."""

    def __call__(self, doc: Doc) -> Doc:
        """Decide and return the Doc."""
        linked = {
            ent.text
            for ent in doc.ents
            if ent.kb_id_ and ent.label_ == EntityKind.ORGANIZATION.value and ACRONYM.fullmatch(ent.text)
        }
        meant = {found.start: found for acronym in linked for found in _relinked(doc, acronym)}
        if meant:
            doc.ents = [meant.get(ent.start, ent) for ent in doc.ents]
        return doc


def _relinked(doc: Doc, acronym: str) -> Iterator[Span]:
    """The mentions of an acronym that mean another body than the one they are linked to."""
    mentions = [ent for ent in doc.ents if ent.text == acronym and ent.kb_id_]
    own = {ent.kb_id_ for ent in mentions}
    known = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.kb_id_ in own and ent.text != acronym]
    others = [span for span in _bearers(doc, acronym) if not any(span[0] <= start < span[1] for start, _ in known)]
    if not others:
        return
    explained = next((span for span in others if _explains(text_of(doc), acronym, span)), None)
    for ent in mentions:
        at = ent.start_char
        here = [end for start, end in known if ent.sent.start_char <= start < at]
        if here and (explained is None or GOES_BY.search(text_of(doc)[here[-1] : at])):
            continue  # "the Communist Party goes by CPC"
        before = [span for span in others if span[0] < at]
        latest = explained or (before[-1] if before else None)
        if latest is None or (explained is None and any(latest[0] < start < at for start, _ in known)):
            continue
        actor = next((e for e in doc.ents if e.start_char == latest[0] and e.end_char == latest[1] and e.kb_id_), None)
        same = EntityKind(actor.label_) if actor is not None else EntityKind.ORGANIZATION
        name, known_as = (actor.id_, actor.kb_id_) if actor is not None else (text_of(doc)[latest[0] : latest[1]], "")
        yield mention(doc, ent.start, ent.end, same, name=" ".join(name.split()), known_as=known_as)


def _bearers(doc: Doc, acronym: str) -> list[tuple[int, int]]:
    """Where an article has longer names with these initials, or that begin with the acronym."""
    found = [match.span() for match in _expanded(acronym).finditer(text_of(doc))]
    organizations = (ent for ent in doc.ents if ent.label_ == EntityKind.ORGANIZATION.value)
    found += [(ent.start_char, ent.end_char) for ent in organizations if ent.text.startswith(f"{acronym} ")]
    return sorted(found)


@cache
def _expanded(acronym: str) -> re.Pattern[str]:
    """Names with the initials: "Insurance Corporation of British Columbia" for ICBC.

    >>> bool(_expanded("ICBC").search("at the Insurance Corporation of British Columbia"))
    True
    """
    letters = [letter for letter in acronym if letter.isupper()]
    joined = "".join(f"{SMALL} {second}[\\w’'-]+" for _, second in pairwise(letters))
    return re.compile(rf"\b{letters[0]}[\w’'-]+{joined}")


def _explains(text: str, acronym: str, span: tuple[int, int]) -> bool:
    """Whether a name comes with its acronym in brackets, or behind "stand for"."""
    bracketed = re.match(rf"\s\(\W?{acronym}\W?\)", text[span[1] :]) is not None
    spelled = MEANING.search(text[: span[0]])
    return bracketed or (spelled is not None and acronym in text[max(0, span[0] - 200) : span[0]])


@Language.factory("newstables_acronyms", requires=["doc.sents", "doc.ents"], assigns=["doc.ents"])
def make_acronyms(nlp: Language, name: str) -> Acronyms:
    """Make the component."""
    return Acronyms()
