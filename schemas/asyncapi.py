"""The AsyncAPI 3.0 document: topics, keys, headers, messages and how to log in, for code generators and catalogues.

Generated, like the JSON Schemas, from what the code itself goes by; ``documents.py`` writes and compares it. Operations
are the worker's own: what it sends is what a subscriber receives.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import orjson

from schemas import cloudevents
from schemas.article import Article
from schemas.codec import HEADER_PREFIX
from schemas.correction import Correction
from schemas.dead_letter import DeadLetter, Reason
from schemas.event import SCHEMA_VERSION, Event
from schemas.mention import ArticleMentions
from schemas.topics import ARTICLES, CORRECTIONS, EVENTS, MENTIONS, Cleanup, Topic

FILE: Final = "asyncapi.json"
REFERENCE: Final = "#/components/schemas/{name}"
EXAMPLES: Final = Path(__file__).parent / "examples"

Json = dict[str, Any]

_BINDING: Final = "0.5.0"
_DESCRIPTION: Final = (
    "News articles go in; deduplicated, normalized records of conflict events come out. Topics are named as they are "
    "without a prefix: the setting CONFLICT_STREAM_TOPIC_PREFIX puts one before each. Within version 1 fields are only "
    "added, and readers ignore fields that they do not know."
)
_SECURITY: Final = {
    "plain": "SASL PLAIN",
    "scramSha256": "SASL SCRAM-SHA-256",
    "scramSha512": "SASL SCRAM-SHA-512",
    "X509": "A client's certificate",
}
"""Ways to log in, by AsyncAPI's names of them."""
_TEXT: Final[Json] = {"type": "string"}
_NULL: Final[Json] = {"type": "null"}
_TRACE: Final[Mapping[str, Json]] = {
    "traceparent": {**_TEXT, "description": "W3C trace context of the article; handed on where it is valid."},
    "tracestate": {**_TEXT, "maxLength": 512},
}


class Action(StrEnum):
    """What the worker does with a topic's messages."""

    RECEIVE = "receive"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Message:
    """A kind of record. ``payload`` is a schema; of the ``headers`` some are ``required``."""

    name: str
    summary: str
    payload: Json
    headers: Mapping[str, Json]
    required: tuple[str, ...] = ()
    content_type: str | None = None
    example: str | None = None
    """A file below ``examples``."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A topic and what it carries."""

    name: str
    topic: Topic
    messages: tuple[Message, ...]
    actions: tuple[Action, ...]


def _attributes(types: Iterable[str], schema: str | None) -> Mapping[str, Json]:
    """The headers of a CloudEvent in binary mode, and its trace."""
    data = {} if schema is None else {"ce_dataschema": {"const": schema}, "content-type": {"const": _JSON}}
    return {
        "ce_specversion": {"const": "1.0"},
        "ce_id": {**_TEXT, "minLength": 1},
        "ce_source": {**_TEXT, "format": "uri"},
        "ce_type": {"enum": list(types)},
        "ce_time": {**_TEXT, "format": "date-time"},
        "ce_subject": {**_TEXT, "minLength": 1},
        **data,
        **_TRACE,
    }


def _of(kind: type) -> Json:
    return {"$ref": REFERENCE.format(name=kind.__name__)}


_JSON: Final = cloudevents.JSON.decode()
_CONTEXT: Final = ("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject")
_DATA: Final = ("ce_dataschema", "content-type")
_TYPES: Final = (cloudevents.CREATED, cloudevents.REVISED, cloudevents.MERGED, cloudevents.WITHDRAWN)
_ERROR: Final = {HEADER_PREFIX + field.name: _TEXT for field in fields(DeadLetter)}

_ARTICLE: Final = Message(
    "Article", "One published text.", _of(Article), _TRACE, content_type=_JSON, example="article/good/full.json"
)
_RETRACTION: Final = Message("Retraction", "A null retracts the article of its key.", _NULL, _TRACE)
_MENTIONS: Final = Message(
    "ArticleMentions",
    "The whole of what one edition of an article says in one block.",
    _of(ArticleMentions),
    _attributes((cloudevents.MENTIONS,), cloudevents.MENTIONS_SCHEMA),
    (*_CONTEXT, *_DATA),
    _JSON,
    "article_mentions/good/full.json",
)
_CORRECTION: Final = Message(
    "Correction",
    "An analyst's word on an event; a later one of the same id takes its place.",
    _of(Correction),
    _TRACE,
    content_type=_JSON,
    example="correction/good/set.json",
)
_BOUND: Final = Message(
    "CorrectionOfMentions",
    "A correction on its way to the mentions that it speaks of.",
    _of(Correction),
    _attributes((cloudevents.CORRECTION,), cloudevents.CORRECTION_SCHEMA),
    (*_CONTEXT, *_DATA),
    _JSON,
    "correction/good/merge.json",
)
_EVENT: Final = Message(
    "Event",
    "A full snapshot; keep the greatest version of each event_id.",
    _of(Event),
    _attributes(_TYPES, cloudevents.EVENT_SCHEMA),
    (*_CONTEXT, *_DATA),
    _JSON,
    "event/good/full.json",
)
_TOMBSTONE: Final = Message(
    "Tombstone",
    "A null ends the withdrawn event of its key.",
    _NULL,
    _attributes((cloudevents.DELETED,), None),
    _CONTEXT,
)
_DEAD_LETTER: Final = Message(
    "DeadLetter",
    "What could not be processed: the original key and bytes, and why; cut where they are too large.",
    {"description": "Any bytes, or null."},
    {**_ERROR, HEADER_PREFIX + "reason": {"enum": [reason.value for reason in Reason]}, **_TRACE},
    tuple(HEADER_PREFIX + field.name for field in fields(DeadLetter) if field.default is MISSING),
    "application/octet-stream",
)

