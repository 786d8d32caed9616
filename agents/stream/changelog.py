"""Reading state back from the changelog, to the ends that it had when the reading began."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from faust.types import TP

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """What one reading brought."""

    records: Mapping[TP, list[Any]]
    positions: Mapping[TP, int]
    """Where each partition's next reading goes on: all before it was handed over, or is gone."""
    is_over: bool = False
    """Whether nothing more will come though an end lies further on: compaction can take the last records."""


class Changelogs(Protocol):
    """The changelogs of the partitions that we have."""

    async def open_changelogs(self, starts: Mapping[TP, int]) -> Mapping[TP, int]:
        """Go to these offsets; gives the ends."""

    async def read_changelogs(self, ends: Mapping[TP, int]) -> Read:
        """The next records of these partitions; waits for them for a while."""


class Restoration:
    """How far each partition's state has been read back.

    What was read stays read when a rebalance comes in between: the next reading goes on from there.
    """

    def __init__(self) -> None:
        self._done: dict[TP, int] = {}
        self._ends: Mapping[TP, int] = {}

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        left = sum(self._done.get(tp, 0) < end for tp, end in self._ends.items())
        return f"{len(self._ends) - left} of {len(self._ends)} partitions recovered"

    def keep(self, partitions: set[TP]) -> set[TP]:
        """Forget all other partitions; gives those of which something has been read."""
        self._done = {tp: offset for tp, offset in self._done.items() if tp in partitions}
        return set(self._done)

    async def run(self, source: Changelogs, partitions: set[TP], take: Callable[[TP, list[Any]], None]) -> None:
        """Read these partitions to their ends. May be cancelled, and run again."""
        count, started = 0, time.perf_counter()
        self._ends = await source.open_changelogs({tp: self._done.get(tp, 0) for tp in partitions})
        while left := {tp: end for tp, end in self._ends.items() if self._done.get(tp, 0) < end}:
            read = await source.read_changelogs(left)
            for tp, records in read.records.items():
                take(tp, records)
                count += len(records)
            self._done.update(read.positions)
            if read.is_over:
                break
        log.info("read %d records of the state back in %.3f s", count, time.perf_counter() - started)
