"""Marks alone. Cases are of our own wording; a new trap is a new line."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.pipeline.quotation import find_quotations

CASES = [
    ("curly", "“We go,” he said. “Now.”", ["We go,", "Now."]),
    ("straight", 'He said: "We go." And "now" too.', ["We go.", "now"]),
    ("two apostrophes", "''We go,'' he said.", ["We go,"]),
    ("typewriter marks", "``We go,'' he said.", ["We go,"]),
    ("guillemets", "«We go», he said.", ["We go"]),
    ("closing mark as an opener", "”We go,” he said.", ["We go,"]),
    ("opening mark as a closer", "“We go,“ he said.", ["We go,"]),
    ("no blank behind", '"We go,"he said. "Now."', ["We go,", "Now."]),
    ("dash inside", '"We were—" she began. "No."', ["We were—", "No."]),
    ("British", "‘It’s the growers’ land,’ he said. ‘Go.’", ["It’s the growers’ land,", "Go."]),
    ("British, straight", "'It isn't the growers' land,' he said.", ["It isn't the growers' land,"]),
    ("apostrophes only", "In the '90s, the growers' sons wouldn't sell 'em. ’Tis so.", []),
    ("headline", "Growers told ‘weeks, not days’ as Ottawa waits", ["weeks, not days"]),
    ("feet and inches", 'He is 5\'11" tall and says "no more".', ["no more"]),
    ("in brackets", 'The mill ("our home") closed.', ["our home"]),
    ("several paragraphs", "“One.\n\n“Two,” he said.", ["One.", "Two,"]),
    ("no text", "", []),
]
NESTED = [
    ("single in double", "“She told me, ‘Plant it,’ and left,” he said.", ["Plant it,"]),
    ("double in single", "'She said \"no\" to us,' he said.", ["no"]),
    ("double in double", "He wrote “a “grand” plan” that day.", ["grand"]),
    ("straight", "\"'Pick one,' I said,\" he recalled.", ["Pick one,"]),
]


@pytest.mark.parametrize(("text", "outer"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_outer(text: str, outer: list[str]) -> None:
    found = [text[q.inner_start : q.inner_end] for q in find_quotations(text) if not q.nested]
    assert found == outer


@pytest.mark.parametrize(("text", "nested"), [case[1:] for case in NESTED], ids=[case[0] for case in NESTED])
def test_nested(text: str, nested: list[str]) -> None:
    found = find_quotations(text)
    assert [text[q.inner_start : q.inner_end] for q in found if q.nested] == nested
    assert len(found) == 2


def test_a_stray_mark_costs_its_own_quotation_only() -> None:
    text = "“Stray, he said. “Good,” she said.\nHe left “at noon.\n“Fine,” they said."
    found = [text[q.inner_start : q.inner_end] for q in find_quotations(text)]
    assert found == ["Good,", "at noon.", "Fine,"]


def test_what_nothing_closes_holds_to_the_end_of_its_paragraph() -> None:
    quotation = find_quotations("“We go.  \nThen we stay.")[0]
    assert (quotation.inner_start, quotation.inner_end, quotation.closed) == (1, 7, False)


def test_a_reopened_paragraph_carries_on() -> None:
    assert [q.reopens for q in find_quotations("“One.\n\n“Two.\n\n“Three,” he said. “Four.”")] == [
        False,
        True,
        True,
        False,
    ]
    assert [q.reopens for q in find_quotations("“One.”\n\n“Two.”")] == [False, False]
    assert [q.reopens for q in find_quotations("“One.\n\nAnd “two.”")] == [False, False]


PIECES = st.sampled_from(
    [*"“”\"'‘’«»`", "''", "``", " ", "\n", ".", ",", "said", "Li", "it’s", "s’", "—", "(", "é", "9"]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_law_of_quotations(text: str) -> None:
    found = find_quotations(text)
    assert [q.start for q in found] == sorted(q.start for q in found)
    for quotation in found:
        assert 0 <= quotation.start < quotation.inner_start <= quotation.inner_end <= quotation.end <= len(text)
        assert "\n" not in text[quotation.start : quotation.end]
    outer = [q for q in found if not q.nested]
    assert all(one.end <= two.start for one, two in itertools.pairwise(outer))


@pytest.mark.parametrize("piece", ["“", '"', "'", "“a ", "'a ", "‘a’ “b ", '" ', "“a\n"])
def test_time_is_linear(piece: str) -> None:
    started = time.process_time()
    find_quotations(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 10
