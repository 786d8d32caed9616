"""A worker that may have lost its partitions sends nothing: others may have them, and its state is old.

A heartbeat that the broker has answered is a lease. Nobody else gets the partitions for one session timeout from when
it was sent, whatever happens to the worker: a debugger, a paused virtual machine, swapping, a cut line. After half of
that no request leaves until another heartbeat is answered; and where the answer is that the group does not know this
worker any more, the process ends with what it has in hand.
"""

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

log = logging.getLogger(__name__)

EXIT_CODE: Final = 75
"""As sysexits' EX_TEMPFAIL: starting again helps."""
PERIOD: Final = 0.02

_BOOT_CLOCK: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def boot_clock() -> float:
    """Seconds that also pass while the machine sleeps, where the system can tell."""
    return time.clock_gettime(_BOOT_CLOCK)


class Fence:
    """Holds requests back while the lease is old, and ends the process where it is lost.

    Args:
        limit: seconds from a heartbeat's sending for which its answer is trusted.
        clock: seconds that also pass while the process is stopped.
        end: ends the process at once.
    """

    def __init__(
        self, limit: float, clock: Callable[[], float] = boot_clock, end: Callable[[int], object] = os._exit
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._end = end
        self._renewed: float | None = None

    def watch(self, coordinator: Any) -> None:  # noqa: ANN401 - aiokafka has no types
        """Learn from an aiokafka coordinator's heartbeats, and of its being thrown out of the group."""
        beat, joined = coordinator._do_heartbeat, coordinator._on_join_complete  # noqa: SLF001 - aiokafka's
        thrown_out = coordinator.reset_generation

        async def renewing() -> bool:
            sent = self._clock()
            known: bool = await beat()
            # Of one that has been thrown out meanwhile the generation is unknown.
            if known and coordinator.generation >= 0:
                self._renewed = sent
            return known

        async def complete(*arguments: object) -> None:
            await joined(*arguments)
            # aiokafka's own first heartbeat comes an interval later; nothing could be sent until then.
            await renewing()

        def lost() -> None:
            self._renewed = None
            thrown_out()

        coordinator._do_heartbeat, coordinator._on_join_complete = renewing, complete  # noqa: SLF001
        coordinator.reset_generation = lost

    async def passage(self) -> None:
        """Wait until something may be sent; ends the process where it never may."""
        while self._renewed is None or self._clock() - self._renewed > self._limit:
            if self._renewed is None:
                log.critical("thrown out of the group with work in hand: ending before anything of it is sent")
                logging.shutdown()
                self._end(EXIT_CODE)
            await asyncio.sleep(PERIOD)

    def guard(self, client: Any) -> None:  # noqa: ANN401 - aiokafka has no types
        """Look before each record that an aiokafka client sends: its own tasks send again what was not answered."""
        send: Callable[..., Awaitable[object]] = client.send

        async def fenced(*arguments: object, **options: object) -> object:
            await self.passage()
            return await send(*arguments, **options)

        client.send = fenced
