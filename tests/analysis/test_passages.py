import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.analysis.passages import Mark, context, stretches

MARKS = st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=12)


@given(st.text(max_size=30), MARKS)
def test_stretches_join_to_the_text_and_cover_each_mark(text, spans):
    marks = [Mark(start, end, "quote", None, str(i)) for i, (start, end) in enumerate(spans)]
    pieces = stretches(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    for mark in marks:
        drawn = "".join(piece.text for piece in pieces if mark in piece.marks)
        assert drawn == (text[mark.start : mark.end] if 0 <= mark.start < mark.end <= len(text) else "")


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_context_is_cut_from_the_text(text, start, end):
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    before, after = context(text, start, end, around=20)
    assert text[:start].endswith(before.removeprefix("…"))
    assert text[end:].startswith(after.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "passage", "before", "after"),
    [
        ("One line.\nShe said yes today.\nMore.", "yes", "She said ", " today."),
        ("yes", "yes", "", ""),
        ("aaaa bbbb cccc dddd yes eeee ffff gggg hhhh", "yes", "…cccc dddd ", " eeee ffff…"),
    ],
)
def test_context_stays_in_its_paragraph(text, passage, before, after):
    start = text.index(passage)
    assert context(text, start, start + len(passage), around=13) == (before, after)
