from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.records import Entity, EntityKind, Measure, Quote
from newstables.tables import TABLES, TableError, check, frame, records, schema

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ENTITIES = st.builds(
    Entity,
    article_id=TEXT,
    start_char=st.integers(0, 2**40),
    end_char=st.integers(0, 2**40),
    text=TEXT,
    kind=st.sampled_from(EntityKind),
    name=TEXT,
    actor_id=st.none() | TEXT,
    side=st.none(),
    score=st.none() | st.floats(0, 1),
)


@given(st.lists(ENTITIES, max_size=5))
def test_rows_come_back_as_they_went_in(rows):
    assert records(check(frame(rows, Entity), Entity), Entity) == rows


@pytest.mark.parametrize("record", [*TABLES.values(), Measure])
def test_empty_frames_are_typed(record):
    empty = check(frame([], record), record)
    assert list(empty.columns) == schema(record).names


def entity(**fields):
    return frame([Entity("a", 0, 1, "x", EntityKind.PERSON, "x", None, None, None, None, None, None)], Entity).assign(
        **fields
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (entity().drop(columns="name"), r"Entity.name is missing; the columns present are article_id"),
        (entity(start_char=["0"]), r"Entity.start_char: expected int64\[pyarrow\], got str"),
        (entity(text=pd.Series([None], dtype=entity()["text"].dtype)), r"Entity.text: .* null, first in article a"),
    ],
)
def test_a_wrong_table_says_what_is_wrong(table, message):
    with pytest.raises(TableError, match=message):
        check(table, Entity)


def test_nullable_columns_are_those_whose_type_admits_none():
    nullable = {field.name for field in schema(Quote) if field.nullable}
    assert {"cue", "speaker", "side", "role", "score"} <= nullable
    assert not {"quote_id", "spans", "text", "kind", "topics"} & nullable


def test_dates_stay_dates():
    rows = [Measure("m", "t", "CN", "CA", ["pork"], [], None, "s", date(2026, 1, 1), verified=True)]
    assert records(frame(rows, Measure), Measure) == rows
