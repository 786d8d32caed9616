"""What the demo needs around it: a broker and a worker of its own, which end with it and leave nothing behind."""

import os
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agents.brokers.embedded import settings_for, start_embedded
from agents.brokers.process import LOOPBACK, BrokerProcess, free_port, start
from agents.settings import PREFIX, Settings

START_SECONDS: Final = 30.0
STOP_SECONDS: Final = 6.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A running broker and worker."""

    settings: Settings
    worker: BrokerProcess

    @property
    def metrics_url(self) -> str:
        """Where the worker serves its metrics."""
        return f"http://{LOOPBACK}:{self.settings.metrics_port}/metrics"

    @property
    def worker_ended(self) -> str | None:
        """The worker's last words, if it has ended."""
        if self.worker.process.poll() is None:
            return None
        return (self.worker.log.read_text(errors="replace").strip().splitlines() or ["it said nothing"])[-1]


@contextmanager
def stage() -> Iterator[Stage]:
    """Start both, and end them.

    The user's own settings are left out: they are about other brokers.

    Raises:
        BrokerError: one of them does not start.
    """
    with tempfile.TemporaryDirectory(prefix="conflict-stream-demo-") as name:
        folder = Path(name)
        with start_embedded(folder / "broker.log") as broker:
            settings = settings_for(Settings.model_construct(metrics_port=_metrics_port()), broker)
            worker = start(
                [sys.executable, "-m", "agents.cli", "worker"],
                settings.metrics_port,
                folder / "worker.log",
                environment=_environment(settings, folder),
                timeout=START_SECONDS,
                grace=STOP_SECONDS,
            )
            with worker:
                yield Stage(settings, worker)


def _metrics_port() -> int:
    """The usual port, so that a Prometheus with our example configuration finds it; any other where it is taken."""
    usual: int = Settings.model_fields["metrics_port"].default
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, usual))
        except OSError:
            return free_port()
    return usual


def _environment(settings: Settings, folder: Path) -> Mapping[str, str]:
    ours = {
        "BROKER": settings.broker,
        "SESSION_TIMEOUT": str(settings.session_timeout),
        "METRICS_PORT": str(settings.metrics_port),
    }
    others = {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)}
    return {**others, "TMPDIR": str(folder), **{PREFIX + name: value for name, value in ours.items()}}
