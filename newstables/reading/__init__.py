"""News in: files of any supported format → articles, and a reason for each that could not be read."""

from newstables.reading.boilerplate import mask
from newstables.reading.files import find_files
from newstables.reading.read import read_articles, read_bytes, read_file

__all__ = ["find_files", "mask", "read_articles", "read_bytes", "read_file"]
