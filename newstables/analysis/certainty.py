"""How sure a quote is, in a word. The scores are chances (``newstables.pipeline.quotes.confidence``)."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import pandas as pd


class Certainty(StrEnum):
    """Certain: nine in ten such quotes are right. Likely: seven in ten. Check: fewer, or nobody has measured it."""

    CERTAIN = "certain"
    LIKELY = "likely"
    CHECK = "check"


MEANING = (
    "Measured on articles that the tagger had not learnt from: of quotes called certain, nine in ten or more have the "
    "right words and the right mention of their speaker; of those called likely, seven in ten; of the others fewer."
)
_LEAST = ((0.9, Certainty.CERTAIN), (0.7, Certainty.LIKELY))


def certainty(score: float | None) -> Certainty:
    """The word for a score.

    >>> certainty(0.93), certainty(0.7), certainty(None)
    (<Certainty.CERTAIN: 'certain'>, <Certainty.LIKELY: 'likely'>, <Certainty.CHECK: 'check'>)
    """
    return next((word for least, word in _LEAST if score is not None and score >= least), Certainty.CHECK)


def with_certainty(quotes: pd.DataFrame, wanted: list[str]) -> pd.DataFrame:
    """The quotes of some degrees of certainty; all where none is named. Reads ``score``."""
    if not wanted:
        return quotes
    scores = quotes["score"].to_numpy(dtype=float, na_value=-1.0)
    words = np.select(
        [scores >= least for least, _ in _LEAST], [word.value for _, word in _LEAST], Certainty.CHECK.value
    )
    return quotes[np.isin(words, [str(word) for word in wanted])]
