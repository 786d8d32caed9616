"""``conflict-stream demo``: two weeks of news through a broker and a worker, on this machine."""

import asyncio
import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from agents.brokers.process import BrokerError
from agents.cli.articles import documents
from agents.cli.events import gone, line
from agents.cli.failure import Failure
from agents.cli.kafka import failures
from agents.cli.options import examples
from agents.cli.produce import Outgoing, outgoing, send
from agents.cli.scrape import Scrape, scrape
from agents.cli.stage import Stage, stage
from agents.cli.tail import Published, Tombstone, subscribe
from agents.cli.terminal import counted, notices, plain, results
from agents.cli.together import until_one_ends
from agents.demo_check import Comparison, compare, load_expected
from agents.topics import ensure_topics, topology
from schemas.event import Event, Status
from seeds import ARTICLES, EXPECTED

RATE: Final = 25.0
"""Articles a second: fast enough not to bore, slow enough to be seen."""
POLL_SECONDS: Final = 0.3
QUIET_SECONDS: Final = 1.5
"""Longer than the worker takes between two measurements of its lag."""
STALLED_SECONDS: Final = 30.0

KCAT_NOTE: Final = (
    "(kcat on librdkafka 2.2 or newer: the embedded broker's handshake is too new for older ones; see kcat -V)"
)

SIGNS: Final = "+ a new event, ~ another version of one, x one that ended: merged or withdrawn"

EXAMPLES: Final = examples(
    "conflict-stream demo", "conflict-stream demo --once", "conflict-stream demo --metrics-port 0 --page-port 8080"
)
MetricsPort = Annotated[
    int | None,
    typer.Option(
        help="Where /metrics is served; 0 takes a free one.", min=0, max=65_535, show_default="9464, or a free one"
    ),
]
PagePort = Annotated[
    int | None,
    typer.Option(help="Where the page is; 0 takes a free one.", min=0, max=65_535, show_default="9465, or a free one"),
]


@dataclass(slots=True)
class Seen:
    """The events so far, in their latest version."""

    events: dict[str, Event] = field(default_factory=dict)
    revisions: int = 0
    first_at: float | None = None
    last_at: float = field(default_factory=time.monotonic)

    def take(self, record: Published | Tombstone) -> None:
        """Keep what a record of the events topic says."""
        self.last_at = time.monotonic()
        match record:
            case Tombstone(event_id):
                self.events.pop(event_id, None)
            case Published(event):
                self.revisions += 1
                self.events[event.event_id] = event
                self.first_at = self.first_at or self.last_at

    @property
    def active(self) -> list[Event]:
        """Those that stand."""
        return [event for event in self.events.values() if event.status is Status.ACTIVE]


def demo(
    *,
    once: Annotated[bool, typer.Option("--once", help="End with a summary when all articles are processed.")] = False,
    metrics_port: MetricsPort = None,
    page_port: PagePort = None,
) -> None:
    """Pour two weeks of news through a broker and a worker of its own, and print the events as they come.

    Ctrl-C ends it, and nothing is left behind.
    """
    started_at = time.monotonic()
    # A shell has a job in the background ignore SIGINT. The others become it: asyncio ends in order on SIGINT alone,
    # where an exception raised in the middle of any task may leave the rest hanging.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: signal.raise_signal(signal.SIGINT))
    console = notices()
    waiting = console.status("starting a broker, a worker and a page ...")
    waiting.start()
    try:
        with stage(metrics_port, page_port) as running:
            waiting.stop()
            _say_where(running, console)
            with suppress(KeyboardInterrupt):
                asyncio.run(_show(running, console, started_at, once=once))
            waiting.update("ending them ...")
            waiting.start()
    except BrokerError as error:
        raise Failure(str(error)) from None
    finally:
        waiting.stop()
    console.print("ended; nothing is left behind", style="dim")


async def _show(running: Stage, console: Console, started_at: float, *, once: bool) -> None:
    """Pour, print and sum up; then go on printing what else comes, unless it is ``once``."""
    seen = Seen()
    async with failures(running.settings):
        await ensure_topics(running.settings)
        story = _story(running, console, seen, started_at, once=once)
        await until_one_ends(_print(running, seen), _watch(running), story)


async def _story(running: Stage, console: Console, seen: Seen, started_at: float, *, once: bool) -> None:
    """Pour in the seeds, wait for what comes of them, and sum up.

    Raises:
        Failure: nothing came of them, and ``once`` would end as if all were well.
    """
    poured = await _pour(running)
    figures = await _settled(running, seen, poured)
    _sum_up(console, seen, figures, started_at)
    if once and not seen.revisions:
        raise Failure("no event came out")
    if not once:
        console.print("Waiting for more; Ctrl-C ends it.", style="bold")
        await asyncio.Event().wait()


