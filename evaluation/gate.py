"""Measure the extraction on the labelled sets beside this file and hold it to the floors of baseline.json.

    python evaluation/gate.py           # print the figures; exit 1 where one is below its floor
    python evaluation/gate.py --raise   # raise the floors to what was measured; a floor is never lowered

Which quotes have turned since the floors were set is printed as a diff to quotes-frozen.csv.
With the floors, newstables/app/measured.csv is written: what the dashboard says of itself, which must be the same.
The floors belong to one version of the labels, named by its digest: after a change to the labels the gate asks for
floors anew (--new), which is a decision to be explained in the commit.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import json
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import score

from newstables.analysis.alignment import Alike, align
from newstables.analysis.copies import near_copies
from newstables.analysis.stories import stories
from newstables.extraction import extract
from newstables.pipeline import load_pipeline
from newstables.reading import read_articles
from newstables.records import Article, Entity, ReadError
from newstables.tables import frame

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.json"
QUOTES = HERE / "quotes.jsonl"  # one line per labelled quote of a sample article
NAMES = HERE / "names.jsonl"  # one line per mention in some of the sample articles
LINKS = HERE / "actors.jsonl"  # one line per mention in the articles of actors/, with whom it means
TARIFFS = HERE / "tariffs.jsonl"  # one line per passage, with its claims
UNSEEN = HERE / "tariffs-unseen.jsonl"  # the same, of passages that no rule was written for
COPIES = HERE / "copies.jsonl"  # one line per pair of texts in copies/
STORIES = HERE / "stories.jsonl"  # one line per article in stories/
UNSEEN_STORIES = HERE / "stories-unseen.jsonl"  # the same, of articles in stories-unseen/ that nothing was tuned on
DENSE_STORIES = HERE / "stories-dense.jsonl"  # the same, of weeks with forty reports a day
UNSEEN_DENSE_STORIES = HERE / "stories-dense-unseen.jsonl"
EVERY_STORY = (STORIES, UNSEEN_STORIES, DENSE_STORIES, UNSEEN_DENSE_STORIES)
FROZEN = HERE / "quotes-frozen.csv"  # what became of each labelled quote when the floors were set
PAIRS = HERE / "pairs.jsonl"  # one line per link between the sentences of two articles of pairs/
ACTORS = HERE / "actors"
SHOWN = HERE.parent / "newstables" / "app" / "measured.csv"
FIGURES = {"precision": "precision", "recall": "recall", "with_speaker": "found with the right speaker"}
SAMPLES = HERE.parent / "seeds"
TOLERANCE = 0.0005  # figures are rounded to four places


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read(paths: list[Path]) -> list[Article]:
    articles = list(read_articles(paths))
    broken = [article for article in articles if isinstance(article, ReadError)]
    if broken:
        sys.exit(f"not readable: {broken}")
    return [article for article in articles if isinstance(article, Article)]


def name_of(file: str) -> str:
    return Path(file).name


def predict(paths: list[Path], table: str) -> dict[str, list[dict[str, Any]]]:
    """File name → the rows of one table, as dictionaries."""
    articles = read(paths)
    rows = extract(articles, nlp=load_pipeline())
    return {
        name_of(article.file): [asdict(row) for row in getattr(found, table)]
        for article, found in zip(articles, rows, strict=True)
    }


def by_article(path: Path) -> dict[str, list[dict[str, Any]]]:
    gold: dict[str, list[dict[str, Any]]] = {}
    for label in lines(path):
        gold.setdefault(label["article"], []).append(label)
    return gold


def measure_names() -> dict[str, float]:
    gold = by_article(NAMES)
    return score.names(gold, predict([SAMPLES / name for name in sorted(gold)], "entities"))


def measure_quotes() -> tuple[dict[str, float], list[str]]:
    """The figures, and a line for each labelled and each false quote."""
    gold = by_article(QUOTES)
    predicted = predict([SAMPLES / name for name in sorted(gold)], "quotes")
    rows = [
        (one.article, one.start, one.verdict, (one.label or {}).get("speaker"), (one.quote or {}).get("speaker"))
        for one in score.each_quote(gold, predicted)
    ]
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n").writerows(
        [("article", "start", "verdict", "speaker", "found"), *sorted(rows, key=lambda row: row[:3])]
    )
    return score.quotes(gold, predicted), sheet.getvalue().splitlines(keepends=True)


def measure_tariffs(labels: Path) -> dict[str, float]:
    passages = lines(labels)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{passage['id']}.md" for passage in passages]
        for path, passage in zip(paths, passages, strict=True):
            path.write_text(f"---\npublished: {passage['published']}\n---\n{passage['text']}\n", "utf-8")
        predicted = predict(paths, "tariffs")
    return score.tariffs({f"{passage['id']}.md": passage["claims"] for passage in passages}, predicted)


def measure_alignment() -> dict[str, float]:
    gold: dict[str, list[score.Link]] = {}
    for label in lines(PAIRS):
        sides = (frozenset((start, end) for start, end in label[side]) for side in "ab")
        gold.setdefault(label["pair"], []).append(score.Link(*sides, label["kind"]))
    predicted = {}
    for pair in gold:
        texts = [(PAIRS.with_suffix("") / f"{pair}-{side}.txt").read_text("utf-8") for side in "ab"]
        predicted[pair] = [
            score.Link(
                frozenset((start, end) for start, end in link["left_spans"]),
                frozenset((start, end) for start, end in link["right_spans"]),
                "same" if link["kind"] == Alike.SAME else link["kind"],
            )
            for link in align(*texts).to_dict("records")
        ]
    return score.alignment(gold, predicted)


def measure_copies() -> dict[str, float]:
    articles = frame(read(sorted((HERE / "copies").glob("*.txt"))), Article)
    names = dict(zip(articles["article_id"], map(name_of, articles["file"]), strict=True))
    found = near_copies(articles)
    groups = {names[copy]: names[source] for copy, source in zip(found["article_id"], found["copy_of"], strict=True)}
    return score.copies(lines(COPIES), groups)


def measure_stories(labels: Path) -> dict[str, float]:
    gold = {label["article"]: label["story"] for label in lines(labels)}
    rows = list(extract(read([labels.with_suffix("") / name for name in sorted(gold)]), nlp=load_pipeline()))
    articles = frame((one.article for one in rows), Article)
    entities = frame((entity for one in rows for entity in one.entities), Entity)
    found = stories(articles, entities, near_copies(articles))
    of = dict(zip(found["article_id"], found["story_id"], strict=True))
    return score.b_cubed(
        gold, {name_of(file): of[key] for key, file in zip(articles["article_id"], articles["file"], strict=True)}
    )


def prefixed(prefix: str, figures: dict[str, float]) -> dict[str, float]:
    return {prefix + name: figure for name, figure in figures.items()}


def measure_links() -> dict[str, float]:
    gold = by_article(LINKS)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, labels in sorted(gold.items()):
            text = (ACTORS / name).read_text("utf-8")
            paths.append(Path(folder) / f"{Path(name).stem}.md")
            paths[-1].write_text(f"---\npublished: {labels[0]['published']}\n---\n{text}", "utf-8")
        predicted = predict(paths, "entities")
    return score.links({f"{Path(name).stem}.md": labels for name, labels in gold.items()}, predicted)


def digest() -> str:
    """Of the labels and of the articles that they label."""
    labelled = sorted({SAMPLES / label["article"] for path in (NAMES, QUOTES) for label in lines(path)})
    folders = [ACTORS, *(path.with_suffix("") for path in (PAIRS, COPIES, *EVERY_STORY))]
    texts = sorted(path for folder in folders for path in folder.iterdir())
    labels = (NAMES, QUOTES, TARIFFS, UNSEEN, PAIRS, COPIES, *EVERY_STORY, LINKS)
    content = b"".join(path.read_bytes() for path in (*labels, *texts, *labelled))
    return hashlib.sha256(content).hexdigest()[:16]


def shown(floors: dict[str, float], as_of: str) -> str:
    """What the dashboard says of itself, as CSV: a row of figures per kind of row, and what they were measured on."""
    sets = [
        ("quotes", sum(label["required"] for label in lines(QUOTES)), f"{len(by_article(QUOTES))} sample articles"),
        ("names", len(lines(NAMES)), f"{len(by_article(NAMES))} sample articles"),
        ("tariff claims", sum(len(passage["claims"]) for passage in lines(TARIFFS)), f"{len(lines(TARIFFS))} passages"),
    ]
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n").writerows(
        [
            ["what", *FIGURES, "labels", "texts", "as_of"],
            *(
                [what, *(floors.get(f"{what} {name}") for name in FIGURES.values()), labels, texts, as_of]
                for what, labels, texts in sets
            ),
        ]
    )
    return sheet.getvalue()


def shown_as_of() -> str:
    with SHOWN.open(newline="") as file:
        return next(csv.DictReader(file))["as_of"]


def main() -> None:
    arguments = sys.argv[1:]
    of_quotes, each = measure_quotes()
    dense, unseen_dense = (prefixed("dense ", measure_stories(path)) for path in (DENSE_STORIES, UNSEEN_DENSE_STORIES))
    unseen = prefixed("unseen: ", measure_tariffs(UNSEEN) | measure_stories(UNSEEN_STORIES) | unseen_dense)
    measured = measure_names() | of_quotes | measure_tariffs(TARIFFS) | unseen | measure_alignment()
    measured |= measure_copies() | measure_stories(STORIES) | dense | measure_links()
    known = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {"digest": None, "floors": {}}
    floors = {} if "--new" in arguments else known["floors"]
    if "--new" not in arguments and known["digest"] != digest():
        sys.exit("The labels have changed since the floors were set: measure anew with --new and say why.")
    if not arguments and SHOWN.read_text("utf-8") != shown(floors, shown_as_of()):
        sys.exit(f"{SHOWN.name} does not say what {BASELINE.name} does: write both with --raise.")
    for name, value in measured.items():
        print(f"{name:40} {value:.4f}   floor {floors.get(name, 0):.4f}")
    frozen = FROZEN.read_text("utf-8").splitlines(keepends=True) if FROZEN.exists() else []
    sys.stdout.writelines(difflib.unified_diff(frozen, each, "quotes then", "quotes now", n=0))
    fallen = [name for name, floor in floors.items() if measured.get(name, 0) < floor - TOLERANCE]
    if fallen:
        sys.exit(f"below the floor: {', '.join(fallen)}")
    if {"--raise", "--new"} & set(arguments):
        raised = {name: max(value, floors.get(name, 0)) for name, value in measured.items()}
        FROZEN.write_text("".join(each), "utf-8")
        BASELINE.write_text(json.dumps({"digest": digest(), "floors": raised}, indent=2) + "\n", "utf-8")
        SHOWN.write_text(shown(raised, datetime.now(UTC).date().isoformat()), "utf-8")


if __name__ == "__main__":
    main()
