"""The workers of a run, as they are run in earnest: each has an id for life, and starts again when it ends."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from agents.brokers.process import LOOPBACK, free_port
from agents.settings import PREFIX, Settings
from tests.chaos.scenario import MANY

POLL: Final = 0.05
READY_SECONDS: Final = 60.0
STOP_SECONDS: Final = 30.0


@dataclass(slots=True)
class Place:
    """Where a worker runs: its id in the group, its port, its log."""

    name: str
    port: int
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    is_wanted: bool = False

    @property
    def runs(self) -> bool:
        """Whether its process is there."""
        return self.process is not None and self.process.poll() is None


@dataclass(slots=True)
class Crew:
    """Up to three workers of one group."""

    settings: Settings
    folder: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    exits: Counter[int] = field(default_factory=Counter)
    """How often a worker ended by itself, by exit code: a fence, a watchdog, a crash."""
    places: list[Place] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places = [
            Place(f"chaos-{number}", free_port(), self.folder / f"worker-{number}.log") for number in range(MANY)
        ]

    def start(self, place: Place) -> None:
        """Start a worker there."""
        given = self.settings.model_dump(exclude_unset=True)
        given |= {"instance_id": place.name, "metrics_port": place.port}
        ours = {PREFIX + name.upper(): "none" if value is None else str(value) for name, value in given.items()}
        with place.log.open("ab") as log:
            place.process = subprocess.Popen(
                [sys.executable, "-m", "agents.cli", "worker"], env={**self.environment, **ours}, stderr=log
            )
        place.is_wanted = True

    async def scale(self, count: int) -> None:
        """Start or stop workers until so many are wanted."""
        for number, place in enumerate(self.places):
            if number < count and not place.is_wanted:
                self.start(place)
            elif number >= count and place.is_wanted:
                place.is_wanted = False
                await self.stop(place)

    async def supervise(self) -> None:
        """Start again what ended by itself."""
        while True:
            for place in self.places:
                if place.is_wanted and not place.runs:
                    if place.process is not None:
                        self.exits[place.process.returncode] += 1
                    self.start(place)
            await asyncio.sleep(POLL)

    async def ready(self) -> None:
        """Wait until every worker that is wanted is ready."""
        async with asyncio.timeout(READY_SECONDS):
            for place in self.places:
                while place.is_wanted and not await asyncio.to_thread(_is_ready, place):  # noqa: ASYNC110 - a process
                    await asyncio.sleep(POLL)

    def running(self, number: int) -> Place | None:
        """One of those that run, counted round."""
        running = [place for place in self.places if place.is_wanted and place.runs]
        return running[number % len(running)] if running else None

    async def kill(self, place: Place) -> None:
        """SIGKILL, and a start with the same id."""
        assert place.process is not None
        place.process.kill()
        place.process.wait()
        self.start(place)

    async def restart(self, place: Place) -> int | None:
        """SIGTERM, and a start with the same id; gives the exit code."""
        place.is_wanted = False
        code = await self.stop(place)
        self.start(place)
        return code

    async def stop(self, place: Place) -> int | None:
        """SIGTERM; gives the exit code."""
        if place.process is None:
            return None
        place.process.send_signal(signal.SIGTERM)
        return await asyncio.to_thread(place.process.wait, STOP_SECONDS)

    async def freeze(self, place: Place, seconds: float) -> None:
        """SIGSTOP, and SIGCONT after so long."""
        assert place.process is not None
        place.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        place.process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """Leave none behind."""
        for place in self.places:
            place.is_wanted = False
            if place.process is not None:
                place.process.kill()
                place.process.wait()


def _is_ready(place: Place) -> bool:
    try:
        with urlopen(f"http://{LOOPBACK}:{place.port}/readyz", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
