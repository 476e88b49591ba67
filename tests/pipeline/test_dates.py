"""Dates in a text: which words are one, and which days it names."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.pipeline.dates import find_dates

FRIDAY = date(2025, 10, 31)

WORDS = [
    ("Thursday, Oct. 31, 2025, at noon", ["Thursday, Oct. 31, 2025"]),
    ("on 31 October 2025", ["31 October 2025"]),
    ("from 14–17 January 2026", ["14–17 January 2026"]),
    ("from Oct. 27 to Nov. 3 and", ["Oct. 27 to Nov. 3"]),
    ("until Nov. 3 in a bid", ["Nov. 3"]),
    ("China in 2016, while", ["2016"]),
    ("In May 2025 and May 5", ["May 2025", "May 5"]),
    ("it may 5 times; she may in May", ["May"]),
    ("In May 49,000 cars came", ["May"]),
    ("2,018 cars in 2,018 towns, 1,000 days", []),
    ("for over 1,000 days and three years", []),
    ("today's economy; the day before yesterday", ["yesterday"]),
    ("March 8 25 per cent", ["March 8"]),
    ("from March 8 to 25 per cent", ["March 8"]),
    ("Theresa May said", []),
    ("a year-end party, last-minute talks", []),
]

DAYS = [  # in an article of Friday, 31 October 2025, in 2025 unless said
    ("They met on Oct. 31.", "2025-10-31", None, "day"),
    ("China acted on Sept. 26, 2024.", "2024-09-26", None, "day"),
    ("Talks begin Jan. 14.", "2026-01-14", None, "day"),
    ("It has paid since Dec. 1.", "2024-12-01", None, "day"),
    ("He is in China from Oct. 27 to Nov. 3.", "2025-10-27", "2025-11-03", "day"),
    ("She was there Dec. 30 to Jan. 2, 2025.", "2024-12-30", "2025-01-02", "day"),
    ("He said so on Thursday.", "2025-10-30", None, "day"),
    ("He said so on Friday.", "2025-10-31", None, "day"),
    ("It will take effect on Tuesday.", "2025-11-04", None, "day"),
    ("They met last Friday.", "2025-10-24", None, "day"),
    ("They meet next Friday.", None, None, None),  # in one week or in two?
    ("They met this Monday.", "2025-10-27", None, "day"),
    ("They met yesterday.", "2025-10-30", None, "day"),
    ("They met two days ago.", "2025-10-29", None, "day"),
    ("They met two weeks ago.", "2025-10-13", "2025-10-19", "week"),
    ("They met last week.", "2025-10-20", "2025-10-26", "week"),
    ("They met three months ago.", "2025-07-01", "2025-07-31", "month"),
    ("They met last month.", "2025-09-01", "2025-09-30", "month"),
    ("They met earlier this month.", "2025-10-01", "2025-10-31", "month"),
    ("They will meet next year.", "2026-01-01", "2026-12-31", "year"),
    ("It has paid since March.", "2025-03-01", "2025-03-31", "month"),
    ("Duties rose in December.", "2024-12-01", "2024-12-31", "month"),
    ("Duties will rise in December.", "2025-12-01", "2025-12-31", "month"),
    ("It expects 15 per cent by March.", "2026-03-01", "2026-03-31", "month"),
    ("They met in mid-August.", "2025-08-11", "2025-08-20", "month"),
    ("He visited Beijing in December 2017.", "2017-12-01", "2017-12-31", "month"),
    ("Relations soured in late 2018.", "2018-09-01", "2018-12-31", "season"),
    ("Relations soured in the fall of 2024.", "2024-09-01", "2024-11-30", "season"),
    ("They met last spring.", "2025-03-01", "2025-05-31", "season"),
    ("They met last winter.", "2024-12-01", "2025-02-28", "season"),
    ("They met this fall.", "2025-09-01", "2025-11-30", "season"),
    ("They will meet next spring.", "2026-03-01", "2026-05-31", "season"),
    ("They haven't met since 2017.", "2017-01-01", "2017-12-31", "year"),
    ("Nobody met on Feb. 30.", None, None, None),
]


@pytest.mark.parametrize(("text", "expected"), WORDS, ids=[text for text, _ in WORDS])
def test_words(text: str, expected: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_dates(text, None)] == expected


@pytest.mark.parametrize(("text", "on", "until", "precision"), DAYS, ids=[case[0] for case in DAYS])
def test_days(text: str, on: str | None, until: str | None, precision: str | None) -> None:
    (found,) = find_dates(text, FRIDAY)
    got = found.when and (found.when.on, found.when.until, found.when.precision.value)
    assert got == (on and (date.fromisoformat(on), date.fromisoformat(until or on), precision))


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("They met on Oct. 24. He had met her the previous day.", "2025-10-23"),
        ("They met on Oct. 24. He met her two days later.", "2025-10-26"),
        ("They met on Oct. 24.\nNo deal emerged, unlike the previous day.", "2025-10-23"),
        ("They met on Oct. 24 and on Oct. 28.\nNo deal emerged, unlike the previous day.", None),
        ("They met in 2017. He came the following year.", "2018-01-01"),
        ("They met in 2017. He came the following day.", None),
        ("He came the following day.", None),
    ],
)
def test_as_seen_from_another_date(text: str, on: str | None) -> None:
    when = find_dates(text, FRIDAY)[-1].when
    assert (when and when.on.isoformat()) == on


@pytest.mark.parametrize("words", ["Thursday", "last month", "Oct. 31", "in March", "yesterday", "two weeks ago"])
def test_relative_dates_of_undated_articles_stay_open(words: str) -> None:
    (found,) = find_dates(f"They met {words}.", None)
    assert found.when is None


@given(st.text(alphabet="In 2018Oct.FridaylstwekMrchog–-,\n", max_size=60), st.dates())
def test_they_are_ordered_and_apart(text: str, on: date) -> None:
    found = find_dates(text, on)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(item.when is None or item.when.on <= item.when.until for item in found)
