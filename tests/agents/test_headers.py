"""What comes off the broker is CloudEvents with the trace of the article, as a subscriber's own libraries read them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from cloudevents.core.base import BaseCloudEvent
from cloudevents.core.bindings.kafka import KafkaMessage, from_kafka_event

from agents.metrics import Metrics
from agents.settings import load_settings
from agents.stream.driver import Driver
from agents.stream.records import Record
from schemas import cloudevents
from schemas.topics import ARTICLES, EVENTS

PARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def parsed(record: ConsumerRecord | Record) -> BaseCloudEvent:
    # To the SDK no data is a null or no bytes.
    return from_kafka_event(KafkaMessage(dict(record.headers), record.key, record.value or b""))


@pytest.mark.broker
def test_mentions_and_events_are_cloudevents_with_the_trace_of_their_article(
    world: Any, article: Callable[..., Any]
) -> None:
    world.start_worker()
    world.produce([article("a1", "Kharkiv UKR")], headers=(("empty", None), ("traceparent", PARENT)))
    (mentions,) = world.read(world.topics.mentions.name, until=bool)
    (event,) = world.read(world.topics.events.name, until=bool)
    assert [dict(record.headers)["traceparent"] for record in (mentions, event)] == [PARENT, PARENT]
    said, told = parsed(mentions), parsed(event)
    assert (said.get_type(), said.get_subject()) == (cloudevents.MENTIONS, "a1")
    assert (told.get_subject(), told.get_id()) == ("e/UKR-Kharkiv", "e/UKR-Kharkiv:1")
    data = told.get_data()
    assert isinstance(data, dict)
    assert data["event_id"] == told.get_subject()
    assert told.get_source() == said.get_source() == f"urn:conflict-stream:worker:{world.settings.group_id}"


@pytest.mark.broker
def test_a_dead_letter_keeps_the_trace_beside_its_reason(world: Any) -> None:
    world.start_worker()
    world.produce([(b"a1", b"no article")], headers=(("traceparent", PARENT),))
    (letter,) = world.read(world.topics.articles.dead_letters.name, until=bool)
    headers = dict(letter.headers)
    assert headers["traceparent"] == PARENT
    assert headers["conflict-stream.error.reason"] == b"not_json"


def test_a_retraction_says_withdrawn_and_then_deleted_under_its_own_trace(
    metrics: Metrics, article: Callable[..., Any]
) -> None:
    driver = Driver(load_settings(horizon_days=None), metrics)
    received = datetime(2024, 8, 2, 12, tzinfo=UTC)
    key, value = article("a1", "Shells hit a market in Kharkiv on Thursday, killing three people, the governor said.")
    driver.feed(ARTICLES.name, value, key=key, timestamp=received)
    driver.feed(
        ARTICLES.name, None, key=key, timestamp=received + timedelta(hours=1), headers=(("traceparent", PARENT),)
    )
    driver.run()
    created, withdrawn, end = driver.messages(EVENTS.name)
    assert [parsed(record).get_type() for record in (created, withdrawn, end)] == [
        cloudevents.CREATED,
        cloudevents.WITHDRAWN,
        cloudevents.DELETED,
    ]
    assert (end.value, parsed(end).get_data(), parsed(end).get_time()) == (None, None, received + timedelta(hours=1))
    assert parsed(end).get_id() == f"{parsed(withdrawn).get_id()}:deleted"
    assert [dict(record.headers).get("traceparent") for record in (created, withdrawn, end)] == [None, PARENT, PARENT]
