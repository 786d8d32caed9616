"""Corrections on the driver: with the real merging, over all three topics, killed after any action."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest

from agents.metrics import Metrics
from agents.settings import load_settings
from agents.stream.driver import Driver
from pipeline.reading.findings import Reading
from pipeline.stages import Stages
from schemas.article import Article
from schemas.codec import decode, encode, read_error_headers
from schemas.correction import Action, Correction, EventReference, Fields
from schemas.dead_letter import Reason
from schemas.event import Event, Status
from schemas.mention import Mention
from schemas.topics import ARTICLES, CORRECTIONS, EVENTS, MENTIONS
from schemas.values import (
    Claim,
    Confidence,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Kind,
    Location,
    Metric,
    PlaceBasis,
    PlacePrecision,
    Range,
    Toll,
)

RECEIVED = datetime(2024, 8, 2, 12, tzinfo=UTC)
ACT = EventDate(date(2024, 8, 1), date(2024, 8, 1), DatePrecision.DAY, DateBasis.EXPLICIT)
PLACES = {
    "Kharkiv": (706483, 49.98, 36.25),
    "Sumy": (692194, 50.92, 34.78),
    "Izium": (707753, 49.21, 37.26),
    "Lviv": (702550, 49.84, 24.02),
}
FOUR = Toll(Range(4, 4, 4))


def read(article: Article) -> Stages[Reading]:
    """One mention a line, ``place killed``."""
    yield
    said = []
    for number, line in enumerate(article.text.splitlines()):
        place, killed = line.split()
        geonames_id, lat, lon = PLACES[place]
        precision = PlacePrecision.SETTLEMENT
        location = Location(place, "UKR", precision, PlaceBasis.TEXT, place, None, geonames_id, lat, lon, 9)
        said.append(
            Mention(
                id=f"{article.id}#{number}",
                kind=Kind.INCIDENT,
                type=EventType.SHELLING_OR_MISSILE,
                date=ACT,
                location=location,
                confidence=Confidence(0.8),
                sentence=line,
                evidence=(),
                claims=(Claim(Metric.KILLED, low=int(killed), high=int(killed)),),
            )
        )
    return Reading(tuple(said), (), 1)


def said(action: Action, *mentions: str, **fields: Any) -> Correction:
    return Correction(
        id=f"{action}-{'-'.join(mentions)}",
        action=action,
        at=RECEIVED,
        by="M. Okafor",
        why="a reason",
        events=tuple(EventReference(f"event of {name}", "UKR", (name,)) for name in mentions),
        **fields,
    )


CORRECTIONS_SAID = (
    said(Action.MERGE, "a1#0", "a2#0"),
    said(Action.SPLIT, "a3#0", out=("a4#0",)),
    said(Action.SET, "a1#0", fields=Fields(killed=FOUR)),
    said(Action.WITHDRAW, "a5#0"),
)
LOG = (
    ("a1", "Kharkiv 5"),
    ("a2", "Sumy 7"),
    ("a3", "Izium 2"),
    *CORRECTIONS_SAID[:2],
    ("a4", "Izium 2"),
    CORRECTIONS_SAID[2],
    ("a5", "Lviv 1"),
    CORRECTIONS_SAID[3],
    ("a6", "Sumy 9"),
)


def feed(driver: Driver, message: object) -> None:
    if isinstance(message, Correction):
        driver.feed(CORRECTIONS.name, encode(message), key=message.id.encode(), timestamp=RECEIVED)
    elif isinstance(message, tuple):
        name, text = message
        value = {"id": name, "published_at": "2024-08-02T06:00:00Z", "text": text}
        driver.feed(ARTICLES.name, orjson.dumps(value), key=name.encode(), timestamp=RECEIVED)


def fed(metrics: Metrics, *, batch: int = 1) -> Driver:
    driver = Driver(load_settings(), metrics, read=read, batch=batch)
    for message in LOG:
        feed(driver, message)
    return driver


def versions(driver: Driver) -> dict[tuple[bytes | None, int], bytes]:
    """The content of each version; no version may have two."""
    found: dict[tuple[bytes | None, int], bytes] = {}
    for record in driver.messages(EVENTS.name):
        if record.value is not None:
            key = (record.key, orjson.loads(record.value)["version"])
            assert found.setdefault(key, record.value) == record.value
    return found


def active(driver: Driver) -> Iterator[Event]:
    for value in driver.newest(EVENTS.name).values():
        event = decode(value, Event)
        if event.status is Status.ACTIVE:
            yield event


def articles(event: Event) -> tuple[str, ...]:
    return tuple(sorted(one.article_id for one in event.mentions))


@pytest.mark.parametrize("batch", [1, 4])
def test_a_kill_after_any_action_changes_no_corrected_event(metrics: Metrics, batch: int) -> None:
    calm = fed(metrics, batch=batch)
    calm.run()
    assert sum(bool(event.corrections) for event in active(calm)) > 1
    actions = 1
    while True:
        driver = fed(metrics, batch=batch)
        done = driver.advance(actions)
        driver.crash()
        driver.run()
        assert driver.newest(EVENTS.name) == calm.newest(EVENTS.name)
        assert versions(driver).items() >= versions(calm).items()
        assert driver.lag() == 0
        if done < actions:
            break
        actions += 1


def test_each_kind_of_correction_reaches_its_event(metrics: Metrics) -> None:
    driver = Driver(load_settings(), metrics, read=read)
    for message in LOG[:6]:
        feed(driver, message)
        driver.run()
    before = {articles(event): event for event in active(driver)}
    assert before.keys() == {("a1", "a2"), ("a3",), ("a4",)}
    assert before["a1", "a2"].casualties.killed != FOUR
    for message in LOG[6:]:
        feed(driver, message)
        driver.run()
    after = {articles(event): event for event in active(driver)}
    assert after.keys() == {("a1", "a2", "a6"), ("a3",), ("a4",)}
    assert after["a1", "a2", "a6"].casualties.killed == FOUR


def test_state_with_corrections_survives_a_crash(metrics: Metrics) -> None:
    driver = fed(metrics)
    driver.run()
    before = {partition: driver.state.partition(partition).records for partition in range(12)}
    driver.crash()
    assert {partition: driver.state.partition(partition).records for partition in range(12)} == before


def test_a_correction_sent_again_leads_to_nothing(metrics: Metrics) -> None:
    driver = fed(metrics)
    driver.run()
    count = len(driver.messages(EVENTS.name))
    for message in CORRECTIONS_SAID:
        feed(driver, message)
    driver.run()
    assert len(driver.messages(EVENTS.name)) == count
    labels = {"action": "merge", "outcome": "known"}
    assert metrics.registry.get_sample_value("conflict_stream_corrections_total", labels) == 1


def but(**fields: object) -> bytes:
    """A good correction, but for these fields; null leaves one out."""
    good = orjson.loads(encode(said(Action.WITHDRAW, "a1#0")))
    return orjson.dumps({name: value for name, value in {**good, **fields}.items() if value is not None})


ELSEWHERE = [
    {"event_id": "e1", "block": "UKR", "mentions": ["a1#0"]},
    {"event_id": "e2", "block": "RUS", "mentions": ["a2#0"]},
]
BAD = {
    "not JSON": (b"withdraw it", Reason.NOT_JSON, None),
    "no author": (but(by=None), Reason.INVALID_FIELD, "$.by"),
    "a null": (None, Reason.INVALID_FIELD, None),
    "said the day after tomorrow": (but(at="2024-08-04T13:00:00Z"), Reason.FUTURE, "$.at"),
    "said in 1066": (but(at="1066-10-14T09:00:00Z"), Reason.IMPLAUSIBLE_DATE, "$.at"),
    "two countries": (but(action="merge", events=ELSEWHERE), Reason.INVALID_FIELD, "$.events[1].block"),
    "a toll of another type": (
        but(action="set", fields={"killed": {"total": "four"}}),
        Reason.INVALID_FIELD,
        "$.fields.killed.total",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_correction_is_a_dead_letter_with_its_field(metrics: Metrics, name: str) -> None:
    value, reason, field = BAD[name]
    driver = Driver(load_settings(), metrics, read=read)
    feed(driver, LOG[0])
    driver.feed(CORRECTIONS.name, value, key=b"c1", timestamp=RECEIVED)
    feed(driver, CORRECTIONS_SAID[2])
    driver.run()
    (letter,) = driver.messages(CORRECTIONS.dead_letters.name)
    why = read_error_headers(list(letter.headers))
    assert (letter.value, why.reason, why.field, why.topic) == (value, reason, field, CORRECTIONS.name)
    (event,) = active(driver)
    assert event.casualties.killed == FOUR


def test_a_correction_after_the_horizon_is_a_dead_letter_of_the_mentions(metrics: Metrics) -> None:
    driver = Driver(load_settings(), metrics, read=read)
    later = {"id": "b", "published_at": "2025-03-02T06:00:00Z", "text": "Kharkiv 1"}
    driver.feed(ARTICLES.name, orjson.dumps(later), timestamp=datetime(2025, 3, 2, 12, tzinfo=UTC))
    feed(driver, CORRECTIONS_SAID[3])
    driver.run()
    (letter,) = driver.messages(MENTIONS.dead_letters.name)
    why = read_error_headers(list(letter.headers))
    assert (why.reason, why.field) == (Reason.LATE, "$.at")


def test_a_correction_tells_nothing_of_how_long_the_news_took(metrics: Metrics) -> None:
    driver = Driver(load_settings(), metrics, read=read)
    feed(driver, LOG[0])
    driver.run()
    feed(driver, CORRECTIONS_SAID[2])
    driver.run()
    name = "conflict_stream_event_publication_latency_seconds_count"
    assert metrics.registry.get_sample_value(name) == 1
    assert metrics.registry.get_sample_value("conflict_stream_event_receipt_latency_seconds_count") == 2
