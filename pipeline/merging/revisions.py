"""What a new version of an event changes."""

from typing import Final
from zlib import crc32

import msgspec

from schemas.event import Change, Event

_WIDTH: Final = 4
_encode: Final = msgspec.msgpack.Encoder().encode
_FACETS: Final = (
    Change.CASUALTIES,
    Change.DATE,
    Change.LOCATION,
    Change.TYPE,
    Change.ACTORS,
    Change.NEW_SOURCE,
    Change.DETAILS,
    Change.CORRECTION,
)


def digests(event: Event) -> bytes:
    """Four bytes for each facet of an event's content: equal where the facet is; none for corrections without any."""
    details = (event.persons, event.weapons, event.targets, event.claims, event.links)
    facets = (
        event.casualties,
        event.date,
        event.location,
        (event.kind, event.type, event.outcome, event.codes),
        event.actors,
        (event.sources, event.mentions, event.mention_count, event.confidence),
        details if event.machine is None else (*details, event.machine),
        *((event.corrections,) if event.corrections else ()),
    )
    return b"".join([crc32(_encode(facet)).to_bytes(_WIDTH) for facet in facets])


def changes(before: bytes, after: bytes) -> tuple[Change, ...]:
    """The facets whose digests differ."""
    return tuple(
        facet
        for number, facet in enumerate(_FACETS)
        if before[number * _WIDTH : (number + 1) * _WIDTH] != after[number * _WIDTH : (number + 1) * _WIDTH]
    )
