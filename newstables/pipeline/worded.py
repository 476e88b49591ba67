"""What many ask of a Doc, made once: its text, which it puts together anew, and its words, each an object, as lists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy.tokens import Doc

Made = TypeVar("Made")


def kept(make: Callable[[Doc], Made]) -> Callable[[Doc], Made]:
    """Keep with each Doc what a function makes of it, under the function's name; it is not to be changed."""
    place = f"newstables {make.__qualname__}"

    @wraps(make)
    def once(doc: Doc) -> Made:
        found: Made | None = doc.user_data.get(place)  # ``doc._`` makes an object each time that it is asked
        if found is None:
            found = doc.user_data[place] = make(doc)
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
    return [word.lower() for word in words_of(doc)]


@kept
def opens_of(doc: Doc) -> list[bool]:
    """Whether each token is the first of its sentence."""
    found: list[bool] = (doc.to_array("SENT_START") == 1).tolist()
    return found
