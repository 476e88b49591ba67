"""Articles → rows."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from newstables.extraction.mapping import BuildError
from newstables.knowledge import KnowledgeError
from newstables.reading import mask
from newstables.records import Article, ReadError

if TYPE_CHECKING:
    from newstables.pipeline.rows import Rows

_AT_ONCE = 20  # articles that a component may take together, and words: more take more memory and are no faster
_WORDS = 5000
_log = logging.getLogger(__name__)


def extract(articles: Iterable[Article], *, nlp: Any = None) -> Iterator[Rows]:
    """Entities, quotes and tariff claims of articles, one after the other.

    Args:
        articles: What ``read_articles`` yields, without the errors.
        nlp: What ``load_pipeline`` returned; without it, the default pipeline is loaded with the first article.

    Yields:
        The rows of each article, in the order of the articles.
    """
    from newstables.pipeline import make_doc  # noqa: PLC0415
    from newstables.pipeline.rows import rows  # noqa: PLC0415  spaCy, for which no one pays who has no article

    remaining = iter(articles)
    first = next(remaining, None)
    if first is None:
        return
    nlp = load_once() if nlp is None else nlp

    for together in _batches(chain((first,), remaining)):
        docs = [make_doc(nlp, mask(article.text), article.published_on) for article in together]
        for doc, article in zip(nlp.pipe(docs), together, strict=True):
            yield rows(doc, article)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        if batch and (len(batch) == _AT_ONCE or sum(held.words for held in batch) + article.words > _WORDS):
            yield batch
            batch = []
        batch.append(article)
    if batch:
        yield batch


@cache
def load_once(name: str | None = None) -> Any:
    """``load_pipeline``, once per process and name; from then on the process multiplies with one thread.

    The matrices are small: more threads get in each other's way, and in that of the other workers.

    Raises:
        BuildError: Weights of ours are missing or broken.
        OSError: spaCy knows no pipeline of that name.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    from newstables.pipeline import load_pipeline  # noqa: PLC0415
    from newstables.pipeline.tariffs.reader import WEIGHTS  # noqa: PLC0415

    try:
        ZipFile(WEIGHTS).close()  # read with the first claim: were it missing then, every article would fail
        nlp = load_pipeline(name)
    except KnowledgeError:
        raise
    except (OSError, ValueError, BadZipFile) as error:
        if name and WEIGHTS.is_file():
            raise
        raise BuildError(
            f"the weights of the pipeline cannot be read ({error}): install newstables again, from a whole copy"
        ) from error
    threadpool_limits(1, user_api="blas")
    return nlp


def extract_each(articles: Sequence[Article], nlp: Any) -> Iterator[Rows | ReadError]:
    """As ``extract``, but an article on which the pipeline fails gives an error in place of its rows.

    The pipeline may be anyone's, so its fault may be any; it must not cost the other articles theirs.
    """
    for start in range(0, len(articles), _AT_ONCE):
        together = articles[start : start + _AT_ONCE]
        try:
            found: list[Rows | ReadError] = list(extract(together, nlp=nlp))
        except Exception:
            found = [_extract_one(article, nlp) for article in together]
        yield from found


def _extract_one(article: Article, nlp: Any) -> Rows | ReadError:
    try:
        return next(extract([article], nlp=nlp))
    except Exception as error:
        _log.debug("Extraction failed on %s", article.file, exc_info=True)
        return ReadError(article.file, f"could not be extracted ({type(error).__name__}: {error})")
