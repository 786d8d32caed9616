"""Names without case and marks."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.gazetteer import fold


@given(st.text(max_size=200))
def test_fold_keeps_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_case_marks_and_hyphens_do_not_tell_names_apart() -> None:
    assert fold("DEIR AL-ZÔR") == fold("Deir al Zor")
    assert fold("Ra’s Lānūf") == "ra's lanuf"  # noqa: RUF001
    assert fold("Łódź") == "lodz"


@given(st.text(max_size=200), st.text(max_size=200))
def test_each_letter_is_folded_by_itself(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)
