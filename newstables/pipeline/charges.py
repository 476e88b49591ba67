"""The words for a charge on imported goods, and what only looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHARGE = re.compile(
    r"""
    (?<![\w-])(?:
      (?:counter-?)?tariffs?
    | surtax(?:es)?
    | (?<!on\ )(?<!off\ )dut(?:y|ies)(?!\s+to\s+[a-z])
    | lev(?:y|ies)(?!\s+\d)
    | (?:border|import|customs)\s+tax(?:es)?
    | tax(?:es)?(?=\s+on\s+(?:imports|imported)\b)
    | (?:(?:anti-?dumping|provisional|preliminary|cash|security)\s+)+deposits?
    | deposits?(?=\s+of\s+(?:(?:up\s+to|between|about|roughly|as\s+much\s+as|at\s+least)\s+)?\d)
    | (?:anti-?dumping|countervailing|safeguard)\s+(?:measures?|penalt(?:y|ies)|rates?|charges?)
    | counter-?measures
    | (?:(?<=the\ )|(?<=its\ )|(?<=their\ ))(?:total|overall\ rate|rate)
        (?=\s+(?:to|at|of|drops|falls|rises|stays|was|will|is)\b)
    | (?<!to\ a\ )(?:over-quota|combined|tariff|duty)\s+rates?
    | (?:(?<=per\ cent\ )|(?<=per-cent\ )|(?<=percent\ )|(?<=%\ ))(?:deposits?|charges?|tax(?:es)?)
    | tax(?=\s+of\s+(?:up\s+to\s+)?\d+(?:\.\d+)?\s*(?:per|%)[^.;:]{0,12}\son\b)
    | (?:most-favou?red-nation|MFN|normal|ordinary|standard)\s+rates?
    | (?<!it\ )(?<!they\ )(?<!he\ )charges?(?=\s+on\s+(?:imports|imported|Canadian|Chinese|American)\b)
    | surcharges?(?!\s+on\s+[^.,;]{0,40}exports)
    )(?!-?\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STANDS_FOR_ONE = re.compile(  # "those on American steel", "the one on solar cells", "one of its own"
    r"\b(?:those|(?:the|a\s+similar|another)\s+ones?|the\s+same|that|one)(?=\s+(?:on|of\s+(?:its|their|his|our)\s+own|of\s+the\s+same)\b)",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(  # the kind of tariff, duty or tax that no customs officer collects
    r"""
    \b(?:export|roaming|phone|mobile|wireless|data|hotel|room|electricity|power|canal(?:['’]s)?|toll|hydro|water|utility|rail|freight|feed-in|postal
    |shipping|excise|stamp|property|income|sales|luxury|carbon|fuel|tourist|tourism|visitor|payroll|corporate|estate
    |(?:foreign-|home-?)?buyers?'?|speculation|services|civic|official|active|double|heavy|jury|night|guard|sentry|moral
    |legal|fiduciary|ministerial|non)[\s-]$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"""
    (?:[\s-](?:war|wars|threats?|disputes?|truces?|talks|rhetoric|fights?|battles?|uncertaint\w+|pressures?|hit|free|rate\s+quotas?
       |quotas?|lines?|codes?|schedules?|commission|polic\w+|regimes?|walls?|barriers?|worries|fears|shock|blow|bill|revenues?|standoff|spat|escalation
       |negotiations?|issues?|turmoil|chaos|pain|announcements?|deal|shop|shops|officer|roster|free|less)\b
    |\s+(?:of\s+care|(?:remission\s+)?order|as\s+\w+|bound)\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONTEXT = re.compile(  # where a bare rate may be a tariff's: "paying 25 per cent at the border"
    r"\b(?:border|customs|at\s+\w+\s+ports|docks?|imports?|imported|importers?|quota|let\s+in|enter\w*|tariffs?|taxed\s+at|dumping|lands?\s+in|taxes|(?:pay|pays|paying|paid)\s+(?:\w+\s+){0,2}\d[\d.]*\s*(?:per|%)"
    r"|(?:get|ship\w*|sell\w*|send\w*)\s+(?:\w+\s+)?(?:in)?to)\b",
    re.IGNORECASE,
)

_SERVICES = re.compile(
    r"\b(?:hotels?|roaming|telephones?|wireless|broadband|electricity|hydro|taxis?|postage|ferry|toll\s+road)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Charge:
    """The noun of a charge where it stands in a text; ``is_pronoun`` for "those on steel"."""

    start: int
    end: int
    is_pronoun: bool


def find_charges(text: str, *, about_tariffs: bool = False) -> list[Charge]:
    """The nouns of charges on imports, left to right. Pronouns count only behind a noun, or in a text on tariffs.

    >>> text = "scrap the tariffs on wheat but keep those on steel"
    >>> [text[charge.start : charge.end] for charge in find_charges(text)]
    ['tariffs', 'those']
    >>> find_charges("Roaming tariffs, a tariff war, officers on duty and an anti-dumping probe")
    []
    """
    nouns = [
        Charge(match.start(), match.end(), is_pronoun=False)
        for match in _CHARGE.finditer(text)
        if not _NOT_BEFORE.search(text[: match.start()]) and not _NOT_AFTER.match(text, match.end())
    ]
    if not nouns and not about_tariffs:
        return []
    first = 0 if about_tariffs else nouns[0].end
    pronouns = [Charge(match.start(), match.end(), is_pronoun=True) for match in _STANDS_FOR_ONE.finditer(text, first)]
    return sorted([*nouns, *pronouns], key=lambda charge: charge.start)


def speaks_of_services(text: str) -> bool:
    """Whether a text is about the tariffs of hotels, telephones or power, which are prices."""
    return bool(_SERVICES.search(text))


def speaks_of_imports(text: str) -> bool:
    """Whether a text is about goods at a border, so that a bare rate in it may be a tariff's."""
    return bool(_CONTEXT.search(text))
