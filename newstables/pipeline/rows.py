"""Doc → rows: what the components found, with ids, sides, roles and topics, every slice taken from the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from spacy.tokens import Doc, Span

from newstables.knowledge import Knowledge, load
from newstables.pipeline.dates import When
from newstables.pipeline.events import EventFound, find_events
from newstables.pipeline.found import QuoteFound, TariffFound
from newstables.pipeline.mentions import NAMED
from newstables.pipeline.register import link
from newstables.pipeline.relation import Relation
from newstables.pipeline.sides import described_side, stated_side
from newstables.pipeline.topics import find_topics
from newstables.pipeline.worded import text_of
from newstables.records import Article, DatedSentence, Entity, EntityKind, Quote, Side, SpeakerKind, Tariff, make_id

SEVERAL = 2  # paragraphs


@dataclass(frozen=True, slots=True)
class Rows:
    """One article and all its rows, each table in the order of the text."""

    article: Article  # with its topics
    entities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]
    tariffs: tuple[Tariff, ...]
    events: tuple[DatedSentence, ...]


def rows(doc: Doc, article: Article) -> Rows:
    """The rows of an article from its processed Doc.

    Args:
        doc: What the pipeline made of the article's text, boilerplate masked with as many spaces.
        article: The article; its ``text``, unmasked, is what every row quotes.

    Returns:
        Rows that obey the law of provenance.
    """
    knowledge = load()
    relation = Relation(doc, _sides(knowledge))
    stated = cache(partial(stated_side, doc, sides=_sides(knowledge)))
    quotes = tuple(
        _quote(found, article, _side(found, doc, stated, knowledge), relation, knowledge) for found in doc._.quotes
    )
    whens = {found.start: found.when for found in doc._.dates}
    speakers = [(span, quote.speaker) for quote in quotes for span in quote.spans]
    return Rows(
        article=replace(
            article, topics=_article_topics(article.title, text_of(doc), knowledge), canada_china=relation.article
        ),
        entities=tuple(
            _entity(article, span, whens.get(span.start_char), knowledge)
            for span in doc.ents
            if span.label_ not in NAMED or not span.text.islower()  # "the federal government" speaks, but is no name
        ),
        quotes=quotes,
        tariffs=tuple(_tariff(found, article, speakers, relation, knowledge) for found in doc._.tariffs),
        events=tuple(_event(found, article, relation, knowledge) for found in find_events(doc)),
    )


def _entity(article: Article, span: Span, when: When | None, knowledge: Knowledge) -> Entity:
    words, known_as = article.text[span.start_char : span.end_char], span.kb_id_
    return Entity(
        article_id=article.article_id,
        start_char=span.start_char,
        end_char=span.end_char,
        text=words,
        kind=EntityKind(span.label_),
        name=span.id_ or words,
        actor_id=known_as if known_as in _actor_sides(knowledge) else None,
        side=_sides(knowledge).get(known_as),
        on=when.on if when else None,
        until=when.until if when else None,
        precision=when.precision if when else None,
        score=None,
    )


def _quote(found: QuoteFound, article: Article, side: Side | None, relation: Relation, knowledge: Knowledge) -> Quote:
    text = article.text
    stretches = [text[start:end] for start, end in found.spans]
    words = " … ".join(stretches)
    source_start, source_end = found.source or (None, None)
    cue_start, cue_end = found.cue or (None, None)
    return Quote(
        quote_id=make_id("quote", article.article_id, found.spans),
        article_id=article.article_id,
        start_char=found.spans[0][0],
        end_char=found.spans[-1][1],
        spans=[list(span) for span in found.spans],
        text=words,
        kind=found.kind,
        cue=text[cue_start:cue_end] if found.cue else None,
        cue_start=cue_start,
        cue_end=cue_end,
        cue_kind=found.cue_kind,
        speaker_text=text[source_start:source_end] if found.source else None,
        speaker_start=source_start,
        speaker_end=source_end,
        speaker=found.speaker,
        speaker_kind=found.speaker_kind,
        actor_id=found.actor_id,
        side=side,
        role=_role_on(found.actor_id, article.published_on, knowledge) if found.actor_id else None,
        topics=find_topics(_paragraphs(text, found.spans[0][0], found.spans[-1][1])),
        canada_china=relation.concerns(found.spans[0][0], found.spans[-1][1]),
        score=found.score,
    )


def _side(found: QuoteFound, doc: Doc, stated: Callable[[str], Side | None], knowledge: Knowledge) -> Side | None:
    """The side of the speaker: that of the actor, else the one that the article itself states, of a person by name."""
    sides = _sides(knowledge)
    if found.actor_id:
        return sides.get(found.actor_id)
    if found.speaker_kind is SpeakerKind.PERSON and found.speaker:
        return stated(found.speaker)
    return (
        described_side(doc, *found.source, sides)
        if found.speaker_kind is SpeakerKind.UNNAMED and found.source
        else None
    )


def _tariff(
    found: TariffFound,
    article: Article,
    speakers: list[tuple[list[int], str | None]],
    relation: Relation,
    knowledge: Knowledge,
) -> Tariff:
    start, end = found.evidence
    linked = link(found, _sentence(article.text, start, end), article.published_on, knowledge)
    return Tariff(
        claim_id=make_id("tariff", article.article_id, found),
        article_id=article.article_id,
        start_char=start,
        end_char=end,
        text=article.text[start:end],
        imposer=found.imposer,
        target=found.target,
        goods=list(found.goods),
        goods_text=found.goods_text,
        change=found.change,
        rate_percent=found.rate_percent,
        rate_from_percent=found.rate_from_percent,
        rate_text=found.rate_text,
        retaliation=found.retaliation,
        topic=_topic(found, article.text[start:end], knowledge),
        canada_china=_is_between(found) if found.imposer and found.target else relation.concerns(start, end),
        effective_on=found.effective_on,
        speaker=next((name for (s, e), name in speakers if s <= start and end <= e), None),
        measure_ids=list(linked.measure_ids),
        conflict=linked.conflict,
    )


def _is_between(found: TariffFound) -> bool:
    return {found.imposer, found.target} <= {"CA", "CN", "*"} and found.imposer != found.target


def _event(found: EventFound, article: Article, relation: Relation, knowledge: Knowledge) -> DatedSentence:
    start, end = found.sentence.start_char, found.sentence.end_char
    while article.text[end - 1].isspace():
        end -= 1
    named = {ent.kb_id_ for ent in found.sentence.ents}
    return DatedSentence(
        event_id=make_id("event", article.article_id, start, found.date.start),
        article_id=article.article_id,
        start_char=start,
        end_char=end,
        text=article.text[start:end],
        on=found.when.on,
        until=found.when.until,
        precision=found.when.precision,
        date_text=article.text[found.date.start : found.date.end],
        date_start=found.date.start,
        date_end=found.date.end,
        actors=sorted(named & _actor_sides(knowledge).keys()),
        topics=find_topics(article.text[start:end]),
        canada_china=relation.concerns(start, end),
    )


def _article_topics(title: str, text: str, knowledge: Knowledge) -> list[str]:
    """The topics of the title, and those that several paragraphs touch."""
    touched = Counter(key for line in text.split("\n") for key in find_topics(line))
    titled = find_topics(title)
    return [topic.key for topic in knowledge.topics if topic.key in titled or touched[topic.key] >= SEVERAL]


def _topic(found: TariffFound, evidence: str, knowledge: Knowledge) -> str:
    """The topic of the goods; else of the evidence's words; else trade."""
    if found.goods:
        return next(good.topic for good in knowledge.goods if good.key == found.goods[0])
    return next(iter(find_topics(evidence)), "trade")


def _paragraphs(text: str, start: int, end: int) -> str:
    """The paragraphs that a passage stands in: what a quote is about is often said beside it."""
    stop = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)]


def _role_on(actor_id: str, on: date | None, knowledge: Knowledge) -> str | None:
    """The role an actor held on a day; null where the article is undated or the role's first day is not known."""
    if on is None:
        return None
    held = (
        role.role
        for role in knowledge.roles
        if role.actor_id == actor_id
        and role.start is not None
        and role.start <= on
        and (role.end is None or on < role.end)
    )
    return next(held, None)


@cache
def _actor_sides(knowledge: Knowledge) -> dict[str, Side]:
    return {actor.actor_id: actor.side for actor in knowledge.actors}


@cache
def _sides(knowledge: Knowledge) -> dict[str, Side]:
    return _actor_sides(knowledge) | {place.place_id: place.side for place in knowledge.places}


def _sentence(text: str, start: int, end: int) -> str:
    """The passage with what stands around it up to full stops: enough to tell which measure is meant."""
    stop = text.find(". ", end)
    line = text.find("\n", end)
    ends = [at for at in (stop, line) if at >= 0]
    return text[max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1 : min(ends, default=len(text))]
