"""What cannot be read becomes a dead letter with its bytes, its reason and its field; the next article is processed."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import orjson
import pytest

from agents.metrics import Metrics
from agents.settings import load_settings
from agents.stream.driver import Driver
from pipeline.merging.fold import Message, Outcome
from pipeline.merging.store import Store
from schemas.codec import decode, read_error_headers
from schemas.dead_letter import Reason
from schemas.event import Event
from schemas.mention import ArticleMentions
from schemas.topics import ARTICLES, EVENTS, MENTIONS

RECEIVED = datetime(2024, 8, 2, 12, tzinfo=UTC)
BOMBING = b"A car bomb killed five people in Baghdad on Thursday, police said."
GOOD = {"id": "a1", "published_at": "2024-08-02T06:00:00Z", "text": "Kharkiv UKR"}


def but(**fields: object) -> bytes:
    """A good article, but for these fields; null leaves one out."""
    return orjson.dumps({name: value for name, value in {**GOOD, **fields}.items() if value is not None})


BAD = {
    "not JSON": (b"{'id': 'a1'}", Reason.NOT_JSON, None),
    "nothing": (b"", Reason.NOT_JSON, None),
    "half an article": (but()[:-5], Reason.NOT_JSON, None),
    "nested too deep": (b"[" * 100_000, Reason.NOT_JSON, None),
    "invalid UTF-8": (but().replace(b"Kharkiv", b"Khark\xffv"), Reason.NOT_UTF8, None),
    "gzip": (gzip.compress(but()), Reason.NOT_UTF8, None),
    "UTF-16": (but().decode().encode("utf-16"), Reason.NOT_UTF8, None),
    "Latin-1": (but(text="Kharkiv caf\u00e9").decode().encode("latin-1"), Reason.NOT_UTF8, None),
    "a byte order mark": (b"\xef\xbb\xbf" + but(), Reason.NOT_JSON, None),
    "a schema registry's message": (b"\x00\x00\x00\x00\x07" + but(), Reason.NOT_JSON, None),
    "two articles": (but() + b"\n" + but(id="a2"), Reason.NOT_JSON, None),
    "half a character": (but().replace(b"Kharkiv", b"Khark\\ud800v"), Reason.NOT_JSON, None),
    "not a number": (but(text=7).replace(b":7", b":NaN"), Reason.NOT_JSON, None),
    "a number beyond all measure": (but(text=7).replace(b":7", b":" + b"9" * 5000), Reason.NOT_JSON, None),
    "nothing in JSON": (b"null", Reason.INVALID_FIELD, "$"),
    "no text in JSON": (but(text=7).replace(b":7", b":null"), Reason.INVALID_FIELD, "$.text"),
    "a list as title": (but(title=["Shells"]), Reason.INVALID_FIELD, "$.title"),
    "an object as outlet": (but(outlet={}), Reason.INVALID_FIELD, "$.outlet"),
    "a language that is a word": (but(language="english"), Reason.INVALID_FIELD, "$.language"),
    "an address beyond all measure": (but(url="https://x/" + "y" * 4096), Reason.INVALID_FIELD, "$.url"),
    "a publication date in seconds": (but(published_at=1722578400), Reason.INVALID_FIELD, "$.published_at"),
    "a day that is not in the calendar": (
        but(published_at="2023-02-29T06:00:00Z"),
        Reason.INVALID_FIELD,
        "$.published_at",
    ),
    "after the last year": (but(published_at="9999-12-31T23:59:59-14:00"), Reason.INVALID_FIELD, "$.published_at"),
    "before the first year": (but(updated_at="0001-01-01T00:00:00+14:00"), Reason.INVALID_FIELD, "$.updated_at"),
    "in the last year": (but(published_at="9999-12-31T23:59:59Z"), Reason.FUTURE, "$.published_at"),
    "a list": (b"[]", Reason.INVALID_FIELD, "$"),
    "no id": (but(id=None), Reason.INVALID_FIELD, "$.id"),
    "an empty id": (but(id=""), Reason.INVALID_FIELD, "$.id"),
    "a number as id": (but(id=1), Reason.INVALID_FIELD, "$.id"),
    "a number as text": (but(text=7), Reason.INVALID_FIELD, "$.text"),
    "neither title nor text": (but(text=" \n"), Reason.INVALID_FIELD, "$.text"),
    "no publication date": (but(published_at=None), Reason.INVALID_FIELD, "$.published_at"),
    "a publication date without an offset": (
        but(published_at="2024-08-02T06:00:00"),
        Reason.INVALID_FIELD,
        "$.published_at",
    ),
    "a publication date that is no date": (but(published_at="yesterday"), Reason.INVALID_FIELD, "$.published_at"),
    "published in 1066": (but(published_at="1066-10-14T09:00:00Z"), Reason.IMPLAUSIBLE_DATE, "$.published_at"),
    "published the day after tomorrow": (but(published_at="2024-08-04T06:00:00Z"), Reason.FUTURE, "$.published_at"),
    "updated next year": (but(updated_at="2025-08-02T06:00:00Z"), Reason.FUTURE, "$.updated_at"),
    "a text beyond all measure": (but(text="word " * 400_000), Reason.TOO_LONG, "$.text"),
    "an article on which reading fails": (but(text="crash"), Reason.INTERNAL_ERROR, None),
}


ODD = {
    "two texts, of which the last counts": but().replace(b'"text":', b'"text":"Ramadi IRQ","text":'),
    "a null in the text": but(text="Kharkiv\x00 UKR"),
    "a null in the id": but(id="a\x00b"),
    "an id of all sorts": but(id="a#0#1\n\U0001f4a5"),
    "an address that is a script": but(url="javascript:alert(1)"),
    "HTML": but(text="<p>Kharkiv UKR</p><script>alert(1)</script>"),
    "one line without end": but(text="Kharkiv UKR " * 10_000),
    "an offset of nearly a day": but(published_at="2024-08-02T06:00:00-23:59"),
    "updated before it was published": but(updated_at="2024-08-01T06:00:00Z"),
    "fields that nobody knows": but(extra={"deep": [[[[]]]]}),
}


@pytest.fixture
def driver(standin: ModuleType, metrics: Metrics) -> Driver:
    return Driver(load_settings(horizon_days=None), metrics, read=standin.read, fold=standin.fold)


@pytest.mark.parametrize(("value", "reason", "field"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_set_aside_as_it_came(
    driver: Driver, value: bytes, reason: Reason, field: str | None
) -> None:
    record = driver.feed(ARTICLES.name, value, key=b"a1", timestamp=RECEIVED)
    driver.feed(ARTICLES.name, but(id="next"), key=b"a1", timestamp=RECEIVED)
    driver.run()
    (letter,) = driver.messages(ARTICLES.dead_letters.name)
    assert (letter.key, letter.value) == (b"a1", value)
    told = read_error_headers(list(letter.headers))
    assert (told.reason, told.field) == (reason, field)
    assert (told.topic, told.partition, told.offset) == (record.topic, record.partition, record.offset)
    assert [event["mentions"][0]["article_id"] for event in events(driver)] == ["next"]
    assert driver.lag() == 0


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_what_is_only_odd_is_read_whatever_its_key(metrics: Metrics, value: bytes) -> None:
    driver = Driver(load_settings(horizon_days=None), metrics)
    driver.feed(ARTICLES.name, value.replace(b"Kharkiv UKR", BOMBING), key=b"\xff\xfe", timestamp=RECEIVED)
    driver.feed(ARTICLES.name, but(id="next", text=BOMBING.decode()), key=b"next", timestamp=RECEIVED)
    driver.run()
    assert driver.messages(ARTICLES.dead_letters.name) == []
    assert driver.messages(MENTIONS.dead_letters.name) == []
    assert "next" in {one["article_id"] for event in events(driver) for one in event["mentions"]}
    assert driver.lag() == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [(gzip.compress(but()), "gzip"), (but().decode().encode("utf-16"), "UTF-16"), (b"\x00" + but(), "schema registry")],
)
def test_what_was_packed_by_the_producer_is_told_by_its_name(driver: Driver, value: bytes, words: str) -> None:
    driver.feed(ARTICLES.name, value, key=b"a1", timestamp=RECEIVED)
    driver.run()
    (letter,) = driver.messages(ARTICLES.dead_letters.name)
    assert words in read_error_headers(list(letter.headers)).detail


def test_a_mention_message_that_cannot_be_read_is_set_aside(driver: Driver) -> None:
    for value in (b"{}", None, b"\xff"):
        driver.feed(MENTIONS.name, value, key=b"UKR", timestamp=RECEIVED)
    driver.run()
    letters = driver.messages(MENTIONS.dead_letters.name)
    assert [letter.value for letter in letters] == [b"{}", None, b"\xff"]


def test_a_retraction_speaks_to_every_partition(driver: Driver) -> None:
    driver.feed(ARTICLES.name, None, key=b"a1", timestamp=RECEIVED)
    driver.run()
    words = driver.messages(MENTIONS.name)
    assert sorted(word.partition for word in words) == list(range(MENTIONS.partitions))
    for word in words:
        message = decode(word.value or b"", ArticleMentions)
        assert message.retracted
        assert (message.article_id, message.block, message.version) == ("a1", None, RECEIVED)


@pytest.mark.parametrize("key", [None, b"", b"\xff", b"x" * 513], ids=["none", "empty", "not UTF-8", "too long"])
def test_a_retraction_of_nothing_is_set_aside(driver: Driver, key: bytes | None) -> None:
    driver.feed(ARTICLES.name, None, key=key, timestamp=RECEIVED)
    driver.run()
    assert len(driver.messages(ARTICLES.dead_letters.name)) == 1


def test_a_correction_speaks_to_every_partition_before_it_says_anything_new(driver: Driver) -> None:
    driver.feed(ARTICLES.name, but(updated_at="2024-08-02T07:00:00Z"), key=b"a1", timestamp=RECEIVED)
    driver.run()
    words = driver.messages(MENTIONS.name)
    assert len(words) == MENTIONS.partitions + 1
    said = next(word for word in words if word.key == b"UKR")
    assert said.offset == 1


def test_the_record_timestamp_stands_in_where_the_setting_says_so(standin: ModuleType, metrics: Metrics) -> None:
    settings = load_settings(record_timestamp_stands_in=True)
    driver = Driver(settings, metrics, read=standin.read, fold=standin.fold)
    driver.feed(ARTICLES.name, but(published_at=None), key=b"a1", timestamp=RECEIVED)
    driver.run()
    (word,) = driver.messages(MENTIONS.name)
    said = decode(word.value or b"", ArticleMentions)
    assert said.published_at == RECEIVED
    assert said.published_at_assumed


def test_an_event_too_large_for_its_topic_is_a_dead_letter_and_leaves_no_state(
    standin: ModuleType, metrics: Metrics
) -> None:
    def fold(store: Store, message: Message) -> Outcome:
        outcome: Outcome = standin.fold(store, message)
        return replace(
            outcome,
            events=tuple(
                replace(event, headline="x" * 2_000_000) for event in outcome.events if isinstance(event, Event)
            ),
        )

    driver = Driver(load_settings(), metrics, read=standin.read, fold=fold)
    driver.feed(ARTICLES.name, but(), key=b"a1", timestamp=RECEIVED)
    driver.run()
    (letter,) = driver.messages(MENTIONS.dead_letters.name)
    assert read_error_headers(list(letter.headers)).reason is Reason.TOO_LONG
    assert len(driver.state) == 0


def test_every_bad_message_is_counted(driver: Driver, metrics: Metrics) -> None:
    for value, _, _ in BAD.values():
        driver.feed(ARTICLES.name, value, key=b"a1", timestamp=RECEIVED)
    driver.run()
    counted = metrics.registry.get_sample_value("conflict_stream_articles_total", {"outcome": "dead_letter"})
    assert counted == len(BAD)


@pytest.mark.broker
def test_a_worker_sets_bad_articles_aside_and_goes_on(world: Any, article: Callable[..., Any]) -> None:
    world.start_worker()
    # Today's records are later than those of the other tests.
    bad = [(name.encode(), value) for name, (value, reason, _) in BAD.items() if reason is not Reason.FUTURE]
    world.produce([*bad, (b"huge", but(text="x" * 2_000_000)), article("last", "Kharkiv UKR")])
    topic = world.topics.articles.dead_letters.name
    letters = world.read(topic, until=lambda found: len(found) > len(bad))
    assert {letter.key: letter.value for letter in letters if letter.key != b"huge"} == dict(bad)
    assert list(world.events(until=bool)) == ["e/UKR-Kharkiv"]


def events(driver: Driver) -> list[dict[str, Any]]:
    return [orjson.loads(value) for value in driver.newest(EVENTS.name).values()]
