"""What state a worker is in, and whether it is alive and ready."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SILENCE_SECONDS: Final = 60.0
"""How long a worker's event loop may be silent before it counts as hung; a batch takes milliseconds."""


class WorkerState(StrEnum):
    """From start to stop; a rebalance leads from running back to joining."""

    STARTING = "starting"
    WAITING_FOR_BROKER = "waiting_for_broker"
    JOINING = "joining"
    RECOVERING = "recovering"
    RUNNING = "running"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether all is well, and one line that says why not."""

    ok: bool
    why: str


class Health:
    """A worker's state, written by its event loop and read by the metrics server's thread.

    Alive and ready differ: a worker that rebalances or recovers is alive, and killing it would only make that longer.
    Each attribute is replaced whole, so that no lock is needed.

    Args:
        on_change: told of every new state (``Metrics.worker_state``).
        clock: seconds that never go back.
        silence: how long ``beat`` may stay away before the worker counts as hung.
    """

    def __init__(
        self,
        on_change: Callable[[WorkerState], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
        silence: float = SILENCE_SECONDS,
    ) -> None:
        self._on_change = on_change
        self._clock = clock
        self._silence = silence
        self.become(WorkerState.STARTING)

    def become(self, state: WorkerState, detail: str = "") -> None:
        """Enter a state; ``detail`` goes into the answer of ``/readyz``: "3 of 12 partitions recovered"."""
        self._now = (state, detail)
        self.beat()
        self._on_change(state)

    def beat(self) -> None:
        """Tell that the event loop turns. Call it every few seconds."""
        self._beaten_at = self._clock()

    @property
    def state(self) -> WorkerState:
        """The state the worker is in."""
        return self._now[0]

    def live(self) -> Answer:
        """Whether the worker makes progress at all; if not, only a restart helps."""
        silent = self._clock() - self._beaten_at
        if silent > self._silence:
            return Answer(ok=False, why=f"hung: the event loop has been silent for {silent:.0f} s")
        return Answer(ok=True, why="alive")

    def ready(self) -> Answer:
        """Whether the worker has its partitions and their state, and processes messages."""
        live = self.live()
        if not live.ok:
            return live
        state, detail = self._now
        if state is WorkerState.RUNNING:
            return Answer(ok=True, why="ready")
        return Answer(ok=False, why=f"{state}: {detail}" if detail else state.value)
