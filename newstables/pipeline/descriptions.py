"""What an article calls people: the titles before their names and the words in apposition behind them."""

from __future__ import annotations

from collections.abc import Sequence

from newstables.pipeline.function_words import DETERMINERS, FUNCTION_WORDS

TITLE = 6  # tokens of a title that are read
APPOSITION = 12  # tokens of an apposition that are read
CLOSES = frozenset({",", ".", ";", "”", '"', ")"})
# A head that these words change: "the minister" is not the prime minister.
OTHERWISE = {"minister": "prime", "president": "vice", "premier": "vice"}
STEM = 4  # letters: "the grower" is she "who grows peas"


class Descriptions:
    """Reads descriptions in the tokens of a text; ``quoted`` flags those between marks."""

    def __init__(self, words: Sequence[str], lower: Sequence[str], quoted: Sequence[bool]) -> None:
        self.words = words
        self.lower = lower
        self.quoted = quoted

    def of(self, start: int, end: int) -> list[str]:
        """The descriptions of the person named at two tokens, lower-case."""
        found = (self._before(start), self.apposition(end))
        return [description for description in found if description]

    def titular(self, i: int) -> bool:
        """Whether a token can be a part of a title."""
        return self.words[i][0].isalpha() and self.lower[i] not in FUNCTION_WORDS and not self.quoted[i]

    def _before(self, start: int) -> str:
        """What stands before a name: "executive director | Nils Okemaw", "its president, | Hilary Sandoval-Chen"."""
        comma = start > 1 and self.words[start - 1] == ","
        stop = start - comma
        first = stop
        while (
            first > 0 and stop - first < TITLE and (self.lower[first - 1] in {"of", "for"} or self.titular(first - 1))
        ):
            first -= 1
        if comma and (first == 0 or self.lower[first - 1] not in DETERMINERS):
            return ""
        return " ".join(self.lower[first:stop])

    def apposition(self, end: int) -> str:
        """What stands behind a name: ", an economist with the bank" without its articles."""
        if end + 1 >= len(self.words) or self.words[end] != ",":
            return ""
        first = end + 1
        stop = first
        while stop < len(self.words) and stop - first < APPOSITION and self.words[stop] not in CLOSES:
            stop += 1
        opening = self.lower[first]
        if stop == first or not (opening in DETERMINERS or opening == "who" or opening not in FUNCTION_WORDS):
            return ""
        return " ".join(word for word in self.lower[first:stop] if word not in DETERMINERS)


def fits(words: Sequence[str], descriptions: Sequence[str]) -> bool:
    """Whether one of the descriptions has all the words.

    >>> fits(["minister"], ["trade minister"]), fits(["minister"], ["prime minister"])
    (True, False)
    >>> fits(["grower"], ["who grows yellow peas"])
    True
    """
    return bool(words) and any(_fits(words, description.split()) for description in descriptions)


def _fits(words: Sequence[str], description: Sequence[str]) -> bool:
    head = words[-1]
    if not all(word in description for word in words[:-1]):
        return False
    unlike = OTHERWISE.get(head)
    for i, word in enumerate(description):
        if word == head and (unlike in words or not i or description[i - 1] != unlike):
            return True
    stem = head[:-2] if head.endswith(("er", "or")) else ""
    return len(stem) >= STEM and description[0] == "who" and any(word.startswith(stem) for word in description)
