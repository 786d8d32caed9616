"""Server-sent events: what has changed since a place in the stream.

There is no queue for a client: each has its place, and what has changed since then is read off the world. A slow one
gets fewer and later changes, a lost one comes back with ``Last-Event-ID``, and neither costs memory.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Final

import orjson

from agents.page.live import Live
from agents.page.world import Entry

RETRY_MS: Final = 2_000
CALM_SECONDS: Final = 0.2
"""Least time between two messages: a burst of changes is told together."""
KEEPALIVE_SECONDS: Final = 15.0
MOST_ROWS: Final = 1_000
"""In one message."""


def place(live: Live, sequence: int) -> str:
    """Name a place in the stream: the id of a server-sent event."""
    return f"{live.epoch}.{sequence}"


def sequence_at(live: Live, name: str) -> int | None:
    """The place of that name; null where only a new snapshot helps: it is another process's, or too long ago."""
    epoch, _, digits = name.partition(".")
    if epoch != live.epoch or not digits.isdecimal() or len(digits) > 18:
        return None
    found = int(digits)
    return found if live.world.floor <= found <= live.world.sequence else None


async def messages(live: Live, start: str) -> AsyncGenerator[bytes, None]:
    """Tell what changes after ``start``, for ever."""
    yield b"retry: %d\n\n" % RETRY_MS
    at, beat_at, hears = sequence_at(live, start), 0.0, True
    while True:
        if live.hears is not hears:
            hears = live.hears
            yield _message("feed", {"up": hears})
        if at is None or at < live.world.floor:
            yield _message("reset", {})
            at = live.world.sequence
        for part in _parts(live.world.after(at)):
            at = part[-1].sequence
            yield _message("changes", _changes(part), place(live, at))
        for beat in [one for one in live.beats if one.at > beat_at]:
            beat_at = beat.at
            yield _message("beat", asdict(beat))
        if at == live.world.sequence:
            with suppress(TimeoutError):
                await asyncio.wait_for(live.news(), KEEPALIVE_SECONDS)
            yield b":\n\n"  # a client that went away is noticed by writing to it
            await asyncio.sleep(CALM_SECONDS)


def _changes(entries: Sequence[Entry]) -> dict[str, object]:
    return {
        "rows": [orjson.Fragment(entry.line) for entry in entries if entry.row],
        "gone": [entry.event_id for entry in entries if not entry.row],
    }


def _parts(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    for start in range(0, len(entries), MOST_ROWS):
        yield entries[start : start + MOST_ROWS]


def _message(event: str, data: object, name: str | None = None) -> bytes:
    head = f"id: {name}\n" if name else ""
    return f"{head}event: {event}\ndata: ".encode() + orjson.dumps(data) + b"\n\n"
