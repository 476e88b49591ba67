"""From articles to rows, and from folders of files to a store."""

from newstables.extraction.articles import extract, extract_each
from newstables.extraction.building import BuildReport, build

__all__ = ["BuildReport", "build", "extract", "extract_each"]
