"""Dates in a text, absolute and relative, and the days that they name.

A date is resolved against the day on which its article appeared, "the previous day" against the last day that the text
named. What that leaves open stays unresolved: "Thursday" in an undated article, "next Friday" in any. The grains are
those of TimeML (J. Pustejovsky et al., IWCS 2003): a date names a span of days and how fine it is.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

from newstables.pipeline.mentions import mention, write
from newstables.pipeline.worded import text_of
from newstables.records import EntityKind, Precision

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}  # their first months
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LENGTHS = {"day": 1, "week": 7}

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
YEAR = r"(?:19|20)\d{2}\b(?![-–.,]?\d)"
DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d,.]*\d)\b(?!\s?%|[\s-]per[\s-]?cent)"
SEASON = "|".join(_SEASONS)
PART = r"(?:[Ee]arly|[Mm]id|[Ll]ate)"
COUNT = r"(?:\d{1,2}|an?|" + "|".join(_NUMBERS) + ")"
GRAIN = r"(?:day|week|month|year)"
WHICH = r"\b(?P<which>(?i:last|this|next))\ "
AFTER = {  # what makes a bare month or year a date; the blank is asked for first, for it is soon answered
    words: r"(?<=\ )(?:" + "|".join(rf"(?<=\b(?i:{word})\ )" for word in words.split()) + ")"
    for words in ("in of by since until from before", "in since until")
}


@dataclass(frozen=True, slots=True)
class When:
    """The days that a date names: the first, the last (both belong to it), and how fine it is."""

    on: date
    until: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date where it stands in a text; ``when`` is null where the text does not settle it."""

    start: int
    end: int
    when: When | None


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a date is read against."""

    published_on: date | None
    last: When | None  # the last date before it, where the text leaves no doubt which
    ahead: bool  # whether its sentence looks into the future
    back: bool  # whether it plainly looks back


_AHEAD = re.compile(
    r"\b(?:will|shall|to\s+be|is\s+to|are\s+to|is\s+set|are\s+set|due|expected|expects?|plans?|scheduled|until|till|by"
    r"|prepar\w+|upcoming|coming|deadline|ahead\s+of|next|would\s+begin|later)\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:since|took\s+effect(?:\s+(?:on|from))?|last)\s+$", re.IGNORECASE)
_STARTS = re.compile(  # what a day behind it is yet to bring: "that takes effect on |Thursday"
    r"\b(?:starting|beginning|effective|takes?\s+effect|taking\s+effect|starts|begins|bites|kicks\s+in|lands)\s+(?:on\s+|from\s+)?$",
    re.IGNORECASE,
)
_WILL_FROM = re.compile(r",[^.;]{0,60}?\bwill\b")  # "As of |Tuesday, crude will be charged"
_FURTHEST = 80  # characters before a date in which its sentence may look ahead


def find_dates(text: str, published_on: date | None) -> list[DateFound]:
    """The dates of a text, left to right.

    Args:
        text: The text; a line is a paragraph.
        published_on: The day on which it appeared, if known.

    >>> dates = lambda text, on=None: [
    ...     (text[d.start : d.end], d.when and (d.when.on.isoformat(), d.when.precision.value))
    ...     for d in find_dates(text, on)
    ... ]
    >>> dates("They met on Oct. 31; ties soured in late 2018.", date(2025, 11, 2))
    [('Oct. 31', ('2025-10-31', 'day')), ('late 2018', ('2018-09-01', 'season'))]
    >>> dates("Carney met Xi on Thursday. Trump had met him the previous day.", date(2025, 10, 31))
    [('Thursday', ('2025-10-30', 'day')), ('the previous day', ('2025-10-29', 'day'))]
    >>> dates("He will visit next month.", date(2025, 12, 31)), dates("He came on Thursday.")
    ([('next month', ('2026-01-01', 'month'))], [('Thursday', None)])
    """
    found: list[DateFound] = []
    for start, end, parts, resolve in _expressions(text):
        before = text[max(0, start - _FURTHEST) : start]
        sentence = re.split(r"(?<=[a-z\d”])[.!?]\s|\n|;", before)[-1]
        setting = _Setting(
            published_on,
            _last(text, start, found),
            ahead=bool(_AHEAD.search(sentence) or _STARTS.search(sentence) or _WILL_FROM.match(text, end)),
            back=bool(_BACK.search(sentence)),
        )
        found.append(DateFound(start, end, _resolved(resolve, parts, setting)))
    return found


def _resolved(resolve: Resolve, parts: Parts, setting: _Setting) -> When | None:
    try:
        return resolve(parts, setting)
    except (ValueError, OverflowError):  # no day of the calendar, such as "Feb. 30"
        return None


def _last(text: str, start: int, found: list[DateFound]) -> When | None:
    """The last date of the paragraph; without one, the only day that the text has named so far."""
    known = [item for item in found if item.when]
    if known and "\n" not in text[known[-1].end : start]:
        return known[-1].when
    days = {item.when for item in known if item.when and item.when.precision is Precision.DAY}
    return days.pop() if len(days) == 1 else None


# ------------------------------------------------------------------------------------------------------ spans of days


def _days(on: date, until: date | None = None) -> When:
    return When(on, until or on, Precision.DAY)


def _week(of: date) -> When:
    monday = of - timedelta(days=of.weekday())
    return When(monday, monday + timedelta(days=6), Precision.WEEK)


def _months(year: int, month: int, count: int, precision: Precision) -> When:
    """So many months from one on; ``month`` may lie outside of 1 to 12."""
    first, last = year * 12 + month - 1, year * 12 + month - 2 + count
    on = date(first // 12, first % 12 + 1, 1)
    return When(on, date(last // 12, last % 12 + 1, calendar.monthrange(last // 12, last % 12 + 1)[1]), precision)


def _month(year: int, month: int, part: str | None = None) -> When:
    whole = _months(year, month, 1, Precision.MONTH)
    if not part:
        return whole
    start = {"early": 1, "mid": 11, "late": 21}[part.lower()]
    on = whole.on.replace(day=start)
    return When(on, whole.until if start == 21 else on + timedelta(days=9), Precision.MONTH)


def _year(year: int, part: str | None = None) -> When:
    if not part:
        return _months(year, 1, 12, Precision.YEAR)
    return _months(year, {"early": 1, "mid": 5, "late": 9}[part.lower()], 4, Precision.SEASON)


def _season(year: int, name: str) -> When:
    return _months(year, _SEASONS[name.lower()], 3, Precision.SEASON)


def _shifted(from_: date, grain: str, count: int) -> When:
    if grain in _LENGTHS:
        day = from_ + timedelta(days=count * _LENGTHS[grain])
        return _days(day) if grain == "day" else _week(day)
    return _month(from_.year, from_.month + count) if grain == "month" else _year(from_.year + count)


# ------------------------------------------------------------------------------------------------------- expressions

Parts = Mapping[str, str]  # the named parts of a date that are there; "words": all of it
Resolve = Callable[[Parts, _Setting], When | None]


def _number_of(name: str, names: tuple[str, ...]) -> int:
    return names.index(name[:3].lower()) + 1


def _of_day(parts: Parts, setting: _Setting) -> When | None:
    """Oct. 31; Jan. 14–17, 2026; 31 October 2025."""
    month, day = _number_of(parts["month"], _MONTHS), int(re.sub(r"\D", "", parts["day"]))
    end_month = _number_of(parts.get("end_month", parts["month"]), _MONTHS)
    turns = end_month < month  # of the year
    year = int(parts["year"]) - turns if "year" in parts else _year_of(month, day, setting)
    if year is None:
        return None
    on = date(year, month, day)
    if "last" not in parts:
        return _days(on)
    until = date(year + turns, end_month, int(parts["last"]))
    return _days(on, until) if until > on else None


def _year_of(month: int, day: int, setting: _Setting) -> int | None:
    """The year in which such a day is nearest to the article's, before it where the text looks back."""
    if setting.published_on is None:
        return None
    published = setting.published_on
    near = [year for year in (published.year - 1, published.year, published.year + 1) if _is_day(year, month, day)]
    if setting.back:
        near = [year for year in near if date(year, month, day) <= published]
    return min(near, key=lambda year: abs(date(year, month, day) - published), default=None)


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= day <= calendar.monthrange(year, month)[1]


