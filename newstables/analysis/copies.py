"""Which articles are near-copies of which: wire copy, trimmed, re-ordered, re-headlined or lightly rewritten texts.

Candidates are pairs with an alike passage, found by MinHash (Broder 1997) and locality-sensitive hashing (Indyk and
Motwani 1998), as datasketch has them, in time linear in the number of articles. Each candidate pair is then measured:
the share of words in common runs once the most alike passage is left out, which a paragraph of background, used in
many articles, does not outlive; and the share of numbers in common, by which this week's market report is none of
last week's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise

import numpy as np
import pandas as pd
from datasketch import MinHash
from numpy.typing import NDArray

from newstables.analysis.shingles import RUN, Shingled, held_by, shared, shingled, side_by_side

ENOUGH = 0.45  # of the words outside of the most alike passage, in runs that the other text has too
ENOUGH_ALONE = 0.7  # of the words, where there is one passage alone
ENOUGH_NUMBERS = 0.5  # of the different numbers
_BANDS, _ROWS = 12, 3  # two passages with half of their shingles in common meet with a probability of 0.80
_SHORTEST = 12  # words of a passage that is looked for
_CROWD = 30  # passages in one bucket; each of more than that is compared with those next to it in time alone
_BATCH = 1024  # texts that are read together
_AT_ONCE = 2**16  # words of a text, times so many others, that are looked at together
_HALF = 0.5  # of the longest text of a group: a shorter one is an excerpt and not what was copied
_LATE = date.max


def near_copies(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per near-copy, by article_id: article_id, copy_of (article_id), overlap (share of its words, 0–1).

    ``copy_of`` is the earliest text of a group, and of those of one time the longest; what an excerpt was taken from is
    at least half as long as the longest. Overlap counts words in runs of three or more that the copied text has too.
    Reads ``article_id``, ``text``, ``words``, ``published_on`` and ``published_at``.
    """
    order = articles["article_id"].argsort().to_numpy()
    rows = articles[["article_id", "published_on", "published_at"]].take(order).reset_index(drop=True)
    read: list[Shingled] = []
    for start in range(0, len(articles), _BATCH):
        read += side_by_side([shingled(text) for text in articles["text"].iloc[start : start + _BATCH]])
    texts = [read[at] for at in order]
    days = [_day(value) for value in rows["published_on"]]
    keys = [
        (day, _moment(at), -text.words, article)
        for day, at, text, article in zip(days, rows["published_at"], texts, rows["article_id"], strict=True)
    ]
    found = [
        (rows["article_id"][copy], rows["article_id"][original], float(shared(texts[copy], [texts[original]]).mean()))
        for group in _groups(_sources(texts, days, order=sorted(range(len(texts)), key=keys.__getitem__)))
        for original in [_original(group, texts, keys)]
        for copy in group
        if copy != original
    ]
    table = pd.DataFrame(sorted(found), columns=["article_id", "copy_of", "overlap"])
    return table.astype({"article_id": "string[pyarrow]", "copy_of": "string[pyarrow]", "overlap": "float64"})


def likenesses(copier: Shingled, sources: Sequence[Shingled]) -> NDArray[np.float64]:
    """How much of a text is copied from each of others, 0–1; 0 where it is too little, or where the numbers differ.

    The share of words in common runs, the passage with most of them left out where there are several.
    """
    found = np.zeros(len(sources))
    if not copier.words:
        return found
    same = held_by([source.numbers for source in sources], copier.numbers).sum(axis=1)
    alike = np.flatnonzero(same >= ENOUGH_NUMBERS * len(copier.numbers)).tolist()
    marks = shared(copier, [sources[at] for at in alike])
    held = np.add.reduceat(marks, copier.passages[:-1], axis=1, dtype=np.int64)
    if held.shape[1] == 1:
        share, enough = held[:, 0] / copier.words, ENOUGH_ALONE
    else:
        most = held.argmax(axis=1)
        rest = copier.words - np.diff(copier.passages)[most]
        share, enough = (held.sum(axis=1) - held.max(axis=1)) / rest, ENOUGH
    found[alike] = np.where(share >= enough, share, 0)
    return found


def candidates(texts: Sequence[Shingled], *, order: Sequence[int]) -> Iterator[NDArray[np.int64]]:
    """For each text the others (positions, in order) that hold a passage alike one of its own, most likely.

    Args:
        texts: The texts.
        order: Their positions in order of time. A passage that stands in very many texts pairs only neighbours in it.
    """
    ordered, place = np.array(order, dtype=np.int64), np.empty(len(texts), dtype=np.int32)
    place[ordered] = np.arange(len(texts), dtype=np.int32)
    signatures, owners = _signatures(texts)
    firsts = np.searchsorted(owners, np.arange(len(texts) + 1)).tolist()
    bands = [_Band(signatures.pop(), place[owners]) for _ in range(_BANDS)]  # which make room for one another
    for text, passages in enumerate(map(range, firsts, firsts[1:])):
        near = [place[text : text + 1], *(band.near(passage) for band in bands for passage in passages)]
        others = np.sort(ordered[np.unique(np.concatenate(near))])
        yield others[others != text]


