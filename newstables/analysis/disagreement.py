"""Two passages on one fact: the figures in them that cannot both be true."""

from __future__ import annotations

from newstables.analysis.figures import Figure, figures
from newstables.analysis.wording import wording

_BESIDE = 24  # characters after a figure that say what it counts
_ROUND = 0.02  # a share in words may be so far off: "a third" for 33 or 34 per cent


def disagreements(left: str, right: str, *, close: bool = False) -> list[list[str]]:
    """Figures that differ, as [left, right] pairs of what is written.

    Two figures differ where they are of one kind, neither stands in the other passage, they count the same thing and
    neither is the other one rounded.

    Args:
        left: A passage.
        right: Another one that tells the same fact.
        close: Whether the passages are the same but for an editor's changes: then a place tells what is counted.

    >>> disagreements("It sent 17 ships in May.", "It sent 14 vessels, about a tenth.")
    [['17', '14']]
    >>> disagreements("Prices fell by 11 per cent.", "Prices fell by about a tenth.")
    []
    """
    mine, theirs = figures(left), figures(right)
    keys = [{figure.key for figure in side} for side in (mine, theirs)]
    alone = [figure for figure in mine if figure.key not in keys[1]]
    others = [figure for figure in theirs if figure.key not in keys[0]]
    found = []
    for figure in alone:
        for other in others:
            if figure.kind != other.kind or _rounded(figure.value, other.value) or _rounded(other.value, figure.value):
                continue
            only = sum(one.kind == figure.kind for one in alone) == sum(one.kind == figure.kind for one in others) == 1
            if (only and (close or figure.kind != "count")) or _counts(left, figure) & _counts(right, other):
                found.append([left[figure.start : figure.end].strip(), right[other.start : other.end].strip()])
                others.remove(other)
                break
    return found


def _counts(text: str, figure: Figure) -> frozenset[str]:
    """What is counted: the terms of the next words."""
    after = text[figure.end : figure.end + _BESIDE].rsplit(" ", 1)[0]
    return frozenset(term for term in wording(after).terms if not term.startswith("#"))


def _rounded(vague: float, exact: float) -> bool:
    """Whether one value is another one rounded to the digits that it has."""
    if abs(vague - exact) <= _ROUND * max(abs(vague), abs(exact)) and vague == round(vague, 0):
        return len(_digits(vague)) < len(_digits(exact))
    digits = len(_digits(vague))
    return digits < len(_digits(exact)) and float(f"{exact:.{digits}g}") == vague


def _digits(value: float) -> str:
    return f"{value:.10g}".replace(".", "").strip("0") or "0"
