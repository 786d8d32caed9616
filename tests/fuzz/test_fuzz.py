"""A short run of the fuzzers, and whether they notice what is wrong. ``make fuzz`` is the long one."""

from dataclasses import replace
from random import Random

import pytest

from agents.app import reading_of_places
from agents.reader import Read
from pipeline.reading.findings import Reading
from pipeline.stages import Stages
from schemas.article import Article
from schemas.values import Evidence, Span
from tests.fuzz import oracles
from tests.fuzz.corpus import CORPUS, Contract
from tests.fuzz.harness import Harness, Tally
from tests.fuzz.mutation import mutated
from tests.fuzz.property import drive

SHORT = 600


@pytest.fixture(scope="module")
def read() -> Read:
    return reading_of_places()


def kinds(data: bytes) -> set[str]:
    """In which ways a message is odd."""
    text = data.decode(errors="replace")
    signs = {
        "NaN": "NaN" in text,
        "a half character": "\\ud" in text,
        "nested": '{"a":' * 100 in text,
        "BOM": data.startswith(b"\xef\xbb\xbf"),
        "gzip": data.startswith(b"\x1f\x8b"),
        "a field twice": text.count('"id":') > 1,
        "not UTF-8": "\ufffd" in text,
        "a long number": "9" * 300 in text,
    }
    return {name for name, is_there in signs.items() if is_there}


def test_every_input_of_a_short_run_is_accounted_for(read: Read) -> None:
    harness = Harness(read)
    drive(harness, SHORT, 1)
    assert harness.tally.sent.total() == SHORT
    assert harness.tally.adds_up
    assert harness.counted() == harness.tally.sent[Contract.ARTICLE]
    assert min(harness.tally.mentions, harness.tally.events, harness.tally.dead.total()) > SHORT // 20


def test_seeds_are_changed_in_every_way() -> None:
    inputs = [mutated(CORPUS[Contract.ARTICLE], Random(number)) for number in range(3_000)]
    assert set.union(*map(kinds, inputs)) == {
        *("NaN", "a half character", "nested", "BOM", "gzip", "a field twice", "not UTF-8", "a long number")
    }


def test_the_same_seed_gives_the_same_input() -> None:
    assert mutated(CORPUS[Contract.EVENT], Random(7)) == mutated(CORPUS[Contract.EVENT], Random(7))


def test_a_span_outside_the_text_is_noticed(read: Read) -> None:
    def beyond(article: Article) -> Stages[Reading]:
        reading = yield from read(article)
        far = Evidence("date", Span(1, 0, len(article.text) + 1), "test")
        return replace(reading, mentions=tuple(replace(one, evidence=(*one.evidence, far)) for one in reading.mentions))

    with pytest.raises(AssertionError, match="characters"):
        drive(Harness(beyond), SHORT, 1)


def test_an_exception_in_reading_is_noticed() -> None:
    def broken(_: Article) -> Stages[Reading]:
        raise OverflowError("date value out of range")

    with pytest.raises(AssertionError, match="OverflowError"):
        drive(Harness(broken), SHORT, 1)


def test_an_input_that_is_neither_accepted_nor_set_aside_is_noticed() -> None:
    tally = Tally()
    tally.sent[Contract.ARTICLE] += 2
    tally.accepted[Contract.ARTICLE] += 1
    assert not tally.adds_up


@pytest.mark.parametrize(
    "letter", ["\x1b", "\x9b", "\x07", "\ud800", "\u2028", "\u202e", "\u2066", "\u061c", "\r"], ids=ascii
)
def test_what_may_not_be_shown_is_noticed(letter: str) -> None:
    assert oracles.unsafe(f"Kharkiv {letter}[2J") == {letter}
