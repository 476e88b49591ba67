"""Articles that a reader has marked as primary documents, and the quotes of other articles held against their words.

A document (a readout, a transcript, a statement) is held against the direct and mixed quotes of

* the other articles of its story, each of which gets a verdict, be it "not found";
* the other articles of its day and the days next to it: these get a verdict where the document has their words, and
  none where it has not, for nothing says that they are about the same event.

Reported speech has no words to compare, and the quotes of documents are not held against other documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from newstables.analysis.primary import Verdict, check_against_source
from newstables.coded import of_codes, plain
from newstables.records import Quote
from newstables.tables import records

MEANING = (
    "Direct and partly quoted words are held against the documents of their story, and against those of the day "
    "before, the same day and the day after where these have them. Verbatim: to the word. Near: a few words are "
    "others. Differs: a figure, a “not” or many words are others. Not found: these words are not in the document; "
    "their speaker may have said them elsewhere."
)
_AROUND = timedelta(days=1)
_READ = ["article_id", "title", "text", "story_id", "published_on", "primary"]
_ORDER = [verdict.value for verdict in Verdict]


def held_against(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The quotes with document_id, document (its title) and verdict (``Verdict``), all category columns.

    They are null where no document applies. Of several documents the one with the best verdict is named, and of those
    the first.

    Args:
        quotes: Columns of ``records.Quote``.
        articles: Reads ``article_id``, ``title``, ``text``, ``story_id``, ``published_on`` and ``primary`` (bool).
    """
    if not articles["primary"].any():
        none = of_codes(np.full(len(quotes), -1, dtype=np.int8), (), quotes.index)
        return quotes.assign(document_id=none, document=none, verdict=none)
    told = plain(articles[_READ])
    documents = told[told["primary"]].sort_values(["published_on", "article_id"])
    others = told.loc[~told["primary"], ["article_id", "story_id", "published_on"]]
    verdicts, named = np.full(len(quotes), -1), np.full(len(quotes), -1)
    for number, document in enumerate(documents.to_dict("records")):
        for place, verdict in _verdicts(quotes, others, document):
            if verdicts[place] < 0 or verdict < verdicts[place]:
                verdicts[place], named[place] = verdict, number
    return quotes.assign(
        document_id=_coded(named, documents["article_id"].tolist(), quotes.index),
        document=_coded(named, documents["title"].tolist(), quotes.index),
        verdict=_coded(verdicts, _ORDER, quotes.index),
    )


def _verdicts(quotes: pd.DataFrame, others: pd.DataFrame, document: dict[Any, Any]) -> Iterator[tuple[int, int]]:
    """The place of each quote that the document is held against, and that of the verdict in their order."""
    story, day = document["story_id"], document["published_on"]
    in_story = (others["story_id"] == story).fillna(value=False) if pd.notna(story) else others["article_id"].isna()
    near = others["article_id"].isna()
    if pd.notna(day):
        near = others["published_on"].between(day - _AROUND, day + _AROUND).fillna(value=False)
    expected = set(others.loc[in_story, "article_id"])
    places = np.flatnonzero(quotes["article_id"].isin(others.loc[in_story | near, "article_id"]))
    asked: list[Quote] = records(quotes.take(places), Quote)
    held = {quote.quote_id: (place, quote.article_id) for place, quote in zip(places.tolist(), asked, strict=True)}
    checked = check_against_source(asked, str(document["text"]))
    for key, verdict in zip(checked["quote_id"], checked["verdict"], strict=True):
        place, article = held[key]
        if article in expected or verdict != Verdict.NOT_FOUND:
            yield place, _ORDER.index(verdict)


def _coded(places: NDArray[np.int_], values: list[str], index: pd.Index[Any]) -> pd.Series[Any]:
    """Each row's value by its place among the values, which may repeat; -1 for null."""
    distinct, codes = np.unique(np.array(values, dtype=object), return_inverse=True)
    return of_codes(np.append(codes, -1)[places], distinct, index)
