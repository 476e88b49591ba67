"""People whom a recogniser missed and whom their own speaking shows: "said Ann Leroux, who organized the walks"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from spacy.tokens import Doc, Span

from newstables.pipeline.mentions import NAMED, mention
from newstables.pipeline.words import NameWords
from newstables.records import EntityKind

NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=\w))+|[A-Z]\.")
HYPHENS = frozenset("-–")
MARKS = frozenset("”\"’',")
APPOSITION = 9  # words within which the noun of ", a trade researcher" stands
PHRASE_ENDS = frozenset({",", ".", "”", "of", "at", "for", "in"})
LONGEST = 5  # words of a name
SHORTEST = 2


def speaking(
    doc: Doc, in_headline: list[bool], lists: NameWords, speech: frozenset[str], functional: frozenset[str]
) -> Iterator[Span]:
    """Runs of two capitalised words or more right beside a reporting verb or before their description.

    Args:
        doc: The article with its mentions.
        in_headline: For each token, whether its sentence is a headline.
        lists: Words that are no names of people.
        speech: Forms of reporting verbs.
        functional: Lower-case function words.
    """
    words = [token.text for token in doc]
    taken = {i: ent for ent in doc.ents if ent.label_ in NAMED for i in range(ent.start, ent.end)}

    def names(i: int) -> bool:
        word = words[i]
        known = word in lists.never or word in lists.org_head or word in lists.title or word in lists.portfolio
        known = known or (i in taken and not _is_doubtful(taken[i]))
        plain = in_headline[i] or word.lower() in functional or word.lower() in lists.role
        return bool(word[0].isupper() and NAME_WORD.fullmatch(word)) and not known and not plain

    i = 0
    while i < len(words):
        if not names(i):
            i += 1
            continue
        end = i + 1
        while end < len(words) and not doc[end].is_sent_start:
            if names(end):
                end += 1
            elif words[end] in HYPHENS and not doc[end].whitespace_ and end + 1 < len(words) and names(end + 1):
                end += 2
            else:
                break
        count = sum(word not in HYPHENS for word in words[i:end])
        before = i > 1 and words[i - 1] in speech and words[i - 2] in MARKS
        after = end < len(words) and words[end] in speech
        alone = i == 0 or i - 1 not in taken or doc[i].is_sent_start
        before = before or _is_described(words[end : end + APPOSITION], lists)
        doubtful = any(k in taken for k in range(i, end))
        if SHORTEST <= count <= LONGEST and (before or (after and not doubtful)) and alone:
            yield mention(doc, i, end, EntityKind.PERSON)
        i = end


def _is_described(behind: list[str], lists: NameWords) -> bool:
    """Whether words behind a name say who it is: ", who", ", an economist"."""
    if behind[:1] != [","] or behind[1:2] == []:
        return False
    phrase = list(takewhile(lambda word: word not in PHRASE_ENDS, behind[1:]))
    return behind[1] in {"who", "whose"} or (behind[1] in {"a", "an", "the"} and any(w in lists.role for w in phrase))


def _is_doubtful(ent: Span) -> bool:
    """Whether a mention may be a person's after all: recognisers take unknown names for places."""
    return ent.label_ == EntityKind.PLACE.value and not ent.kb_id_
