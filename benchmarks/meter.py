"""The work of the contenders, and how long it took. Needs Python alone: peers run in environments of their own."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

COMMIT_SECONDS: Final = 0.25
PADDING: Final = b" " * 200
"""Of the record that goes out."""


class Meter:
    """Times from the first message to the last, and does the work of each."""

    def __init__(self, messages: int, work: float) -> None:
        self.messages = messages
        self.done = 0
        self._work = work
        self._started = self._cpu = 0.0

    def message(self) -> None:
        """One message's work."""
        if not self.done:
            self._started, self._cpu = time.perf_counter(), time.process_time()
        self.done += 1
        # CPU time, so that whoever is interrupted still does all of it.
        end = time.thread_time() + self._work
        while self._work and time.thread_time() < end:
            pass

    @property
    def is_done(self) -> bool:
        """Whether all are."""
        return self.done >= self.messages

    def end(self) -> None:
        """Print what was measured, and end without any clearing up."""
        seconds, cpu = time.perf_counter() - self._started, time.process_time() - self._cpu
        print(f"{self.messages / seconds:.0f} {cpu / self.messages * 1e6:.0f}", flush=True)
        os._exit(0)


@dataclass(frozen=True, slots=True)
class Job:
    """What a peer is to do: where the broker is, which topics, as which group."""

    broker: str
    articles: str
    events: str
    changelog: str
    group: str
    meter: Meter


def job(arguments: Sequence[str]) -> Job:
    """Read a job from a command line: the fields in order, the last as messages and seconds of work."""
    broker, articles, events, changelog, group, messages, work = arguments
    return Job(broker, articles, events, changelog, group, Meter(int(messages), float(work)))