class _Band:
    """The passages that are the same in one band, side by side: those of one text once, in the order of time."""

    def __init__(self, rows: NDArray[np.uint32], places: NDArray[np.int32]) -> None:
        """Take the hashes of each passage, (passages, ``_ROWS``), and the place in time of its text."""
        order = np.lexsort((places, *rows.T))
        rows, places = rows[order], places[order]
        opens = np.ones(len(order), dtype=bool)  # a bucket
        opens[1:] = (rows[1:] != rows[:-1]).any(axis=1)
        kept = opens.copy()
        kept[1:] |= places[1:] != places[:-1]
        self.places = places[kept]
        starts = np.flatnonzero(opens[kept])
        sizes = np.diff(starts, append=len(self.places))
        start, end = np.repeat(starts, sizes), np.repeat(starts + sizes, sizes)
        at = np.arange(len(self.places))
        crowded = end - start > _CROWD
        low = np.where(crowded, np.maximum(start, at - _CROWD // 4), start)
        high = np.where(crowded, np.minimum(end, at + _CROWD // 4 + 1), end)
        mine = np.empty(len(order), dtype=np.int64)
        mine[order] = np.cumsum(kept) - 1
        self.low, self.high = low[mine].astype(np.int32), high[mine].astype(np.int32)  # of each passage

    def near(self, passage: int) -> NDArray[np.int32]:
        """The places of the texts in a passage's bucket, its own among them; of very many those next to it."""
        return self.places[self.low[passage] : self.high[passage]]


def _signatures(texts: Sequence[Shingled]) -> tuple[list[NDArray[np.uint32]], NDArray[np.int32]]:
    """The MinHash of each passage that is long enough, band by band, and the text that it stands in."""
    long = [int((np.diff(text.passages) >= _SHORTEST).sum()) for text in texts]
    owners = np.repeat(np.arange(len(texts), dtype=np.int32), long)
    signatures = [np.empty((len(owners), _ROWS), dtype=np.uint32) for _ in range(_BANDS)]
    start = MinHash(num_perm=_BANDS * _ROWS, seed=1, hashfunc=int, scheme="affine32")
    passages = (
        text.shingles[first : last - RUN + 1]
        for text in texts
        for first, last in pairwise(text.passages.tolist())
        if last - first >= _SHORTEST
    )
    for row, shingles in enumerate(passages):
        made = start.copy()
        made.update_batch(shingles)
        for band, hashes in zip(signatures, made.hashvalues.reshape(_BANDS, _ROWS), strict=True):
            band[row] = hashes
    return signatures, owners


def _sources(texts: Sequence[Shingled], days: Sequence[date], *, order: Sequence[int]) -> dict[int, int]:
    """Each copy with what it is most like; of several the first.

    Of two texts the later copies; of one day, or where one is undated, the shorter.
    """
    day = np.array([value.toordinal() for value in days], dtype=np.int64)
    words = np.array([text.words for text in texts], dtype=np.int64)
    best: dict[int, int] = {}
    for copy, others in enumerate(candidates(texts, order=order)):
        dated = (day[others] != day[copy]) & (np.maximum(day[others], day[copy]) < _LATE.toordinal())
        shorter = (words[copy] < words[others]) | ((words[copy] == words[others]) & (copy > others))
        sources = others[np.where(dated, day[copy] > day[others], shorter)]
        most, width = 0.0, max(1, _AT_ONCE // max(1, texts[copy].words))
        for start in range(0, len(sources), width):
            some = sources[start : start + width]
            alike = likenesses(texts[copy], [texts[source] for source in some])
            at = int(alike.argmax())
            if alike[at] > most:
                best[copy], most = int(some[at]), float(alike[at])
    return best


def _groups(sources: dict[int, int]) -> list[list[int]]:
    """What hangs together: each copier with its source."""
    root: dict[int, int] = {}

    def find(text: int) -> int:
        while root.setdefault(text, text) != text:
            root[text] = root[root[text]]
            text = root[text]
        return text

    for copier, source in sorted(sources.items()):
        root[find(copier)] = find(source)
    groups: dict[int, list[int]] = {}
    for text in sorted(root):
        groups.setdefault(find(text), []).append(text)
    return list(groups.values())


def _original(group: list[int], texts: Sequence[Shingled], keys: Sequence[tuple[date, datetime, int, str]]) -> int:
    longest = max(texts[text].words for text in group)
    return min((text for text in group if texts[text].words >= _HALF * longest), key=keys.__getitem__)


def _day(value: object) -> date:
    return _LATE if value is None or pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[call-overload,arg-type]


def _moment(value: object) -> datetime:
    """UTC; an article without its time of day comes after the others of its day."""
    last = datetime.combine(_LATE, time.max, UTC)
    return last if value is None or pd.isna(value) else pd.Timestamp(value).to_pydatetime()  # type: ignore[call-overload,arg-type]
