"""What many ask of a Doc, made once: its text, which it puts together anew, and its words, each an object, as lists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy.tokens import Doc

Made = TypeVar("Made")


def kept(make: Callable[[Doc], Made]) -> Callable[[Doc], Made]:
    """Keep with each Doc what a function makes of it, under the function's name; it is not to be changed."""
    Doc.set_extension(make.__name__, default=None, force=True)

    @wraps(make)
    def once(doc: Doc) -> Made:
        if doc._.get(make.__name__) is None:
            doc._.set(make.__name__, make(doc))
        found: Made = doc._.get(make.__name__)
        return found

    return once


@kept
def text_of(doc: Doc) -> str:
    """The whole text."""
    return doc.text


@kept
def words_of(doc: Doc) -> list[str]:
    """The tokens' texts."""
    return [token.text for token in doc]


@kept
def lower_of(doc: Doc) -> list[str]:
    """The same in lower case."""
    return [token.lower_ for token in doc]


@kept
def opens_of(doc: Doc) -> list[bool]:
    """Whether each token is the first of its sentence."""
    found: list[bool] = (doc.to_array("SENT_START") == 1).tolist()
    return found
