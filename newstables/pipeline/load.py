"""The pipeline: a tokenizer and our components, alone or behind the components of any other spaCy pipeline."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops

# Imported for the factories that they register: an app run from a checkout has no entry points.
from newstables.pipeline import (  # noqa: F401
    acronyms,
    dates,
    figures,
    gazetteer,
    kinds,
    metonyms,
    names,
    namesakes,
    quotes,
    sentences,
    speakers,
    tariffs,
)
from newstables.pipeline.tokens import adapt, part_stops

WEIGHTS = Path(__file__).parent / "weights"
# In the order that they run.
COMPONENTS = (
    "sentences",
    "gazetteer",
    "names",
    "acronyms",
    "namesakes",
    "figures",
    "dates",
    "quotes",
    "speakers",
    "tariffs",
    "metonyms",
)


def load_pipeline(name: str | None = None) -> Language:
    """Build the pipeline.

    Args:
        name: A spaCy pipeline to build on, such as "en_core_web_trf", or a path to one. Without a name: the package's
            own, trained by ``training/``.

    Returns:
        A fresh ``Language``; building takes under a second, so build one and keep it.

    Raises:
        OSError: spaCy knows no pipeline of that name.
    """
    nlp = _load(name) if name else load_weights()
    for component in COMPONENTS:
        nlp.add_pipe(f"newstables_{component}", before=0 if component == "sentences" and nlp.pipe_names else None)
    return nlp


def _load(name: str) -> Language:
    nlp = spacy.load(name)
    adapt(nlp)
    return nlp


def load_weights() -> Language:
    """Our weights alone, multiplied by NumPy's BLAS: thinc's is up to four times slower on processors new to it."""
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        return spacy.load(WEIGHTS, exclude=["tokenizer"])  # its config makes one
    finally:
        set_current_ops(before)


def make_doc(nlp: Language, text: str, published_on: date | None = None) -> Doc:
    """Make a Doc for the pipeline to run over: ``nlp(make_doc(nlp, text))``.

    Args:
        nlp: What ``load_pipeline`` returned.
        text: The article, boilerplate masked; offsets of all that is found count in it.
        published_on: The article's date, by which offices are resolved ("Premier Li").

    Returns:
        The Doc with its tokens and its date.
    """
    doc = part_stops(nlp.make_doc(text), text)
    doc._.published_on = published_on
    return doc
