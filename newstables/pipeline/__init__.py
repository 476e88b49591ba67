"""Text in, annotated Doc out: the only part of the package that imports spaCy."""

from newstables.pipeline.load import load_pipeline, make_doc

__all__ = ["load_pipeline", "make_doc"]
