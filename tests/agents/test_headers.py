"""What comes off the broker is CloudEvents with the trace of the article, as a subscriber's own libraries read them."""

from collections.abc import Callable
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from cloudevents.core.base import BaseCloudEvent
from cloudevents.core.bindings.kafka import KafkaMessage, from_kafka_event

from schemas import cloudevents

pytestmark = pytest.mark.broker

PARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def parsed(record: ConsumerRecord) -> BaseCloudEvent:
    return from_kafka_event(KafkaMessage(dict(record.headers), record.key, record.value))


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


def test_a_dead_letter_keeps_the_trace_beside_its_reason(world: Any) -> None:
    world.start_worker()
    world.produce([(b"a1", b"no article")], headers=(("traceparent", PARENT),))
    (letter,) = world.read(world.topics.articles.dead_letters.name, until=bool)
    headers = dict(letter.headers)
    assert headers["traceparent"] == PARENT
    assert headers["conflict-stream.error.reason"] == b"not_json"
