"""The AsyncAPI document fits AsyncAPI's own schema, and says what the code does."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import orjson
import pytest
from jsonschema import Draft7Validator

from agents.settings import Settings
from schemas import asyncapi, cloudevents, documents
from schemas.codec import decode, error_headers
from schemas.correction import Correction
from schemas.dead_letter import DeadLetter, Reason
from schemas.event import Event
from schemas.mention import ArticleMentions
from schemas.topics import TOPICS, Topic

OFFICIAL = Path(__file__).parent / "asyncapi" / "3.0.0.json"
DOCUMENT: dict[str, Any] = orjson.loads((documents.FOLDER / asyncapi.FILE).read_bytes())
COMPONENTS: dict[str, Any] = DOCUMENT["components"]
NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def official() -> Draft7Validator:
    return Draft7Validator(orjson.loads(OFFICIAL.read_bytes()))


def references(value: object) -> Iterator[str]:
    match value:
        case {"$ref": str(name)}:
            yield name
        case dict():
            for one in value.values():
                yield from references(one)
        case list():
            for one in value:
                yield from references(one)


def resolved(reference: str) -> Any:
    found: Any = DOCUMENT
    for name in reference.removeprefix("#/").split("/"):
        found = found[name]
    return found


def check(message: str, part: str, value: object) -> None:
    """Hold a value against the payload or the headers of a message."""
    schema = {**COMPONENTS["messages"][message][part], "components": COMPONENTS}
    Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER).validate(value)


def test_document_fits_the_published_schema_of_asyncapi(official: Draft7Validator) -> None:
    assert [f"{error.json_path}: {error.message[:200]}" for error in official.iter_errors(DOCUMENT)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("info", "title"), None),
        (("channels", "events", "bindings", "kafka", "partitions"), "twelve"),
        (("operations", "sendEvents", "action"), "publish"),
        (("components", "securitySchemes", "plain", "type"), "kerberos"),
        (("components", "schemas", "Event", "properties"), 7),
    ],
    ids=lambda value: ".".join(value) if isinstance(value, tuple) else str(value),
)
def test_published_schema_refuses_a_document_that_is_wrong(
    official: Draft7Validator, path: tuple[str, ...], value: object
) -> None:
    wrong = copy.deepcopy(DOCUMENT)
    part = wrong
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    assert not official.is_valid(wrong)


def test_every_reference_leads_somewhere() -> None:
    found = set(references(DOCUMENT))
    assert len(found) > 40
    for reference in found:
        assert resolved(reference) is not None


def test_operations_speak_of_the_messages_of_their_channel() -> None:
    for operation in DOCUMENT["operations"].values():
        assert all(one["$ref"].startswith(f"{operation['channel']['$ref']}/messages/") for one in operation["messages"])


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_every_topic_is_a_channel_as_the_broker_has_it(topic: Topic) -> None:
    (channel,) = (one for one in DOCUMENT["channels"].values() if one["address"] == topic.name)
    kafka = channel["bindings"]["kafka"]
    assert kafka["partitions"] == topic.partitions
    settings = {name: str(value) for name, value in kafka["topicConfiguration"].items() if name != "cleanup.policy"}
    assert {**settings, "cleanup.policy": kafka["topicConfiguration"]["cleanup.policy"][0]} == topic.config
    assert topic.key in channel["description"]


def test_ways_to_log_in_are_those_of_the_settings() -> None:
    mechanisms = get_args(Settings.model_fields["sasl_mechanism"].annotation)
    described = {scheme["description"] for scheme in COMPONENTS["securitySchemes"].values()}
    assert "tls_certificate_file" in Settings.model_fields
    assert described == {"A client's certificate", *(f"SASL {mechanism}" for mechanism in mechanisms)}


def test_examples_fit_their_messages() -> None:
    examples = [
        (name, example["payload"])
        for name, message in COMPONENTS["messages"].items()
        for example in message.get("examples", ())
    ]
    assert {name for name, _ in examples} >= {"Article", "ArticleMentions", "Correction", "Event"}
    for name, payload in examples:
        check(name, "payload", payload)


def texts(headers: cloudevents.Headers) -> dict[str, str]:
    return {name: value.decode() for name, value in headers}


def test_headers_that_are_sent_fit_those_that_are_described() -> None:
    event = decode((asyncapi.EXAMPLES / "event/good/full.json").read_bytes(), Event)
    message = decode((asyncapi.EXAMPLES / "article_mentions/good/full.json").read_bytes(), ArticleMentions)
    correction = decode((asyncapi.EXAMPLES / "correction/good/merge.json").read_bytes(), Correction)
    letter = DeadLetter(Reason.LATE, "late", "articles.raw.v1", 3, 41)
    sent = {
        "Event": cloudevents.of_event(event, "urn:conflict-stream:worker:a"),
        "Tombstone": cloudevents.of_tombstone("e1", 2, NOON, "urn:conflict-stream:worker:a"),
        "ArticleMentions": cloudevents.of_mentions(message, "urn:conflict-stream:worker:a"),
        "CorrectionOfMentions": cloudevents.of_correction(correction, "urn:conflict-stream:worker:a"),
        "DeadLetter": tuple(error_headers(letter)),
    }
    for name, headers in sent.items():
        check(name, "headers", texts(headers))
        assert texts(headers).keys() <= COMPONENTS["messages"][name]["headers"]["properties"].keys()
