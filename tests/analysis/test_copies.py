"""Near-copies of made texts. The labelled set is evaluation/copies; thresholds were tuned on half of it."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.analysis.copies import candidates, likenesses, near_copies
from newstables.analysis.shingles import RUN, passages_of, shared, shingled, words_of
from newstables.records import Article
from newstables.tables import frame

WORDS = [f"{first}{last}" for first in "bcdfghjklmnp" for last in ("ale", "orn", "umb", "ite", "ack", "esh", "ool")]


def paragraph(seed: int, *, words: int = 40) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words)) + "."


ORIGINAL = [paragraph(seed) for seed in range(6)]
BACKGROUND = paragraph(99, words=60)


def changed(text: str) -> str:
    """Every seventh word another."""
    return " ".join("other" if at % 7 == 6 else word for at, word in enumerate(text.split()))


@pytest.fixture
def find(make_article):
    def find(**texts: tuple[list[str], dict]) -> dict[str, str]:
        """Name → name of what it copies."""
        made = [make_article("\n\n".join(parts), title=name, **fields) for name, (parts, fields) in texts.items()]
        names = {article.article_id: article.title for article in made}
        found = near_copies(frame(made, Article))
        return {names[a]: names[b] for a, b in zip(found["article_id"], found["copy_of"], strict=True)}

    return find


@pytest.mark.parametrize(
    "parts",
    [
        ORIGINAL,
        ORIGINAL[:4],
        [ORIGINAL[at] for at in (0, 4, 2, 5, 1, 3)],
        [paragraph(50), *ORIGINAL[1:]],
        [changed(part) for part in ORIGINAL],
        ORIGINAL[2:4],
        [part.upper() for part in ORIGINAL],
    ],
    ids=["verbatim", "trimmed", "re-ordered", "new lead", "rewritten", "excerpt", "capitals"],
)
def test_copies(find, parts):
    assert find(one=(ORIGINAL, {}), two=(parts, {"published_on": date(2025, 3, 2)})).keys() in ({"one"}, {"two"})


@pytest.mark.parametrize(
    "parts",
    [
        [paragraph(seed) for seed in range(20, 26)],
        [BACKGROUND, *(paragraph(seed) for seed in range(20, 22))],
        [ORIGINAL[0], *(paragraph(seed) for seed in range(20, 25))],
        [],
        ["“…”"],
    ],
    ids=["other", "background", "one passage", "empty", "no words"],
)
def test_no_copies(find, parts):
    assert find(one=([*ORIGINAL, BACKGROUND], {}), two=(parts, {})) == {}


def test_other_numbers_are_other_news(find):
    week = [f"{part[:-1]} and {{0}} then {{1}}." for part in ORIGINAL]
    one, two = ([part.format(at * 7 + start, at * 31 + start) for at, part in enumerate(week)] for start in (11, 14))
    assert find(one=(one, {}), two=(two, {})) == {}


def test_the_earliest_is_the_one_copied(find):
    day = date(2025, 3, 1)
    early, late = (datetime(2025, 3, 1, hour, tzinfo=UTC) for hour in (8, 10))
    assert find(
        next_day=(ORIGINAL, {"published_on": date(2025, 3, 2)}),
        longer=([*ORIGINAL, paragraph(7)], {"published_on": day, "published_at": late}),
        first=(ORIGINAL, {"published_on": day, "published_at": early}),
        undated=(ORIGINAL, {}),
    ) == {"next_day": "first", "longer": "first", "undated": "first"}


def test_an_excerpt_is_never_the_one_copied(find):
    day = date(2025, 3, 1)
    early = datetime(2025, 3, 1, 8, tzinfo=UTC)
    assert find(
        excerpt=(ORIGINAL[:2], {"published_on": day, "published_at": early}), whole=(ORIGINAL, {"published_on": day})
    ) == {"excerpt": "whole"}


def test_a_later_text_with_much_of_its_own_is_no_copy(find):
    round_up = [*ORIGINAL[:2], *(paragraph(seed) for seed in range(30, 36))]
    found = find(
        one=(ORIGINAL[:2], {"published_on": date(2025, 3, 1)}), round_up=(round_up, {"published_on": date(2025, 3, 9)})
    )
    assert found == {}


def test_a_copy_of_a_copy_copies_the_first(find):
    once = [changed(part) for part in ORIGINAL]
    days = [{"published_on": date(2025, 3, day)} for day in (1, 2, 3)]
    assert find(one=(ORIGINAL, days[0]), two=(once, days[1]), three=(once[1:], days[2])) == {
        "two": "one",
        "three": "one",
    }


def test_a_passage_in_very_many_texts(find):
    """Background in sixty texts, and a wire story in forty outlets."""
    other = {f"other{n}": ([BACKGROUND, paragraph(200 + n), paragraph(300 + n)], {}) for n in range(60)}
    wire = {f"wire{n}": (ORIGINAL, {"outlet": f"Paper {n}"}) for n in range(40)}
    found = find(**other, **wire)
    assert len(found) == 39
    assert len(set(found.values())) == 1


def test_the_order_of_rows_means_nothing(make_article):
    rows = [make_article("\n".join(ORIGINAL[at % 3 :]), title=str(at)) for at in range(9)]
    table = frame(rows, Article)
    pd.testing.assert_frame_equal(near_copies(table), near_copies(table.iloc[::-1]))


def test_no_articles():
    found = near_copies(frame([], Article))
    assert list(found.columns) == ["article_id", "copy_of", "overlap"]
    assert found.empty


def test_lines_that_wrap_are_one_passage():
    assert passages_of("one two\nthree.\nfour five.\n\nsix") == ["one two three.", "four five.", "six"]


def test_a_text_without_paragraphs_is_cut():
    text = " ".join(f"{paragraph(seed).capitalize()}" for seed in range(12))
    assert len(passages_of(text)) > 5
    assert words_of(" ".join(passages_of(text))) == words_of(text)


def words_in(parts):
    return [word for part in parts for passage in passages_of(part) for word in words_of(passage)]


texts = st.lists(st.sampled_from(["a b c d e.", "f g h i.", "b c d.", "x\ny z", "“q” 3 per cent!", ""]), max_size=6)


@given(texts, texts)
def test_measures_stay_in_bounds(mine, other):
    one, two = shingled("\n\n".join(mine)), shingled("\n\n".join(other))
    marks, own = shared(one, [two, one])
    assert len(marks) == one.words
    assert all(0 <= share <= 1 for share in likenesses(one, [two, one]))
    assert own.sum() in (0, one.words)
    assert int(marks.sum()) == 0 or int(marks.sum()) >= RUN
    runs = [{tuple(of[at : at + RUN]) for at in range(len(of) - RUN + 1)} for of in map(words_in, (mine, other))]
    words = words_in(mine)
    in_both = [at for at in range(len(words) - RUN + 1) if tuple(words[at : at + RUN]) in runs[1]]
    assert set(np.flatnonzero(marks)) == {i for at in in_both for i in range(at, at + RUN)}


@given(st.lists(texts, max_size=8))
def test_texts_are_each_others_candidates_and_not_their_own(several):
    made = [shingled("\n\n".join(parts)) for parts in several]
    found = [others.tolist() for others in candidates(made, order=range(len(made)))]
    assert len(found) == len(made)
    for text, others in enumerate(found):
        assert others == sorted({*others} - {text})
        assert all(text in found[other] for other in others)


def test_hashes_depend_on_the_words_alone():
    assert np.array_equal(shingled("One two three four.").shingles, shingled("one  TWO three\nfour").shingles)
