"""The search of articles: its field, its results, its hits in the article that is open."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from newstables.app import data, evidence, honesty, uploads
from newstables.app.filters import View, active
from newstables.app.markdown import escaped
from newstables.app.settings import Settings
from newstables.search import LONGEST, Query, QueryError, found_in, parse

_HELP = """
| write | to find |
|---|---|
| `canola seed` | both words |
| `"canola seed"` | the words one behind the other |
| `canola OR pork` | either |
| `canola NOT seed` | the one without the other |
| `tarif*` | every word that begins so |
| `title:canola` | in the title |
| `canola (seed OR oil)` | brackets say what belongs together |

Case and accents do not count: `Melanie` finds Mélanie.
"""


def field(label: str) -> Query | None:
    """Draw the search field; the query in it, or None where it is empty or, said beneath it, cannot be read."""
    typed = st.text_input(
        label,
        key="search",
        max_chars=2 * LONGEST,  # a query that is too long is told so, and yet no visitor hands in megabytes
        placeholder='e.g. canola "final duty" NOT pork',
        help=_HELP,
        type="search",
        bind="query-params",
    )
    try:
        return parse(typed)
    except QueryError as error:
        st.warning(escaped(str(error)), icon=":material/search_off:")
        return None


def results(query: Query, view: View, settings: Settings, *, key: str) -> None:
    """The articles that match the query and the filters, the best first, each opening at its first hit."""
    index = uploads.searched_with_own(data.search_index(settings))
    found = index.search(query)
    days = view.rows.articles[["article_id", "published_on"]]  # texts are many: those of one page are enough
    rows = found.merge(days, on="article_id")
    if rows.empty:
        _nothing(found, view, [phrase.shown for phrase in index.unknown(query)])
        return
    honesty.matches(rows, found)
    by = ["rank", "published_on", "article_id"]
    ordered = rows.sort_values(by, ascending=[True, False, True], na_position="last")
    page = evidence.page_of(ordered, key=key)[["article_id"]]
    evidence.hit_list(page.merge(view.every.articles, on="article_id", how="left"), query, key=key)


def best(query: Query, settings: Settings) -> list[str]:
    """The article_ids that match a query, whatever the filters are, the best first."""
    ids: list[str] = uploads.searched_with_own(data.search_index(settings)).search(query)["article_id"].tolist()
    return ids


def hits(text: str, query: Query | None) -> list[tuple[int, int]]:
    """Where the query's words stand in the article that is open."""
    return [(hit.start, hit.end) for hit in found_in(text, query)] if query else []


def _nothing(found: pd.DataFrame, view: View, unknown: list[str]) -> None:
    """No result: say whether the words or the filters are why."""
    if len(found):
        outside = f"{honesty.counted(len(found), 'article')} {'matches' if len(found) == 1 else 'match'}"
        words = f"{outside}, but not within the filters. Widen or clear: {', '.join(active(view.filters))}."
    elif unknown:
        words = f"No article holds {escaped(', '.join(unknown))}. For other endings write a beginning and \\*: tarif\\*"
    else:
        words = "No article holds all of this. Write OR between the words to find either."
    st.info(words, icon=":material/search_off:")
