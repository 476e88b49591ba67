"""The subjects of a text, by the words of ``knowledge/topics.csv``."""

from __future__ import annotations

from functools import cache

from newstables.knowledge import Knowledge, load
from newstables.pipeline.terms import Vocabulary


def find_topics(text: str) -> list[str]:
    """The keys of the topics that a text touches, in the order of the knowledge base.

    >>> find_topics("Carney raised the canola dispute and the detained Canadians with Xi.")
    ['canola', 'detentions']
    """
    found = {term.key for term in _vocabulary(load()).find(text)}
    return [topic.key for topic in load().topics if topic.key in found]


@cache
def _vocabulary(knowledge: Knowledge) -> Vocabulary:
    return Vocabulary((term, topic.key) for topic in knowledge.topics for term in topic.terms)
