"""Several workers on one machine: ``conflict-stream worker --processes N``. One process uses one core.

The parent starts them, starts again what dies, and answers for all of them at one address: their metrics summed, ready
when all are. It has no part in the work.
"""

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import Final

from prometheus_client import CollectorRegistry

from agents.brokers.embedded import settings_for, start_embedded
from agents.brokers.process import LOOPBACK, BrokerError, DiesWithParent, free_port
from agents.logs import log_to_stderr
from agents.metrics import Health, WorkerState, serve
from agents.metrics.sum import Summed
from agents.settings import EMBEDDED, PREFIX, Settings
from agents.stream import brake
from agents.worker import CONFIGURATION

log = logging.getLogger("conflict_stream")

HOPELESS: Final = frozenset({CONFIGURATION, brake.EXIT_CODE})
"""Exit codes after which another start ends the same way."""
LOOK_SECONDS: Final = 0.5
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 10.0
"""Between two starts of a worker that keeps dying; one that ran for longer starts at once."""
GRACE_SECONDS: Final = 3.0
"""Beyond a worker's own time for stopping."""


@dataclass(slots=True)
class Member:
    """One worker's place: its port and its id in the group outlive its processes."""

    port: int
    instance_id: str | None
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    pause: float = field(default=FIRST_PAUSE)

    @property
    def url(self) -> str:
        """Where its metrics are."""
        return f"http://{LOOPBACK}:{self.port}/metrics"


def run_crew(settings: Settings, count: int) -> int:
    """Run so many workers until SIGTERM, Ctrl-C, or one of them ends beyond hope; gives the exit code."""
    log_to_stderr(settings.log_level)
    with contextlib.ExitStack() as stack:
        try:
            if settings.broker == EMBEDDED:
                broker = stack.enter_context(start_embedded())
                log.info("embedded broker at %s", broker.address)
                settings = settings_for(settings, broker)
            crew = Crew(settings, count)
            server = serve(crew.registry, crew.health, settings.metrics_host, settings.metrics_port)
            stack.callback(server.close)
        except (BrokerError, OSError) as error:
            log.critical("%s", error)
            return CONFIGURATION
        log.info("metrics of %d workers at %s", count, server.url)
        return asyncio.run(crew.run())


class Crew:
    """The workers of one machine."""

    def __init__(self, settings: Settings, count: int) -> None:
        self._settings = settings
        name = settings.instance_id
        self._members = [Member(free_port(), f"{name}-{number}" if name else None) for number in range(count)]
        self._sum = Summed([member.url for member in self._members])
        self.registry = CollectorRegistry()
        self.registry.register(self._sum)
        self.health = Health()

    async def run(self) -> int:
        """Until told to stop, or a worker ends beyond hope."""
        told = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, told.set)
        code = 0
        try:
            for member in self._members:
                self._start(member)
            while not told.is_set() and not (code := self._look()):
                await asyncio.to_thread(self._report)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await told.wait()
        finally:
            self.health.become(WorkerState.STOPPING)
            stopped = await asyncio.to_thread(self._stop)
        return code or stopped

    def _look(self) -> int:
        """Start again what died; gives the exit code of what must not."""
        now = time.monotonic()
        for member in self._members:
            assert member.process is not None
            code = member.process.poll()
            if code in HOPELESS:
                return code
            if code is not None and now - member.started_at > member.pause:
                lived = now - member.started_at
                member.pause = FIRST_PAUSE if lived > LONGEST_PAUSE else min(2 * member.pause, LONGEST_PAUSE)
                log.warning("a worker has ended with %d: starting another", code)
                self._start(member)
        return 0

    def _start(self, member: Member) -> None:
        member.started_at = time.monotonic()
        given = {
            "BROKER": self._settings.broker,
            "SESSION_TIMEOUT": self._settings.session_timeout,
            "METRICS_HOST": LOOPBACK,
            "METRICS_PORT": member.port,
            "INSTANCE_ID": member.instance_id,
        }
        ours = {PREFIX + name: "none" if value is None else str(value) for name, value in given.items()}
        member.process = subprocess.Popen(
            [sys.executable, "-m", "agents.cli", "worker"],
            env={**os.environ, **ours},
            preexec_fn=DiesWithParent(os.getpid()),  # noqa: PLW1509 - only a system call in the child
        )

    def _report(self) -> None:
        ready, count = self._sum.running(), len(self._members)
        state = WorkerState.RUNNING if ready == count else WorkerState.JOINING
        self.health.become(state, f"{ready} of {count} workers ready")

    def _stop(self) -> int:
        """Ask all of them to end, and give the greatest exit code; who does not end is killed."""
        processes = [member.process for member in self._members if member.process is not None]
        for process in processes:
            process.terminate()
        deadline = time.monotonic() + self._settings.stop_timeout + GRACE_SECONDS
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            process.kill()
            process.wait()
        return max((abs(process.returncode) for process in processes), default=0)
