"""The deduplicator: mentions and corrections in, one record for each event out, however many articles tell of it."""

from collections.abc import Callable
from datetime import datetime

from agents.metrics import Metrics, Stage
from agents.stream.guard import fitting
from agents.stream.records import Output, Record, Result, Step
from agents.stream.state import State
from agents.topics import Topology
from pipeline.merging.fold import Message, Outcome, Tombstone
from pipeline.merging.store import Store
from pipeline.reading.findings import DropReason
from pipeline.stages import Stages
from schemas.cloudevents import of_event, of_tombstone
from schemas.codec import RejectedError, convert, encode, parse
from schemas.correction import Correction
from schemas.dead_letter import Reason
from schemas.event import Event
from schemas.mention import ArticleMentions

Fold = Callable[[Store, Message], Outcome]


def deduplicator(
    topology: Topology, fold: Fold, state: Callable[[], State], metrics: Metrics, now: Callable[[], datetime]
) -> Step:
    """The step of the deduplicator.

    Args:
        topology: where the events go.
        fold: merges a message into the state of its partition.
        state: gives the state; there is none before the worker has started.
        metrics: counts events and drops.
        now: the wall clock, for latencies alone.
    """

    def step(record: Record) -> Stages[Result]:
        if record.value is None:
            raise RejectedError(Reason.INVALID_FIELD, "a mention message without a value")
        with metrics.stage(Stage.DECODE):
            message = _message(record.value)
        yield
        with metrics.stage(Stage.FOLD), state().transaction(record.partition) as transaction:
            outcome = fold(transaction, message)
            if outcome.late:
                raise _late(message)
            outputs = fitting(tuple(_output(change, topology) for change in outcome.events), topology.events)
        metrics.reading(0, (), (DropReason(reason) for reason, _ in outcome.drops))
        if isinstance(message, Correction) and outcome.standing is not None:
            metrics.correction(message.action, outcome.standing)
        for change in outcome.events:
            if isinstance(change, Event):
                metrics.event(change, now(), is_news=isinstance(message, ArticleMentions))
        return Result(outputs, transaction.changes)

    return step


def _message(value: bytes) -> Message:
    """A correction, which has an action, or what an article says."""
    raw = parse(value)
    if isinstance(raw, dict) and "action" in raw:
        return convert(raw, Correction)
    return convert(raw, ArticleMentions)


def _late(message: Message) -> RejectedError:
    if isinstance(message, Correction):
        detail = f"said at {message.at.isoformat()}, before the horizon: its events have left the state"
        return RejectedError(Reason.LATE, detail, "$.at")
    detail = f"published at {message.published_at.isoformat()}, before the horizon"
    return RejectedError(Reason.LATE, detail, "$.published_at")


def _output(change: Event | Tombstone, topology: Topology) -> Output:
    """An event, or the null that ends a withdrawn one, under the event's id."""
    name, key = topology.events.name, change.event_id.encode()
    match change:
        case Event():
            return Output(name, key, encode(change), headers=of_event(change, topology.source))
        case Tombstone(event_id, version, at):
            return Output(name, key, None, headers=of_tombstone(event_id, version, at, topology.source))
