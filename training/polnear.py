"""PolNeAR: news articles with who said what marked. E. Newell, D. Margolin and D. Ruths, LREC 2018.

Each article is a text and, in brat's stand-off format, its attributions: spans of source, cue and content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newstables.pipeline.found import Offsets
from newstables.pipeline.quotes.labels import Relation
from newstables.pipeline.quotes.page import Page

SPAN = re.compile(r"T\d+\t\w+ (\d+ \d+(?:;\d+ \d+)*)\t")
PARTS = {"Source": "source", "Cue": "cue", "Content": "content"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """The characters of an attribution's parts; a part can be absent, or of several stretches."""

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]


def read(folder: Path) -> Iterator[tuple[str, str, list[Attribution]]]:
    """Name, text and attributions of each article that has any annotation, by its first annotator."""
    for path in sorted((folder / "text").glob("*.txt")):
        pattern = re.compile(re.escape(path.stem) + r"_[0-9a-f]{4}\.ann")
        files = [file for file in sorted((folder / "attributions").glob("*.ann")) if pattern.fullmatch(file.name)]
        if files:
            text = path.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
            yield path.stem, text, attributions(files[0].read_text("utf-8"))


def attributions(annotation: str) -> list[Attribution]:
    r"""What a brat file holds; an attribution without content tells nothing and is left out.

    >>> attributions("T1\tCue 2 6\tsaid\nT2\tContent 7 9;12 14\t..\nE1\tAttribution:T1 Cue:T1 Content:T2")
    [Attribution(source=(), cue=((2, 6),), content=((7, 9), (12, 14)))]
    """
    spans: dict[str, tuple[Offsets, ...]] = {}
    found = []
    for line in annotation.splitlines():
        key, _, rest = line.partition("\t")
        if span := SPAN.match(line):
            stretches = (stretch.split() for stretch in span.group(1).split(";"))
            spans[key] = tuple((int(start), int(end)) for start, end in stretches)
        elif re.fullmatch(r"E\d+", key):
            parts: dict[str, set[Offsets]] = {part: set() for part in PARTS.values()}
            for item in rest.split():
                role, _, reference = item.partition(":")
                part = PARTS.get(re.sub(r"\d+$", "", role))
                if part:
                    parts[part].update(spans.get(reference, ()))
            if parts["content"]:
                found.append(Attribution(**{part: tuple(sorted(stretches)) for part, stretches in parts.items()}))
    return found


def relation(page: Page, attribution: Attribution) -> Relation:
    """An attribution in tokens of a page."""
    return Relation(
        *(
            {
                i
                for start, end in stretches
                for i in range(
                    page.at(start) - (page.at(start) > 0 and page.ends[page.at(start) - 1] > start), page.at(end)
                )
            }
            for stretches in (attribution.cue, attribution.source, attribution.content)
        )
    )
