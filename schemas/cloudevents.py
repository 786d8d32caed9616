"""What we publish as CloudEvents 1.0: attributes in the record's headers, the value as it is (Kafka's binary mode).

Source: the CloudEvents specification 1.0.2 and its Kafka protocol binding. Two records with the same ``ce_source``
and ``ce_id`` are one event, delivered again. Dead letters are none of these: they are other people's bytes.
"""

import re
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from schemas.correction import Correction
from schemas.event import Change, Event, Status
from schemas.mention import ArticleMentions

Headers = tuple[tuple[str, bytes], ...]

JSON: Final = b"application/json"
EVENT_SCHEMA: Final = "urn:conflict-stream:event.v1"
MENTIONS_SCHEMA: Final = "urn:conflict-stream:article_mentions.v1"
CORRECTION_SCHEMA: Final = "urn:conflict-stream:correction.v1"
"""The ``$id`` of the JSON Schema."""

CREATED: Final = "conflict-stream.event.created.v1"
REVISED: Final = "conflict-stream.event.revised.v1"
MERGED: Final = "conflict-stream.event.merged.v1"
WITHDRAWN: Final = "conflict-stream.event.withdrawn.v1"
DELETED: Final = "conflict-stream.event.deleted.v1"
"""Of a tombstone: it has no data, and so neither content type nor schema."""
MENTIONS: Final = "conflict-stream.article-mentions.v1"
CORRECTION: Final = "conflict-stream.correction.v1"

_FORBIDDEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters and what Unicode keeps from interchange: no CloudEvents string holds any."""


def of_event(event: Event, source: str) -> Headers:
    """The headers of an event's record. ``ce_id`` is the event's id and version, which always name one content.

    >>> from schemas.codec import decode
    >>> from schemas.documents import FOLDER
    >>> example = FOLDER.parent / "examples" / "event" / "good" / "merged.json"
    >>> headers = of_event(decode(example.read_bytes(), Event), "urn:conflict-stream:worker:demo")
    >>> dict(headers)["ce_type"]
    b'conflict-stream.event.merged.v1'
    """
    name = f"{event.event_id}:{event.version}"
    return (*_headers(source, name, _type(event), event.updated_at, event.event_id), *_data(EVENT_SCHEMA))


def of_tombstone(event_id: str, version: int, updated_at: datetime, source: str) -> Headers:
    """The headers of the null that ends an event; ``version`` is that of its last word."""
    return _headers(source, f"{event_id}:{version}:deleted", DELETED, updated_at, event_id)


def of_mentions(message: ArticleMentions, source: str) -> Headers:
    """The headers of an article's mentions. The copies of a message to all blocks are one event."""
    version = _instant(message.version)
    name = f"{message.article_id}:{message.block or '*'}:{version}{':retracted' if message.retracted else ''}"
    at = message.received_at or message.published_at
    return (*_headers(source, name, MENTIONS, at, message.article_id), *_data(MENTIONS_SCHEMA))


def of_correction(correction: Correction, source: str) -> Headers:
    """The headers of a correction on its way to the mentions that it speaks of."""
    name = f"{correction.id}:{_instant(correction.at)}{':revoked' if correction.revoked else ''}"
    at = correction.received_at or correction.at
    return (*_headers(source, name, CORRECTION, at, correction.id), *_data(CORRECTION_SCHEMA))


def _headers(source: str, name: str, kind: str, at: datetime, subject: str) -> Headers:
    return (
        ("ce_specversion", b"1.0"),
        ("ce_id", _text(name)),
        ("ce_source", source.encode()),
        ("ce_type", kind.encode()),
        ("ce_time", _instant(at).encode()),
        ("ce_subject", _text(subject)),
    )


def _data(schema: str) -> Headers:
    return (("ce_dataschema", schema.encode()), ("content-type", JSON))


def _type(event: Event) -> str:
    match event.status:
        case Status.MERGED:
            return MERGED
        case Status.WITHDRAWN:
            return WITHDRAWN
        case Status.ACTIVE:
            return CREATED if Change.CREATED in event.change else REVISED


def _text(value: str) -> bytes:
    return _FORBIDDEN.sub(lambda found: quote(found[0]), value).encode()


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
