"""Speed and memory of grouping stories, printed and never asserted, with B-cubed against the stories made.

python benchmarks/stories.py [ARTICLES ...]   # 5,000 and 20,000 made articles where no number is given

Each number is measured in a process of its own, so that its memory is its own. An event has words, people and places
that no other has; its reports, few for most events and many for some, take some of them, and the rest from the
samples' words and from people and places whom many reports name. One report in fifty has no date.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from datetime import date, timedelta
from multiprocessing import get_context
from typing import Any

import pandas as pd
from copies import SAMPLES, line

from newstables.analysis.copies import near_copies
from newstables.analysis.stories import stories
from newstables.reading import read_articles
from newstables.records import Article

WORDS, PARAGRAPHS = 360, 8  # of a report
PER_DAY = 40
REPORTS = (1, 1, 1, 1, 2, 2, 3, 4, 6, 10, 25)  # of an event
SHARES = (0.15, 0.25, 0.6)  # of a report's words: its event's, any of many rare ones, and the samples'
RARE = 30_000  # words that any report may use
OWN_WORDS, OWN_NAMES = 40, 4
TOPICS = 3  # samples whose words an event's reports use
KNOWN = 200  # people and places whom the reports of all events name, the first ones often
UNDATED = 0.02
CONSONANTS = "bcdfglmnprstvkz"


def invented(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(CONSONANTS) + chance.choice("aeiou") for _ in range(syllables))


def made(number: int) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Made articles (article_id, title, text, words, published_on, published_at), their entities, and their events."""
    chance = random.Random(1)
    samples = [article.text.split() for article in read_articles([SAMPLES]) if isinstance(article, Article)]
    rare = [invented(chance, 3 + at % 4) for at in range(RARE)]
    known = [invented(chance, 4) for _ in range(KNOWN)]
    rows: list[dict[str, Any]] = []
    entities: list[tuple[str, str, str]] = []
    events: list[str] = []
    while len(rows) < number:
        event = len(rows)
        words = [invented(chance, 4) for _ in range(OWN_WORDS)]
        names = [invented(chance, 5) for _ in range(OWN_NAMES)]
        pool = [word for sample in chance.sample(samples, TOPICS) for word in sample]
        for _ in range(min(chance.choice(REPORTS), number - len(rows))):
            key = f"{len(rows):016x}"
            text = [chance.choice(chance.choices((words, rare, pool), SHARES)[0]) for _ in range(WORDS)]
            day = date(2000, 1, 1) + timedelta(days=event // PER_DAY + chance.choice([0, 0, 0, 1, 1, 2]))
            rows.append(
                {
                    "article_id": key,
                    "title": " ".join([*chance.sample(words, 3), *text[:4]]),
                    "text": "\n\n".join(" ".join(text[start::PARAGRAPHS]) for start in range(PARAGRAPHS)),
                    "words": len(text),
                    "published_on": None if chance.random() < UNDATED else day,
                    "published_at": None,
                }
            )
            named = chance.sample(names, 2) + [known[int(KNOWN * chance.random() ** 3)] for _ in range(6)]
            entities += [(key, chance.choice(["person", "place"]), name) for name in named]
            events.append(str(event))
    table = pd.DataFrame(entities, columns=["article_id", "kind", "name"]).assign(on=None, precision=None)
    return pd.DataFrame(rows), table, events


def b_cubed(true: list[str], found: list[str]) -> float:
    """F1 of the mean precision and recall over articles."""
    both, ours, theirs = Counter(zip(true, found, strict=True)), Counter(found), Counter(true)
    precision = sum(n * n / ours[one] for (_, one), n in both.items()) / len(true)
    recall = sum(n * n / theirs[one] for (one, _), n in both.items()) / len(true)
    return 2 * precision * recall / (precision + recall)


def measure(number: int) -> None:
    articles, entities, events = made(number)
    copies = near_copies(articles.head(0))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    found = stories(articles, entities, copies)
    line("stories", number, time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"  memory {before:,.0f} MiB before, {peak:,.0f} MiB at most; "
        f"B-cubed F1 {b_cubed(events, list(found['story_id'])):.3f}"
    )


def main() -> None:
    for number in [int(number) for number in sys.argv[1:]] or [5000, 20_000]:
        process = get_context("spawn").Process(target=measure, args=(number,))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
