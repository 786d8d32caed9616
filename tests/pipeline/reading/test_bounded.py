"""No input makes an article take long: the work of reading is bounded, whatever the text."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import read
from pipeline.reading.page import prepare
from schemas.article import Article

NEWS = "Gunmen killed five farmers in Mosul on Monday. "
LONG = 100_000
"""Characters, more than are read: what holds here holds for longer texts too."""
SECONDS = 1.0

PIECES = (
    *(
        "a ",
        "A ",
        "Ab ",
        ", ,",
        "the the ",
        "(",
        "()",
        "[A",
        "(ABC) ",
        '"',
        "\u201ca\u201d",
        "'",
        "'s ",
        "a-",
        "Al-",
        "-- ",
    ),
    *(
        "1",
        "1,234,",
        "12 34 ",
        ".",
        ". ",
        "A. ",
        "Mr. ",
        "\n",
        "x\n",
        "\t",
        "a@b.",
        "www.a.b/",
        "é",
        "İ",
        "\u200b",
        "💥",
    ),
    *(
        "killed ",
        "killed attack bombing ",
        "They killed him. ",
        "killed 5 and wounded 6 ",
        "killing of the killing of ",
    ),
    *("twenty one thousand ", "at least ", "said ", "Police said soldiers were killed, the ministry said. "),
    *("in Mosul ", "Mosul, ", "Mosul Aleppo ", "Gunmen killed 5 in Mosul on Monday. ", "12 km from ", "north of "),
    *("on 5 May 2024 ", "2024-05-06 ", "Monday last Tuesday ", "between 3 and 5 May and ", "from May 3 to "),
    *(
        "John Smith, 24, ",
        "Maria Diaz, 31, was killed. ",
        "President Minister General ",
        "Ali Khan; ",
        "a judge, his driver, ",
    ),
    *(
        "army ",
        "members of the Iraqi army of the ",
        "rifle bomb house bridge ",
        "destroyed houses ",
        "1200 block of Main Street ",
    ),
    *('"We will attack," he said. ', "• ", "1. a 2. b ", "$5 million ", "killed by the killed by the "),
)
"""What repeats in hostile texts: capitals, brackets, quotes, digits, and bait for each finder's patterns."""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    gazetteer = load()
    read(article(NEWS), gazetteer)
    return gazetteer


def article(text: str, title: str = "") -> Article:
    return Article(id="a", published_at=datetime(2024, 8, 13, tzinfo=UTC), text=text, title=title)


def seconds(work: Callable[[], object]) -> float:
    """Processor time, so that a busy machine fails no test."""
    started = time.process_time()
    work()
    return time.process_time() - started


def repeated(piece: str) -> str:
    return (piece * (LONG // len(piece) + 1))[:LONG]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: repr(piece.strip() or piece))
def test_a_piece_repeated_without_end_takes_no_second(piece: str, gazetteer: Gazetteer) -> None:
    bait = repeated(piece)
    assert seconds(lambda: read(article(NEWS + bait, NEWS + bait), gazetteer)) < SECONDS


@pytest.mark.parametrize(
    "word",
    [
        lambda random: f"({'X' * random.randrange(2, 8)}{random.randrange(10**6)}) ",
        lambda random: f"on {random.randrange(1, 28)} May 20{random.randrange(10, 99)} ",
        lambda random: f"John Q{random.randrange(10**6)}x Smith, {random.randrange(99)}, was killed. ",
        lambda random: f"{random.choice(('Mosul', 'Goma', 'Kharkiv', 'Aleppo'))} ",
        lambda random: "".join(random.choices("abcdefgh", k=random.randrange(1, 9))).title() + " ",
        lambda random: "".join(random.choices("ab .,;'\"()-1A\n", k=9)),
    ],
    ids=["abbreviations", "dates", "names with ages", "places", "capitalised words", "marks"],
)
def test_a_text_that_never_repeats_takes_no_second(word: Callable[[Random], str], gazetteer: Gazetteer) -> None:
    random = Random(7)
    bait = "".join(word(random) for _ in range(LONG // 5))[:LONG]
    assert seconds(lambda: read(article(NEWS + bait, NEWS + bait), gazetteer)) < SECONDS


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5))
def test_pieces_in_any_order_take_no_second(gazetteer: Gazetteer, pieces: list[str]) -> None:
    bait = repeated("".join(pieces))
    assert seconds(lambda: read(article(NEWS + bait), gazetteer)) < SECONDS


def test_what_lies_beyond_the_read_length_changes_nothing(gazetteer: Gazetteer) -> None:
    body = NEWS + "The town was quiet by evening. " * 4_000
    assert read(article(body), gazetteer).mentions == read(article(body * 3), gazetteer).mentions


def test_a_sentence_without_end_is_read_in_pieces_that_lie_in_the_text() -> None:
    text = "Then came " + ", ".join(f"town number {number}" for number in range(1_000)) + ", " + "x" * 3_000
    pieces = prepare(article(text)).sentences[1:]
    assert all(piece.text == text[piece.start : piece.end] and len(piece.text) <= 2_000 for piece in pieces)
    assert " ".join(piece.text for piece in pieces[:-2]) == text[: pieces[-3].end]
    assert "".join(piece.text for piece in pieces[-2:]) == "x" * 3_000


def test_mentions_stay_few_where_a_text_tells_of_acts_without_end(gazetteer: Gazetteer) -> None:
    towns = ("Mosul", "Goma", "Kharkiv", "Aleppo", "Bamako")
    body = " ".join(f"Gunmen killed {number} people in {towns[number % 5]} on Monday." for number in range(2, 2_000))
    assert len(read(article(body), gazetteer).mentions) < 100
