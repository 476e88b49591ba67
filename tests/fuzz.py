"""Broken files without end: whatever a file holds, it is read, or refused with a reason, within ten seconds.

python -m tests.fuzz [MINUTES] [--seed N]   # 10 minutes, and a seed of its own, where none are named

Each round breaks a sound file of one format at random and reads it in a process aside. Nothing may be raised, every
reason is one line, masking moves no offset, and the pipeline's rows quote what stands at their offsets. A file on which
that does not hold stays in ``fuzz-failures/``, named by seed and round, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import csv
import faulthandler
import io
import json
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from newstables.extraction.aside import Aside
from newstables.pipeline import load_pipeline
from newstables.reading import mask
from newstables.reading.archives import unpacked
from newstables.reading.fields import NAMES, is_url
from newstables.reading.formats import FORMATS
from newstables.records import Article, FileReading, ReadError
from tests.test_provenance import PIECES, assert_lawful

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "fuzz-failures"
SECONDS = 10
STUCK_SECONDS = 120  # for what runs in this process: then it shows where, and ends
LAW_EVERY, LAW_CHARACTERS = 10, 20_000  # the pipeline is slow: some articles, and no long ones
SAMPLES = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.md")) if path.stem != "README"]
NASTY = [
    *(piece.encode() for piece in PIECES), b"\0", b"\r", b"\r\n", b"\t", b"\x1a", b"\x7f", b"\xff", b"\xc3",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe\0\0", "\u2028".encode(), "\u202e".encode(),
    "\u0301".encode(), b"---\n", b"...\n", b"title: ", b"&a ", b"*a", b"!!python/object ", b"? ", b"- ", b"|", b": ",
    b"{", b"}", b"[", b"]", b"<div>", b"</div>", b"<table><tr><td>", b"<!--", b"-->",
    b"<script type='application/ld+json'>", b"</script>", b"<![CDATA[", b"<meta charset=utf-7>", b"&#0;", b"&#xd800;",
    b"<p>", b"<svg>", b"\\ud800", b"\\u0000", b"1e999", b"-0", b"NaN", b"null", b"true", b'"', b'""', b"'", b",",
    b";", b"#", b"0001-01-01", b"9999-12-31T23:59:60+99:99", b"2025-13-45", b"99999999999999999999", b"PAR1",
    b"PK\x03\x04", b"https://example.org/", b"=cmd()", b"a", b" ", b"A.", b"Photo by ", b"(Photo by ",
    b"Subscribe to ", b"Get ",
]  # fmt: skip
VALUES: list[object] = [
    None, True, False, 0, -1, 10**30, 1.5, float("nan"), float("inf"), "", " ", "\0", "\ud800", "a", "Words. " * 50,
    [], {}, ["A B", None, 3, ["C"]], {"name": "A"}, {"@id": []}, "https://example.org/a b", "javascript:alert(1)",
    "2025-10-31", "31/10/2025 25:61", "0000-00-00", "en-CA", "x" * 5_000, SAMPLES[0],
]  # fmt: skip
COLUMNS = [*(name for names in NAMES.values() for name in names[:3]), "", "text.x", "other", "Full Text"]
Chance = random.Random


# ------------------------------------------------------------------------------------------------ sound files


def text(chance: Chance) -> bytes:
    return chance.choice(SAMPLES).encode()


def page(chance: Chance) -> bytes:
    title, *paragraphs = chance.choice(SAMPLES).split("---\n", 2)[-1].strip().split("\n\n")
    item = {"@type": "NewsArticle", **{name: chance.choice(VALUES) for name in ("headline", "author", "publisher")}}
    return (
        f"<!doctype html><html lang=en><head><title>{escape(title)}</title><meta property='og:title' content='A'>"
        f"<meta name=date content='2025-10-31'><script type='application/ld+json'>{json.dumps(item)}</script></head>"
        f"<body><article><h1>{escape(title)}</h1>{''.join(f'<p>{escape(part)}</p>' for part in paragraphs)}</article>"
    ).encode()


def rows(chance: Chance) -> list[dict[str, object]]:
    columns = ["text", *chance.sample(COLUMNS, 4)]
    made: list[dict[str, object]] = [
        {name: chance.choice(VALUES) for name in columns} for _ in range(chance.randint(0, 5))
    ]
    return [*made, dict.fromkeys(columns, "2025-10-31") | {"text": chance.choice(SAMPLES)}]


def delimited(chance: Chance, delimiter: str = ",") -> bytes:
    made, out = rows(chance), io.StringIO()
    writer = csv.DictWriter(out, list(made[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(made)
    return out.getvalue().encode("utf-8", "replace")


def jsonl(chance: Chance) -> bytes:
    return "\n".join(json.dumps(row) for row in rows(chance)).encode()


def parquet(chance: Chance) -> bytes:
    """Columns of any type that one would state something in, and of some in which none would."""
    texts = chance.choices([*SAMPLES, "", None, "a" * 9_000], k=3)
    moments = pa.array([chance.choice([None, 0, -(2**52), 2**52, 1_700_000_000]) for _ in texts], pa.int64())
    times = [pa.timestamp(unit, tz) for unit in ("s", "ms", "us", "ns") for tz in (None, "UTC", "America/Toronto")]
    others = [
        pa.array([date(1, 1, 1), date(9999, 12, 31), None]), pa.array([timedelta(1)] * 3),
        pa.array([b"\xff", b"", None]), pa.array([datetime(2025, 10, 31, tzinfo=UTC)] * 3),
        pa.array([["A", None], [], None]), pa.array([{"a": "b"}] * 3),
        pa.array([[("a", 1)]] * 3, pa.map_(pa.string(), pa.int64())), pa.nulls(3),
        pa.array([1.5, None, float("nan")]), pa.array(["a", "b", "a"]).dictionary_encode(),
        pa.array(["a"] * 3, pa.large_string()), pa.array(["a"] * 3, pa.string_view()),
        pa.array([b"ab"] * 3, pa.binary(2)), pa.array([[["a"]]] * 3), *(moments.cast(kind) for kind in times),
    ]  # fmt: skip
    names = chance.sample(COLUMNS, 3)
    table = pa.table([pa.array(texts), *chance.choices(others, k=3)], ["text", *names])
    out = io.BytesIO()
    pq.write_table(
        table,
        out,
        compression=chance.choice(["none", "zstd", "snappy", "gzip"]),
        data_page_version=chance.choice(["1.0", "2.0"]),
        use_dictionary=chance.random() < 0.5,
    )
    return out.getvalue()


def archive(chance: Chance) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as packed:
        for ending in chance.sample(sorted(SOUND), 3):
            if ending != ".zip":
                packed.writestr(chance.choice(["a", "../a", "a/b", "\\a", "é"]) + ending, SOUND[ending](chance))
    return out.getvalue()


SOUND: dict[str, Callable[[Chance], bytes]] = {
    ".txt": text,
    ".md": text,
    ".html": page,
    ".htm": page,
    ".csv": delimited,
    ".tsv": lambda chance: delimited(chance, "\t"),
    ".jsonl": jsonl,
    ".parquet": parquet,
    ".zip": archive,
    ".odd": page,
}


# ------------------------------------------------------------------------------------------------- broken ones


def broken(data: bytes, chance: Chance) -> bytes:
    """The file with some of it changed, lost, repeated, or put in between."""
    for _ in range(chance.choice([0, 1, 1, 1, 2, 3, 5, 9])):
        start = chance.randint(0, len(data))
        end = min(len(data), start + int(chance.expovariate(1 / chance.choice([2, 50, 1_000]))))
        nasty = chance.choice(NASTY)
        match chance.randint(0, 7):
            case 0:  # bits
                data = data[:start] + bytes(byte ^ 1 << chance.randint(0, 7) for byte in data[start:end]) + data[end:]
            case 1:
                data = data[:start] + data[end:]
            case 2:
                data = data[:start] if chance.random() < 0.5 else data[start:]
            case 3:
                data = data[:start] + data[start:end] * chance.choice([2, 3, 10, 100]) + data[end:]
            case 4:
                data = data[:start] + nasty + data[end:]
            case 5:
                data = data[:start] + nasty * chance.choice([2, 100, 10_000]) + data[start:]
            case 6:
                data = data[:start] + b"".join(chance.choices(NASTY, k=40)) + data[start:]
            case 7:
                encoding = chance.choice(["utf-16", "utf-32", "cp1252", "gb18030", "utf-7", "cp037"])
                data = data.decode("utf-8", "replace").encode(encoding, "replace") if chance.random() < 0.3 else data
    return data


# ------------------------------------------------------------------------------------------------- what holds


def readings(name: str, data: bytes, aside: Aside) -> Iterator[FileReading]:
    if not name.endswith(".zip"):
        yield aside.read(name, data)
        return
    for found in unpacked(name, data):
        if isinstance(found, ReadError):
            yield FileReading(name, (), (found,), ())
        else:
            yield aside.read(*found)


def check_reading(reading: FileReading) -> None:
    assert reading.articles or reading.errors, "neither an article nor a reason"
    for error in reading.errors:
        assert error.path.startswith(reading.path), error
        assert error.reason == " ".join(error.reason.split()) != "", f"a reason of no one line: {error.reason!r}"
        assert not error.reason.startswith("could not be read"), error.reason
    for article in reading.articles:
        assert article.text.strip(), "an article without words"
        assert article.title.strip(), "an article without a title"
        assert article.url is None or is_url(article.url), article.url
        masked = mask(article.text)
        assert len(masked) == len(article.text), "masking moves offsets"
        assert all(new in {old, " "} for old, new in zip(article.text, masked, strict=True)), "masking changes words"


def check(name: str, data: bytes, aside: Aside, law: Callable[[Article], None] | None) -> bool:
    """Raise where something does not hold; else say whether there was an article in the file."""
    articles: list[Article] = []
    start = time.perf_counter()
    for reading in readings(name, data, aside):
        check_reading(reading)
        articles += reading.articles
    took = time.perf_counter() - start
    assert took < SECONDS, f"it took {took:.1f} seconds"
    short = [article for article in articles if len(article.text) <= LAW_CHARACTERS]
    if law and short:
        law(short[0])
    return bool(articles)


def main() -> int:
    parser = argparse.ArgumentParser(description="Read broken files.")
    parser.add_argument("minutes", type=float, nargs="?", default=10)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    given = parser.parse_args()
    assert set(FORMATS) <= set(SOUND), "a format that is not tried"
    print(f"seed {given.seed}, {given.minutes:g} minutes", flush=True)
    KEPT.mkdir(exist_ok=True)
    nlp, aside = load_pipeline(), Aside(seconds=SECONDS)
    aside.read("warm.txt", b"Words.")
    tried, read, failures = Counter[str](), Counter[str](), 0

    def law(article: Article) -> None:
        assert_lawful(article, nlp)

    number, until = 0, time.monotonic() + 60 * given.minutes
    while time.monotonic() < until:
        number += 1
        chance = Chance(f"{given.seed}/{number}")
        ending = chance.choice(list(SOUND))
        data = broken(SOUND[ending](chance), chance)
        kept = KEPT / f"{given.seed}-{number}{ending}"
        kept.write_bytes(data)  # before it is read: should this process itself get stuck, the file is there
        faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)
        try:
            read[ending] += check(kept.name, data, aside, law if number % LAW_EVERY == 0 else None)
        except Exception as error:
            failures += 1
            print(f"{kept.relative_to(ROOT)}: {type(error).__name__}: {error}"[:500], flush=True)
        else:
            kept.unlink()
        tried[ending] += 1
    faulthandler.cancel_dump_traceback_later()
    aside.close()
    for ending in SOUND:
        print(f"{ending:9} {tried[ending]:7,} files, articles in {read[ending]:,}")
    print(f"{number:,} files, every {LAW_EVERY}th through the pipeline; {failures} failures; seed {given.seed}")
    if not any(KEPT.iterdir()):  # those of earlier runs stay
        KEPT.rmdir()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
