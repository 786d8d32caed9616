"""The headers of what is published, read by the CloudEvents SDK."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from cloudevents.core.base import BaseCloudEvent
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event
from hypothesis import given
from hypothesis import strategies as st

import schemas
from schemas import cloudevents, documents
from schemas.codec import decode, encode
from schemas.correction import Action, Correction, EventReference
from schemas.event import Change, Event, Status
from schemas.mention import ArticleMentions

EXAMPLES = Path(schemas.__file__).parent / "examples"
SOURCE = "urn:conflict-stream:worker:tests"
NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)


@pytest.fixture
def event() -> Event:
    return decode((EXAMPLES / "event" / "good" / "full.json").read_bytes(), Event)


def parsed(headers: cloudevents.Headers, value: bytes | None) -> BaseCloudEvent:
    # The SDK's own type has no null, but its reader takes one: a message without data.
    return from_binary_event(KafkaMessage(dict(headers), None, value))  # type: ignore[arg-type]


def test_an_event_is_a_cloudevent_whose_data_is_the_record(event: Event) -> None:
    read = parsed(cloudevents.of_event(event, SOURCE), encode(event))
    assert read.get_data() == orjson.loads(encode(event))
    assert read.get_attributes() == {
        "specversion": "1.0",
        "id": f"{event.event_id}:{event.version}",
        "source": SOURCE,
        "type": "conflict-stream.event.revised.v1",
        "time": event.updated_at,
        "subject": event.event_id,
        "dataschema": "urn:conflict-stream:event.v1",
        "datacontenttype": "application/json",
    }


@pytest.mark.parametrize(
    ("status", "change", "kind"),
    [
        (Status.ACTIVE, Change.CREATED, cloudevents.CREATED),
        (Status.ACTIVE, Change.CASUALTIES, cloudevents.REVISED),
        (Status.ACTIVE, Change.MERGED, cloudevents.REVISED),
        (Status.MERGED, Change.MERGED, cloudevents.MERGED),
        (Status.WITHDRAWN, Change.WITHDRAWN, cloudevents.WITHDRAWN),
    ],
)
def test_type_says_what_became_of_the_event(event: Event, status: Status, change: Change, kind: str) -> None:
    told = replace(event, status=status, change=(change,))
    assert parsed(cloudevents.of_event(told, SOURCE), b"{}").get_type() == kind


def test_versions_of_an_event_are_other_cloudevents(event: Event) -> None:
    ids = {
        parsed(cloudevents.of_event(replace(event, version=version), SOURCE), b"{}").get_id() for version in (1, 2, 12)
    }
    assert len(ids) == 3


def test_a_tombstone_is_a_cloudevent_without_data(event: Event) -> None:
    headers = cloudevents.of_tombstone("e1", 4, NOON, SOURCE)
    read = parsed(headers, None)
    assert (read.get_data(), read.get_type(), read.get_id()) == (None, cloudevents.DELETED, "e1:4:deleted")
    assert (read.get_subject(), read.get_time()) == ("e1", NOON)
    assert (read.get_datacontenttype(), read.get_dataschema()) == (None, None)
    last_word = cloudevents.of_event(replace(event, event_id="e1", version=4), SOURCE)
    assert dict(last_word)["ce_id"] != dict(headers)["ce_id"]


@given(st.text(min_size=1, max_size=512))
def test_mentions_of_any_article_are_a_cloudevent(article_id: str) -> None:
    message = ArticleMentions(article_id, "UKR", NOON, NOON)
    read = parsed(cloudevents.of_mentions(message, SOURCE), encode(message))
    assert read.get_type() == cloudevents.MENTIONS
    for text in (read.get_subject() or "", read.get_id()):
        assert text.isprintable() or not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in text)


def test_editions_blocks_and_retractions_of_an_article_are_other_cloudevents() -> None:
    said = ArticleMentions("a", "UKR", NOON, NOON)
    others = [
        replace(said, block="RUS"),
        replace(said, block=None),
        replace(said, block=None, retracted=True),
        replace(said, version=NOON.replace(hour=13)),
        replace(said, article_id="b"),
    ]
    ids = {dict(cloudevents.of_mentions(message, SOURCE))["ce_id"] for message in (said, *others)}
    assert len(ids) == 6


def test_a_correction_and_what_revokes_it_are_two_cloudevents() -> None:
    reference = EventReference("e1", "UKR", ("a#0",))
    said = Correction("c1", Action.WITHDRAW, NOON, "M. Okafor", "a drill", (reference,))
    read = parsed(cloudevents.of_correction(said, SOURCE), encode(said))
    assert (read.get_type(), read.get_subject()) == (cloudevents.CORRECTION, "c1")
    back = cloudevents.of_correction(replace(said, revoked=True), SOURCE)
    assert dict(back)["ce_id"] != read.get_id().encode()


def test_schemas_named_are_the_committed_ones() -> None:
    def identity(name: str) -> object:
        return orjson.loads((documents.FOLDER / name).read_bytes())["$id"]

    assert identity("event.v1.schema.json") == cloudevents.EVENT_SCHEMA
    assert identity("article_mentions.v1.schema.json") == cloudevents.MENTIONS_SCHEMA
    assert identity("correction.v1.schema.json") == cloudevents.CORRECTION_SCHEMA


def test_a_clean_name_stays_as_it_is(event: Event) -> None:
    spelt: Callable[[str], bytes] = lambda name: dict(  # noqa: E731
        cloudevents.of_event(replace(event, event_id=name), SOURCE)
    )["ce_subject"]
    assert spelt("https://пример.example/a b?c=1%20") == "https://пример.example/a b?c=1%20".encode()
    assert spelt("a\n\x85b") == b"a%0A%C2%85b"
