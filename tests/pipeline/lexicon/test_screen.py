import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import table
from pipeline.lexicon.screen import Screen, any_of, guarded, required
from pipeline.reading.realis import MarkFile, MetaphorFile

LISTS = table("patterns", dict[str, tuple[str, ...]])
MARKS = [side for mark in table("realis", MarkFile).mark for side in (mark.before, mark.after) if side]
EXPRESSIONS = [
    *(rf"\b(?:{'|'.join(entries)})\b" for entries in LISTS.values()),
    *(phrase.pattern for phrase in table("metaphor", MetaphorFile).phrases),
    *MARKS,
]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"\bshot\b", {"|shot|"}),
        (r"\b(?:shot|kill(?:ed|ing)) at", {"|shot at", "|killed at", "|killing at"}),
        (r"hospitali[sz]ed", {"hospitalised", "hospitalized"}),
        (r"\b(?:no|\w+n't)\b", {"|no|", "n't|"}),
        (r"(?:\w+ )?rebels?", {"rebel", "rebels"}),
        (r"\w+ed", {"ed"}),
        (r"(?:in|at) \d+ villages", {" villages"}),
        (r"\d+", set()),
        (r"(?:a|\d)", set()),
        (r"x*", set()),
    ],
)
def test_what_every_match_needs_is_read_off_the_expression(expression: str, expected: set[str]) -> None:
    assert required(expression) == expected


def test_a_screen_tells_which_expressions_may_match() -> None:
    screen = Screen([re.compile(r"\bshot\b"), re.compile(r"\bkill\w+"), re.compile(r"\d")])

    assert screen.may_match("he was shot.") == 0b101
    assert screen.may_match("they killed him; the shots rang out") == 0b110


@given(
    st.sampled_from(EXPRESSIONS).flatmap(
        lambda expression: st.tuples(
            st.just(expression), st.from_regex(re.compile(expression, re.ASCII)), st.text(max_size=8)
        )
    )
)
def test_whatever_matches_passes_the_screen(drawn: tuple[str, str, str]) -> None:
    expression, matched, beside = drawn
    compiled = re.compile(expression)
    text = f"{beside} {matched} {beside}"
    if compiled.search(text):
        assert Screen([compiled]).may_match(text) == 1
        found = guarded(expression).search(text)
        assert found is not None
        assert found.span() == compiled.search(text).span()  # type: ignore[union-attr]


def test_every_expression_of_the_lexicon_can_be_guarded() -> None:
    assert [expression for expression in EXPRESSIONS if not required(expression)] == []


def test_a_guarded_expression_finds_all_that_it_matches_between_two_places() -> None:
    shots = guarded(r"\bshot\b")
    text = "shot, shot and shot"

    assert [found.start() for found in shots.finditer(text, 2)] == [6, 15]
    assert list(shots.finditer(text, 1, 6)) == []


def test_of_several_expressions_one_may_match_where_any_does() -> None:
    several = any_of(guarded(r"\bshots? at"), guarded(r"(?:hit|struck) by"))
    assert all(map(several.may_match, ["the shot at dawn", "was struck by it"]))
    assert not several.may_match("the strike at dawn")


def test_nothing_can_guard_an_expression_that_needs_no_letters() -> None:
    with pytest.raises(ValueError, match="nothing guards"):
        guarded(r"\d+").search("12")
