"""Who is named together with whom, laid out so that the drawing stays legible."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

ACROSS = {"any": 340, "wide": 900}  # width of a drawing → its pixels: as on a phone, and on a desk
BESIDE = 0.06  # of the drawing's width, left free on either side for names
_HEIGHT = 500  # pixels
_LINE, _LETTER = 17, 6.4  # pixels that a name takes
_SEED = 7  # of the layout: the same coverage is drawn the same way

Box = tuple[float, float, float]  # from and to, across; and the height of a name, all from 0 to 1


def named_together(
    entities: pd.DataFrame, people: pd.DataFrame, *, most: int = 200
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The network of those named in the same articles, laid out.

    Args:
        entities: The mentions.
        people: What ``actors.named`` returned of them.
        most: Actors, the most named ones.

    Returns:
        Actors: name, side, articles, x and y (0 to 1), room (the width of ``ACROSS`` from which on the name can stand
        without touching others; None: never) and anchor (which end of the name is at the point: left,
        center or right); and their ties: a, b, articles (int). A tie is kept where it is among the strongest three of
        one of its ends, so that the drawing stays legible; an actor without ties is left out. Forces: T. Fruchterman
        and E. Reingold, Software: Practice and Experience 21 (11), 1991.
    """
    chosen = people.head(most)
    ties = _strongest(_ties(entities, sorted(chosen["name"])))
    graph = nx.Graph()
    graph.add_weighted_edges_from(ties.itertuples(index=False, name=None))
    at = nx.spring_layout(graph, seed=_SEED, k=2.2 / max(len(graph), 1) ** 0.5, iterations=120)
    actors = chosen[chosen["name"].isin(at)][["name", "side", "articles"]].reset_index(drop=True)
    actors = actors.assign(
        **{
            axis: _spread(pd.Series([float(at[name][place]) for name in actors["name"]]))
            for place, axis in enumerate("xy")
        }
    )
    room, anchors = _with_room(actors)
    return actors.assign(room=pd.Series(room, dtype=object), anchor=pd.Series(anchors, dtype=object)), ties


def _ties(entities: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """One row per pair of names in one article, the strongest first: a, b, articles (int)."""
    known = entities["name"].cat.categories
    place = np.full(len(known) + 1, -1)
    place[known.get_indexer(pd.Index(names, dtype=object))] = np.arange(len(names))
    at = place[entities["name"].cat.codes.to_numpy()]
    articles, at = entities["article_id"].cat.codes.to_numpy()[at >= 0], at[at >= 0]
    shape = len(entities["article_id"].cat.categories), len(names)
    held = csr_array((np.ones(len(at), np.int64), (articles, at)), shape=shape)
    held.data[:] = 1  # however often it is named
    together = triu(held.T @ held, 1).tocoo()
    ties = pd.DataFrame(
        {
            "a": [names[place] for place in together.coords[0]],
            "b": [names[place] for place in together.coords[1]],
            "articles": together.data,
        }
    )
    return ties.sort_values(["articles", "a", "b"], ascending=[False, True, True], ignore_index=True)


def _strongest(ties: pd.DataFrame, *, each: int = 3) -> pd.DataFrame:
    """The ties that are among the first few of one of their ends; they come ordered by strength."""
    ends = pd.concat([ties["a"], ties["b"]]).sort_index(kind="stable")
    rank = ends.groupby(ends).cumcount()
    kept: pd.DataFrame = ties[rank.groupby(level=0).min() < each].reset_index(drop=True)
    return kept


def _spread(positions: pd.Series[float]) -> pd.Series[float]:
    """Half the position, half the rank, from 0 to 1: what is crowded moves apart, what is near stays near."""
    low, high = positions.min(), positions.max()
    return (positions - low) / max(high - low, 1e-9) / 2 + positions.rank(pct=True) / 2


def _with_room(actors: pd.DataFrame) -> tuple[list[str | None], list[str]]:
    """The room and anchor of each actor's name, the most named first."""
    points = list(zip(actors["x"], actors["y"], actors["name"], strict=True))
    room: list[str | None] = [None] * len(points)
    anchors = ["center"] * len(points)
    for name, width in ACROSS.items():
        taken = [_box(*points[at], anchors[at], width) for at, free in enumerate(room) if free]
        for at, point in enumerate(points):
            anchor = _anchor(*point, width)
            if room[at] is None and anchor:
                box = _box(*point, anchor, width)
                if not any(_touch(box, other) for other in taken):
                    room[at], anchors[at] = name, anchor
                    taken.append(box)
    return room, anchors


def _anchor(x: float, y: float, name: str, width: int) -> str | None:
    """The end of a name that is at its point, so that all of the name is in the drawing; the middle where it can be."""
    for anchor in ("center", "left", "right"):
        start, end, _ = _box(x, y, name, anchor, width)
        if start >= -BESIDE and end <= 1 + BESIDE:
            return anchor
    return None


def _box(x: float, y: float, name: str, anchor: str, width: int) -> Box:
    length = len(name) * _LETTER / width * (1 + 2 * BESIDE)
    start = x - {"left": 0.0, "center": 0.5, "right": 1.0}[anchor] * length
    return start, start + length, y


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < _LINE / _HEIGHT
