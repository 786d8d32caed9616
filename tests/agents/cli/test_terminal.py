"""What may reach a terminal."""

import unicodedata

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.cli.terminal import counted, plain, plain_json

HOSTILE = [
    pytest.param("\x1b[2J", id="clear the screen"),
    pytest.param("\x1b]0;owned\x07", id="retitle the window"),
    pytest.param("\x9b31m", id="colour by a C1 control"),
    pytest.param("\u202egnp.exe", id="right to left"),
    pytest.param("12 \u061c34", id="Arabic letter mark"),
    pytest.param("harmless\rhidden", id="overwrite the line"),
    pytest.param("\x00\x7f\u2028", id="null, delete, line separator"),
    pytest.param("\ud800", id="half a character"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    shown = plain(text)
    assert not any(
        unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} or letter in "\u202e\u061c" for letter in shown
    )
    shown.encode()


@given(st.text())
def test_making_text_plain_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(st.characters(categories=("L", "N", "P", "Zs"))))
def test_ordinary_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]))
    )
)
def test_plain_json_says_the_same_as_the_json_did(value: dict[str, str]) -> None:
    shown = plain_json(orjson.dumps(value))
    assert orjson.loads(shown) == value
    assert not any(unicodedata.category(letter) == "Cc" for letter in shown)


def test_one_thing_is_no_plural() -> None:
    assert [counted(number, "event") for number in (0, 1, 2000)] == ["0 events", "1 event", "2,000 events"]
