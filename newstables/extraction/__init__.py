"""From articles to rows, and from folders of files to a store."""

from newstables.extraction.articles import extract, extract_each, load_once
from newstables.extraction.building import BuildReport, Progress, build
from newstables.extraction.mapping import BuildError

__all__ = ["BuildError", "BuildReport", "Progress", "build", "extract", "extract_each", "load_once"]
