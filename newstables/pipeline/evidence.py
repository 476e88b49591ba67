"""The stretch of a sentence that a claim rests on."""

from __future__ import annotations

import re

from newstables.pipeline.claim_parts import Nucleus, Sentence
from newstables.pipeline.countries import Form
from newstables.pipeline.goods import Goods
from newstables.pipeline.moods import clause_start
from newstables.pipeline.parties import is_origin
from newstables.pipeline.verbs import Verb


def evidence(
    sentence: Sentence,
    nucleus: Nucleus,
    *,
    goods: Goods | None,
    verb: Verb | None,
    by: str | None,
    limit: int,
) -> tuple[int, int]:
    """From the first word that the claim rests on to the last; a mere mention needs no verb."""
    text = sentence.text
    starts, ends = [nucleus.start], [nucleus.end]
    if goods is not None:
        owners = [c.start for c in sentence.countries if c.end <= goods.start <= c.end + 20]
        starts += [goods.start, *(owners[-1:] if goods.start < nucleus.start else [])]
        origins = [c.end for c in sentence.countries if is_origin(text, goods, c) and c.start < limit]
        ends += [goods.end, *origins[:1]]
    else:
        on = re.compile(r"\s+(?:on|against)\s+[^.,;:]{0,40}")
        owned = [c.end for c in sentence.countries if c.start < limit and on.fullmatch(text, nucleus.end, c.start)]
        ends += owned[:1]
    if nucleus.rate is not None:
        starts.append(nucleus.rate.start)
        ends.append(nucleus.rate.end)
    if verb is not None:
        starts.append(verb.start)
        ends.append(verb.end)
        if not verb.passive and not verb.intransitive:
            clause = clause_start(text, verb.start)
            starts += [
                c.start
                for c in sentence.countries
                if max(clause, verb.start - 60) <= c.start < verb.start and c.code == by
            ][-1:]
    start, end = min(starts), max(ends)
    article = re.search(r"\b(?:the|an?|its|their|his|our)\s+$", text[:start], re.IGNORECASE)
    ends_in_adjective = any(country.end == end and country.form is not Form.NAME for country in sentence.countries)
    whole = re.match(r"\s+[\w-]+" if ends_in_adjective else r"\s+(?:goods|products|imports|exports)\b", text[end:])
    return (article.start() if article else start), end + (whole.end() if whole else 0)