def _of_iso(parts: Parts, setting: _Setting) -> When | None:
    return _days(date.fromisoformat(parts["words"]))


def _of_month(parts: Parts, setting: _Setting) -> When | None:
    """December 2017; in March; last March; mid-March."""
    month, part, published = _number_of(parts["month"], _MONTHS), parts.get("part"), setting.published_on
    if "year" in parts:
        return _month(int(parts["year"]), month, part)
    if published is None:
        return None
    which = parts.get("which", "").lower()
    if which == "next" or (setting.ahead and not setting.back and which != "last"):
        passed = month < published.month or (which == "next" and month == published.month)
        return _month(published.year + passed, month, part)
    if which == "this":
        return _month(published.year, month, part)
    past = month > published.month or (which == "last" and month == published.month)
    return _month(published.year - past, month, part)


def _of_year(parts: Parts, setting: _Setting) -> When | None:
    """2018; late 2018; the fall of 2024."""
    year = int(parts["year"])
    return _season(year, parts["season"]) if "season" in parts else _year(year, parts.get("part"))


def _of_season(parts: Parts, setting: _Setting) -> When | None:
    """Last spring, this summer, next winter."""
    published = setting.published_on
    if published is None:
        return None
    which, around = parts["which"].lower(), range(published.year - 2, published.year + 2)
    spans = [_season(year, parts["season"]) for year in around]
    if which == "this":
        return next(span for span in spans if span.until >= published)
    if which == "last":
        return [span for span in spans if span.until < published][-1]
    return next(span for span in spans if span.on > published)


