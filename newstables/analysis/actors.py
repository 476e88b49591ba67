"""Who is named and quoted: one actor's profile, and who is named together with whom."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

from newstables.coded import counted, distinct
from newstables.knowledge import Knowledge
from newstables.records import Actor, EntityKind, Side

PEOPLE = (EntityKind.PERSON.value, EntityKind.ORGANIZATION.value)
SEED = 7  # of the layout: the same coverage is drawn the same way
LINE, LETTER = 0.035, 0.0075  # of the drawing, that a name takes


def named(entities: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """One row per person or organization, the most named first: name, kind, side, articles, mentions, quotes (int).

    Kind and side are those that most mentions have; where those have no side, the one that most quotes have. A place
    that stands for its government names an organization. Reads name, kind, side, actor_id and article_id of the
    mentions, speaker and side of the quotes.
    """
    people = acting(entities)
    kind = _most(people, "name", "kind")
    kind = kind.where(kind.isin(PEOPLE), EntityKind.ORGANIZATION.value)
    table = pd.DataFrame({"kind": kind, "side": _most(people, "name", "side")})
    table = table.assign(
        articles=distinct(people["name"], people["article_id"]), mentions=people["name"].value_counts()
    )
    said = quotes["speaker"].value_counts().reindex(table.index, fill_value=0)
    placed = _most(quotes[quotes["side"] != Side.UNRESOLVED.value], "speaker", "side").reindex(table.index)
    side = table["side"].mask(table["side"] == Side.UNRESOLVED.value, placed).fillna(Side.UNRESOLVED.value)
    table = table.assign(side=side, quotes=said.astype("int64")).reset_index()
    return table.sort_values(["articles", "mentions", "name"], ascending=[False, False, True], ignore_index=True)


def acting(entities: pd.DataFrame) -> pd.DataFrame:
    """The mentions of people and organizations, places that stand for their governments among them."""
    return entities[entities["kind"].isin(PEOPLE) | entities["actor_id"].notna()]


def company(entities: pd.DataFrame, people: pd.DataFrame, name: str, *, most: int = 15) -> pd.DataFrame:
    """Who is named in the same articles as one actor, the most often first: name, side, articles (int).

    Args:
        entities: The mentions.
        people: What ``named`` returned of them.
        name: The actor's.
        most: Rows.
    """
    inside = entities.loc[entities["name"] == name, "article_id"]
    beside = acting(entities[entities["article_id"].isin(inside) & (entities["name"] != name)])
    held = distinct(beside["name"], beside["article_id"]).rename("articles").rename_axis("name").reset_index()
    held.insert(1, "side", held["name"].map(people.set_index("name")["side"]))
    return held.sort_values(["articles", "name"], ascending=[False, True], ignore_index=True).head(most)


def mentions(entities: pd.DataFrame) -> pd.DataFrame:
    """One row per name, kind and side, the most mentioned first: name, kind, side, mentions (int)."""
    counts = entities.groupby(["name", "kind", "side"], observed=True).size().rename("mentions").reset_index()
    return counts.sort_values(["mentions", "name"], ascending=[False, True], ignore_index=True)


def named_together(
    entities: pd.DataFrame, people: pd.DataFrame, *, most: int = 200
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The network of those named in the same articles, laid out.

    Args:
        entities: The mentions.
        people: What ``named`` returned of them.
        most: Actors, the most named ones.

    Returns:
        Actors: name, side, articles, x and y (0 to 1), written (bool: whether there is room for the name); and their
        ties: a, b, articles (int). A tie is kept
        where it is among the strongest three of one of its ends, so that the drawing stays legible; an actor without
        ties is left out. Forces: T. Fruchterman and E. Reingold, Software: Practice and Experience 21 (11), 1991.
    """
    chosen = people.head(most)
    ties = _strongest(_ties(entities, sorted(chosen["name"])))
    graph = nx.Graph()
    graph.add_weighted_edges_from(ties.itertuples(index=False, name=None))
    at = nx.spring_layout(graph, seed=SEED, k=2.2 / max(len(graph), 1) ** 0.5, iterations=120)
    actors = chosen[chosen["name"].isin(at)][["name", "side", "articles"]].reset_index(drop=True)
    actors = actors.assign(
        **{
            axis: _spread(pd.Series([float(at[name][place]) for name in actors["name"]]))
            for place, axis in enumerate("xy")
        }
    )
    return actors.assign(written=_with_room(actors)), ties


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


