"""What subscribers have in the end, and whether it is what they would have had without any trouble.

The topic of events is read from its beginning, as the broker keeps it. Ids, versions and times of processing depend on
which mention came first, so they may differ from run to run; what an event says may not.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import orjson

OF_PROCESSING: Final = frozenset(
    {"event_id", "version", "change", "first_seen_at", "updated_at", "updated_by", "links", "merged_into"}
)
"""Fields that may differ between two runs over the same articles. ``links`` are compared by what they lead to."""

Event = Mapping[str, Any]
Log = Iterable[tuple[bytes, bytes | None]]
"""Keys and values of the events topic, each partition in its order; null is a tombstone."""


@dataclass(frozen=True, slots=True)
class World:
    """The events topic, compacted, and what was wrong on the way."""

    newest: Mapping[str, Event]
    records: int
    repeated: int
    """Records that were there before, with the same content: what a redelivery leaves."""
    conflicting: int
    """Versions of an event that had two contents."""
    fallen: int
    """Events whose last record is not their greatest version."""
    dangling: int
    """Merged events from which no way leads to another event."""

    @property
    def active(self) -> list[Event]:
        """The events that stand."""
        return [event for event in self.newest.values() if event["status"] == "active"]

    @property
    def merged(self) -> int:
        """How many events ended in another."""
        return sum(event["status"] == "merged" for event in self.newest.values())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What differs; all zero is what is wanted."""

    lost: int = 0
    """Mentions that no event has, though one should."""
    doubled: int = 0
    """Mentions in more events than they should be in."""
    differing: int = 0
    """Events that do not say what they should, are missing, or are too many."""
    conflicting: int = 0
    fallen: int = 0
    dangling: int = 0
    unaccounted: int = 0
    """Bad messages without a dead letter, and dead letters of good messages."""

    @property
    def is_content(self) -> bool:
        """Whether nothing differs."""
        return self == Verdict()

    def __str__(self) -> str:
        return ", ".join(f"{getattr(self, field.name)} {field.name}" for field in fields(self))


def read(log: Log) -> World:
    """Follow the log to its end."""
    contents: dict[tuple[str, int], bytes] = {}
    conflicts: set[tuple[str, int]] = set()
    greatest: dict[str, int] = {}
    last: dict[str, int] = {}
    newest: dict[str, Event] = {}
    records = repeated = 0
    for key, value in log:
        records += 1
        name = key.decode()
        if value is None:
            newest.pop(name, None)
            continue
        event = orjson.loads(value)
        version = (name, event["version"])
        if version in contents:
            repeated += 1
            if contents[version] != value:
                conflicts.add(version)
        contents[version] = value
        greatest[name] = max(greatest.get(name, 0), event["version"])
        last[name] = event["version"]
        newest[name] = event
    fallen = sum(last[name] != version for name, version in greatest.items())
    dangling = sum(_leads_nowhere(name, newest, greatest.keys()) for name in newest)
    return World(newest, records, repeated, len(conflicts), fallen, dangling)


def _leads_nowhere(name: str, newest: Mapping[str, Event], known: Iterable[str]) -> bool:
    passed = set()
    while name in newest and newest[name]["status"] == "merged":
        passed.add(name)
        name = newest[name].get("merged_into") or ""
        if name in passed:
            return True
    return name not in known


def compare(calm: World, troubled: World, unaccounted: int = 0) -> Verdict:
    """Hold one world against the undisturbed one."""
    told, expected = _told(troubled), _told(calm)
    says, should_say = _contents(troubled), _contents(calm)
    return Verdict(
        lost=sum(mention not in told for mention in expected),
        doubled=sum(times > expected[mention] for mention, times in told.items()),
        differing=max((should_say - says).total(), (says - should_say).total()),
        conflicting=troubled.conflicting,
        fallen=troubled.fallen,
        dangling=troubled.dangling,
        unaccounted=unaccounted,
    )


def differences(calm: World, troubled: World) -> list[str]:
    """The events of each world that the other does not have, in words."""
    worlds = {"missing": (calm, troubled), "not expected": (troubled, calm)}
    lines = []
    for what, (of, other) in worlds.items():
        known = {_content(event) for event in other.active}
        for event in of.active:
            if _content(event) not in known:
                mentions = ", ".join(mention["mention_id"] for mention in event["mentions"])
                count = event.get("mention_count", len(event["mentions"]))
                lines.append(f"{what}: {event['event_id']} version {event['version']}: {count} mentions: {mentions}")
    return lines


def _told(world: World) -> Counter[str]:
    """In how many active events each mention is."""
    return Counter(mention["mention_id"] for event in world.active for mention in event["mentions"])


def _contents(world: World) -> Counter[bytes]:
    """What the active events say, and what the events say that they are linked with."""
    return Counter(_content(event) + b"".join(sorted(_linked(event, world))) for event in world.active)


def _linked(event: Event, world: World) -> Iterable[bytes]:
    for link in event.get("links", ()):
        name = link["event_id"]
        while (other := world.newest.get(name)) is not None and other["status"] == "merged":
            name = other["merged_into"]
        yield link["relation"].encode() + (_content(other) if other is not None else b"")


def _content(event: Event) -> bytes:
    said = {name: value for name, value in event.items() if name not in OF_PROCESSING}
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
