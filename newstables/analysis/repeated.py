"""The same words quoted in several places, shown as one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

import pandas as pd

from newstables.analysis.shingles import RUN, words_of

NEAR = 0.7  # of the shorter quote's words, in runs that the longer has too, for both to be one statement
_SHORT = 5  # words; a shorter quote must be the same to the word, by the same known speaker
_COMMON = 300  # statements; a run of words that more of them hold does not bring two together


class Sameness(StrEnum):
    """How a quote has the words of the longest one of its group."""

    VERBATIM = "verbatim"
    SHORTENED = "shortened"  # every word stands in the longest, in the same runs
    NEAR = "near"


def same_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """One row per quote, by quote_id: quote_id, statement_id (quote_id of the longest of the group), sameness.

    Quotes are one statement where most words of the shorter, and all of its numbers, stand in the longer, the words in
    runs of three or more, and no two known speakers differ. Every quote is compared with the longest of a group alone,
    so that groups do not grow together over what lies between them. Reads ``quote_id``, ``text`` and ``speaker``.
    """
    texts = {key: words_of(text) for key, text in zip(quotes["quote_id"], quotes["text"], strict=True)}
    speakers = {key: _known(value) for key, value in zip(quotes["quote_id"], quotes["speaker"], strict=True)}
    leaders: dict[str, list[str | None]] = {}  # statement -> the speakers known in it
    verbatim: dict[tuple[str, ...], list[str]] = {}
    holding: dict[tuple[str, ...], list[str]] = {}
    found: list[tuple[str, str, str]] = []
    for key in sorted(texts, key=lambda key: (-len(texts[key]), key)):
        words, speaker = texts[key], speakers[key]
        same = [lead for lead in verbatim.get(tuple(words), ()) if _agree(speaker, leaders[lead], words)]
        how, lead = (Sameness.VERBATIM, same[0]) if same else _nearest(words, speaker, texts, leaders, holding)
        if lead is None:
            lead = key
            leaders[key] = [None]
            verbatim.setdefault(tuple(words), []).append(key)
            for run in set(_runs(words)):
                holding.setdefault(run, []).append(key)
        if speaker is not None:
            leaders[lead] = [speaker]
        found.append((key, lead, how.value))
    table = pd.DataFrame(sorted(found), columns=["quote_id", "statement_id", "sameness"])
    return table.astype("string[pyarrow]")


def statements(quotes: pd.DataFrame, same: pd.DataFrame) -> pd.DataFrame:
    """One row per statement, the most quoted first: statement_id, text, speaker (null: unresolved), quotes, outlets.

    ``text`` is the longest wording, ``quotes`` how many there are, ``outlets`` a sorted list. Reads ``quote_id``,
    ``text``, ``speaker`` and ``outlet`` of the quotes; ``same`` is what ``same_quotes`` makes.
    """
    rows = quotes[["quote_id", "text", "speaker", "outlet"]].merge(same, on="quote_id")
    grouped = rows.groupby("statement_id", sort=True)
    table = grouped.agg(
        speaker=("speaker", "first"),
        quotes=("quote_id", "size"),
        outlets=("outlet", lambda outlets: sorted(set(outlets.dropna()))),
    ).reset_index()
    table.insert(1, "text", table["statement_id"].map(rows.set_index("quote_id")["text"]))
    return table.sort_values(["quotes", "statement_id"], ascending=[False, True], ignore_index=True)


def _known(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _agree(speaker: str | None, known: list[str | None], words: list[str]) -> bool:
    if len(words) < _SHORT:
        return speaker is not None and speaker in known
    return speaker is None or known in ([None], [speaker])


def _nearest(
    words: list[str],
    speaker: str | None,
    texts: dict[str, list[str]],
    leaders: dict[str, list[str | None]],
    holding: dict[tuple[str, ...], list[str]],
) -> tuple[Sameness, str | None]:
    """The statement that has most of the words, the earliest made where several do; None where none has enough."""
    if len(words) < _SHORT:
        return Sameness.VERBATIM, None
    shared: Counter[str] = Counter()
    for run in set(_runs(words)):
        held = holding.get(run, [])
        if len(held) <= _COMMON:
            shared.update(held)
    best, chosen = 0.0, None
    for lead, _ in shared.most_common(20):
        share = _share(words, texts[lead])
        if share >= NEAR and share > best and _agree(speaker, leaders[lead], words):
            best, chosen = share, lead
    return (Sameness.SHORTENED if best == 1.0 else Sameness.NEAR) if chosen else Sameness.VERBATIM, chosen


def _share(words: list[str], others: list[str]) -> float:
    """The share of the words that stand in runs which the other text has too; 0 where a number is not in it."""
    if any(word[0].isdigit() and word not in others for word in words):
        return 0.0
    held = set(_runs(others))
    marked: set[int] = set()
    for at, run in enumerate(_runs(words)):
        if run in held:
            marked.update(range(at, at + RUN))
    return len(marked) / len(words)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
