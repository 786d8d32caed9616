import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading import numbers
from schemas.values import Qualifier

_NUMBER = re.compile(numbers.NUMBER + r"\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("twenty-one", 21, 21, Qualifier.EXACT),
        ("Twelve", 12, 12, Qualifier.EXACT),
        ("2,000", 2000, 2000, Qualifier.EXACT),
        ("1.5 million", 1_500_000, 1_500_000, Qualifier.EXACT),
        ("two hundred and fifty", 250, 250, Qualifier.EXACT),
        ("a thousand two hundred", 1200, 1200, Qualifier.EXACT),
        ("a dozen", 12, 12, Qualifier.EXACT),
        ("half a dozen", 6, 6, Qualifier.EXACT),
        ("two dozen", 24, 24, Qualifier.EXACT),
        ("a couple", 2, 2, Qualifier.VAGUE),
        ("dozens", 24, 99, Qualifier.VAGUE),
        ("tens of thousands", 10_000, 99_999, Qualifier.VAGUE),
        ("between 10 and 15", 10, 15, Qualifier.ABOUT),
        ("10-15", 10, 15, Qualifier.ABOUT),
        ("10 to 15", 10, 15, Qualifier.ABOUT),
        ("at least 12", 12, None, Qualifier.AT_LEAST),
        ("more than a dozen", 12, None, Qualifier.AT_LEAST),
        ("up to 1,610", 0, 1610, Qualifier.UP_TO),
        ("as many as 40", 0, 40, Qualifier.UP_TO),
        ("an estimated 3,000", 3000, 3000, Qualifier.ABOUT),
        ("no one", 0, 0, Qualifier.EXACT),
    ],
)
def test_number_phrases_are_valued(text: str, low: int, high: int | None, qualifier: Qualifier) -> None:
    match = _NUMBER.fullmatch(text)
    assert match
    assert numbers.read(match[0]) == numbers.Number(low, high, qualifier)


@pytest.mark.parametrize("text", ["1.5", "99999999999999", "of", "", "47th", "3rd"])
def test_what_counts_nothing_has_no_value(text: str) -> None:
    assert numbers.read(text) is None


@given(st.integers(min_value=1, max_value=999_999_999))
def test_digits_with_thousands_separators_are_read_back(value: int) -> None:
    assert numbers.read(f"{value:,}") == numbers.Number(value, value, Qualifier.EXACT)


@given(st.text(alphabet="0123456789,.- abdehnoutz", max_size=60))
def test_bounds_are_ordered(text: str) -> None:
    for match in _NUMBER.finditer(text):
        found = numbers.read(match[0])
        assert found is None or found.low is None or found.high is None or found.low <= found.high
