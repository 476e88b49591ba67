"""English noun phrases by rule: where the phrase that ends before, or starts at, a token begins and ends.

There is no parser. Closed classes of words and capital letters are enough for what stands beside a verb of speech in news.
"""

from __future__ import annotations

from collections.abc import Sequence

PRONOUNS = frozenset("he she they it i we you who".split())
POSSESSIVES = frozenset("his her its their our my your whose".split())
DETERMINERS = POSSESSIVES | frozenset(
    "the a an this that these those some many most several few both all each every another any no one two three".split()
)
CONJUNCTIONS = frozenset(
    "and or but nor yet while as because if when that which although though so than whereas after before since until where "
    "once unless whether how why what".split()
)
PREPOSITIONS = frozenset(
    "of for from by with in on at to between near among under over behind inside outside within across about against during "
    "through into upon via despite amid following per without toward towards around like alongside".split()
)
ATTACHING = frozenset("of for from by with in at on to between near behind representing against across within".split())
AUXILIARIES = frozenset(
    "is are was were be been being has have had having do does did will would can could should may might must "
    "'s ’s 're ’re 've ’ve 'd ’d 'll ’ll".split()
)
MODALS = frozenset("will would can could should may might must 'd ’d 'll ’ll do does did to".split())
BE = frozenset("is are was were be been being 's ’s 're ’re".split())
NEGATIONS = frozenset("not n't n’t never nothing nobody neither nor cannot without".split())
ADVERBS = frozenset(
    "also then later now still again once even often further previously first only just soon too ever both himself herself "
    "itself themselves earlier meanwhile instead always long quickly has have had is are was were been".split()
)
POSSESSIVE_MARKS = frozenset({"'s", "’s", "'", "’"})
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow".split())
JOINERS = frozenset({"-", "–", "&", "/"})
WH = frozenset("whether if how why what who when where which whom".split())
# Words that open no name: a capital letter on them tells only that a sentence starts.
FUNCTION_WORDS = PRONOUNS | DETERMINERS | CONJUNCTIONS | PREPOSITIONS | AUXILIARIES | NEGATIONS | ADVERBS | DAYS


def is_name(word: str) -> bool:
    """Whether a word is capitalised as a part of a name is."""
    return word[:1].isupper() and (word == "I" or word.lower() not in FUNCTION_WORDS or len(word) > 1 and word.isupper())


def in_phrase(word: str) -> bool:
    """Whether a word can stand inside a noun phrase, determiners aside."""
    low = word.lower()
    if is_name(word) or word in JOINERS or low in POSSESSIVE_MARKS:
        return True
    return (word[:1].isalnum() or word[:1] == "$") and low not in FUNCTION_WORDS and not low.endswith("ly")


def skip_adverbs(words: Sequence[str], end: int, low: int) -> int:
    """Where the words before ``end`` that stand between a subject and its verb begin: "has also repeatedly"."""
    i = end
    while i > low and (words[i - 1].lower() in ADVERBS or words[i - 1].lower() in {"'ve", "’ve"} or _adverb(words[i - 1])):
        i -= 1
    return i


def _adverb(word: str) -> bool:
    return word.islower() and word.endswith("ly") and len(word) > 4


def phrase_before(words: Sequence[str], end: int, low: int) -> int | None:
    """The start of the noun phrase that ends at ``end``, not before ``low``; None where there is none.

    >>> words = "A report for the nation by Kerf Consulting".split()
    >>> phrase_before(words, len(words), 0)
    0
    """
    if end <= low:
        return None
    if words[end - 1].lower() in PRONOUNS:
        return end - 1
    start: int | None = None
    i = end
    while True:
        i = core_before(words, i, low)
        if i is None:
            return start
        start = i
        # "A report | for the nation": the head stands before the preposition.
        if i - 1 > low and words[i - 1].lower() in ATTACHING and in_phrase(words[i - 2]) and words[i - 2].lower() not in DAYS:
            i -= 1
            continue
        # "Carney and Xi": two names.
        if i - 1 > low and words[i - 1] == "and" and is_name(words[i]) and is_name(words[i - 2]):
            i -= 1
            continue
        return start


def core_before(words: Sequence[str], end: int, low: int) -> int | None:
    """A determiner, adjectives and nouns, or a name with its titles."""
    i = end
    while i > low:
        word = words[i - 1]
        if word.lower() in DETERMINERS and not (i < end and word.lower() == "that"):
            i -= 1
            if i > low and words[i - 1].lower() in {"all", "both", "some", "many", "most"}:
                i -= 1
            return i if i < end - 1 or word.lower() in {"this", "that", "many", "some", "both", "all", "one"} else None
        if not in_phrase(word):
            break
        i -= 1
    while i < end and (words[i] in JOINERS or words[i].lower() in POSSESSIVE_MARKS):
        i += 1
    return i if i < end else None


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
    i = start
    while i < high and words[i].lower() in DETERMINERS:
        i += 1
    first = i
    i = _nouns_after(words, i, high)
    if i == first:
        return None
    while i + 1 < high:
        low = words[i].lower()
        # A common noun keeps what "of" and "for" add; a name keeps nothing.
        if low in {"of", "for", "from", "at", "with"} and not is_name(words[i - 1]):
            end = _nouns_after(words, i + 1 + (words[i + 1].lower() in DETERMINERS), high)
            if end <= i + 1:
                break
            i = end
        elif low == "and" and is_name(words[i - 1]) and is_name(words[i + 1]):
            i = _nouns_after(words, i + 1, high)
        else:
            break
    return i


def _nouns_after(words: Sequence[str], start: int, high: int) -> int:
    i = start
    named = False
    while i < high and in_phrase(words[i]):
        if named and words[i].islower() and words[i].lower() not in {"de", "van", "von", "der", "den", "al", "bin", "da", "la", "du"}:
            if i + 1 >= high or not is_name(words[i + 1]) or words[i - 1].lower() not in POSSESSIVE_MARKS:
                if words[i].lower() not in POSSESSIVE_MARKS and words[i - 1].lower() not in POSSESSIVE_MARKS and not _noun_follows(words, i):
                    break
        named = named or is_name(words[i])
        i += 1
    return i


def _noun_follows(words: Sequence[str], i: int) -> bool:
    """Whether a lower-case word after a capitalised one goes on with the phrase: "Trade Ministry spokeswoman Li"."""
    return i + 1 < len(words) and is_name(words[i + 1]) and words[i] not in JOINERS or words[i].endswith(
        ("man", "woman", "person", "minister", "president", "chief", "official", "officials", "government", "leader", "critic")
    )


def ends_in_name(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a phrase ends in a capitalised word."""
    return end > start and is_name(words[end - 1])
