"""The trained tagger: a page to its labels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from newstables.pipeline.quotes.confidence import Confidence
from newstables.pipeline.quotes.features import WIDTHS, Lexicon, columns
from newstables.pipeline.quotes.labels import LABELS
from newstables.pipeline.quotes.network import IMPOSSIBLE, Network, pack, windows
from newstables.pipeline.quotes.page import Page

WEIGHTS = Path(__file__).parent / "weights.npz"
WINDOW = 180  # tokens
UNKNOWN = 1  # the row of a value that training did not see


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
        self.rows = rows  # column → value → row of its embedding
        self.lexicon = lexicon
        self.confidence = confidence

    def emissions(self, page: Page) -> np.ndarray:
        """The score of each label at each token of a page that has some: (tokens, labels)."""
        values, flags = columns(page, self.lexicon)
        ids = np.array([[self.rows[column].get(value, UNKNOWN) for value in values[column]] for column in WIDTHS])
        return self.network.emissions(ids.T, flags, windows(page.paragraph, WINDOW))

    def read(self, page: Page) -> tuple[list[str], np.ndarray]:
        """The likeliest label of each token, and the probability of each label there: (tokens, labels)."""
        if not len(page):
            return [], np.zeros((0, len(LABELS)))
        scores = self.emissions(page)
        scores[[i for i, silent in enumerate(page.silent) if silent], 1:] = IMPOSSIBLE
        starts = [start for start, _ in page.paragraphs()]
        return self.network.best(scores, starts), self.network.marginals(scores)

    def save(self, path: Path, arrays: dict[str, np.ndarray]) -> None:
        """Write the arrays in half precision, and the vocabulary beside them."""
        texts = json.dumps({"rows": self.rows, "lexicon": self.lexicon}, ensure_ascii=False, separators=(",", ":"))
        parts: dict[str, Any] = {name: array.astype("float16") for name, array in arrays.items()}
        parts["vocabulary"] = np.frombuffer(texts.encode(), dtype="uint8")
        np.savez(path, confidence=self.confidence.weights, **parts)


@cache
def load_tagger() -> Tagger:
    """The package's tagger, read once."""
    with np.load(WEIGHTS) as file:
        arrays = {name: file[name] for name in file.files}
    texts = json.loads(arrays.pop("vocabulary").tobytes())
    confidence = Confidence(arrays.pop("confidence"))
    return Tagger(pack(arrays), texts["rows"], texts["lexicon"], confidence)
