"""An article's address and a passage → a link that opens the page at these words.

The words stand in the address as a text directive, ``#:~:text=prefix-,start,end,-suffix``, as the WICG's "URL Fragment
Text Directives" has it. A browser that knows it scrolls to the words and lights them; any other opens the page.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

_WHOLE = 8  # words; a longer passage is named by its first and its last ones
_ENDS = 4
_AROUND = 3  # words before and after, which tell the passage from its like elsewhere on the page
_DIRECTIVE = ":~:"
_LEGAL = "/:?#[]@!$&'()*+,;=%-._~"  # what an address may hold beside letters and digits
_NOT_IN_HOST = re.compile(r"[\s<>\"'\\^`{|}%\x00-\x1f\x7f]")


def web_address(url: str | None) -> str | None:
    """The address as it may stand in a link; None for what is no address on the web ("javascript:…", "page 4").

    >>> web_address("https://example.org/a b?c=“d”"), web_address("file:///etc/passwd"), web_address("http://[")
    ('https://example.org/a%20b?c=%E2%80%9Cd%E2%80%9D', None, None)
    """
    parts = _split(url)
    if parts is None:
        return None
    path, query, fragment = (quote(part, safe=_LEGAL, errors="replace") for part in parts[2:])
    return urlunsplit((parts.scheme, parts.netloc, path, query, fragment))


def _split(url: str | None) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip() if url else "")
    except ValueError:
        return None
    held = parts.scheme in {"http", "https"} and parts.netloc and not _NOT_IN_HOST.search(parts.netloc)
    return parts if held else None


def link_to(url: str | None, text: str, start: int, end: int) -> str | None:
    """The address with the directive for ``text[start:end]``; None where there is no address on the web.

    >>> link_to("https://example.org/a", "She said: “We wait – and see.” Then silence.", 11, 28)
    'https://example.org/a#:~:text=She%20said%3A%20%E2%80%9C-,We%20wait%20%E2%80%93%20and%20see,-.%E2%80%9D%20Then%20silence.'
    """
    address = web_address(url)
    if address is None:
        return None
    address = address.partition(f"#{_DIRECTIVE}")[0].partition(_DIRECTIVE)[0]
    directive = text_directive(text, start, end)
    return f"{address}{'' if '#' in address else '#'}{_DIRECTIVE}text={directive}" if directive else address


def text_directive(text: str, start: int, end: int) -> str:
    """What follows "text=" to name ``text[start:end]``; empty where that holds no words."""
    lines = [words for line in text[start:end].splitlines() if (words := line.split())]
    if not lines:
        return ""
    whole = len(lines) == 1 and len(lines[0]) <= _WHOLE
    named = lines if whole else [lines[0][:_ENDS], lines[-1][-_ENDS:]]
    before = text[:start].rpartition("\n")[2].split()[-_AROUND:]
    after = text[end:].partition("\n")[0].split()[:_AROUND]
    parts = [",".join(map(_encoded, named))]
    if before:
        parts.insert(0, f"{_encoded(before)}-")
    if after:
        parts.append(f"-{_encoded(after)}")
    return ",".join(parts)


def _encoded(words: list[str]) -> str:
    """Words, with all encoded that has a meaning in the directive: its hyphens, commas and ampersands."""
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
