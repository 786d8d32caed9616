"""What the demo needs around it: a broker, a worker and a page, which end with it and leave nothing behind."""

import os
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agents.brokers.embedded import settings_for, start_embedded
from agents.brokers.process import LOOPBACK, BrokerProcess, free_port, start
from agents.page.assets import PORT, is_installed
from agents.settings import PREFIX, Settings

START_SECONDS: Final = 30.0
STOP_SECONDS: Final = 6.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A running broker and worker, and the page where its extra is installed."""

    settings: Settings
    worker: BrokerProcess
    page: BrokerProcess | None = None

    @property
    def metrics_url(self) -> str:
        """Where the worker serves its metrics."""
        return f"http://{LOOPBACK}:{self.settings.metrics_port}/metrics"

    @property
    def page_url(self) -> str:
        """Where the page is, or how to get it."""
        if self.page is None:
            return "pip install 'conflict-stream[page]' adds a live map"
        return f"http://{self.page.address}/"

    @property
    def worker_ended(self) -> str | None:
        """The worker's last words, if it has ended."""
        if self.worker.process.poll() is None:
            return None
        return (self.worker.log.read_text(errors="replace").strip().splitlines() or ["it said nothing"])[-1]


@contextmanager
def stage() -> Iterator[Stage]:
    """Start them, and end them.

    The user's own settings are left out: they are about other brokers.

    Raises:
        BrokerError: one of them does not start.
    """
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="conflict-stream-demo-")))
        broker = running.enter_context(start_embedded(folder / "broker.log"))
        usual: int = Settings.model_fields["metrics_port"].default
        settings = settings_for(Settings.model_construct(metrics_port=_port(usual)), broker)
        environment = _environment(settings, folder)

        def child(name: str, port: int, *options: str) -> BrokerProcess:
            command = [sys.executable, "-m", "agents.cli", name, *options]
            log = folder / f"{name}.log"
            return running.enter_context(
                start(command, port, log, environment=environment, timeout=START_SECONDS, grace=STOP_SECONDS)
            )

        worker = child("worker", settings.metrics_port)
        port = _port(PORT)
        page = child("page", port, "--port", str(port)) if is_installed() else None
        yield Stage(settings, worker, page)


def _port(usual: int) -> int:
    """The usual port, so that example configurations and bookmarks find it; any other where it is taken."""
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
