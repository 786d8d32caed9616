"""A worker that was frozen must not send: others may have its partitions, and its state is old.

A process can be stopped for seconds (a debugger, a paused virtual machine, swapping) and never know. Whoever is silent
for longer than the session timeout loses its partitions; this one gives up at half of that.
"""

import asyncio
import logging
import os
import time
from collections.abc import Callable
from typing import Any, Final

log = logging.getLogger(__name__)

EXIT_CODE: Final = 75
"""As sysexits' EX_TEMPFAIL: starting again helps."""

_BOOT_CLOCK: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def boot_clock() -> float:
    """Seconds that also pass while the machine sleeps, where the system can tell."""
    return time.clock_gettime(_BOOT_CLOCK)


class Fence:
    """Looks at the clock before every request to a broker, and ends the process where it finds a gap.

    Args:
        limit: seconds that the event loop may be silent.
        clock: seconds that also pass while the process is stopped.
        end: ends the process at once.
    """

    def __init__(
        self, limit: float, clock: Callable[[], float] = boot_clock, end: Callable[[int], object] = os._exit
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._end = end
        self._seen: float | None = None

    def check(self) -> None:
        """End the process if it was frozen since the last look."""
        now = self._clock()
        if self._seen is not None and (silent := now - self._seen) > self._limit:
            log.critical(
                "frozen for %.1f s, more than half the session timeout: ending before anything is sent", silent
            )
            logging.shutdown()
            self._end(EXIT_CODE)
        self._seen = now

    async def run(self) -> None:
        """Look several times within the limit."""
        while True:
            self.check()
            await asyncio.sleep(self._limit / 8)

    def guard(self, client: Any) -> None:  # noqa: ANN401 - aiokafka has no types
        """Look before each request of an aiokafka client: its own tasks send too."""
        send = client.send

        async def fenced(*arguments: object, **options: object) -> object:
            self.check()
            return await send(*arguments, **options)

        client.send = fenced
