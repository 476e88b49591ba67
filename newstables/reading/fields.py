"""What is stated about an article, under the names that tables, front matter and pages use for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# Field → accepted names, the first that is filled wins. Case, spaces and punctuation of a name do not count.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "full_text", "article_text", "story_text", "article_body", "article", "story"),
    "title": ("title", "headline", "head"),
    "outlet": (
        "outlet", "source", "publication", "publisher", "newspaper", "media_name", "media_outlet", "site_name",
        "source_name", "publication_title", "site",
    ),
    "author": ("author", "authors", "byline", "creator", "by", "journalist"),
    "published": (
        "published_at", "published", "published_on", "publish_date", "date_published", "publication_date",
        "published_date", "pub_date", "published_time", "date",
    ),
    "url": ("url", "link", "canonical_url", "web_url", "permalink", "uri", "source_url", "source"),
    "language": ("language", "lang"),
    "sample": ("sample",),
}  # fmt: skip

# The pipeline reads English, so an article that states no language is taken for what it will be read as.
DEFAULT_LANGUAGE = "en"
LANGUAGES = {
    "english": "en", "eng": "en", "french": "fr", "français": "fr", "francais": "fr", "fra": "fr", "fre": "fr",
    "chinese": "zh", "zho": "zh", "chi": "zh", "mandarin": "zh",
}  # fmt: skip

_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)


def fold(name: str) -> str:
    """A name as compared: "Publish Date", "publish_date" and "publishDate" are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


_ORDER = {field: [fold(name) for name in names] for field, names in NAMES.items()}


def has_field(names: Iterable[str], field: str) -> bool:
    """Whether any of the names is one that the field goes by."""
    return not {fold(name) for name in names}.isdisjoint(_ORDER[field])


def known(name: str) -> bool:
    """Whether a name belongs to any field."""
    return any(has_field([name], field) for field in NAMES)


def by_field(values: Mapping[str, object]) -> dict[str, object]:
    """Field → the first filled value under one of its names. Names that belong to no field are left out."""
    folded: dict[str, object] = {}
    for name, value in values.items():
        if _filled(value):
            folded.setdefault(fold(name), value)
    found: dict[str, object] = {}
    for field, names in _ORDER.items():
        candidates = [folded[name] for name in names if name in folded]
        if field == "outlet":  # "source: https://…" names the address, not the outlet
            candidates = [value for value in candidates if not is_url(value)]
        if field == "url" and any(is_url(value) for value in candidates):
            candidates = [value for value in candidates if is_url(value)]
        elif field == "url":
            candidates = [folded[name] for name in names if name in folded and name != "source"]
        if candidates:
            found[field] = candidates[0]
    return found


def _filled(value: object) -> bool:
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - only NaN differs from itself
        return False
    return bool(value.strip()) if isinstance(value, str) else value not in ([], {})


def is_url(value: object) -> bool:
    """Whether a value is a web address. No other scheme is ever taken: pages show it as a link."""
    return isinstance(value, str) and _URL.fullmatch(value.strip()) is not None


def words_of(value: object) -> str | None:
    """A value as one line of text; several (authors) are joined by commas; None where it is no text."""
    if isinstance(value, list | tuple):  # one level: nested aliases of YAML would unfold without end
        parts = [words_of(part) for part in value if isinstance(part, str)]
        return ", ".join(part for part in parts if part) or None
    if isinstance(value, bool | dict) or value is None:
        return None
    return " ".join(str(value).encode("utf-8", "replace").decode().split()) or None


def language_of(value: object) -> str | None:
    """ISO 639-1 code of a stated language ("en-CA", "English"), or None where it is not understood.

    >>> language_of("en-CA"), language_of("English"), language_of("tlh")
    ('en', 'en', None)
    """
    name = (words_of(value) or "").lower()
    match = _LANGUAGE.fullmatch(name)
    return match[1] if match else LANGUAGES.get(name)
