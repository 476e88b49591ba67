"""One sentence and all that is found in it by words alone: what the claims are built from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from newstables.pipeline.amounts import Rate, find_rates
from newstables.pipeline.charges import Charge, find_charges, speaks_of_imports
from newstables.pipeline.countries import Country, find_countries
from newstables.pipeline.function_words import FUNCTION_WORDS
from newstables.pipeline.goods import Goods, find_goods, find_singles
from newstables.pipeline.verbs import Verb, find_verbs
from newstables.records import Change

_GAP = re.compile(r"(?:['’]s?)?[\s-]*$")
_UNKNOWN = re.compile(r"(?<![\w-])[a-z]{3,}[\s-]$")  # goods that we do not know: "Japan's seaweed |duty"
_MODIFIER = re.compile(  # one word before a charge that belongs to its phrase; an article or possessive opens it
    r"""
    (?<![\w-])(?:
      (?P<opener>the|an?|its|their|his|her|our|any|all|those|these|this|that|such|some|no|one|another|both)
    | (?:anti-?dumping\ (?:and|or)\ countervailing|tit-for-tat|so-called)
    | (?:additional|extra|further|new|existing|current|old|steep|steeper|stiff|hefty|punishing|punitive|crippling|heavy
      |high|higher
      |retaliatory|reciprocal|matching|combined|total|overall|provisional|preliminary|interim|temporary|definitive|final|permanent
      |anti-?dumping|countervailing|safeguard|protective|import|customs|border|general|blanket|broad|sweeping|flat|basic|ordinary|regular
      |base|stacked|over-quota
      |planned|proposed|threatened|looming|long|tough|big|huge|massive|sky-high|double-digit|triple-digit|own
      |federal|separate|second|first|latest|original|earlier|previous|similar|same|recent|remaining|trade|global|worldwide|universal
      |farm|up\ to|about|roughly|around|nearly|almost|some|only|just|\w+-related|\w+-specific|so)
    )(?:['’]s)?[\s-]+$
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Nucleus:
    """What one claim is built around: a charge with its modifiers, or a rate that stands for one.

    ``start`` is where its phrase begins ("its 25 per cent |surtax"), ``head`` and ``end`` hold the noun, or the rate.
    """

    start: int
    head: int
    end: int
    opener: str | None  # the article or possessive that opens the phrase
    rate: Rate | None
    is_noun: bool
    is_pronoun: bool
    before: tuple[Country | Goods, ...] = field(default=())  # countries and goods inside the phrase, nearest first


@dataclass(frozen=True, slots=True)
class Context:
    """What the paragraph of a sentence gives to it."""

    countries: tuple[Country, ...] = ()  # all that the paragraph names
    about_tariffs: bool = False  # in an earlier sentence
    percent: float | None = None  # the last rate claimed before
    goods: tuple[str, ...] = ()  # all kinds that it has named so far, in its order
    all_goods: tuple[str, ...] = ()  # all that it names


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim; offsets count in the sentence's text."""

    start: int
    end: int
    head: int  # where the noun, or the rate, stands
    is_noun: bool
    is_pronoun: bool
    imposer: str | None
    targets: tuple[str | None, ...]  # one claim each
    goods: tuple[str, ...]
    goods_at: tuple[int, int] | None
    change: Change
    rate: Rate | None
    percent: float | None
    before: float | None
    retaliation: bool
    reach: tuple[int, int]  # all that the claim uses of the sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its finds; all offsets count in ``text``."""

    text: str
    countries: tuple[Country, ...]
    goods: tuple[Goods, ...]
    rates: tuple[Rate, ...]
    charges: tuple[Charge, ...]
    verbs: tuple[Verb, ...]
    about_imports: bool
    kinds: tuple[str, ...]  # of goods, each where it is named


def read_sentence(text: str, people: Iterable[Country] = (), *, about_tariffs: bool = False) -> Sentence:
    """Find everything in one sentence.

    Args:
        text: The sentence.
        people: "We" and "they" in it, as the countries that they are.
        about_tariffs: Whether its paragraph is about tariffs, so that a bare number may be a rate.
    """
    charges = tuple(find_charges(text, about_tariffs=about_tariffs))
    about_imports = bool(charges) or speaks_of_imports(text)
    return Sentence(
        text=text,
        countries=tuple(sorted([*find_countries(text), *people], key=lambda country: country.start)),
        goods=tuple(find_goods(text)),
        rates=tuple(find_rates(text, about_tariffs=about_tariffs or bool(charges))),
        charges=charges,
        verbs=tuple(find_verbs(text)),
        about_imports=about_imports,
        kinds=tuple(key for single in find_singles(text) for key in single.keys),
    )


def _ends_country(sentence: Sentence, edge: int) -> bool:
    return sentence.text[edge - 1 : edge] in {"s", "'", "’"} and any(
        country.end in {edge - 1, edge - 2} for country in sentence.countries
    )


def phrase(sentence: Sentence, head: int, end: int, *, is_noun: bool, is_pronoun: bool = False) -> Nucleus:
    """The phrase around a head: walk left over rates, countries, goods and modifiers up to an article."""
    text, at, opener = sentence.text, head, None
    rate: Rate | None = None
    before: list[Country | Goods] = []
    while opener is None:
        gap = _GAP.search(text[:at])
        edge = gap.start() if gap else at
        number = next((item for item in sentence.rates if item.end == edge), None)
        if number is not None and is_noun and rate is None:
            rate, at = number, number.start
            continue
        things: tuple[Country | Goods, ...] = (*sentence.goods, *sentence.countries)
        thing = next((item for item in things if item.end == edge), None)
        if thing is not None and is_noun and not is_pronoun:
            before.append(thing)
            at = thing.start
            if isinstance(thing, Country) and text[thing.end] in "'’":
                break
            continue
        word = _MODIFIER.search(text[max(0, at - 40) : at])
        if word is None:
            unknown = _UNKNOWN.search(text[max(0, at - 30) : at]) if at == head and is_noun and not is_pronoun else None
            if unknown is None or unknown.group().strip(" -") in FUNCTION_WORDS:
                break
            rest = at - len(unknown.group())
            edge = rest - 1
            opened = _MODIFIER.search(text[max(0, rest - 40) : rest])
            if not ((opened and opened["opener"]) or _ends_country(sentence, edge)):
                break
            at = rest
            continue
        opener = word["opener"].lower() if word["opener"] else None
        at -= len(word.group())
    return Nucleus(at, head, end, opener, rate, is_noun, is_pronoun, tuple(before))
