"""English noun phrases by rule: where the phrase that ends before a token begins.

There is no parser. Closed classes of words and capital letters are enough for what stands beside a verb of speech.
"""

from __future__ import annotations

from collections.abc import Sequence

from newstables.pipeline.function_words import (
    ATTACHING,
    DAYS,
    DETERMINERS,
    FUNCTION_WORDS,
    JOINERS,
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
