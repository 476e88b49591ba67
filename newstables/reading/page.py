"""A web page saved from a browser → a draft. Nothing is ever fetched."""

from __future__ import annotations

import re

from newstables.reading.draft import Draft, Found
from newstables.reading.encoding import decode
from newstables.reading.stated import stated
from newstables.reading.unreadable import UnreadableError

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.IGNORECASE)
_CHARSET_WITHIN = 4_096  # bytes, as browsers look


def read_page(data: bytes) -> Found:
    """One draft: the page's article, a paragraph per line and an empty line between, and what its metadata state.

    Raises:
        UnreadableError: It is no text, no HTML, or holds no article that trafilatura can find.
    """
    charset = _CHARSET.search(data[:_CHARSET_WITHIN])
    page, notes = decode(data, declared=charset[1].decode("ascii", "ignore") if charset else None)
    if not page.strip():
        raise UnreadableError("empty: it holds no words")
    import trafilatura  # noqa: PLC0415  a tenth of a second, which only saved pages are worth

    try:
        tree = trafilatura.load_html(page)
    except MemoryError:
        raise
    except Exception as error:  # whatever the parser stumbles over says something about this page alone
        raise UnreadableError(f"not HTML that can be parsed: {error!r:.200}") from error
    if tree is None:
        raise UnreadableError("not HTML: no page could be parsed")
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadableError(f"no article could be taken from the page: {error!r:.200}") from error
    text = getattr(found, "text", None)
    if not text:
        raise UnreadableError("no article text found in the page")
    paragraphs = (line.strip() for line in text.split("\n"))
    return Found([Draft("\n\n".join(filter(None, paragraphs)), stated(tree, page))], notes)
