"""Full-text search of articles: a query → the articles that match, ranked, and where in their own text they do.

tokens    what a word is: the one rule for what is indexed, what is asked for and what is lit
query     what a reader types → a query, or a message that says what is wrong with it
index     SQLite FTS5: a file beside the store's parts, or memory
together  several indexes searched as one
hits      the offsets of a query's words in a text, and the passage to show of it

The law of provenance holds: ``text[start:end]`` of a hit is what is lit.
"""

from newstables.search.hits import found_in, with_hits
from newstables.search.index import INDEXED, Index, index_of, open_index, prepare_index
from newstables.search.query import LONGEST, Query, QueryError, parse
from newstables.search.together import Together

__all__ = [
    "INDEXED",
    "LONGEST",
    "Index",
    "Query",
    "QueryError",
    "Together",
    "found_in",
    "index_of",
    "open_index",
    "parse",
    "prepare_index",
    "with_hits",
]
