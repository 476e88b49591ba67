"""The pipeline: a tokenizer and our components, alone or behind the components of any other spaCy pipeline."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from importlib.util import find_spec

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import newstables.pipeline.found  # noqa: F401 – registers what hangs on a Doc
from newstables.pipeline.tokens import adapt

COMPONENTS = (
    "sentences",
    "gazetteer",
    "names",
    "figures",
    "quotes",
    "speakers",
    "tariffs",
)  # in the order that they run


def load_pipeline(name: str | None = None) -> Language:
    """Build the pipeline.

    Args:
        name: A spaCy pipeline to build on, such as "en_core_web_trf", or a path to one. Without a name: a blank English
            tokenizer, so that nothing but this package is needed.

    Returns:
        A fresh ``Language``; building takes under a second, so build one and keep it.

    Raises:
        OSError: spaCy knows no pipeline of that name.
    """
    nlp = spacy.load(name) if name else spacy.blank("en")
    adapt(nlp)
    for component in COMPONENTS:
        if find_spec(f"newstables.pipeline.{component}"):
            import_module(f"newstables.pipeline.{component}")
            nlp.add_pipe(f"newstables_{component}", before=0 if component == "sentences" and nlp.pipe_names else None)
    return nlp


def make_doc(nlp: Language, text: str, published_on: date | None = None) -> Doc:
    """Run the pipeline over one text.

    Args:
        nlp: What ``load_pipeline`` returned.
        text: The article, boilerplate masked; offsets of all that is found count in it.
        published_on: The article's date, by which offices are resolved ("Premier Li").

    Returns:
        The Doc, with what ``found`` describes on it.
    """
    doc = nlp.make_doc(text)
    doc._.published_on = published_on
    return nlp(doc)
