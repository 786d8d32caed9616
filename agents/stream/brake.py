"""A worker that sets nearly everything aside stops, before a broken deployment fills the dead-letter topics.

One bad message is the producer's affair. A thousand in a row are ours: a changed format, a wrong topic, a fault of the
new release. What is not read yet then waits in the topic for the repair, and need not be sent again by hand.
"""

import logging
import os
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from agents.stream.records import Record, Result, Work

log = logging.getLogger(__name__)

EXIT_CODE: Final = 65
"""As sysexits' EX_DATAERR: starting again does not help for long."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How many dead letters are too many. Null: never."""

    in_row: int | None
    share: float | None
    """Of the last ``window`` messages, once there have been so many."""
    window: int


class Brake:
    """Counts the dead letters of one agent, and ends the process where they are too many.

    The message that is one too many is not set aside: its offset is not committed.

    Args:
        work: what is watched; its dead letters are its outputs to ``dead_letters``.
        dead_letters: the topic of them.
        tolerance: how many are too many.
        end: ends the process at once.
    """

    def __init__(
        self,
        work: Work,
        dead_letters: str,
        tolerance: Tolerance,
        end: Callable[[int], object] = os._exit,
    ) -> None:
        self._work = work
        self._dead_letters = dead_letters
        self._tolerance = tolerance
        self._end = end
        self._row = 0
        self._last: deque[bool] = deque()
        self._dead = 0

    def __call__(self, records: Sequence[Record]) -> list[Result]:
        """Do the work."""
        results = self._work(records)
        for result in results:
            self._watch(result)
        return results

    def _watch(self, result: Result) -> None:
        if (why := self._count(is_dead=any(out.topic == self._dead_letters for out in result.outputs))) is not None:
            log.critical(
                "%s to %s: ending before more are set aside; 'conflict-stream dlq list' shows why",
                why,
                self._dead_letters,
            )
            logging.shutdown()
            self._end(EXIT_CODE)

    def _count(self, *, is_dead: bool) -> str | None:
        """Why it is too much now; null while it is not."""
        limits = self._tolerance
        self._row = self._row + 1 if is_dead else 0
        self._last.append(is_dead)
        self._dead += is_dead
        if len(self._last) > limits.window:
            self._dead -= self._last.popleft()
        if limits.in_row is not None and self._row > limits.in_row:
            return f"more than {limits.in_row} messages in a row"
        if limits.share is not None and len(self._last) == limits.window and self._dead > limits.share * limits.window:
            return f"{self._dead} of the last {limits.window} messages"
        return None
