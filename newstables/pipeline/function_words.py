"""Closed classes of English words: what no noun phrase and no name begins or ends with, and what may stand in one."""

from __future__ import annotations


def vocabulary(words: str) -> frozenset[str]:
    """The set of the words of a text."""
    return frozenset(words.split())


PRONOUNS = vocabulary("he she they it i we you who")
POSSESSIVES = vocabulary("his her its their our my your whose")
QUANTIFIERS = vocabulary("some many most several few both all each every another any other")
DETERMINERS = POSSESSIVES | QUANTIFIERS | vocabulary("the a an this that these those no one two three")
CONJUNCTIONS = vocabulary(
    """
    and or but nor yet while as because if when that which although though so than whereas after before since until
    where once unless whether how why what
    """
)
PREPOSITIONS = vocabulary(
    """
    of for from by with in on at to between near among under over behind inside outside within across about against
    during through into upon via despite amid following per without toward towards around like alongside
    """
)
# Prepositions that join two noun phrases to one: "a report for the nation by Kerf Consulting".
ATTACHING = vocabulary("of for from by with in at on to between near behind representing against across within")
BE = vocabulary("is are was were be been being 's ’s 're ’re")
HAVE = vocabulary("has have had having 've ’ve")
MODALS = vocabulary("will would can could should may might must 'd ’d 'll ’ll do does did to")
AUXILIARIES = BE | HAVE | MODALS - {"to"}
NEGATIONS = vocabulary("not n't n’t never nothing nobody neither nor cannot without")
# What may stand between a subject and its verb.
ADVERBS = vocabulary(
    """
    also then later now still again once even often further previously first only just soon too ever both himself
    herself itself themselves earlier meanwhile instead always long quickly has have had 've ’ve is are was were
    been
    """
)
POSSESSIVE_MARKS = frozenset({"'s", "’s", "'", "’"})
DAYS = vocabulary("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow")
JOINERS = frozenset({"-", "–", "&", "/"})
WH = vocabulary("whether if how why what who when where which whom")
# Words that open no name: a capital letter on them tells only that a sentence starts.
FUNCTION_WORDS = PRONOUNS | DETERMINERS | CONJUNCTIONS | PREPOSITIONS | AUXILIARIES | NEGATIONS | ADVERBS | DAYS
