"""Web pages saved from a browser."""

from __future__ import annotations

import json
import socket
from datetime import UTC, date, datetime

import pytest

PARAGRAPHS = [
    "Canola growers in Saskatchewan say that they have had no buyers in China since the provisional duty took effect.",
    "“We have no buyers,” said Ann Leroux, who farms near Rosthern. “We had twelve of them a year ago, we did.”",
    "The duty of 75.8 per cent followed an investigation that Beijing opened in September 2024, the ministry said.",
    "Officials in Ottawa said on Oct. 3, 2019 that an earlier dispute had ended, and that this one would end as well.",
]
NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Growers wait &amp; hope",
    "datePublished": "2025-10-31T20:30:00-04:00",
    "dateModified": "2025-11-05T08:00:00-05:00",
    "inLanguage": "en-CA",
    "url": "https://example.org/ld",
    "author": [{"@type": "Person", "name": "Ann Leroux"}, {"@type": "Person", "name": "Bo Chen"}],
    "publisher": {"@type": "Organization", "name": "The Maple Wire"},
}


def page(*, head: str = "", body: str = "", top: str = "<!doctype html>", html: str = "<html>") -> str:
    story = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f'{top}\n{html}<head><meta charset="utf-8">{head}</head>'
        '<body><nav><a href="/">Home</a> <a href="/b">World</a></nav>'
        f"<main><article>{body}{story}</article></main><footer>Copyright 2024 Somebody</footer></body></html>"
    )


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def meta(**names: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in names.items())


def test_paragraphs_are_lines_with_an_empty_one_between(article):
    assert article("a.html", page()).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "data",
    [
        NEWS,
        [{"@type": "BreadcrumbList"}, NEWS],
        {"@graph": [{"@type": "WebSite", "name": "No"}, NEWS]},
        {**NEWS, "@type": ["Thing", "ReportageNewsArticle"]},
        {**NEWS, "@type": "https://schema.org/Article"},
        {
            "@graph": [
                {**NEWS, "publisher": {"@id": "#pub"}, "author": [{"@id": "#ann"}, "By Bo Chen"]},
                {"@id": "#pub", "@type": "Organization", "name": "The Maple Wire"},
                {"@id": "#ann", "@type": "Person", "name": "Ann Leroux"},
            ]
        },
        [{"@type": "ItemList", "itemListElement": [{**NEWS, "headline": "Related"}]}, NEWS],
    ],
)
def test_json_ld(article, data):
    read = article("a.html", page(head=linked(data)))
    assert (read.title, read.outlet, read.author) == ("Growers wait & hope", "The Maple Wire", "Ann Leroux, Bo Chen")
    assert read.published_at == datetime(2025, 11, 1, 0, 30, tzinfo=UTC)
    assert (read.published_on, read.language, read.url) == (date(2025, 10, 31), "en", "https://example.org/ld")


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (meta(og__title="Growers wait"), "title", "Growers wait"),
        (meta(og__title="Growers wait | The Wire", og__site_name="The Wire"), "title", "Growers wait"),
        ("<title>Growers wait</title>", "title", "Growers wait"),
        (meta(og__site_name="The Wire"), "outlet", "The Wire"),
        (meta(article__publisher="https://facebook.com/wire"), "outlet", None),
        ('<meta name="author" content="Ann Leroux">', "author", "Ann Leroux"),
        (meta(article__author="https://facebook.com/ann"), "author", None),
        (
            '<meta name="citation_author" content="A B"><meta name="citation_author" content="C D">',
            "author",
            "A B, C D",
        ),
        (meta(article__published_time="2025-10-31"), "published_on", date(2025, 10, 31)),
        ('<meta name="citation_publication_date" content="2025/10/31">', "published_on", date(2025, 10, 31)),
        ('<meta itemprop="datePublished" content="2025-10-31">', "published_on", date(2025, 10, 31)),
        (meta(article__modified_time="2025-10-31"), "published_on", None),
        ('<link rel="canonical" href="https://example.org/c">', "url", "https://example.org/c"),
        ('<link rel="canonical" href="/c">' + meta(og__url="https://example.org/og"), "url", "https://example.org/og"),
        (meta(og__url="javascript:alert(1)"), "url", None),
        (meta(og__locale="fr_CA"), "language", "fr"),
        (linked({"@type": "NewsArticle", "headline": None}) + meta(og__title="Growers wait"), "title", "Growers wait"),
        (
            '<script type="application/ld+json">{broken</script>' + meta(og__title="Growers wait"),
            "title",
            "Growers wait",
        ),
        (linked({"@type": "NewsArticle", "author": {"name": {"a": 1}}, "publisher": [[]]}), "author", None),
        (linked({"@type": "WebPage", "headline": "No", "datePublished": "2025-10-31"}), "published_on", None),
    ],
)
def test_meta(article, head, field, value):
    assert getattr(article("a.html", page(head=head)), field) == value


