"""The corrections as lists: what each changes, in words, why one changes nothing, and a button that takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

import streamlit as st

from newstables.app import correct, data
from newstables.app.settings import Settings
from newstables.corrections import PRIMARY, REJECT, Correction, why_idle

_LONGEST = 120  # characters of a row's words
_SENTENCES = {
    ("quotes", "speaker"): "Said by {value}: {row}",
    ("quotes", REJECT): "No quote: {row}",
    ("tariffs", REJECT): "No tariff claim: {row}",
    ("events", REJECT): "No dated event: {row}",
    ("articles", "published_on"): "Published on {value}: {row}",
    ("articles", "outlet"): "Published by {value}: {row}",
    ("articles", PRIMARY): "A primary document: {row}",
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
        _draw(settings, one, [in_words(one, words)], f"undo_{place}", ("Undo", "undo"))
    if not idle:
        return
    st.header(f"Without effect ({len(idle)})")
    st.caption("The row that each of them is of is not there. Delete them, or make them anew in the article.")
    for place, one in enumerate(idle):
        _draw(
            settings,
            one,
            [in_words(one, words), why_idle(one, made).capitalize()],
            f"delete_{place}",
            ("Delete", "delete"),
        )


def in_words(correction: Correction, words: dict[str, str]) -> str:
    """What a correction says, in a sentence.

    Args:
        correction: The correction.
        words: Key → the words of its row; where there are none, the key stands for them.

    >>> in_words(Correction("quotes", "a1", "reject", "yes", "", "", ""), {"a1": "We have no buyers"})
    'No quote: We have no buyers'
    """
    sentence = _SENTENCES.get((correction.table, correction.column))
    if sentence is None:
        return correction.shown
    row = correction.key if correction.table == "names" else words.get(correction.key, f"row {correction.key}")
    return sentence.format(row=shorten(row, _LONGEST, placeholder=" …"), value=correction.value or "nobody known")


def _draw(settings: Settings, correction: Correction, lines: Sequence[str], key: str, button: tuple[str, str]) -> None:
    label, icon = button
    text, place = st.columns([5, 1], vertical_alignment="center")
    by = f"{correction.who or 'unnamed'}, {correction.when}" + (f": {correction.why}" if correction.why else "")
    text.text("\n".join([*lines, by]))
    if correct.may_undo(correction) and place.button(label, key=key, icon=f":material/{icon}:"):
        correct.undo(settings, correction)
        st.rerun()
