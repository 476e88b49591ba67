import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.analysis.figures import figures


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a quarter of the boats", ["#percent 25"]),
        ("25 per cent, 25% and one in four", ["#percent 25"] * 3),
        ("two-thirds", ["#percent 66.7"]),
        ("49,000 cars", ["#count 49000"]),
        ("twenty-six workers, 26 workers", ["#count 26", "#count 26"]),
        ("US$276 million", ["#sum 2.76e+08"]),
        ("a dozen ships", ["#count 12"]),
        ("on Sept. 9 and May 6", ["#day 909", "#day 506"]),
        ("half past three", ["#count 3"]),
        ("no numbers, and no one", []),
    ],
)
def test_figures(text, keys):
    assert [figure.key for figure in figures(text)] == keys


@given(st.text(alphabet=st.sampled_from("0123456789.,% $-aindot wMySep"), max_size=60))
def test_figures_stand_in_the_text(text):
    for figure in figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
