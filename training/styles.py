"""One text in the dress of another newsroom: straight or curly marks, Title Case or CAPITALS, other names.

Corpora come with one style of quotation marks, and hardly a headline; news comes with all of them. Every change keeps
the annotation in place, so one text serves twice.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from newstables.pipeline.function_words import vocabulary

Span = tuple[int, int, str]  # start, end, label

_STRAIGHT = str.maketrans("“”„‘’‚", "\"\"\"'''")
_BEFORE_OPENING = frozenset(" \n\t([{—–")
_LOWER_IN_TITLES = vocabulary("a an the of to in on at by for and or but nor as with from via vs after over")
_WORD = re.compile(r"[A-Za-z][\w’']*")
_FIRST_SENTENCE = re.compile(r"[.?!]?\n|[.?!] ")
_HEADLINE = range(25, 220)  # characters


def straight(text: str) -> str:
    r"""The text with straight marks.

    >>> straight("“It’s ours,” she said")
    '"It\'s ours," she said'
    """
    return text.translate(_STRAIGHT)


def curly(text: str) -> str:
    r"""The text with curly marks, as many characters.

    >>> curly('"It\'s ours," she said')
    '“It’s ours,” she said'
    """
    marks = {'"': "“”", "'": "‘’"}
    return "".join(
        marks[char][bool(i) and text[i - 1] not in _BEFORE_OPENING] if char in marks else char
        for i, char in enumerate(text)
    )


def headline(
    text: str, spans: Sequence[Span], rng: random.Random, *, shout: float = 0.12
) -> tuple[str, list[Span]] | None:
    """The first sentence as a headline; None where it is too short or too long for one.

    Args:
        text: The text.
        spans: Its annotation.
        rng: The source of chance.
        shout: The share of headlines in CAPITALS; the others are in Title Case.
    """
    end = match.start() if (match := _FIRST_SENTENCE.search(text)) else len(text)
    if end not in _HEADLINE:
        return None
    kept = [span for span in spans if span[1] <= end]
    shouted = text[:end].upper()
    if rng.random() < shout and len(shouted) == end:
        return shouted, kept
    return _WORD.sub(lambda match: _titled(match[0], rng), text[:end]), kept


def _titled(word: str, rng: random.Random) -> str:
    return word if word in _LOWER_IN_TITLES and rng.random() < 0.8 else word[0].upper() + word[1:]


def swapped(
    text: str,
    spans: Sequence[Span],
    pools: Sequence[Mapping[str, Sequence[str]]],
    rng: random.Random,
    *,
    share: float = 0.6,
) -> tuple[str, list[Span]]:
    """The text with a share of its mentions replaced by others of their label, each from one of the pools.

    >>> swapped("Ann Lee left.", [(0, 7, "person")], [{"person": ["Bo Ek"]}], random.Random(1), share=1)
    ('Bo Ek left.', [(0, 5, 'person')])
    """
    pieces: list[str] = []
    moved: list[Span] = []
    at = done = 0
    for start, end, label in sorted(spans):
        if start < done:
            continue
        pool = rng.choice(pools).get(label) or pools[0].get(label)
        words = rng.choice(pool) if pool and rng.random() < share else text[start:end]
        pieces += [text[done:start], words]
        at += start - done
        moved.append((at, at + len(words), label))
        at, done = at + len(words), end
    return "".join([*pieces, text[done:]]), moved
