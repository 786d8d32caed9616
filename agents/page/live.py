"""The world and the workers' pulse as they change: what comes in, and who waits for it."""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterable, Sequence
from typing import Final

from agents.cli.tail import Published, Tombstone
from agents.page.pulse import Beat, beat, read
from agents.page.world import World

BEATS: Final = 300
"""Points of the page's lines: ten minutes."""
BEAT_SECONDS: Final = 2.0
BREATH: Final = 200
"""Records taken before others get a turn: a compacted topic comes all at once."""


class Live:
    """What the page knows. ``epoch`` tells one process from the next: sequence numbers start anew in each."""

    def __init__(self, world: World | None = None, *, hears: bool = True) -> None:
        self.world = world or World()
        self.hears = hears
        """Whether the broker answers whom the events come from."""
        self.beats: deque[Beat] = deque(maxlen=BEATS)
        self.epoch = secrets.token_hex(4)
        self._news = asyncio.Event()

    async def follow(self, feed: AsyncIterable[Published | Tombstone]) -> None:
        """Take in all that a feed brings."""
        taken = 0
        async for record in feed:
            self.take(record)
            taken += 1
            if taken % BREATH == 0:
                await asyncio.sleep(0)

    async def measure(self, addresses: Sequence[str]) -> None:
        """Take the workers' pulse, for ever."""
        before = None
        while True:
            now = await read(addresses)
            self.feel(beat(before, now))
            before = now
            await asyncio.sleep(BEAT_SECONDS)

    def take(self, record: Published | Tombstone) -> None:
        """Take in one record."""
        self.world.take(record)
        self._ring()

    def feel(self, one: Beat) -> None:
        """Take in one beat."""
        self.beats.append(one)
        self._ring()

    def hear(self, *, yes: bool) -> None:
        """Take in whether the broker answers."""
        if yes is not self.hears:
            self.hears = yes
            self._ring()

    async def news(self) -> None:
        """Wait until something comes in."""
        await self._news.wait()

    def _ring(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
