"""Made coverage of any size, the same for the same seed: articles to build from, and whole stores without extraction.

python benchmarks/made.py FOLDER [ARTICLES]         # a store, of 100,000 articles where no number is given
python benchmarks/made.py FOLDER ARTICLES --texts   # a folder of articles to build from

A store's rows are those that are extracted from the samples, an article being one sample or two, one after the other;
ids, days, outlets, titles and speakers are drawn anew, every offset still holds. People who speak are invented. What a
build would find among all articles, near-copies and stories, is drawn too.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count, product
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from newstables import knowledge
from newstables.extraction import extract, grouping
from newstables.extraction.batches import version
from newstables.reading import read_articles
from newstables.records import Article, Group, Side, make_id
from newstables.search import INDEXED, prepare_index
from newstables.store import Batch, StoredFile, writing
from newstables.tables import CONTENT, EXTRACTED, TABLES, arrow_table, schema, to_frame

SAMPLES = Path(__file__).parents[1] / "seeds"
PAIRS = 28  # templates of two samples; with the 39 of one, an article has ten quotes on average
PER_FILE = 2000  # articles; a file of a store is one table of them
FIRST, LAST = date(2016, 1, 1), date(2026, 11, 1)
UNDATED = 0.02  # share of articles
COPIES = 0.1  # share of articles that copy one of their story
STORY = 4  # articles of a story, on average
TOWNS = "Ashford Birchwood Cedarvale Dunmore Elmhurst Fairport Glenrock Harrow Inglewood Juniper Kingsmere Larkspur"
PAPERS = "Herald Ledger Courier Monitor Wire"
FIRST_NAMES = "Ada Bram Cleo Dov Edda Finn Gwen Hugo Ida Jory Kiri Lars Mina Nils Orla Pell Runa Sven Tove Ugo"
LAST_NAMES = "Abbotsen Birkwell Corvane Dalmyre Estwick Farrowe Grenholt Havisk Ilmarin Jestrup Korvald Lindqual"
NUMBERS = "I II III IV V VI VII VIII"
SWAPPED = 0.3  # share of an article's lower-case words that are swapped for others


@dataclass(frozen=True, slots=True)
class Templates:
    """Rows to draw from: the tables, and for each where the rows of every template start and how many there are."""

    tables: dict[str, pa.Table]
    starts: dict[str, np.ndarray]
    lengths: dict[str, np.ndarray]


def samples() -> list[Article]:
    return [article for article in read_articles([SAMPLES]) if isinstance(article, Article)]


# ------------------------------------------------------------------------------------------------------- texts


def texts(number: int, *, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Names of files and their content: front matter and eight paragraphs of the samples, some words swapped.

    Quotes, names and figures stay as they are, so that there is as much to find as in the samples.
    """
    chance = random.Random(seed)
    paragraphs = [part for article in samples() for part in article.text.split("\n\n")]
    words = [
        word for part in paragraphs for word in part.split() if word.isalpha() and word.islower() and len(word) > 4
    ]
    papers = list(outlets())
    for at in range(number):
        parts = [_swapped(part, words, chance) for part in chance.sample(paragraphs, 8)]
        day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
        head = {"title": f"{' '.join(parts[0].split()[:8])} {at}", "outlet": chance.choice(papers), "published": day}
        front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
        yield f"{at:06d}.md", f"---\n{front}---\n\n" + "\n\n".join(parts) + "\n"


def _swapped(paragraph: str, words: Sequence[str], chance: random.Random) -> str:
    return " ".join(
        chance.choice(words)
        if word.isalpha() and word.islower() and len(word) > 4 and chance.random() < SWAPPED
        else word
        for word in paragraph.split()
    )


def write_texts(folder: Path, number: int, *, seed: int = 1) -> None:
    """Write made articles to a folder, 1,000 to a folder within."""
    for at, (name, content) in enumerate(texts(number, seed=seed)):
        path = folder / f"{at // 1000:03d}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


# ------------------------------------------------------------------------------------------------------ stores