async def _pour(running: Stage) -> int:
    topic = topology(running.settings).articles
    records = (one for one in outgoing(documents([str(ARTICLES)]), topic) if isinstance(one, Outgoing))
    return await send(running.settings, topic, records, rate=RATE)


async def _print(running: Stage, seen: Seen) -> None:
    console = results()
    async for record in subscribe(running.settings, from_start=True):
        seen.take(record)
        console.print(line(record.event) if isinstance(record, Published) else gone(record.event_id))


async def _watch(running: Stage) -> None:
    """End it all where the worker ends by itself.

    Raises:
        Failure: it did.
    """
    while (words := running.worker_ended) is None:  # noqa: ASYNC110 - a child process has no event to wait for
        await asyncio.sleep(POLL_SECONDS)
    raise Failure(f"the worker has ended: {plain(words)}")


async def _settled(running: Stage, seen: Seen, poured: int) -> Scrape:
    """Wait until every article is accounted for and every event has been seen.

    Raises:
        Failure: nothing moves any more.
    """
    moved_at, handled = time.monotonic(), 0
    while (still := time.monotonic() - max(seen.last_at, moved_at)) < STALLED_SECONDS:
        await asyncio.sleep(POLL_SECONDS)
        try:
            figures = await scrape(running.metrics_url)
        except OSError:
            continue
        if figures.total("conflict_stream_articles_total") != handled:
            moved_at, handled = time.monotonic(), figures.total("conflict_stream_articles_total")
        is_done = handled >= poured and not figures.total("conflict_stream_lag_messages")
        is_seen = seen.revisions >= figures.total("conflict_stream_event_revisions_total")
        if still > QUIET_SECONDS and is_done and is_seen:
            return figures
    raise Failure(f"{handled} of {poured} articles are processed, and nothing moves any more")


def _say_where(running: Stage, console: Console) -> None:
    broker = running.settings.broker
    topics = topology(running.settings)
    command = _command()
    article = '{"id": "mine-1", "published_at": "2024-08-20T08:00:00Z", "text": "..."}'
    for name, what in (
        ("broker", broker),
        ("metrics", f"{running.metrics_url}{running.metrics_port.note}"),
        ("page", f"{running.page_url}{running.page_port.note if running.page_port else ''}"),
        ("produce", f"{command} produce FILE --broker {broker}"),
        ("", f"echo '{article}' | kcat -P -b {broker} -t {topics.articles.name}"),
        ("subscribe", f"{command} tail --since all --broker {broker}"),
        ("", f"kcat -C -b {broker} -t {topics.events.name}"),
        ("", KCAT_NOTE),
    ):
        console.print(f"{name:10} {what}", style="dim")
    console.print(f"\n{SIGNS}", style="dim")


def _command() -> str:
    """How this command can be called again from the same folder: by the path that it was called by, if that was one."""
    called = Path(sys.argv[0])
    if called.name != "conflict-stream" or shutil.which("conflict-stream") == str(called):
        return "conflict-stream"
    return os.path.relpath(called) if called.is_absolute() else str(called)


def _sum_up(console: Console, seen: Seen, figures: Scrape, started_at: float) -> None:
    first = f"the first after {seen.first_at - started_at:.1f} s" if seen.first_at else "none came"
    flow = (
        counted(figures.total("conflict_stream_articles_total"), "article"),
        counted(figures.total("conflict_stream_mentions_total"), "mention"),
        f"{counted(len(seen.active), 'event')} in {counted(seen.revisions, 'revision')} ({first})",
    )
    console.print()
    console.print(" -> ".join(flow), style="bold")
    drops = figures.by("conflict_stream_drops_total")
    console.print("dropped: " + ", ".join(f"{reason} {count}" for reason, count in sorted(drops.items())))
    letters = figures.total("conflict_stream_dead_letters_total")
    if letters:
        console.print(f"{counted(letters, 'dead letter')}: 'conflict-stream dlq list' shows them", style="red")
    _tell(console, compare(seen.active, load_expected(EXPECTED)))


def _tell(console: Console, comparison: Comparison) -> None:
    expected = len(comparison.found) + len(comparison.missing)
    console.print(
        f"{len(comparison.found)} of {counted(expected, 'expected event')} came out as expected, "
        f"{len(comparison.unexpected)} others (of sample articles written for it; docs/quality.md tells of real news)",
        style="green" if comparison.is_exact else "yellow",
    )
    for one in comparison.missing:
        console.print(f"  missing  {one.expected.id}: {plain(one.why)}")
    for event in comparison.unexpected:
        console.print(f"  not expected  {plain(event.headline)} ({event.date.start})")
