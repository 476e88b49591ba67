"""The trained tagger: a page to its labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from newstables.pipeline import stored
from newstables.pipeline.columns import numbered
from newstables.pipeline.quotes.chain import IMPOSSIBLE
from newstables.pipeline.quotes.confidence import Confidence
from newstables.pipeline.quotes.features import WIDTHS, Lexicon, columns
from newstables.pipeline.quotes.labels import LABELS
from newstables.pipeline.quotes.network import Network, pack, windows
from newstables.pipeline.quotes.page import Page

WEIGHTS = Path(__file__).parent / "weights.npz"
WINDOW = 180  # tokens


class Tagger:
    """A network with its vocabulary, and how sure its finds are."""

    def __init__(
        self,
        network: Network,
        rows: Mapping[str, Mapping[str, int]],
        lexicon: Lexicon,
        confidence: Confidence,
    ) -> None:
        self.network = network
        self.rows = {column: rows[column] for column in WIDTHS}  # column → value → row of its embedding
        self.lexicon = lexicon
        self.confidence = confidence

    def emissions(self, pages: Sequence[Page]) -> list[np.ndarray]:
        """The score of each label at each token of each page: (tokens, labels)."""
        found = [columns(page, self.lexicon) for page in pages]
        starts = list(accumulate((len(page) for page in pages), initial=0))
        if not starts[-1]:
            return [np.zeros((0, len(LABELS)), dtype="float32") for _ in pages]
        ids = np.concatenate([numbered(values, self.rows) for values, _ in found if values["word"]])
        cuts = [
            (start + at, end + at)
            for page, at in zip(pages, starts, strict=False)
            for start, end in windows(page.paragraph, WINDOW)
        ]
        scores = self.network.emissions(ids, np.concatenate([flags for _, flags in found]), cuts)
        return [scores[start:end] for start, end in pairwise(starts)]

    def read(self, pages: Sequence[Page]) -> Iterator[tuple[list[str], np.ndarray]]:
        """For each page the likeliest label of each token, and the chance of each label there: (tokens, labels)."""
        found = self.emissions(pages)
        for page, scores in zip(pages, found, strict=True):
            scores[[i for i, silent in enumerate(page.silent) if silent], 1:] = IMPOSSIBLE
        chain = self.network.chain
        starts = [[start for start, _ in page.paragraphs()] for page in pages]
        return zip(chain.best(found, starts), chain.marginals(found), strict=True)

    def save(self, path: Path, arrays: Mapping[str, np.ndarray]) -> None:
        """Write the network's arrays, its vocabulary and how sure its finds are."""
        about = {"rows": self.rows, "lexicon": self.lexicon, "confidence": self.confidence.weights.tolist()}
        stored.write(path, arrays, about)


@cache
def load_tagger() -> Tagger:
    """The package's tagger, read once."""
    arrays, about = stored.read(WEIGHTS)
    return Tagger(pack(arrays), about["rows"], about["lexicon"], Confidence(np.array(about["confidence"])))
