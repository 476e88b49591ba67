"""Two articles sentence by sentence: what both tell, in the same words or in others, and what one alone tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from newstables.analysis.disagreement import disagreements
from newstables.analysis.likeness import Matrix, same_fact
from newstables.analysis.sentences import sentences
from newstables.analysis.wording import Wording, dateline, wording
from newstables.analysis.wordwise import Overlap, overlap

Pair = tuple[int, int]

SURE = 0.34  # of the same fact, for two sentences to be linked; chosen with the weights
NEAR = 0.6  # of the words of both, for one to be the other with an editor's changes
QUOTED = 0.9  # of the shorter quotation's words in the longer one, in runs, for it to be the same one shortened
FEWEST_QUOTED = 4  # words of a quotation that tell it from another
PART = 0.6  # of a sentence's words in one that a neighbour is near to, for it to be the rest of it
_LONG_RUN = 4


class Alike(StrEnum):
    """How two passages are alike: word for word, with an editor's changes, the same fact in other words."""

    VERBATIM = "verbatim"
    NEAR = "near"
    SAME = "same fact"


COLUMNS = ["left_spans", "right_spans", "left_text", "right_text", "kind", "score", "differs"]


def align(left: str, right: str) -> pd.DataFrame:
    """Link the sentences of two texts, many to many.

    Returns:
        One row per link in the order of the left text: left_spans and right_spans (lists of [start, end], code points
        of the texts), left_text and right_text (the sentences, joined by " … "), kind (``Alike``), score (0–1, 1 for
        the same words), differs (list of [left, right]: figures, as written, that cannot both be true). A sentence
        may stand in several links; of a passage that is split or joined all sentences stand in one.
    """
    spans = sentences(left), sentences(right)
    read = [[wording(text[a:b]) for a, b in found] for text, found in zip((left, right), spans, strict=True)]
    sure = same_fact(*read)
    kinds = _copied(left, right, spans, read)
    kinds |= {(int(i), int(j)): Alike.SAME for i, j in np.argwhere(sure >= SURE) if (int(i), int(j)) not in kinds}
    rows = []
    for mine, theirs, kind in _joined(kinds):
        score = max(
            1.0 if kind is Alike.VERBATIM else _score(read[0][i], read[1][j], kind, float(sure[i, j]))
            for i in mine
            for j in theirs
        )
        places = [[list(found[i]) for i in which] for found, which in zip(spans, (mine, theirs), strict=True)]
        texts = [" … ".join(text[a:b] for a, b in where) for text, where in zip((left, right), places, strict=True)]
        differs = [] if kind is Alike.VERBATIM else disagreements(*texts, close=kind is Alike.NEAR)
        rows.append((*places, *texts, kind.value, round(score, 3), differs))
    return pd.DataFrame(rows, columns=COLUMNS)


def only_here(text: str, links: pd.DataFrame, side: str) -> list[tuple[int, int]]:
    """The sentences of one text that no link has: (start, end) in order. ``side`` is "left" or "right"."""
    linked = {tuple(span) for spans in links[f"{side}_spans"] for span in spans}
    return [span for span in sentences(text) if span not in linked]


def _score(mine: Wording, theirs: Wording, kind: Alike, sure: float) -> float:
    if kind is Alike.SAME:
        return sure
    return max(overlap(mine.words, theirs.words).ratio, overlap(mine.quoted, theirs.quoted).contained)


def _copied(
    left: str, right: str, spans: tuple[list[Pair], list[Pair]], read: Sequence[Sequence[Wording]]
) -> dict[Pair, Alike]:
    """The pairs of sentences with the same words, or most of them in the same order."""
    found: dict[Pair, Alike] = {}
    rests: dict[Pair, Overlap] = {}
    for i, j in _with_words_in_common(*read):
        mine, theirs = read[0][i], read[1][j]
        if mine.words == theirs.words:
            same = dateline(left[slice(*spans[0][i])]) == dateline(right[slice(*spans[1][j])])
            found[i, j] = Alike.VERBATIM if same else Alike.NEAR
            continue
        whole, said = overlap(mine.words, theirs.words), overlap(mine.quoted, theirs.quoted)
        shorter = min(len(mine.quoted), len(theirs.quoted))
        kept = shorter >= FEWEST_QUOTED and said.contained >= QUOTED and said.longest >= _LONG_RUN
        if (whole.ratio >= NEAR and min(len(mine.words), len(theirs.words)) > 3) or kept:
            found[i, j] = Alike.NEAR
        elif whole.contained >= PART:
            rests[i, j] = whole
    # One sentence split in two: the rest stands beside what is near.
    for i, j in rests:
        if any(found.get(beside) is Alike.NEAR for beside in ((i, j - 1), (i, j + 1), (i - 1, j), (i + 1, j))):
            found[i, j] = Alike.NEAR
    return found


def _with_words_in_common(left: Sequence[Wording], right: Sequence[Wording]) -> Iterator[Pair]:
    """The pairs that share half of the shorter one's words, or of its quoted words: the only ones worth reading."""
    for what in ("words", "quoted"):
        mine, theirs = _bags([set(getattr(one, what)) for one in [*left, *right]], len(left))
        fewest = np.minimum(mine.sum(1)[:, None], theirs.sum(1)[None])
        for i, j in np.argwhere((mine @ theirs.T >= 0.5 * fewest) & (fewest > 0)):
            if what == "words" or not _shares_half(left[i], right[j]):
                yield int(i), int(j)


def _shares_half(mine: Wording, theirs: Wording) -> bool:
    ours, others = set(mine.words), set(theirs.words)
    fewest = min(len(ours), len(others))
    return fewest > 0 and len(ours & others) >= 0.5 * fewest


def _bags(bags: Sequence[set[str]], cut: int) -> tuple[Matrix, Matrix]:
    columns = {word: column for column, word in enumerate(sorted(set().union(*bags)))}
    table = np.zeros((len(bags), max(len(columns), 1)))
    for row, bag in enumerate(bags):
        table[row, [columns[word] for word in bag]] = 1
    return table[:cut], table[cut:]


def _joined(kinds: dict[Pair, Alike]) -> list[tuple[list[int], list[int], Alike]]:
    """Links by place: pairs that are near and share a sentence, with neighbours on the other side, become one."""
    links: list[tuple[list[int], list[int], Alike]] = []
    for (i, j), kind in sorted(kinds.items()):
        for mine, theirs, other in links:
            if kind is other is Alike.NEAR and (
                (mine == [i] and j - theirs[-1] == 1) or (theirs == [j] and i - mine[-1] == 1)
            ):
                mine[:], theirs[:] = sorted({*mine, i}), sorted({*theirs, j})
                break
        else:
            links.append(([i], [j], kind))
    return links
