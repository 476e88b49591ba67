"""Several indexes searched as one: that of the store, shared by all, and that of what one session added."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from newstables.search.index import Index
from newstables.search.query import Phrase, Query


@dataclass(frozen=True, slots=True)
class Together:
    """Indexes to be searched as one; none of them is changed.

    Attributes:
        indexes: An article that several hold counts as one of the first.
    """

    indexes: tuple[Index, ...]

    def search(self, query: Query) -> pd.DataFrame:
        """One row per article that matches, the best first: article_id (str), rank (int, from 1), as in its own index.

        So the best of each share the first rank, and so on: how much a match is worth by BM25 depends on how rare the
        words are among all articles of its index, and a handful tells nothing of that.
        """
        found = pd.concat([index.search(query) for index in self.indexes], ignore_index=True)
        return found.drop_duplicates("article_id").sort_values("rank", kind="stable", ignore_index=True)

    def unknown(self, query: Query) -> list[Phrase]:
        """The words and phrases of a query that no article holds, of those that must or may occur."""
        first, *others = (index.unknown(query) for index in self.indexes)
        return [phrase for phrase in first if all(phrase in other for other in others)]
