"""What the demo needs around it: a broker, a worker and a page, which end with it and leave nothing behind."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agents.brokers.embedded import settings_for, start_embedded
from agents.brokers.process import LOOPBACK, BrokerProcess, launch
from agents.cli.ports import Port, choose, in_turn
from agents.extras import how_to_install
from agents.page.assets import PORT, is_installed
from agents.settings import PREFIX, Settings

START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 6.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A running broker and worker, and the page where its extra is installed."""

    settings: Settings
    worker: BrokerProcess
    metrics_port: Port
    page: BrokerProcess | None = None
    page_port: Port | None = None

    @property
    def metrics_url(self) -> str:
        """Where the worker serves its metrics."""
        return f"http://{LOOPBACK}:{self.settings.metrics_port}/metrics"

    @property
    def page_url(self) -> str:
        """Where the page is, or how to get it."""
        if self.page is None:
            return f"a live map, once you {how_to_install('page')}"
        return f"http://{self.page.address}/"

    @property
    def worker_ended(self) -> str | None:
        """The worker's last words, if it has ended."""
        if self.worker.process.poll() is None:
            return None
        return (self.worker.log.read_text(errors="replace").strip().splitlines() or ["it said nothing"])[-1]


@contextmanager
def stage(metrics_port: int | None = None, page_port: int | None = None) -> Iterator[Stage]:
    """Start them, and end them.

    The user's own settings are left out: they are about other brokers.

    Args:
        metrics_port: where the worker serves its metrics: none for the usual port or, if that is taken, any; 0 for any.
        page_port: the same of the page.

    Raises:
        BrokerError: one of them does not start, or has not the port that was asked for.
    """
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="conflict-stream-demo-")))
        with in_turn():
            metrics = choose(Settings.model_fields["metrics_port"].default, metrics_port, "--metrics-port")
            shown = choose(PORT, page_port, "--page-port")
            broker = running.enter_context(start_embedded(folder / "broker.log"))
            settings = settings_for(Settings.model_construct(metrics_port=metrics.number), broker)
            environment = _environment(settings, folder)

            def child(name: str, port: Port, *options: str) -> BrokerProcess:
                command = [sys.executable, "-m", "agents.cli", name, *options]
                log = folder / f"{name}.log"
                return running.enter_context(
                    launch(command, port.number, log, environment=environment, grace=STOP_SECONDS)
                )

            worker = child("worker", metrics)
            page = child("page", shown, "--port", str(shown.number)) if is_installed() else None
            for one in (worker, page):
                if one is not None:
                    one.wait_until_open(START_SECONDS)
        yield Stage(settings, worker, metrics, page, shown if page else None)


def _environment(settings: Settings, folder: Path) -> Mapping[str, str]:
    ours = {
        "BROKER": settings.broker,
        "SESSION_TIMEOUT": str(settings.session_timeout),
        "METRICS_PORT": str(settings.metrics_port),
    }
    others = {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)}
    return {**others, "TMPDIR": str(folder), **{PREFIX + name: value for name, value in ours.items()}}
