"""An article → how one cites it."""

from __future__ import annotations

from datetime import date

from newstables.records import Article

UNDATED = "undated"
_SINGLE = str.maketrans("“”", "‘’")  # marks inside marks


def long_day(day: date | None) -> str:
    """A day as a citation has it.

    >>> from datetime import date
    >>> long_day(date(2025, 10, 31)), long_day(None)
    ('31 October 2025', 'undated')
    """
    return f"{day.day} {day:%B} {day.year}" if day else UNDATED


def citation(article: Article) -> str:
    """Author, “Title”, Outlet, day, address: what of it the article states."""
    outlet = article.outlet if article.outlet != article.author else None
    title = f"“{' '.join(article.title.translate(_SINGLE).split())}”"
    parts = (article.author, title, outlet, long_day(article.published_on), article.url)
    return ", ".join(part for part in parts if part)
