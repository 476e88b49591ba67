"""English noun phrases by rule: where the phrase that ends before, or starts at, a token begins and ends.

There is no parser. Closed classes of words and capital letters are enough for what stands beside a verb of speech.
"""

from __future__ import annotations

from collections.abc import Sequence

from newstables.pipeline.function_words import (
    ADVERBS,
    ATTACHING,
    DAYS,
    DETERMINERS,
    FUNCTION_WORDS,
    GOING_ON,
    JOINERS,
    PARTICLES,
    POSSESSIVE_MARKS,
    PRONOUNS,
    QUANTIFIERS,
)


def is_name(word: str) -> bool:
    """Whether a word is capitalised as a part of a name is."""
    return word[:1].isupper() and (word.lower() not in FUNCTION_WORDS or (len(word) > 1 and word.isupper()))


def in_phrase(word: str) -> bool:
    """Whether a word can stand inside a noun phrase, determiners aside."""
    low = word.lower()
    if is_name(word) or word in JOINERS or low in POSSESSIVE_MARKS:
        return True
    return (word[:1].isalnum() or word[:1] == "$") and low not in FUNCTION_WORDS and not low.endswith("ly")


def skip_adverbs(words: Sequence[str], end: int, low: int) -> int:
    """Where the words that stand between a subject and the verb at ``end`` begin: "has also repeatedly"."""
    i = end
    while i > low and (words[i - 1].lower() in ADVERBS or is_manner(words[i - 1])):
        i -= 1
    return i


def is_manner(word: str) -> bool:
    """Whether a word is an adverb by its ending."""
    return word.islower() and word.endswith("ly") and len(word) > 4


def phrase_before(words: Sequence[str], end: int, low: int) -> int | None:
    """The start of the noun phrase that ends at ``end``, not before ``low``; None where there is none.

    >>> words = "A report for the nation by Kerf Consulting".split()
    >>> phrase_before(words, len(words), 0)
    0
    """
    start: int | None = None
    part = core_before(words, end, low)
    while part is not None:
        start = part
        part = None
        if start - 1 > low:
            joined, before = words[start - 1].lower(), words[start - 2]
            # "A report | for the nation": the head stands before the preposition.
            attached = joined in ATTACHING and in_phrase(before) and before.lower() not in DAYS
            # "Carney and Xi": two names.
            if attached or (joined == "and" and is_name(words[start]) and is_name(before)):
                part = core_before(words, start - 1, low)
    return start


def core_before(words: Sequence[str], end: int, low: int) -> int | None:
    """The same without "of", "for", "and": a pronoun, a determiner with nouns, or a name with its titles."""
    if end <= low:
        return None
    if words[end - 1].lower() in PRONOUNS:
        return end - 1
    start = end
    while start > low and in_phrase(words[start - 1]):
        start -= 1
    first = start
    while start > low and words[start - 1].lower() in DETERMINERS:
        start -= 1
    if start == end - 1 and start < first:
        return start if words[start].lower() in QUANTIFIERS | {"this", "that", "one"} else None
    if start == first:
        while start < end and (words[start] in JOINERS or words[start].lower() in POSSESSIVE_MARKS):
            start += 1
    return start if start < end else None


def phrase_after(words: Sequence[str], start: int, high: int) -> int | None:
    """The end of the noun phrase that starts at ``start``, not after ``high``; None where there is none.

    >>> words = "Jane Boulden , a professor".split()
    >>> phrase_after(words, 0, len(words))
    2
    """
    if start >= high:
        return None
    if words[start].lower() in PRONOUNS:
        return start + 1
    first = start
    while first < high and words[first].lower() in DETERMINERS:
        first += 1
    end = _nouns_after(words, first, high)
    if end == first:
        return None
    while end + 1 < high:
        low = words[end].lower()
        # A common noun keeps what "of" and "for" add; a name keeps nothing.
        if low in {"of", "for", "from", "at", "with"} and not is_name(words[end - 1]):
            begin = end + 1 + (words[end + 1].lower() in DETERMINERS)
        elif low == "and" and is_name(words[end - 1]) and is_name(words[end + 1]):
            begin = end + 1
        else:
            break
        stop = _nouns_after(words, begin, high)
        if stop == begin:
            break
        end = stop
    return end


def _nouns_after(words: Sequence[str], start: int, high: int) -> int:
    """The end of a run of nouns; behind a name a lower-case word belongs to it only if it is known to."""
    i = start
    named = False
    while i < high and in_phrase(words[i]):
        word = words[i]
        if named and word[0].islower() and words[i - 1].lower() not in POSSESSIVE_MARKS | JOINERS:
            titled = i + 1 < high and is_name(words[i + 1])
            if not (titled or word in PARTICLES or word in JOINERS or word.endswith(GOING_ON)):
                break
        named = named or is_name(word)
        i += 1
    return i