def _of_weekday(parts: Parts, setting: _Setting) -> When | None:
    published, which = setting.published_on, parts.get("which", "").lower()
    if published is None or which == "next":
        return None
    weekday = _number_of(parts["weekday"], _WEEKDAYS) - 1
    if which == "this":
        return _days(published + timedelta(days=weekday - published.weekday()))
    ago = (published.weekday() - weekday) % 7
    if which == "last":
        return _days(published - timedelta(days=ago or 7))
    return _days(published + timedelta(days=(7 - ago) % 7) if setting.ahead else published - timedelta(days=ago))


def _of_now(parts: Parts, setting: _Setting) -> When | None:
    """Today, yesterday, tomorrow, last night."""
    steps = {"tomorrow": 1, "today": 0, "tonight": 0, "yesterday": -1}
    published = setting.published_on
    return _days(published + timedelta(days=steps.get(parts["words"].lower(), -1))) if published else None


def _of_unit(parts: Parts, setting: _Setting) -> When | None:
    """Last month, this week, next year."""
    step = {"last": -1, "next": 1}.get(parts["which"].lower(), 0)
    return _shifted(setting.published_on, parts["grain"], step) if setting.published_on else None


def _of_ago(parts: Parts, setting: _Setting) -> When | None:
    """Two weeks ago: as long before the article as its grain says, and no finer."""
    ago = _count(parts["count"])
    return _shifted(setting.published_on, parts["grain"], -ago) if setting.published_on else None


def _of_neighbour(parts: Parts, setting: _Setting) -> When | None:
    """The previous day, two months later: as seen from the last date."""
    words, grain = parts["words"].lower(), parts.get("grain", "day")
    back = any(word in words for word in ("previous", "preceding", "before", "earlier"))
    last = setting.last
    fine = last is not None and (last.precision is Precision.DAY or grain == last.precision.value)
    count = _count(parts["count"]) if "count" in parts else 1
    return _shifted(last.on, grain, -count if back else count) if last and fine else None


def _count(word: str) -> int:
    word = word.lower()
    if word.isdigit():
        return int(word)
    return 1 if word in {"a", "an"} else _NUMBERS.index(word) + 1


