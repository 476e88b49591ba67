"""What the components leave on a Doc, beside ``doc.ents``: the contract between them.

``doc.ents`` holds the mentions: ``label_`` is an ``EntityKind``, ``kb_id_`` an actor_id or place_id (or ""),
``ent_id_`` the canonical name. All offsets here are characters of ``doc.text``, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from newstables.records import Change, CueKind, QuoteKind, SpeakerKind

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class QuoteFound:
    """One statement; the speaker's three fields are null until it is resolved."""

    spans: tuple[Offsets, ...]
    kind: QuoteKind
    cue: Offsets | None
    cue_kind: CueKind
    source: Offsets | None  # the speaker's mention, as written
    speaker: str | None = None  # canonical name
    speaker_kind: SpeakerKind | None = None
    actor_id: str | None = None
    score: float | None = None  # the chance that content and mention are right


@dataclass(frozen=True, slots=True)
class TariffFound:
    """One claim about a tariff; the fields are those of ``records.Tariff``."""

    evidence: Offsets
    imposer: str | None
    target: str | None
    goods: tuple[str, ...]
    goods_text: str | None
    change: Change
    rate_percent: float | None
    rate_from_percent: float | None
    rate_text: str | None
    retaliation: bool
    effective_on: date | None = None


def _register() -> None:
    """Registered once, on import; ``force`` because a second import must not fail."""
    Doc.set_extension("published_on", default=None, force=True)  # date | None, set before the pipeline runs
    Doc.set_extension("quotes", default=(), force=True)  # tuple[QuoteFound, ...]
    Doc.set_extension("dates", default=(), force=True)  # tuple[DateFound, ...]
    Doc.set_extension("tariffs", default=(), force=True)  # tuple[TariffFound, ...]


_register()