@pytest.mark.parametrize(
    ("parts", "field", "value"),
    [
        (
            {"body": "<h1>Growers <i>wait</i></h1>", "head": "<title>Growers wait - Wire</title>"},
            "title",
            "Growers wait",
        ),
        ({"body": '<time itemprop="datePublished" datetime="2025-10-31">x</time>'}, "published_on", date(2025, 10, 31)),
        ({"body": '<time datetime="2025-10-31">Oct. 31, 2025</time>'}, "published_on", None),
        ({"html": '<html lang="en-CA">'}, "language", "en"),
        ({"top": "<!-- saved from url=(0023)https://example.org/s -->"}, "url", "https://example.org/s"),
        (
            {"top": "<!--\n Page saved with SingleFile \n url: https://example.org/s \n-->"},
            "url",
            "https://example.org/s",
        ),
        ({"top": '<?xml version="1.0" encoding="utf-8"?>'}, "words", sum(len(text.split()) for text in PARAGRAPHS)),
    ],
)
def test_the_page_itself(article, parts, field, value):
    assert getattr(article("a.htm", page(**parts)), field) == value


def test_no_date_is_guessed(article):
    read = article("a.html", page(body="<p>Published October 31, 2025</p>"))
    assert (read.published_at, read.published_on) == (None, None)


@pytest.mark.parametrize(
    ("declared", "encoding"), [("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("windows-1251", "cp1251")]
)
def test_the_declared_encoding_is_believed(article, declared, encoding):
    letters = "Доклад" if encoding == "cp1251" else "Montréal"
    text = page(body=f"<p>{letters} said on Friday that the duty would stay where it is.</p>")
    read = article("a.html", text.replace("utf-8", declared).encode(encoding))
    assert letters in read.text
    assert "“We have no buyers,”" in read.text


def test_utf8_is_believed_more_than_a_declaration(article):
    assert "“We have no buyers,”" in article("a.html", page().replace("utf-8", "iso-8859-1")).text


@pytest.mark.parametrize("declared", ["nonsense", "rot13", "base64", "idna", "undefined"])
def test_an_unknown_encoding_is_guessed(read, declared):
    reading = read("a.html", page().replace("utf-8", declared).encode("cp1252"))
    assert reading.notes == ("encoding guessed: cp1252",)
    assert "“We have no buyers,”" in reading.articles[0].text


@pytest.mark.parametrize(
    "broken",
    [
        "<p>" + "<div>" * 50 + PARAGRAPHS[0] + "</p></span><b>" + PARAGRAPHS[1],
        page().replace("</p>", "").replace("</article>", ""),
        page()[:-300],
        "<html><body><p unclosed " + page(),
    ],
)
def test_malformed_pages_are_read(read, broken):
    reading = read("a.html", broken)
    assert len(reading.articles) + len(reading.errors) == 1
    assert "“We have no buyers,”" in reading.articles[0].text


@pytest.mark.parametrize(
    "hopeless",
    [
        "<html></html>",
        "<html><body><script>1</script></body></html>",
        "<",
        "<!doctype html>",
        "<html><head></head></html>",
    ],
)
def test_pages_without_an_article_give_one_reason(reason, hopeless):
    assert "no" in reason("a.html", hopeless)


def test_hostile_nesting_gives_one_line(read):
    reading = read("a.html", "<html><body>" + "<div><ul><li>" * 20_000 + "words")
    assert len(reading.articles) + len(reading.errors) == 1


def test_an_over_long_page(reason):
    assert reason("a.html", b"<html>" + b" " * 20_000_000).startswith("over-long: 20,000,006 bytes, the limit is")


def test_nothing_is_fetched(article, monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("reading went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = '<link rel="stylesheet" href="http://example.org/a.css"><base href="http://example.org/">'
    body = '<img src="http://example.org/a.png"><iframe src="http://example.org/f"></iframe>'
    article("a.html", page(head=head, body=body))
