"""The words of a Doc as lists, made once: a Doc makes an object of each token that it is asked for, and many ask."""

from __future__ import annotations

from spacy.tokens import Doc

Doc.set_extension("words", default=None, force=True)
Doc.set_extension("lower", default=None, force=True)


def words_of(doc: Doc) -> list[str]:
    """The tokens' texts, not to be changed."""
    if doc._.words is None:
        doc._.words = [token.text for token in doc]
    found: list[str] = doc._.words
    return found


def lower_of(doc: Doc) -> list[str]:
    """The same in lower case."""
    if doc._.lower is None:
        doc._.lower = [token.lower_ for token in doc]
    found: list[str] = doc._.lower
    return found
