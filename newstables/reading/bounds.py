"""What an article from anyone may be like: cheap measures, taken before anything slow looks at it."""

from __future__ import annotations

import re

from newstables.records import Article

MAX_CHARACTERS = 100_000  # four times the longest of reports
MAX_UNBROKEN = 10_000  # characters without a space; long addresses have 2,000
MAX_QUOTE_MARKS = 1_000
MAX_LINES = 10_000
_QUOTE_MARK = re.compile('["“”„‟«»‘‛]')


def refusal(article: Article) -> str | None:
    """Why an article is not taken from the outside, or None where it is."""
    text = article.text
    if len(text) > MAX_CHARACTERS:
        return f"over-long: {len(text):,} characters, an added article may have {MAX_CHARACTERS:,}"
    if (longest := max(map(len, text.split()), default=0)) > MAX_UNBROKEN:
        return f"{longest:,} characters without a space, an added article may have {MAX_UNBROKEN:,}"
    if (marks := len(_QUOTE_MARK.findall(text))) > MAX_QUOTE_MARKS:
        return f"{marks:,} quotation marks, an added article may have {MAX_QUOTE_MARKS:,}"
    if (lines := text.count("\n")) > MAX_LINES:
        return f"{lines:,} lines, an added article may have {MAX_LINES:,}"
    return None
