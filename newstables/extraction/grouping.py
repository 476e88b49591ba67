"""All articles of a store → its near-copies and stories: what no batch can know."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import pyarrow as pa

from newstables.records import Group
from newstables.tables import schema, to_frame

_PACKAGE = Path(__file__).parents[1]
_DECIDING = (
    "analysis/shingles.py",
    "analysis/copies.py",
    "analysis/features.py",
    "analysis/linkage.py",
    "analysis/stories.py",
    "knowledge/goods.csv",
    "extraction/grouping.py",
)
_LIBRARIES = ("datasketch",)
_ARTICLES = ["article_id", "title", "text", "words", "published_on", "published_at"]
_ENTITIES = ["article_id", "kind", "name"]


@cache
def version() -> str:
    """Sixteen hex digits of what near-copies and stories depend on, the store aside; imports none of it."""
    digest = sha256()
    for name in _DECIDING:
        digest.update(f"{name} ".encode())
        digest.update((_PACKAGE / name).read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)} ".encode())
    return digest.hexdigest()[:16]


def group(read: Callable[[str, list[str]], pa.Table]) -> pa.Table:
    """One row per article, by article_id, with the columns of ``records.Group``.

    Args:
        read: Gives the columns asked for of a table, all rows in any order.
    """
    from newstables.analysis.copies import near_copies  # noqa: PLC0415  a build with nothing new does not pay for SciPy
    from newstables.analysis.stories import stories  # noqa: PLC0415

    articles = to_frame(read("articles", _ARTICLES))
    copies = near_copies(articles)
    entities = to_frame(read("entities", _ENTITIES))
    found = stories(articles, entities, copies).merge(copies, on="article_id", how="left")
    wanted = schema(Group)
    return pa.Table.from_pandas(found[wanted.names], schema=wanted, preserve_index=False)