def write_store(folder: Path, number: int, *, seed: int = 1) -> dict[str, int]:
    """Write a store of so many articles; return how many rows each table has."""
    random_ = np.random.default_rng(seed)
    templates = _templates(random_)
    ids = count(1)
    rows: Counter[str] = Counter()
    groups: list[Group] = []
    by = {"name": "newstables", "version": version(None)}
    with writing(folder, pipeline=by, knowledge_as_of=knowledge.load().as_of.isoformat()) as writer:
        for start in range(0, number, PER_FILE):
            size = min(PER_FILE, number - start)
            tables = _drawn(templates, size, random_, ids, file=f"made-{start // PER_FILE:04d}.parquet")
            writer.commit(add=Batch(files=(_file(tables["articles"], by["version"]),), tables=tables))
            rows.update({name: len(table) for name, table in tables.items()})
            groups += _grouped(tables["articles"], random_)
        groups.sort(key=lambda group: group.article_id)
        writer.group(grouping.version(), lambda: arrow_table(groups, Group))
        prepare_index(folder, writer.snapshot, lambda: to_frame(writer.read("articles", INDEXED)))
    return dict(rows)


def _templates(random_: np.random.Generator) -> Templates:
    """The samples one by one, then pairs of them, as they are extracted: the second with its offsets moved on."""
    found = list(extract(samples()))
    pairs = random_.choice(len(found), (PAIRS, 2))
    every = [[at] for at in range(len(found))] + [list(pair) for pair in pairs]
    tables: dict[str, list[Any]] = {name: [] for name in CONTENT}
    lengths: dict[str, list[int]] = {name: [] for name in CONTENT}
    for parts in every:
        first = found[parts[0]].article
        text = "\n\n".join(found[at].article.text for at in parts)
        tables["articles"].append(replace(first, text=text, words=len(text.split()), sample=False, url=None))
        lengths["articles"].append(1)
        for name in EXTRACTED:
            rows = []
            shift = 0
            for at in parts:
                rows += [_shifted(row, shift) for row in getattr(found[at], name)]
                shift += len(found[at].article.text) + 2
            tables[name] += rows
            lengths[name].append(len(rows))
    sizes = {name: np.array(found_) for name, found_ in lengths.items()}
    return Templates(
        tables={name: arrow_table(rows, TABLES[name]) for name, rows in tables.items()},
        starts={name: np.cumsum(size) - size for name, size in sizes.items()},
        lengths=sizes,
    )


def _shifted(row: Any, by: int) -> Any:
    moved = {
        name: getattr(row, name) + by
        for name in schema(type(row)).names
        if name.endswith(("_start", "_end", "start_char", "end_char")) and getattr(row, name) is not None
    }
    if hasattr(row, "spans"):
        moved["spans"] = [[start + by, end + by] for start, end in row.spans]
    return replace(row, **moved)


