import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.page import LetterCase, Page, prepare
from schemas.article import Article


def page(text: str, title: str = "", outlet: str | None = None) -> Page:
    return prepare(
        Article(id="a", published_at=datetime(2031, 8, 14, 12, tzinfo=UTC), text=text, title=title, outlet=outlet)
    )


def texts(prepared: Page) -> list[str]:
    return [sentence.text for sentence in prepared.sentences]


def test_the_title_is_sentence_0_without_its_outlet() -> None:
    prepared = page("Two died in Rell.", "  Two die in Rell blast | Sanur Daily News")
    assert prepared.sentences[0].text == "Two die in Rell blast"
    assert prepared.sentences[0].start == 2
    assert prepared.title_suffix == "| Sanur Daily News"


def test_an_empty_title_is_still_sentence_0() -> None:
    prepared = page("Two died. Five were hurt.")
    assert texts(prepared) == ["", "Two died.", "Five were hurt."]
    assert prepared.paragraphs == (0, 1, 1)
    assert prepared.title_suffix is None


def test_the_dateline_is_context_and_no_text() -> None:
    prepared = page("RELL, Aug 13 (SNA) -- Two died. Five were hurt.")
    assert texts(prepared)[1:] == ["Two died.", "Five were hurt."]
    assert prepared.dateline is not None
    assert (prepared.dateline.place, prepared.dateline.day) == ("RELL", date(2031, 8, 13))


def test_furniture_and_repeated_lines_are_left_out() -> None:
    text = (
        "By Lena Ode\n\nTwo die in Rell blast\n\nTwo people died in Rell.\n\nSign up for our newsletter\n\n"
        "Police are at the scene.\n\nTwo people died in Rell.\n\nCopyright 2031 Sanur News. All rights reserved."
    )
    prepared = page(text, "Two die in Rell blast")
    assert texts(prepared) == ["Two die in Rell blast", "Two people died in Rell.", "Police are at the scene."]
    assert list(prepared.paragraphs) == sorted(prepared.paragraphs)
    assert len(set(prepared.paragraphs)) == 3


def test_a_body_that_shares_too_few_words_with_its_title_is_left_out() -> None:
    prepared = page(
        "Our kitchens come in forty colours. Visit the showroom today.", "Gunmen kill three farmers outside Rell"
    )
    assert prepared.body_mismatch
    assert texts(prepared) == ["Gunmen kill three farmers outside Rell"]


MATCHING = {
    "same words": ("Gunmen kill three farmers outside Rell", "Three farmers were killed by gunmen near Rell."),
    "another word for shots": ("Toddler hit in shooting: police", "A boy of two was shot in the foot in Rell."),
    "no title": ("", "Our kitchens come in forty colours."),
    "one word of few": ("Gunmen kill Marovian environmentalist", "A Marovian leader was murdered on Monday."),
    "three words": ("Strikes across Yemen", "Warplanes bombed a depot in Sanaa and a base in Hodeidah."),
    "a title that counts": ("Violence kills five in Rell", "A mine killed three people in Rell, and two were shot."),
    "short title": ("Deadly attack", "Three farmers died near Rell."),
    "outlet only": ("Sanur Daily", "Three farmers died near Rell."),
    "no body": ("Gunmen kill three farmers outside Rell", ""),
}


@pytest.mark.parametrize(("title", "text"), MATCHING.values(), ids=MATCHING)
def test_a_body_is_kept_where_the_title_does_not_speak_against_it(title: str, text: str) -> None:
    assert not page(text, title).body_mismatch


TEXT = "Gunmen killed three farmers near Rell on Monday, the governor of Sanur said."


@pytest.mark.parametrize(
    ("text", "letter_case"),
    [
        (TEXT, LetterCase.MIXED),
        (TEXT.upper(), LetterCase.UPPER),
        (TEXT.lower(), LetterCase.LOWER),
        ("", LetterCase.MIXED),
    ],
    ids=["mixed", "capitals", "lower", "empty"],
)
def test_the_letter_case_is_that_of_the_whole_text(text: str, letter_case: LetterCase) -> None:
    assert page(text).letter_case is letter_case


PIECES = st.sampled_from(
    [
        "RELL, Aug 13 (SNA) -- ",
        "Two died.",
        "\n\n",
        "\n",
        " ",
        "By Lena Ode",
        "\u2022 ",
        "(",
        "rell: ",
        "Sign up",
        "| ",
        " - News",
        "\u0130",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=10), max_size=30).map("".join)


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_offsets_hold_for_any_text(text: str, title: str) -> None:
    prepared = page(text, title)
    for sentence in prepared.sentences:
        part = text if sentence.index else title
        assert part[sentence.start : sentence.end] == sentence.text
    assert [sentence.index for sentence in prepared.sentences] == list(range(len(prepared.sentences)))
    assert len(prepared.paragraphs) == len(prepared.sentences)


@pytest.mark.parametrize(
    "bait",
    ["A" * 10_000_000, "A " * 3_000_000, ". " * 3_000_000, "\n" * 5_000_000, "RELL, " * 1_000_000, "[" * 5_000_000],
    ids=["letters", "capitals", "stops", "lines", "datelines", "brackets"],
)
def test_ten_megabytes_take_less_than_a_second(bait: str) -> None:
    begun = time.process_time()
    prepared = page(bait, bait[:100_000])
    assert time.process_time() - begun < 1
    assert len(prepared.sentences) <= 201


def test_a_note_to_editors_is_read_as_no_title_and_its_body_is_kept() -> None:
    prepared = page("A bomb killed two soldiers near Kabul on Monday.", "ATTENTION - ADDS quotes, reax, background ///")
    assert not prepared.body_mismatch
    assert prepared.sentences[0].text == ""
    assert prepared.title_suffix is None
    assert len(prepared.sentences) == 2
