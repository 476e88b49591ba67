from datetime import date

import pytest

from newstables.analysis.register import as_of, matrix
from newstables.records import Measure, MeasureStep, Status

TODAY = date(2026, 1, 1)
MEASURE = Measure("m", "A duty", "CN", "CA", ["pork"], [], None, "a source", TODAY, verified=True)
STEPS = [
    MeasureStep("m", date(2025, 3, 1), Status.IN_FORCE, 25.0, None, None, "b", TODAY, verified=True),
    MeasureStep("m", date(2025, 2, 1), Status.ANNOUNCED, 20.0, None, None, "a", TODAY, verified=False),
]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 1, 31), []),
        (date(2025, 2, 1), [["announced", 20.0, False]]),
        (date(2025, 2, 28), [["announced", 20.0, False]]),
        (date(2025, 3, 1), [["in force", 25.0, True]]),
    ],
)
def test_the_last_step_up_to_the_day_holds(on, expected):
    table = as_of([MEASURE], STEPS, on)
    assert table[["status", "rate_percent", "verified"]].to_numpy().tolist() == expected


def test_a_rate_that_measures_share_stands_once_in_its_cell():
    other = Measure("n", "Another duty", "CN", "CA", ["pork"], [], None, "a source", TODAY, verified=True)
    steps = [*STEPS, MeasureStep("n", date(2025, 4, 1), Status.IN_FORCE, 25.0, None, None, "b", TODAY, verified=True)]
    assert matrix(as_of([MEASURE, other], steps, TODAY))["China on Canada"].tolist() == ["25%"]
    dearer = MeasureStep("n", date(2025, 5, 1), Status.IN_FORCE, 30.0, None, None, "b", TODAY, verified=True)
    assert matrix(as_of([MEASURE, other], [*steps, dearer], TODAY))["China on Canada"].tolist() == ["30%; 25%"]
