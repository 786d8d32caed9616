"""Traces go from an article to all that it leads to, and nowhere else."""

from datetime import UTC, datetime
from types import ModuleType

import orjson
import pytest

from agents.metrics import Metrics
from agents.settings import load_settings
from agents.stream.driver import Driver
from agents.stream.tracing import LONGEST_STATE, trace
from schemas.topics import ARTICLES, EVENTS, MENTIONS

RECEIVED = datetime(2024, 8, 2, 12, tzinfo=UTC)
FIRST = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
SECOND = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
Headers = tuple[tuple[str, bytes], ...]


@pytest.fixture
def driver(standin: ModuleType, metrics: Metrics) -> Driver:
    return Driver(load_settings(horizon_days=None), metrics, read=standin.read, fold=standin.fold)


def feed(driver: Driver, name: str, parent: bytes | None, text: str = "Kharkiv UKR") -> None:
    value = {"id": name, "published_at": "2024-08-02T06:00:00Z", "text": text}
    headers: Headers = () if parent is None else (("traceparent", parent), ("tracestate", b"vendor=1"))
    driver.feed(ARTICLES.name, orjson.dumps(value), key=name.encode(), timestamp=RECEIVED, headers=headers)
    driver.run()


def parents(driver: Driver, topic: str) -> list[bytes | None]:
    return [dict(record.headers).get("traceparent") for record in driver.messages(topic)]


def test_an_event_has_the_trace_of_the_article_that_changed_it_last(driver: Driver) -> None:
    for name, parent in (("a1", FIRST), ("a2", SECOND), ("a3", None)):
        feed(driver, name, parent)
    assert parents(driver, MENTIONS.name) == [FIRST, SECOND, None]
    assert parents(driver, EVENTS.name) == [FIRST, SECOND, None]
    assert dict(driver.messages(EVENTS.name)[0].headers)["tracestate"] == b"vendor=1"


def test_an_article_sent_again_under_another_trace_changes_no_event(driver: Driver) -> None:
    feed(driver, "a1", FIRST)
    feed(driver, "a1", SECOND)
    assert parents(driver, MENTIONS.name) == [FIRST, SECOND]
    assert parents(driver, EVENTS.name) == [FIRST]


def test_a_worker_that_is_killed_repeats_the_same_headers(driver: Driver) -> None:
    value = {"id": "a1", "published_at": "2024-08-02T06:00:00Z", "text": "Kharkiv UKR"}
    headers = (("traceparent", FIRST),)
    driver.feed(ARTICLES.name, orjson.dumps(value), key=b"a1", timestamp=RECEIVED, headers=headers)
    driver.advance()
    driver.crash()
    driver.run()
    first, again = driver.messages(MENTIONS.name)
    assert (first.headers, first.value) == (again.headers, again.value)
    assert len(driver.messages(EVENTS.name)) == 1


def test_a_dead_letter_has_the_trace_of_its_message(driver: Driver) -> None:
    feed(driver, "a1", FIRST, text="crash")
    assert parents(driver, ARTICLES.dead_letters.name) == [FIRST]


@pytest.mark.parametrize(
    "parent",
    [
        b"",
        b"00-" + b"0" * 32 + b"-b7ad6b7169203331-01",
        b"00-0af7651916cd43dd8448eb211c80319c-" + b"0" * 16 + b"-01",
        b"ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        FIRST.upper(),
        FIRST + b"-00",
        FIRST + b"\n",
        FIRST[:-1],
        b"\xff" * 55,
    ],
)
def test_an_invalid_trace_is_ignored(driver: Driver, parent: bytes) -> None:
    feed(driver, "a1", parent)
    assert parents(driver, EVENTS.name) == [None]
    assert "tracestate" not in dict(driver.messages(EVENTS.name)[0].headers)


@pytest.mark.parametrize(("length", "kept"), [(0, False), (1, True), (LONGEST_STATE, True), (LONGEST_STATE + 1, False)])
def test_a_trace_state_is_kept_up_to_its_greatest_length(length: int, *, kept: bool) -> None:
    found = trace([("traceparent", FIRST), ("tracestate", b"x" * length)])
    assert ("tracestate" in dict(found)) is kept
    assert dict(found)["traceparent"] == FIRST
