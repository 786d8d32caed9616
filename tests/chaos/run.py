"""One run: articles into a deployment of real workers, with or without troubles, and the world that comes of them."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiokafka import AIOKafkaProducer

from agents.brokers.process import BrokerProcess
from agents.settings import Settings
from agents.topics import Topology, ensure_topics, topology
from tests.chaos.articles import Message
from tests.chaos.crew import Crew
from tests.chaos.scenario import Step, Trouble
from tests.chaos.topics import down_to, records
from tests.chaos.verifier import Verdict, World, compare, read

DONE_SECONDS: Final = 300.0
SHORT_FREEZE: Final = 0.5
BROKER_AWAY: Final = 1.0


class Deployment:
    """A broker that can be killed and comes back as it was.

    Args:
        start: starts it, at the same port over the same data each time.
    """

    def __init__(self, start: Callable[[], BrokerProcess]) -> None:
        self._start = start
        self.broker = start()

    async def kill(self) -> None:
        """SIGKILL, a second of nothing, and a start."""
        self.broker.process.kill()
        self.broker.process.wait()
        await asyncio.sleep(BROKER_AWAY)
        # The broker dies with the thread that starts it, so this must be the main one.
        self.broker = self._start()

    async def freeze(self) -> None:
        """SIGSTOP, and SIGCONT after a second."""
        self.broker.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(BROKER_AWAY)
        self.broker.process.send_signal(signal.SIGCONT)


@dataclass(slots=True)
class Run:
    """What came of a run."""

    world: World
    seconds: float
    redelivered: int
    """Messages between reader and deduplicator that are there more than once."""
    bad: frozenset[bytes]
    """Keys of the dead letters."""
    troubles: Counter[Trouble] = field(default_factory=Counter)
    exits: Counter[int] = field(default_factory=Counter)


async def run(
    deployment: Deployment, settings: Settings, messages: Sequence[Message], steps: Sequence[Step], folder: Path
) -> Run:
    """Send the messages, a part before each step, and wait until all are done."""
    started = time.monotonic()
    await ensure_topics(settings)
    topics = topology(settings)
    crew = Crew(settings, folder)
    troubles: Counter[Trouble] = Counter()
    producer = AIOKafkaProducer(bootstrap_servers=settings.broker, enable_idempotence=True, request_timeout_ms=120_000)
    supervisor = asyncio.create_task(crew.supervise())
    try:
        await producer.start()
        await crew.scale(1)
        size = -(-len(messages) // (len(steps) + 1))
        for number, step in enumerate(steps):
            await _send(producer, topics, messages[number * size : (number + 1) * size])
            troubles[step.trouble] += await _take(step, crew, deployment, settings)
        await _send(producer, topics, messages[len(steps) * size :])
        await producer.flush()
        await down_to(0, DONE_SECONDS, settings, topics.articles, topics.corrections, topics.mentions)
        for place in crew.places:
            place.is_wanted = False
            if place.runs:
                await crew.stop(place)
    finally:
        supervisor.cancel()
        crew.end()
        await producer.stop()
    mentions = [(record.partition, record.value) for record in await records(settings, topics.mentions)]
    return Run(
        world=read([(record.key, record.value) for record in await records(settings, topics.events)]),
        seconds=time.monotonic() - started,
        redelivered=len(mentions) - len(set(mentions)),
        bad=frozenset(
            [
                record.key
                for topic in (topics.articles, topics.corrections, topics.mentions)
                for record in await records(settings, topic.dead_letters)
            ]
        ),
        troubles=troubles,
        exits=crew.exits,
    )


def verdict(calm: Run, troubled: Run, messages: Sequence[Message]) -> Verdict:
    """Hold a run against the undisturbed one, and its dead letters against what was sent."""
    bad = {message.key for message in messages if message.is_bad}
    return compare(calm.world, troubled.world, len(bad ^ troubled.bad))


async def _take(step: Step, crew: Crew, deployment: Deployment, settings: Settings) -> int:
    """Let it happen; gives how often it did."""
    await crew.scale(step.workers)
    if step.ready_first:
        await crew.ready()
    await asyncio.sleep(step.pause)
    victim = crew.running(step.victim)
    match step.trouble:
        case Trouble.BROKER_KILL:
            await deployment.kill()
        case Trouble.BROKER_FREEZE:
            await deployment.freeze()
        case _ if victim is None:
            return 0
        case Trouble.KILL:
            await crew.kill(victim)
        case Trouble.STOP:
            await crew.restart(victim)
        case Trouble.FREEZE:
            await crew.freeze(victim, SHORT_FREEZE)
        case Trouble.LONG_FREEZE:
            await crew.freeze(victim, 1.5 * settings.session_timeout)
    return 1


async def _send(producer: AIOKafkaProducer, topics: Topology, messages: Sequence[Message]) -> None:
    # Not awaited: articles go on coming while the broker is away.
    for message in messages:
        topic = topics.corrections if message.is_correction else topics.articles
        await producer.send(topic.name, message.value, message.key)
