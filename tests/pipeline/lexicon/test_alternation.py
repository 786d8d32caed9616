import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.alternation import Alternation, first_letters


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a?b|cd", "abc"),
        (r"\(?(?:photo|image)s?", "(pi"),
        ("[lq]P", "lq"),
        ("(?!x)(?:a{2}|b+)", "ab"),
        ("a?", None),
        (r"\w+", None),
        ("[^a]b", None),
        (".a", None),
    ],
)
def test_where_a_match_may_begin_is_read_off_the_expression(expression: str, expected: str | None) -> None:
    assert first_letters(expression) == (None if expected is None else frozenset(expected))


EXPRESSIONS = ("A?[no]O?[Mm]", "(?P<clock>cC?z*)", "[ge]?-?W", r"\W+\Z", "n", "(?:a|)")


@given(st.text(alphabet="AnoOMmcCzge-W .x", max_size=8), st.integers(0, 8), st.booleans())
def test_it_matches_as_the_alternation_of_all(text: str, start: int, caseless: bool) -> None:  # noqa: FBT001 - drawn
    whole = re.compile("|".join(EXPRESSIONS), re.IGNORECASE if caseless else 0)

    found, expected = Alternation(EXPRESSIONS, caseless=caseless).match(text, start), whole.match(text, start)

    assert (found and found.span()) == (expected and expected.span())
    assert (found and found.lastgroup) == (expected and expected.lastgroup)


def test_nothing_begins_with_a_letter_that_begins_none() -> None:
    assert Alternation(["ab", "bc"]).match("cab") is None
