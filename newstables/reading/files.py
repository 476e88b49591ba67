"""Which files to read, and the name that each is shown under."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from newstables.reading.formats import FORMATS

ASSETS = ("_files", "_fichiers")  # what a browser calls the folder beside a page that it saves


def find_files(paths: Iterable[str | Path]) -> Iterator[tuple[Path, str]]:
    """Every file to read, once, with the name to show for it.

    A file named outright is always given. A folder is searched through, in order of names: hidden files, unknown
    extensions, READMEs and the asset folders of saved pages are passed over, and links to folders are not followed.
    What does not exist, or a folder that cannot be listed, is given too, so that ``read_file`` reports it.

    Yields:
        The path, and its name: below a folder "folder/inner/file.txt", else the bare file name.
    """
    seen: set[str] = set()
    for given in paths:
        root = Path(given)
        for path in _walk(root) if os.path.isdir(root) else [root]:
            real = _real(path)
            if real not in seen:
                seen.add(real)
                yield path, shown_name(path, root)


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:  # no path at all; ``read_file`` says so
        return str(path)


def shown_name(path: Path, root: Path) -> str:
    """A path as shown: from the root's own name on, with what is no character replaced."""
    top = Path(os.path.abspath(root))
    name = Path(top.name, path.relative_to(root)).as_posix()
    return os.fsencode(name).decode("utf-8", "replace")


def _walk(root: Path) -> Iterator[Path]:
    unlisted: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=unlisted.append):
        articles, folders[:] = chosen(names, folders)
        yield from (Path(folder, name) for name in articles)
    yield from (Path(str(error.filename)) for error in unlisted)


def chosen(files: Collection[str], folders: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of the names in a folder, in order: the articles, and the folders to search through."""
    pages = {os.path.splitext(name)[0] for name in files if name.lower().endswith((".htm", ".html"))}
    assets = {page + ending for page in pages for ending in ASSETS}
    inner = (name for name in folders if not name.startswith(".") and name not in assets)
    return sorted(filter(_is_article, files)), sorted(inner)


def _is_article(name: str) -> bool:
    stem, extension = os.path.splitext(name.lower())
    return extension in FORMATS and not name.startswith(".") and not stem.startswith("readme")