CHANNELS: Final = (
    Channel("articles", ARTICLES, (_ARTICLE, _RETRACTION), (Action.RECEIVE,)),
    Channel("articlesDeadLetters", ARTICLES.dead_letters, (_DEAD_LETTER,), (Action.SEND,)),
    Channel("corrections", CORRECTIONS, (_CORRECTION,), (Action.RECEIVE,)),
    Channel("correctionsDeadLetters", CORRECTIONS.dead_letters, (_DEAD_LETTER,), (Action.SEND,)),
    Channel("mentions", MENTIONS, (_MENTIONS, _BOUND), (Action.SEND, Action.RECEIVE)),
    Channel("mentionsDeadLetters", MENTIONS.dead_letters, (_DEAD_LETTER,), (Action.SEND,)),
    Channel("events", EVENTS, (_EVENT, _TOMBSTONE), (Action.SEND,)),
)


def document(definitions: Json) -> Json:
    """Put the document together.

    Args:
        definitions: the JSON Schemas by name; they refer to one another by ``REFERENCE``.
    """
    messages = {message.name: message for channel in CHANNELS for message in channel.messages}
    return {
        "asyncapi": "3.0.0",
        "id": "urn:conflict-stream",
        "info": {
            "title": "conflict-stream",
            "version": SCHEMA_VERSION,
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": _JSON,
        "servers": _servers(),
        "channels": {channel.name: _channel(channel) for channel in CHANNELS},
        "operations": {
            f"{action}{channel.name[0].upper()}{channel.name[1:]}": _operation(channel, action)
            for channel in CHANNELS
            for action in channel.actions
        },
        "components": {
            "messages": {name: _message(message) for name, message in messages.items()},
            "schemas": definitions,
            "securitySchemes": {name: {"type": name, "description": what} for name, what in _SECURITY.items()},
        },
    }


def _servers() -> Json:
    return {
        "local": {"host": "127.0.0.1:9092", "protocol": "kafka", "description": "The default broker address."},
        "secured": {
            "host": "{host}:{port}",
            "protocol": "kafka-secure",
            "description": "Any Kafka, by TLS, and by name or certificate where the broker asks for one.",
            "variables": {"host": {"default": "kafka.example.org"}, "port": {"default": "9093"}},
            "security": [{"$ref": f"#/components/securitySchemes/{name}"} for name in _SECURITY],
        },
    }


def _channel(channel: Channel) -> Json:
    topic = channel.topic
    configuration: Json = {name: int(value) if value.isdigit() else value for name, value in topic.config.items()}
    kafka = {
        "topic": topic.name,
        "partitions": topic.partitions,
        "topicConfiguration": {**configuration, "cleanup.policy": [topic.cleanup.value]},
        "bindingVersion": _BINDING,
    }
    kept = "compacted" if topic.cleanup is Cleanup.COMPACT else f"kept for {topic.retention.days} days"
    return {
        "address": topic.name,
        "title": topic.name,
        "description": f"Key: {topic.key}. Value: {topic.value}. Records are {kept}.",
        "messages": {one.name: {"$ref": f"#/components/messages/{one.name}"} for one in channel.messages},
        "bindings": {"kafka": kafka},
    }


def _operation(channel: Channel, action: Action) -> Json:
    group = {"groupId": {**_TEXT, "default": "conflict-stream"}} if action is Action.RECEIVE else {}
    return {
        "action": action.value,
        "channel": {"$ref": f"#/channels/{channel.name}"},
        "summary": f"The worker {'reads' if action is Action.RECEIVE else 'writes'} {channel.topic.name}.",
        "messages": [{"$ref": f"#/channels/{channel.name}/messages/{one.name}"} for one in channel.messages],
        "bindings": {"kafka": {**group, "bindingVersion": _BINDING}},
    }


def _message(message: Message) -> Json:
    described: Json = {
        "name": message.name,
        "title": message.name,
        "summary": message.summary,
        "headers": {"type": "object", "properties": dict(message.headers), "required": list(message.required)},
        "payload": message.payload,
        "bindings": {"kafka": {"key": _TEXT, "bindingVersion": _BINDING}},
    }
    if message.content_type is not None:
        described["contentType"] = message.content_type
    if message.example is not None:
        payload = orjson.loads((EXAMPLES / message.example).read_bytes())
        described["examples"] = [{"name": message.name, "payload": payload}]
    return described
