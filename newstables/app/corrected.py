"""The corrections as lists: what each changes, in words, why one changes nothing, and a button that takes it back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from newstables.app import correct, data
from newstables.app.settings import Settings
from newstables.corrections import REJECT, Correction, why_idle

_LONGEST = 120  # characters of a row's words
_SENTENCES = {
    ("quotes", "speaker"): "“{row}” was said by {value}",
    ("quotes", REJECT): "“{row}” is no quote",
    ("tariffs", REJECT): "“{row}” is no tariff claim",
    ("events", REJECT): "“{row}” is no dated event",
    ("articles", "published_on"): "“{row}” was published on {value}",
    ("articles", "outlet"): "“{row}” is of {value}",
    ("names", "name"): "{row} is {value}",
}


def lists(settings: Settings, idle: Sequence[Correction]) -> None:
    """Those that change something, and those that find no row.

    Args:
        settings: Of the store.
        idle: Those that find no row.
    """
    made = correct.made(settings)
    words = data.words_of(settings, made)
    applied = [one for one in made if one not in idle]
    st.header(f"In effect ({len(applied)})")
    for fault in correct.faults(settings):
        st.text(f"Passed over: {fault}")
    for place, one in enumerate(applied):
        _draw(settings, one, [in_words(one, words)], f"undo_{place}", "Undo")
    if not idle:
        return
    st.header(f"Without effect ({len(idle)})")
    st.caption("The row that each of them is of is not there. Delete them, or make them anew in the article.")
    for place, one in enumerate(idle):
        _draw(settings, one, [in_words(one, words), why_idle(one, made).capitalize()], f"delete_{place}", "Delete")


def in_words(correction: Correction, words: dict[str, str]) -> str:
    """What a correction says, in a sentence.

    Args:
        correction: The correction.
        words: Key → the words of its row; where there are none, the key stands for them.

    >>> in_words(Correction("quotes", "a1", "reject", "yes", "", "", ""), {"a1": "We have no buyers"})
    '“We have no buyers” is no quote'
    """
    sentence = _SENTENCES.get((correction.table, correction.column))
    row = words.get(correction.key)
    if sentence is None or (row is None and correction.table != "names"):
        return correction.shown
    row = row or correction.key
    return sentence.format(
        row=row if len(row) <= _LONGEST else row[:_LONGEST].rpartition(" ")[0] + " …",
        value=correction.value or "nobody known",
    )


def _draw(settings: Settings, correction: Correction, lines: Sequence[str], key: str, label: str) -> None:
    text, button = st.columns([5, 1], vertical_alignment="center")
    by = f"{correction.who or 'unnamed'}, {correction.when}" + (f": {correction.why}" if correction.why else "")
    text.text("\n".join([*lines, by]))
    if correct.may_undo(correction) and button.button(label, key=key, icon=":material/undo:"):
        correct.undo(settings, correction)
        st.rerun()
