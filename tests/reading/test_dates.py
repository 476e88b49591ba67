"""What stated dates say, and when they say nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.reading.dates import FIRST_YEAR, Published, published

DAY = date(2025, 9, 9)


@pytest.mark.parametrize(
    "written",
    [
        "2025-09-09", "20250909", "2025/09/09", "Sept. 9, 2025", "September 9th, 2025", "9 September 2025",
        "9 Sep 2025", "Tuesday, September 9, 2025", "SEPTEMBER 9, 2025", "09/09/2025", "Published Sept. 9, 2025",
        "Posted on: 9 Sep 2025", " 2025-09-09 ", date(2025, 9, 9),
        # a time without a zone is no moment
        "2025-09-09 14:30", "2025-09-09T14:30:00", "Sept. 9, 2025 4:05 p.m.", "September 9, 2025 at 4:05 PM",
        "Sept. 9, 2025 | 5:00 pm", "2025-09-09 10:00 CST", "20250909101500", datetime(2025, 9, 9, 14, 30),
    ],
)  # fmt: skip
def test_days(written):
    assert published(written) == Published(on=DAY)


@pytest.mark.parametrize(
    ("written", "hour", "on"),
    [
        ("2025-09-09T10:15:00Z", 10, DAY),
        ("2025-09-09T10:15:00.000+00:00", 10, DAY),
        ("20250909T101500Z", 10, DAY),
        ("2025-09-09 06:15:00 -0400", 10, DAY),
        ("Tue, 09 Sep 2025 10:15:00 GMT", 10, DAY),
        ("Tue Sep 09 2025 06:15:00 GMT-0400 (Eastern Daylight Time)", 10, DAY),
        ("2025-09-09 18:15 UTC+8", 10, DAY),
        ("Sept. 9, 2025 18:15 GMT+08:00", 10, DAY),
        ("Sept. 9, 2025 6:15 a.m. EDT", 10, DAY),
        ("Sept. 9, 2025 6:15 a.m. ET", 10, DAY),
        ("2025-09-09 10:15:00 UTC", 10, DAY),
        ("2025-09-08T23:15:00-11:00", 10, date(2025, 9, 8)),
        ("2025-09-09T18:15:00+08:00", 10, DAY),
        (datetime(2025, 9, 9, 6, 15, tzinfo=timezone(timedelta(hours=-4))), 10, DAY),
    ],
)
def test_moments_are_kept_in_utc_and_the_day_in_its_own_zone(written, hour, on):
    assert published(written) == Published(at=datetime(2025, 9, 9, hour, 15, tzinfo=UTC), on=on)


@pytest.mark.parametrize("written", [None, "", "  "])
def test_no_date_is_no_complaint(written):
    assert published(written) == Published()


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("03/04/2025", "day or month first?"),
        ("3.4.2025", "day or month first?"),
        ("03/04/2025 10:00", "day or month first?"),
        ("2025", "a lone number"),
        ("Sept 2025", "no full date"),
        ("2025-09", "no full date"),
        ("2025-W37", None),
        ("9/9/25", "no year of four digits"),
        ("Sept. 9", "no year of four digits"),
        ("Friday", "no year of four digits"),
        ("yesterday", "no year of four digits"),
        ("3 hours ago", "no year of four digits"),
        ("1757433600", "no year of four digits"),
        (1757433600, "no year of four digits"),
        (2025, "a lone number"),
        ("30 Feb 2025", None),
        ("0001-01-01T00:00:00", f"before {FIRST_YEAR}"),
        ("9999-12-31T23:59:59-10:00", None),
        ("2025-09-09T10:00:00+99:99", None),
        ("updated 2025", None),
        ("9" * 400, None),
        ({"a": 1}, None),
    ],
)
def test_what_is_unclear_is_null_and_noted(written, reason):
    found = published(written)
    assert (found.at, found.on) == (None, None)
    assert found.note is not None
    assert found.note.startswith(f"published not understood: {str(written)[:80]}")
    assert reason is None or reason in found.note


@given(st.text() | st.text("0123456789-/:., TZ+SeptMon", max_size=30))
def test_no_text_raises(written):
    found = published(written)
    assert found.at is None or (found.on is not None and abs(found.at.date() - found.on) <= timedelta(days=1))


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.timezones()))
def test_iso_moments_round_trip(moment):
    found = published(moment.isoformat())
    assert found == Published(at=moment.astimezone(UTC), on=moment.date())
