"""The subjects of a text, by the words of ``knowledge/topics.csv``."""

from __future__ import annotations

from functools import cache, lru_cache

from newstables.knowledge import Knowledge, load
from newstables.pipeline.terms import Vocabulary


def find_topics(text: str) -> list[str]:
    """The keys of the topics that a text touches, in the order of the knowledge base.

    >>> find_topics("Carney raised the canola dispute and the detained Canadians with Xi.")
    ['canola', 'detentions']
    """
    return list(_found(text, load()))


@lru_cache(maxsize=32)
def _found(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Kept for the last paragraphs: several quotes and dates stand in one."""
    found = {term.key for term in _vocabulary(knowledge).find(text)}
    return tuple(topic.key for topic in knowledge.topics if topic.key in found)


@cache
def _vocabulary(knowledge: Knowledge) -> Vocabulary:
    return Vocabulary((term, topic.key) for topic in knowledge.topics for term in topic.terms)
