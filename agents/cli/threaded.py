"""Blocking input in an event loop: lines typed into a pipe must not keep what came before from being sent."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")

AHEAD: Final = 1000
"""How many items may be read before they are asked for."""


@dataclass(frozen=True, slots=True)
class _End:
    error: Exception | None = None


async def threaded(items: Iterable[T]) -> AsyncIterator[T]:
    """Iterate in a thread of its own, which does not keep the process alive. What it raises is raised here."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[T | _End] = asyncio.Queue()
    room = threading.Semaphore(AHEAD)

    def read() -> None:
        end = _End()
        try:
            for item in items:
                room.acquire()
                loop.call_soon_threadsafe(queue.put_nowait, item)
        except Exception as error:  # noqa: BLE001 - handed over, to be raised where it can be handled
            end = _End(error)
        if not loop.is_closed():
            loop.call_soon_threadsafe(queue.put_nowait, end)

    threading.Thread(target=read, daemon=True).start()
    while not isinstance(item := await queue.get(), _End):
        room.release()
        yield item
    if item.error is not None:
        raise item.error
