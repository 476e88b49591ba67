"""What a web page states about its article: JSON-LD first, then meta tags, then its title and links.

trafilatura's own metadata are not used: they fall back on guesses (a date from the text, a host name for an outlet).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from newstables.reading.fields import is_url

# Lower-cased names of <meta name|property|itemprop>, the first that is filled wins.
META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "citation_title", "headline", "dc.title", "dcterms.title", "parsely-title", "twitter:title"),
    "outlet": ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher",
               "application-name"),
    "author": ("author", "article:author", "og:article:author", "citation_author", "byl", "dc.creator",
               "dcterms.creator", "parsely-author", "sailthru.author"),
    "published": ("article:published_time", "og:article:published_time", "og:published_time", "datepublished",
                  "citation_publication_date", "citation_online_date", "citation_date", "parsely-pub-date",
                  "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "pubdate",
                  "publishdate", "publish_date", "publication_date", "date"),
    "url": ("og:url", "citation_public_url", "parsely-link", "twitter:url"),
    "language": ("inlanguage", "og:locale", "dc.language", "citation_language", "content-language"),
}  # fmt: skip

_ARTICLE_TYPES = re.compile(r"(?:.*[/:])?(?:\w*Article|(?:LiveBlog|Blog)Posting|Report)")
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)", re.IGNORECASE)
_SAVED_FROM_WITHIN = 3_000  # characters: browsers write it above the page
_BY = re.compile(r"by\s+", re.IGNORECASE)
_MAX_DEPTH = 6  # of lists and @graph around an article


def stated(tree: Any, page: str) -> dict[str, object]:
    """Title, outlet, author, published, url and language, as far as the page states them.

    Args:
        tree: The parsed page (an lxml element).
        page: Its source, for the comment that browsers leave in a page they save.
    """
    linked, meta = _json_ld(tree), _meta(tree)
    found: dict[str, object] = {}
    for field in META:
        value = linked.get(field) or meta.get(field)
        if value:
            found[field] = value
    addresses = [*tree.xpath("//link[@rel='canonical']/@href"), meta.get("url"), linked.get("url")]
    addresses += _SAVED_FROM.findall(page[:_SAVED_FROM_WITHIN])
    found["url"] = next((address.strip() for address in addresses if is_url(address)), None)
    found["title"] = _title(tree, found)
    found.setdefault("language", next(iter(tree.xpath("/html/@lang")), None))
    return {field: value for field, value in found.items() if value}


def _title(tree: Any, found: dict[str, object]) -> str | None:
    """The stated title, the only <h1>, or <title>, without the outlet's name at its end."""
    headings = [text for h1 in tree.xpath("//h1") if (text := " ".join(h1.text_content().split()))]
    title = found.get("title") or (headings[0] if len(headings) == 1 else None)
    title = title or next((" ".join(element.text_content().split()) for element in tree.xpath("//head/title")), None)
    if title is None:
        return None
    outlet = found.get("outlet")
    return re.sub(rf"\s+[|·•—–-]\s+{re.escape(str(outlet))}$", "", str(title)) if outlet else str(title)


def _meta(tree: Any) -> dict[str, str]:
    contents: dict[str, list[str]] = {}
    for element in tree.xpath("//meta[@content] | //time[@itemprop]"):
        value = _clean(element.get("content") or element.get("datetime"))
        if not value:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if name := element.get(attribute):
                contents.setdefault(name.strip().lower(), []).append(value)
    found = {}
    for field, names in META.items():
        for name in names:
            values = contents.get(name, [])
            if field != "url":  # article:author and article:publisher often hold the address of a profile
                values = [value for value in values if not is_url(value)]
            if values:
                found[field] = ", ".join(dict.fromkeys(values)) if field == "author" else values[0]
                break
    return found


def _json_ld(tree: Any) -> dict[str, str]:
    """What the first schema.org article of the page states."""
    items: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):  # a broken block is common, and the meta tags say the same
            continue
        items += _items(data)
    by_id = {item["@id"]: item for item in items if isinstance(item.get("@id"), str) and len(item) > 1}
    article = next((item for item in items if _is_article(item)), None)
    if article is None:
        return {}
    page = article.get("mainEntityOfPage")
    found = {
        "title": _clean(article.get("headline") or article.get("name")),
        "outlet": _name(article.get("publisher"), by_id),
        "author": _name(article.get("author"), by_id),
        "published": _clean(article.get("datePublished")),
        "url": _clean(article.get("url") or (page.get("@id") if isinstance(page, dict) else page)),
        "language": _clean(article.get("inLanguage")),
    }
    return {field: value for field, value in found.items() if value}


def _items(data: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The items at the top of a block, in lists and in @graph; not those inside others, such as related stories."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for part in data:
            yield from _items(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity"):
            yield from _items(data.get(key), depth + 1)


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE_TYPES.fullmatch(name) for name in names)


def _name(value: object, by_id: dict[str, dict[str, Any]]) -> str | None:
    """The name of a person or body, or of several, given as text, as an item or as a reference to one."""
    if isinstance(value, list):
        names = dict.fromkeys(_name(part, by_id) for part in value if not isinstance(part, list))
        return ", ".join(name for name in names if name) or None
    if isinstance(value, dict):
        reference = value.get("@id")
        item = value if value.get("name") else by_id.get(reference, {}) if isinstance(reference, str) else {}
        name = item.get("name")
        value = ", ".join(part for part in name if isinstance(part, str)) if isinstance(name, list) else name
    name = _clean(value)
    return None if name is None or is_url(name) else _BY.sub("", name) if _BY.match(name) else name


def _clean(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None
