"""A worker that is stuck says why, and exits: whoever runs it starts it again.

Faust stays up, idle and silent, where the group cannot be joined, a recovery never ends, or a consumer stops.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from faust.types import TP

PERIOD: Final = 0.5


class Watched(Protocol):
    """What can be seen of a worker."""

    @property
    def is_ready(self) -> bool:
        """Whether it has its partitions and their state."""

    @property
    def fatal_error(self) -> BaseException | None:
        """What keeps it out of its group for good."""

    @property
    def lag(self) -> Mapping[tuple[str, int], int]:
        """Messages not yet committed, by partition."""

    @property
    def committed(self) -> Mapping[TP, int | None]:
        """Committed offsets."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that things may take."""

    ready: float
    stall: float


class Watchdog:
    """Looks at a worker from time to time.

    Args:
        worker: what is watched.
        limits: of its patience.
        clock: seconds that never go back.
    """

    def __init__(self, worker: Watched, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._worker = worker
        self._limits = limits
        self._clock = clock
        self._unready_since: float | None = clock()
        self._progress_at = clock()
        self._committed: Mapping[TP, int | None] = {}

    def look(self) -> str | None:
        """Why the worker must end, in one line; null while all is well."""
        if (error := self._worker.fatal_error) is not None:
            return f"the consumer group cannot be joined: {_advice(error)}"
        now = self._clock()
        if not self._worker.is_ready:
            self._unready_since = now if self._unready_since is None else self._unready_since
            self._progress_at = now
            if (waited := now - self._unready_since) > self._limits.ready:
                return (
                    f"not ready after {waited:.0f} s: the group's rebalance or the recovery of the state hangs; "
                    "if the state is large, raise CONFLICT_STREAM_READY_TIMEOUT"
                )
            return None
        self._unready_since = None
        committed = self._worker.committed
        waiting = sum(self._worker.lag.values())
        if committed != self._committed or not waiting:
            self._committed, self._progress_at = committed, now
        if (waited := now - self._progress_at) > self._limits.stall:
            return f"{waiting} messages wait, and nothing was committed for {waited:.0f} s"
        return None

    async def run(self) -> str:
        """Look until something is wrong; gives the reason."""
        while (reason := self.look()) is None:  # noqa: ASYNC110 - nothing tells of what does not happen
            await asyncio.sleep(PERIOD)
        return reason


def _advice(error: BaseException) -> str:
    name = type(error).__name__
    if name == "InvalidSessionTimeoutError":
        return (
            "the broker refuses the session timeout: set CONFLICT_STREAM_SESSION_TIMEOUT between its "
            "group.min.session.timeout.ms and group.max.session.timeout.ms"
        )
    return f"{name} {error}".strip()
