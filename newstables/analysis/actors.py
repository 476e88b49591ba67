"""Who is named and quoted: one actor's profile."""

from __future__ import annotations

import pandas as pd

from newstables.coded import counted, distinct
from newstables.knowledge import Knowledge
from newstables.records import Actor, EntityKind, Side

PEOPLE = (EntityKind.PERSON.value, EntityKind.ORGANIZATION.value)


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