def _spread(positions: pd.Series[float]) -> pd.Series[float]:
    """Half the position, half the rank, from 0 to 1: what is crowded moves apart, what is near stays near."""
    low, high = positions.min(), positions.max()
    return (positions - low) / max(high - low, 1e-9) / 2 + positions.rank(pct=True) / 2


def _with_room(actors: pd.DataFrame) -> list[bool]:
    """For each actor, the most named first, whether its name can stand without touching another's."""
    taken: list[tuple[float, float, int]] = []
    room = []
    for x, y, name in zip(actors["x"], actors["y"], actors["name"], strict=True):
        free = all(
            abs(y - other_y) > LINE or abs(x - other_x) > (len(name) + length) / 2 * LETTER
            for other_x, other_y, length in taken
        )
        room.append(free)
        if free:
            taken.append((x, y, len(name)))
    return room


def _strongest(ties: pd.DataFrame, *, each: int = 3) -> pd.DataFrame:
    """The ties that are among the first few of one of their ends; they come ordered by strength."""
    ends = pd.concat([ties["a"], ties["b"]]).sort_index(kind="stable")
    rank = ends.groupby(ends).cumcount()
    kept: pd.DataFrame = ties[rank.groupby(level=0).min() < each].reset_index(drop=True)
    return kept


def _most(rows: pd.DataFrame, of: str, column: str) -> pd.Series[str]:
    """For each value of a column, the value that most of its rows have in another; of equals the first."""
    table = counted(rows[of], rows[column], names=(of, column, "rows"))
    table = table.sort_values(["rows", column], ascending=[False, True]).drop_duplicates(of)
    return table.astype({column: object}).set_index(of)[column].sort_index()


def known(knowledge: Knowledge, mentions: pd.DataFrame) -> Actor | None:
    """The actor of the knowledge base that mentions are linked to, if they are to one."""
    linked = set(mentions["actor_id"].dropna())
    return next((actor for actor in knowledge.actors if {actor.actor_id} == linked), None)


def roles(knowledge: Knowledge, actor_id: str | None) -> pd.DataFrame:
    """The offices of an actor of the knowledge base, the latest first: role, start, end, source, verified."""
    rows = [
        (role.role, role.start, role.end, role.source, role.verified)
        for role in knowledge.roles
        if role.actor_id == actor_id
    ]
    table = pd.DataFrame(rows, columns=["role", "start", "end", "source", "verified"]).drop_duplicates("role")
    return table.sort_values("start", ascending=False, na_position="last", ignore_index=True)


def by_topic(quotes: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """One row per topic of the quotes, the most frequent first: topic (its label), quotes (int)."""
    spoken = [topic for topics in quotes["topics"] for topic in topics if topic in labels]
    counts = pd.Series(spoken, dtype=object).map(labels).value_counts()
    return counts.rename("quotes").rename_axis("topic").reset_index()


def by_outlet(entities: pd.DataFrame, quotes: pd.DataFrame, name: str) -> pd.DataFrame:
    """One row per outlet that names or quotes an actor, the most articles first: outlet, articles, quotes (int)."""
    articles = entities[entities["name"] == name].groupby("outlet")["article_id"].nunique().rename("articles")
    said = quotes.loc[quotes["speaker"] == name, "outlet"].value_counts().rename("quotes")
    table = pd.concat([articles, said], axis=1).fillna(0).astype("int64").rename_axis("outlet").reset_index()
    return table.sort_values(["articles", "quotes", "outlet"], ascending=[False, False, True], ignore_index=True)
