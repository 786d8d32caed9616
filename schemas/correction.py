"""An analyst's word on an event: that two are one, that one is two, that it is none, or what a field should say.

It outlives later evidence. ``docs/corrections.md`` has the rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from schemas.article import Identifier
from schemas.codec import RejectedError, in_utc
from schemas.dead_letter import Reason
from schemas.values import Actor, EventDate, EventType, Instant, Location, Outcome, Range, Toll

MentionIds = Annotated[tuple[Identifier, ...], Meta(max_length=64)]


class Action(StrEnum):
    """What an analyst may do."""

    MERGE = "merge"
    SPLIT = "split"
    WITHDRAW = "withdraw"
    SET = "set"


@dataclass(frozen=True, slots=True)
class EventReference:
    """An event, by mentions that it rests on: copy all three fields from its record.

    The mentions bind, for they stay what they are while event ids move; the id is for people.
    """

    event_id: Identifier
    block: Annotated[str, Meta(min_length=1, max_length=64)]
    mentions: Annotated[tuple[Identifier, ...], Meta(min_length=1, max_length=64)]


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields of a record that can be set. Null leaves a field alone; a toll whose total is all null is unknown."""

    type: EventType | None = None
    outcome: Outcome | None = None
    date: EventDate | None = None
    location: Location | None = None
    actors: tuple[Actor, ...] | None = None
    killed: Toll | None = None
    wounded: Toll | None = None
    captured: Toll | None = None
    missing: Toll | None = None
    displaced: Toll | None = None

    @property
    def given(self) -> dict[str, object]:
        """The fields that are not null."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) is not None}


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. A message with the same ``id`` and a later ``at`` takes its place.

    Raises:
        RejectedError: its parts contradict each other; the field is named.
        ValueError: ``at`` is at the edge of the calendar.
    """

    id: Identifier
    action: Action
    at: Instant
    """When the analyst decided. Where two corrections disagree the later one holds."""
    by: Annotated[str, Meta(min_length=1, max_length=256)]
    why: Annotated[str, Meta(min_length=1, max_length=2000)]
    events: Annotated[tuple[EventReference, ...], Meta(min_length=1, max_length=16)]
    """Two or more to merge; else one. To split: the event with the mentions that stay."""
    out: MentionIds = ()
    """To split: the mentions that are another event."""
    fields: Fields | None = None
    """To set: what the fields should say."""
    revoked: bool = False
    """What it said no longer holds."""
    received_at: Instant | None = None
    """When the worker's broker had it: set by the worker."""

    def __post_init__(self) -> None:
        """Keep instants in UTC, and refuse what cannot be meant."""
        object.__setattr__(self, "at", in_utc("at", self.at))
        if self.received_at is not None:
            object.__setattr__(self, "received_at", in_utc("received_at", self.received_at))
        for detail, field in _contradictions(self):
            raise RejectedError(Reason.INVALID_FIELD, detail, field)

    @property
    def block(self) -> str:
        """Where its mentions meet."""
        return self.events[0].block

    @property
    def anchors(self) -> tuple[str, ...]:
        """All mentions that it names."""
        return (*(mention for event in self.events for mention in event.mentions), *self.out)

    @property
    def rank(self) -> tuple[datetime, bool]:
        """Of two messages with one id the greater holds."""
        return (self.at, self.revoked)


def _contradictions(correction: Correction) -> Iterator[tuple[str, str]]:
    action, events = correction.action, correction.events
    if action is Action.MERGE:
        yield from _of_merge(events)
    elif len(events) > 1:
        yield f"{action} takes one event, not {len(events)}", "$.events"
    if action is Action.SPLIT and not correction.out:
        yield "a split names the mentions that are another event", "$.out"
    if action is not Action.SPLIT and correction.out:
        yield f"{action} takes no mentions out", "$.out"
    if len(set(correction.anchors)) < len(correction.anchors):
        yield "a mention is named twice", "$.out" if correction.out else "$.events"
    if (action is Action.SET) != (correction.fields is not None and bool(correction.fields.given)):
        yield "set, and nothing else, says what fields should be", "$.fields"
    if correction.fields is not None:
        yield from _of_fields(correction.fields)


def _of_merge(events: tuple[EventReference, ...]) -> Iterator[tuple[str, str]]:
    if len({event.event_id for event in events}) < len(events) or len(events) == 1:
        yield "a merge takes two events or more, each once", "$.events"
    for number, event in enumerate(events):
        if event.block != events[0].block:
            detail = f"a merge across two blocks, {events[0].block} and {event.block}: mentions meet within one only"
            yield detail, f"$.events[{number}].block"


def _of_fields(given: Fields) -> Iterator[tuple[str, str]]:
    if given.date is not None and given.date.start > given.date.end:
        yield f"starts on {given.date.start}, after its end, {given.date.end}", "$.fields.date.start"
    if given.location is not None and (given.location.lat is None) != (given.location.lon is None):
        yield "a point has a latitude and a longitude", "$.fields.location.lat"
    for name, value in given.given.items():
        if isinstance(value, Toll):
            for group in fields(value):
                found = getattr(value, group.name)
                counts = _known(found) if found is not None else []
                if counts != sorted(counts):
                    detail = f"low, best and high must rise: {', '.join(map(str, counts))}"
                    yield detail, f"$.fields.{name}.{group.name}"


def _known(counts: Range) -> list[int]:
    return [count for count in (counts.low, counts.best, counts.high) if count is not None]
