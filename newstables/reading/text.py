"""Plain text and Markdown, with or without YAML front matter → a draft."""

from __future__ import annotations

import re

import yaml

from newstables.reading.draft import Draft, Found
from newstables.reading.encoding import decode
from newstables.reading.fields import by_field
from newstables.reading.unreadable import UnreadableError

MAX_FRONT_MATTER = 20_000  # characters; YAML is slow and its readers nest
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"(?:\s*#.*\n)*\s*[\"']?[A-Za-z][\w -]*[\"']?:(?:\s|$)")
_NULLS = ("", "~", "null", "Null", "NULL")


def read_text(data: bytes) -> Found:
    r"""One draft: the file's content after its front matter, newlines as ``\n``, nothing else changed.

    Raises:
        UnreadableError: It is no text, or its front matter is broken.
    """
    content, notes = decode(data)
    stated, text = split_front_matter(content)
    return Found([Draft(text, stated)], notes)


def split_front_matter(content: str) -> tuple[dict[str, object], str]:
    """What the front matter states, by field, and the text after it.

    A first line "---" that no keys and no closing line follow is a rule of the text, not front matter.

    Raises:
        UnreadableError: The front matter is not YAML; the message names its line.
    """
    match = _FRONT_MATTER.match(content, 0, MAX_FRONT_MATTER)
    if match is None or not _KEY.match(match["yaml"]):
        return {}, content
    values = _load(match["yaml"])
    return by_field({name: value for name, value in values.items() if value not in _NULLS}), content[match.end() :]


def _load(block: str) -> dict[str, object]:
    try:
        # BaseLoader builds strings, lists and mappings alone: no "2025" turned into a number, no "no" into False.
        values = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise UnreadableError(
            f"front matter line {line}: {error.problem}; put values that hold a colon in quotation marks"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableError(f"front matter: {str(error).splitlines()[0]}") from error
    if not isinstance(values, dict):
        raise UnreadableError("front matter: lines of the form key: value are expected")
    return {str(name): value for name, value in values.items()}