# The last of each is what a text must have in lower case, be it nothing: most patterns need not be tried. A look ahead
# at one letter spares the others most places of it.
_EXPRESSIONS: tuple[tuple[re.Pattern[str], Resolve, list[str]], ...] = tuple(
    (re.compile(pattern, re.VERBOSE), resolve, "".join(needs).split("|"))
    for pattern, resolve, *needs in (
        (
            rf"""(?=[A-Z])(?:\b{WEEKDAY},\ )?\b(?P<month>{MONTH})\ (?P<day>{DAY})
            (?:(?:\ ?[–-]\ ?|\ to\ |\ and\ )(?:(?P<end_month>{MONTH})\ )?(?P<last>\d{{1,2}})\b(?!\ per|%))?
            (?:,?\ (?P<year>\d{{4}})\b(?!\ (?:people|tonnes|jobs)))?""",
            _of_day,
        ),
        (
            rf"""\b(?P<day>\d{{1,2}}(?:st|nd|rd|th)?)(?:(?:\ ?[–-]\ ?|\ to\ )(?P<last>\d{{1,2}}))?
            \ (?P<month>{MONTH})(?:,?\ (?P<year>\d{{4}}))?\b""",
            _of_day,
        ),
        (r"\b\d{4}-\d{2}-\d{2}\b", _of_iso, "-0|-1"),
        (
            rf"(?=[A-Zeml])(?:\b(?P<part>{PART})[ -])?\b(?P<month>{MONTH}),?\ (?:of\ )?(?P<year>{YEAR})",
            _of_month,
            "19|20",
        ),
        (
            rf"""(?=[A-Zelmnt])(?:\b(?P<part>{PART})[ -]|{WHICH}|{AFTER["in of by since until from before"]})
            (?P<month>{MONTH})(?!\ \d{{1,2}}(?!,?\d)|\w|['’]s)""",
            _of_month,
        ),
        (
            rf"""\b(?=[A-Zemlt\d])
            (?:(?P<part>{PART})[ -]|[Tt]he\ (?P<season>{SEASON})\ of\ |{AFTER["in since until"]})
            (?P<year>{YEAR})""",
            _of_year,
            "19|20",
        ),
        (rf"{WHICH}(?P<season>{SEASON})\b", _of_season, "last |this |next "),
        (rf"(?=[A-Zltn])(?:{WHICH})?\b(?P<weekday>{WEEKDAY})\b", _of_weekday, "day"),
        (r"\b(?i:today(?!['’]s)|yesterday|tomorrow|tonight|last\ night)\b", _of_now, "day|tomorrow|night"),
        (
            rf"\b(?=[EeLlNnTt])(?i:earlier\ |later\ )?{WHICH}(?P<grain>week|month|year)\b(?!-|\ before)",
            _of_unit,
            "week|month|year",
        ),
        (rf"\b(?P<count>{COUNT})\ (?P<grain>{GRAIN})s?\ ago\b", _of_ago, " ago"),
        (
            rf"\b(?i:the)\ (?:previous|preceding|following)\ (?P<grain>{GRAIN})\b",
            _of_neighbour,
            "previous|preceding|following",
        ),
        (r"\b(?i:the)\ day\ (?:before|after)\b(?!\ \w)", _of_neighbour, " day "),
        (rf"\b(?P<count>(?i:{COUNT}))\ (?P<grain>{GRAIN})s?\ (?:earlier|later)\b", _of_neighbour, "earlier|later"),
    )
)


def _expressions(text: str) -> Iterator[tuple[int, int, Parts, Resolve]]:
    """The dates of a text with their resolvers; of overlapping ones the longest."""
    lower = text.lower()
    matches = [
        (match, resolve)
        for pattern, resolve, needs in _EXPRESSIONS
        if any(need in lower for need in needs)
        for match in pattern.finditer(text)
    ]
    taken = 0
    for match, resolve in sorted(matches, key=lambda item: (item[0].start(), -item[0].end())):
        if match.start() >= taken:
            taken = match.end()
            parts = {name: part for name, part in match.groupdict().items() if part} | {"words": match.group()}
            yield match.start(), match.end(), parts, resolve


class Dates:
    """Component: writes dates into ``doc.ents``, and what they name into ``doc._.dates``; names found before stay."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the dates and return the Doc."""
        taken = {i for ent in doc.ents if ent.label_ != EntityKind.DATE.value for i in range(ent.start, ent.end)}
        spans, kept = [], []
        for found in find_dates(text_of(doc), doc._.published_on):
            span = doc.char_span(found.start, found.end, alignment_mode="expand")
            if span is not None and taken.isdisjoint(range(span.start, span.end)):
                taken.update(range(span.start, span.end))
                spans.append(mention(doc, span.start, span.end, EntityKind.DATE))
                kept.append(DateFound(span.start_char, span.end_char, found.when))
        write(doc, spans)
        doc._.dates = tuple(kept)
        return doc


@Language.factory("newstables_dates", assigns=["doc.ents"])
def make_dates(nlp: Language, name: str) -> Dates:
    """Make the component; it reads ``doc._.published_on``."""
    return Dates()
