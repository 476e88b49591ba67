"""Whether a name that people bear is a firm's: "Ford, which builds cars", "Ford, GM and Stellantis"."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from newstables.pipeline import namesake_words as lists
from newstables.pipeline.inflection import lemma
from newstables.records import EntityKind

AUXILIARY = frozenset({"is", "to", "will", "has", "had", "have", "also", "does", "do", "did", "would", "plans"})


def firm_meant(doc: Doc, ent: Span) -> bool:
    """Whether the words beside a mention are those beside a firm.

    Args:
        doc: The article with its mentions in ``doc.ents``.
        ent: The mention of a surname that a firm of the knowledge base also has.
    """
    behind = [token.lower_ for token in doc[ent.end : ent.end + 7]]
    if behind[:1] == [","]:
        return behind[1:2] == ["which"] or _among_firms(doc, ent)
    verb = next((lemma(word) for word in behind if word not in AUXILIARY), "")
    having = behind[:1] in (["has"], ["have"]) and not lists.OF_FIRMS_HAVING.isdisjoint(behind)
    return verb in lists.OF_FIRMS or having or _among_firms(doc, ent)


def _among_firms(doc: Doc, ent: Span) -> bool:
    """Whether other organizations stand beside it in an enumeration."""
    after, before = ent.end, ent.start - 1
    beside = []
    if after + 1 < len(doc) and doc[after].lower_ in {",", "and"}:
        beside.append(doc[after + 1])
    if before > 0 and doc[before].lower_ in {",", "and"}:
        beside.append(doc[before - 1])
    return any(token.ent_type_ == EntityKind.ORGANIZATION.value for token in beside)