def _drawn(
    templates: Templates, number: int, random_: np.random.Generator, ids: Iterator[int], *, file: str
) -> dict[str, pa.Table]:
    """The tables of so many articles."""
    kinds = random_.integers(0, len(templates.lengths["articles"]), number)
    keys = _keys(number, ids)
    days = (np.datetime64(LAST) - (random_.beta(1, 2, number) * (LAST - FIRST).days).astype("timedelta64[D]")).astype(
        "datetime64[D]"
    )
    dated = random_.random(number) >= UNDATED
    papers = list(outlets())
    articles = templates.tables["articles"].take(pa.array(kinds))
    titles = [f"{title} {key[:6]}" for title, key in zip(articles["title"].to_pylist(), keys, strict=True)]
    published = pa.array(days, pa.date32(), mask=~dated)
    drawn = {
        "articles": _with(
            articles,
            article_id=keys,
            title=titles,
            outlet=[papers[at] for at in _ranked(len(papers), number, random_)],
            published_on=published,
            published_at=published.cast(pa.timestamp("us", tz="UTC")),
            file=[f"{file}#{row}" for row in range(1, number + 1)],
        )
    }
    for name in EXTRACTED:
        lengths, starts = templates.lengths[name][kinds], templates.starts[name][kinds]
        whose = np.repeat(np.arange(number), lengths)
        places = np.arange(len(whose)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + np.repeat(starts, lengths)
        rows = _with(templates.tables[name].take(pa.array(places)), article_id=pa.array(keys).take(pa.array(whose)))
        key = {"quotes": "quote_id", "tariffs": "claim_id", "events": "event_id"}.get(name)
        drawn[name] = _with(rows, **{key: _keys(len(rows), ids)}) if key else rows
    drawn["quotes"] = _spoken(drawn["quotes"], "speaker", drawn["quotes"]["speaker_kind"], random_)
    drawn["entities"] = _spoken(drawn["entities"], "name", drawn["entities"]["kind"], random_)
    return drawn


def _spoken(rows: pa.Table, column: str, kinds: pa.ChunkedArray, random_: np.random.Generator) -> pa.Table:
    """Every person in a column gives way to an invented one of the same side, some of them often and many seldom."""
    sides = [side.value for side in Side]
    people = [" ".join(name) for name in product(*map(str.split, (FIRST_NAMES, LAST_NAMES, NUMBERS)))]
    random.Random(1).shuffle(people)
    each = len(people) // len(sides)
    ranks = _ranked(each, len(rows), random_)
    names, actors = rows[column].to_pylist(), rows["actor_id"].to_pylist()
    known = zip(names, kinds.to_pylist(), rows["side"].to_pylist(), ranks, strict=True)
    for at, (name, kind, side, rank) in enumerate(known):
        if name is not None and kind == "person":
            names[at] = people[sides.index(side or Side.UNRESOLVED.value) * each + rank]
            actors[at] = names[at].lower().replace(" ", "-")
    changes: dict[str, Any] = {column: names, "actor_id": actors}
    if "role" in rows.column_names:
        changes["role"] = [None] * len(rows)
    return _with(rows, **changes)


def _ranked(ranks: int, number: int, random_: np.random.Generator) -> np.ndarray:
    """Ranks by Zipf's law: the first most often."""
    weights = 1 / np.arange(1, ranks + 1)
    return random_.choice(ranks, number, p=weights / weights.sum())


def outlets() -> Iterator[str]:
    """Invented ones, the busiest first."""
    return (f"The {town} {paper}" for paper, town in product(PAPERS.split(), TOWNS.split()))


def _keys(number: int, ids: Iterator[int]) -> list[str]:
    """Ids that look like hashes and are never twice the same: an odd factor only shuffles the numbers."""
    return [f"{next(ids) * 0x9E3779B97F4A7C15 % 2**64:016x}" for _ in range(number)]


def _with(table: pa.Table, **columns: Any) -> pa.Table:
    for name, values in columns.items():
        at = table.schema.get_field_index(name)
        field = table.schema.field(at)
        table = table.set_column(at, field, pa.array(values, field.type) if isinstance(values, list) else values)
    return table


def _file(articles: pa.Table, extracted_by: str) -> StoredFile:
    places = articles["file"].to_pylist()
    name = places[0].partition("#")[0]
    waiting = zip(articles["article_id"].to_pylist(), (place.removeprefix(name) for place in places), strict=True)
    return StoredFile(
        file=f"/made/{name}",
        size=0,
        modified_ns=0,
        digest=make_id(name, *articles["article_id"].to_pylist()),
        articles=0,
        errors=[],
        notes=[],
        shown=name,
        extracted_by=extracted_by,
        kept=[],
        waiting=[list(pair) for pair in waiting],
        batch="",
    )


def _grouped(articles: pa.Table, random_: np.random.Generator) -> list[Group]:
    """Stories of articles that follow each other in time, some of which copy the first."""
    order = articles.sort_by("published_on")["article_id"].to_pylist()
    found = []
    while order:
        size = 1 + int(random_.poisson(STORY - 1))
        first, *others = inside = order[:size]
        story = make_id("story", first)
        copies = random_.random(len(inside)) < COPIES * STORY / (STORY - 1)
        found.append(Group(first, story, None, None, 0.5))
        found += [
            Group(one, story, first if copy else None, 0.9 if copy else None, 0.0 if copy else 0.3)
            for one, copy in zip(others, copies[1:], strict=True)
        ]
        order = order[size:]
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    numbers = [int(given) for given in sys.argv[2:] if given.isdecimal()]
    if "--texts" in sys.argv:
        write_texts(folder, numbers[0])
        return
    rows = write_store(folder, numbers[0] if numbers else 100_000)
    print(", ".join(f"{number:,} {table}" for table, number in rows.items()))


if __name__ == "__main__":
    main()
