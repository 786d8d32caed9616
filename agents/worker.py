"""One worker process, from start to exit code."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import time
from collections.abc import Callable, Coroutine, Mapping
from importlib.metadata import version
from typing import Final

import uvloop
from aiokafka.errors import KafkaError
from faust.types import TP
from prometheus_client import CollectorRegistry

from agents.app import create_app
from agents.brokers.embedded import settings_for, start_embedded
from agents.brokers.process import BrokerError
from agents.connection import when_reachable
from agents.logs import log_to_stderr
from agents.metrics import BuildInfo, Health, Metrics, MetricsServer, WorkerState, serve
from agents.rules import rules
from agents.settings import EMBEDDED, Settings, SettingsError
from agents.stream.app import App
from agents.stream.watchdog import Limits, Watchdog
from agents.topics import TopicError, ensure_topics, topology
from pipeline import gazetteer, lexicon
from pipeline.merging.records import StateFormatError

log = logging.getLogger("conflict_stream")

STUCK: Final = 70
"""As sysexits' EX_SOFTWARE."""
CONFIGURATION: Final = 78
"""As sysexits' EX_CONFIG: starting again does not help."""
MEASURE_SECONDS: Final = 1.0
JOINING_SECONDS: Final = 0.05
"""While a worker is not ready, whoever waits for it asks often."""


def run_worker(settings: Settings, *, app: Callable[[Settings, Metrics], App] = create_app) -> int:
    """Run until SIGTERM, Ctrl-C or a reason to end; gives the exit code. Starts the embedded broker where asked to.

    Args:
        settings: as read.
        app: makes the application; tests put their own reading and merging in.
    """
    log_to_stderr(settings.log_level)
    with contextlib.ExitStack() as stack:
        try:
            if settings.broker == EMBEDDED:
                broker = stack.enter_context(start_embedded())
                log.info("embedded broker at %s", broker.address)
                settings = settings_for(settings, broker)
            metrics, health, server = _serve_metrics(settings)
            stack.callback(server.close)
        except (BrokerError, OSError) as error:
            log.critical("%s", error)
            return CONFIGURATION
        log.info("metrics at %s", server.url)
        return uvloop.run(Worker(settings, metrics, health, app).run())


class Worker:
    """The life of a worker: wait for the broker, start, watch, stop."""

    def __init__(
        self, settings: Settings, metrics: Metrics, health: Health, app: Callable[[Settings, Metrics], App]
    ) -> None:
        self._settings = settings
        self._metrics = metrics
        self._health = health
        self._create_app = app
        self._app: App | None = None
        self._started_at = time.monotonic()

    async def run(self) -> int:
        """Until told to stop, or something is wrong."""
        told = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, told.set)
        return await self._stop(await _first(self._live(), _when(told, 0)))

    async def _live(self) -> int:
        self._health.become(WorkerState.WAITING_FOR_BROKER)
        try:
            await when_reachable(self._settings, lambda: ensure_topics(self._settings))
        except (TopicError, SettingsError, KafkaError) as error:
            log.critical("%s", error)
            return CONFIGURATION
        self._health.become(WorkerState.JOINING)
        log.info("joining group %s at %s", self._settings.group_id, self._settings.broker)
        app = self._app = self._create_app(self._settings, self._metrics)
        # Words and places stay for good: to look through them in every full collection takes 60 ms, and all work waits.
        gc.collect()
        gc.freeze()
        view = _View(app)
        return await _first(self._start(app), self._crash(app), self._watch(view), self._measure(view))

    async def _start(self, app: App) -> int:
        try:
            await app.start()
        except Exception:
            log.critical("cannot start", exc_info=True)
            return STUCK
        return await _when(asyncio.Event(), STUCK)

    async def _crash(self, app: App) -> int:
        await app._crashed.wait()  # noqa: SLF001 - mode has no public name for it
        if isinstance(app.crash_reason, StateFormatError):
            log.critical("%s: start under a new CONFLICT_STREAM_GROUP_ID, and replay", app.crash_reason)
            return CONFIGURATION
        log.critical("ending: %r", app.crash_reason)
        return STUCK

    async def _watch(self, view: "_View") -> int:
        log.critical(
            "%s", await Watchdog(view, Limits(self._settings.ready_timeout, self._settings.stall_timeout)).run()
        )
        return STUCK

    async def _measure(self, view: "_View") -> int:
        while True:
            self._health.beat()
            state, before = view.state, self._health.state
            if state is not before or state is WorkerState.RECOVERING:
                self._health.become(state, view.detail)
            if state is WorkerState.RUNNING and before is not state:
                self._metrics.rebalanced()
                log.info("ready %.2f s after start", time.monotonic() - self._started_at)
            self._metrics.lag(view.lag)
            self._metrics.open_events(view.known_events)
            await asyncio.sleep(MEASURE_SECONDS if state is WorkerState.RUNNING else JOINING_SECONDS)

    async def _stop(self, code: int) -> int:
        was_running = self._health.state is WorkerState.RUNNING
        self._health.become(WorkerState.STOPPING)
        if self._app is None:
            return code
        if code:
            # Faust cannot stop in order what has crashed; nothing that was not acknowledged counts as done.
            _end(code)
        try:
            async with asyncio.timeout(self._settings.stop_timeout):
                await self._app.stop()
        except TimeoutError:
            log.warning("the stop took more than %.0f s: ending at once", self._settings.stop_timeout)
            _end(int(was_running))
        log.info("stopped")
        return code


async def _first(*ways: Coroutine[None, None, int]) -> int:
    """The code of whichever ends first; the others are cancelled."""
    tasks = [asyncio.create_task(way) for way in ways]
    done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in others:
        task.cancel()
    return done.pop().result()


async def _when(event: asyncio.Event, code: int) -> int:
    await event.wait()
    return code


class _View:
    """What the watchdog and the metrics see of an application."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def state(self) -> WorkerState:
        if self._app.is_recovering:
            return WorkerState.RECOVERING
        return WorkerState.RUNNING if self.is_ready else WorkerState.JOINING

    @property
    def detail(self) -> str:
        return self._app.recovery_progress if self._app.is_recovering else ""

    @property
    def known_events(self) -> int:
        return self._app.known_events

    @property
    def is_ready(self) -> bool:
        return self._app.is_ready

    @property
    def fatal_error(self) -> BaseException | None:
        return self._app.group.fatal_error

    @property
    def lag(self) -> Mapping[tuple[str, int], int]:
        return self._app.group.lag() if self.is_ready else {}

    @property
    def committed(self) -> Mapping[TP, int | None]:
        return self._app.group.committed


def _end(code: int) -> None:
    logging.shutdown()
    os._exit(code)


def _serve_metrics(settings: Settings) -> tuple[Metrics, Health, MetricsServer]:
    registry = CollectorRegistry()
    topics = topology(settings)
    rules_version = rules(settings).rules_version
    build = BuildInfo(version("conflict-stream"), rules_version, lexicon.fingerprint(), gazetteer.fingerprint())
    metrics = Metrics(registry, build, (topics.articles.name, topics.corrections.name, topics.mentions.name))
    health = Health(metrics.worker_state)
    return metrics, health, serve(registry, health, settings.metrics_host, settings.metrics_port)
