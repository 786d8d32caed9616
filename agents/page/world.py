"""The events in their latest version, in the order in which they changed."""

import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import orjson

from agents.cli.tail import Published, Tombstone
from agents.cli.terminal import plain
from agents.page.rows import Row, row_of, values
from schemas.event import Change, Event, Status, Update

LIMIT: Final = 50_000
"""Events kept; a record takes about a kilobyte and its row as much again."""
SLACK: Final = 1.1
"""How far the limit may be passed before the oldest are let go, so that they go many at a time."""
REVISIONS: Final = 50


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an event, as it went by."""

    version: int
    status: Status
    change: tuple[Change, ...]
    headline: str
    updated_at: datetime
    by: str | None = None
    """Whose correction it shows, where it is one."""
    article_id: str | None = None
    """The article that made it: read, changed or retracted."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of an event. ``sequence`` numbers the changes of the whole world, from 1."""

    sequence: int
    event_id: str
    row: Row | None = None
    """Null: it is not to be shown, since it was merged or withdrawn."""
    line: bytes = b""
    """The row as JSON, written once: a snapshot has 50,000 of them."""
    revisions: tuple[Revision, ...] = ()
    packed: bytes = b""

    @property
    def record(self) -> bytes:
        """The record as it came, as JSON."""
        return zlib.decompress(self.packed)


class World:
    """Every event's latest version; the most recently updated ``limit`` of them."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self.sequence = 0
        """Of the latest change."""
        self.floor = 0
        """Changes up to here are no longer told one by one: some of those events have been let go."""

    def take(self, record: Published | Tombstone) -> None:
        """Learn what a record of the events topic says. Old versions, come again, change nothing.

        Ids are kept as they are shown, without control characters: the page asks by what it was told.
        """
        match record:
            case Tombstone(event_id):
                if (shown := plain(event_id)) in self._entries:
                    self._put(Entry(self.sequence + 1, shown))
            case Published(event, data):
                shown = plain(event.event_id)
                before = self._entries.get(shown)
                known = before.revisions if before else ()
                if known and known[-1].version >= event.version:
                    return
                row = row_of(event) if event.status is Status.ACTIVE else None
                self._put(
                    Entry(
                        sequence=self.sequence + 1,
                        event_id=shown,
                        row=row,
                        line=orjson.dumps(values(row)) if row else b"",
                        revisions=(*known, _revision(event))[-REVISIONS:],
                        packed=zlib.compress(data, 1),
                    )
                )

    def get(self, event_id: str) -> Entry | None:
        """What is known of an event; null also where it was taken back."""
        entry = self._entries.get(event_id)
        return entry if entry and entry.packed else None

    def standing(self) -> list[Entry]:
        """Every event that stands, the latest changed last."""
        return [entry for entry in self._entries.values() if entry.row]

    def after(self, sequence: int) -> list[Entry]:
        """What has changed since, in order; each event once."""
        return list(reversed(list(self._newest(sequence))))

    def _newest(self, sequence: int) -> Iterator[Entry]:
        for entry in reversed(self._entries.values()):
            if entry.sequence <= sequence:
                return
            yield entry

    def _put(self, entry: Entry) -> None:
        self.sequence = entry.sequence
        self._entries[entry.event_id] = entry
        self._entries.move_to_end(entry.event_id)
        if len(self._entries) > self._limit * SLACK:
            self._let_go()

    def _let_go(self) -> None:
        """Keep the latest updated. Not the latest come: partitions are read one after the other at the start."""

        def age(entry: Entry) -> float:
            return entry.revisions[-1].updated_at.timestamp() if entry.revisions else 0.0

        oldest = sorted(self._entries.values(), key=age)
        for entry in oldest[: len(oldest) - self._limit]:
            del self._entries[entry.event_id]
        self.floor = self.sequence


def _revision(event: Event) -> Revision:
    said = max(event.corrections, key=lambda one: one.at, default=None)
    by = said.by if said is not None and Change.CORRECTION in event.change else None
    cause = event.updated_by or Update()
    return Revision(
        event.version, event.status, event.change, event.headline, event.updated_at, by, cause.article_id, cause.url
    )
