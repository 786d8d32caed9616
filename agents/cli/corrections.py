"""Corrections as an analyst asks for them: the events looked up, what is asked held against them, the message made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from agents.cli.failure import USAGE, Failure
from agents.cli.kafka import production, records
from agents.settings import Settings
from agents.topics import topology
from pipeline.merging.blocks import block
from schemas.codec import RejectedError, decode, encode
from schemas.correction import Action, Correction, EventReference, Fields
from schemas.event import Event, Status


@dataclass(frozen=True, slots=True)
class Analyst:
    """Who corrects, and why."""

    by: str
    why: str


async def find(settings: Settings, event_ids: Sequence[str]) -> list[Event]:
    """Look events up, in the order given: in their partitions, and only where one is missing there in all of them.

    Raises:
        Failure: one was never published, or is no more.
    """
    last = await _last(settings, event_ids, [name.encode() for name in event_ids])
    if last.keys() != set(event_ids):  # copied to this topic by a client that chooses partitions in another way
        last = await _last(settings, event_ids)
    return [_active(name, last) for name in event_ids]


async def _last(settings: Settings, event_ids: Sequence[str], keys: Sequence[bytes] = ()) -> dict[str, bytes | None]:
    topic = topology(settings).events
    last: dict[str, bytes | None] = {}
    async for record in records(settings, topic, keys=keys, from_start=True, follow=False):
        name = (record.key or b"").decode(errors="replace")
        if name in event_ids:
            last[name] = record.value
    return last


def _active(event_id: str, last: dict[str, bytes | None]) -> Event:
    if event_id not in last:
        raise Failure(f"no event {event_id}: 'conflict-stream tail --since all' lists them with their ids")
    value = last[event_id]
    event = decode(value, Event) if value is not None else None
    if event is None or event.status is Status.WITHDRAWN:
        raise Failure(f"event {event_id} was withdrawn: 'conflict-stream correct list' shows who said so, if anybody")
    if event.status is Status.MERGED:
        raise Failure(f"event {event_id} was merged into {event.merged_into}: correct that one")
    return event


def merging(events: Sequence[Event], analyst: Analyst) -> Correction:
    """Two events or more are one.

    Raises:
        Failure: they cannot be.
    """
    first = events[0]
    for event in events[1:]:
        if event.event_id == first.event_id:
            raise Failure(f"event {event.event_id} is named twice", USAGE)
        if _block(event) != _block(first):
            where = f"{first.event_id} lies in {_block(first)} and {event.event_id} in {_block(event)}"
            raise Failure(f"{where}: reports of one event meet within one country only")
        if event.kind is not first.kind:
            kinds = f"{first.event_id} is of kind {first.kind} and {event.event_id} of kind {event.kind}"
            raise Failure(f"{kinds}: such events are linked, and never one")
    return _correction(Action.MERGE, tuple(_reference(event) for event in events), analyst)


def splitting(event: Event, out: Sequence[str], analyst: Analyst) -> Correction:
    """Some mentions of an event are another one.

    Raises:
        Failure: they are none of its mentions, or all.
    """
    known = [one.mention_id for one in event.mentions]
    for name in out:
        if name not in known:
            raise Failure(f"{name} is no mention in the record of {event.event_id}, which has {', '.join(known)}")
    stay = [name for name in known if name not in out]
    if not stay:
        raise Failure("nothing would stay: name only the mentions that are another event")
    reference = EventReference(event.event_id, _block(event), tuple(stay))
    return _correction(Action.SPLIT, (reference,), analyst, out=tuple(dict.fromkeys(out)))


def withdrawing(event: Event, analyst: Analyst) -> Correction:
    """It is no event."""
    return _correction(Action.WITHDRAW, (_reference(event),), analyst)


def setting(event: Event, fields: Fields, analyst: Analyst) -> Correction:
    """Its fields are these.

    Raises:
        Failure: a field contradicts itself.
    """
    return _correction(Action.SET, (_reference(event),), analyst, fields=fields)


def revoking(correction: Correction, analyst: Analyst) -> Correction:
    """What was said no longer holds.

    Raises:
        Failure: it was taken back before.
    """
    if correction.revoked:
        raise Failure(f"correction {correction.id} was revoked by {correction.by}, at {correction.at.isoformat()}")
    at = max(datetime.now(UTC), correction.at)
    return replace(correction, at=at, by=analyst.by, why=analyst.why, revoked=True)


async def known(settings: Settings) -> dict[str, Correction]:
    """The last word of each correction, by id. What is none is passed over: it is among the dead letters."""
    found: dict[str, Correction] = {}
    async for record in records(settings, topology(settings).corrections, from_start=True, follow=False):
        try:
            correction = decode(record.value or b"", Correction)
        except RejectedError:
            continue
        if correction.id not in found or correction.rank > found[correction.id].rank:
            found[correction.id] = correction
    return found


@dataclass(frozen=True, slots=True)
class Published:
    """What the last records of all events say of corrections."""

    listed: frozenset[str]
    """Ids of the corrections that a record lists."""
    active: frozenset[str]
    """Ids of the events that stand."""

    def show(self, correction: Correction) -> bool:
        """Whether a correction holds. A withdrawn event has no record that could list what ended it."""
        if correction.action is Action.WITHDRAW:
            return correction.events[0].event_id not in self.active
        return correction.id in self.listed


async def records_of(settings: Settings) -> Published:
    """Read the last record of every event; only those that list corrections are decoded."""
    listed: dict[str, set[str]] = {}
    active: set[str] = set()
    async for record in records(settings, topology(settings).events, from_start=True, follow=False):
        name, value = (record.key or b"").decode(errors="replace"), record.value or b""
        listed.pop(name, None)
        active.discard(name)
        if b'"status":"active"' in value:
            active.add(name)
            if b'"corrections":[{' in value:
                listed[name] = {one.id for one in decode(value, Event).corrections}
    return Published(frozenset[str]().union(*listed.values()), frozenset(active))


async def send(settings: Settings, correction: Correction) -> None:
    """Send a correction, and wait until the broker has it."""
    topic = topology(settings).corrections
    async with production(settings, topic) as producer:
        await producer.send_and_wait(topic.name, encode(correction), key=correction.id.encode())


def _correction(
    action: Action,
    events: tuple[EventReference, ...],
    analyst: Analyst,
    *,
    out: tuple[str, ...] = (),
    fields: Fields | None = None,
) -> Correction:
    now = datetime.now(UTC)
    try:
        return Correction(uuid4().hex[:16], action, now, analyst.by, analyst.why, events, out, fields)
    except RejectedError as error:
        raise Failure(f"{(error.field or '$').removeprefix('$.')}: {error.detail}", USAGE) from None


def _reference(event: Event) -> EventReference:
    return EventReference(event.event_id, _block(event), tuple(one.mention_id for one in event.mentions))


def _block(event: Event) -> str:
    """Records of before there were corrections do not name it."""
    return event.block or block(event.location)
