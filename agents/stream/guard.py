"""The one place that catches: a message that cannot be processed becomes a dead letter, and the next one follows."""

import logging
from collections.abc import Callable
from typing import Final

from agents.stream.records import Output, Record, Result, Step
from pipeline.stages import Stages
from schemas.codec import RejectedError, error_headers
from schemas.dead_letter import DeadLetter, Reason
from schemas.topics import Topic

log = logging.getLogger(__name__)

LONGEST_DETAIL: Final = 300
MOST_HEADER_BYTES: Final = 4096
"""Of a dead letter's headers: a detail in any script, a field's path and a topic's name."""
ENVELOPE_BYTES: Final = 1024
"""Room for the record's own fields and its trace within a topic's greatest message size."""


def guarded(step: Step, source: Topic, dead: Callable[[str, Reason], None]) -> Step:
    """A step that never raises for a message's sake.

    Args:
        step: what may raise; a step that keeps state must undo its changes then.
        source: the topic of the messages; its dead-letter topic takes those that fail.
        dead: counts a dead letter by topic and reason.
    """

    def safe(record: Record) -> Stages[Result]:
        try:
            result = yield from step(record)
        except RejectedError as error:
            letter = (error.reason, error.detail, error.field)
        except Exception as error:
            log.exception("cannot process %s/%d offset %d", record.topic, record.partition, record.offset)
            letter = (Reason.INTERNAL_ERROR, f"{type(error).__name__}: {error}", None)
        else:
            return result
        dead(source.name, letter[0])
        return Result((dead_letter(record, source, *letter),))

    return safe


def dead_letter(record: Record, source: Topic, reason: Reason, detail: str, field: str | None = None) -> Output:
    """The original key and bytes, with what is known of the error in the headers.

    The broker weighs messages as they come, compressed ones too; ours are not. What its topic would refuse is cut.
    """
    topic = source.dead_letters
    key = record.key if record.key is None else record.key[: topic.max_message_bytes // 2]
    room = topic.max_message_bytes - ENVELOPE_BYTES - MOST_HEADER_BYTES - len(key or b"")
    value = record.value
    letter = DeadLetter(
        reason=reason,
        detail=detail[:LONGEST_DETAIL],
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        field=field,
        cut_from=len(value) if value is not None and len(value) > room else None,
    )
    # Kafka's clients refuse a message that has neither key nor value.
    kept = b"" if key is None and value is None else value and value[:room]
    return Output(topic.name, key, kept, record.partition, tuple(error_headers(letter)))


def fitting(outputs: tuple[Output, ...], topic: Topic) -> tuple[Output, ...]:
    """The same outputs: the broker would refuse larger ones, and so stop the worker at every start.

    A step that keeps state asks while it can still undo its changes.

    Raises:
        RejectedError: one of them is larger than the topic's greatest message.
    """
    for output in outputs:
        headers = sum(len(name) + len(value) for name, value in output.headers)
        size = len(output.key or b"") + len(output.value or b"") + headers + ENVELOPE_BYTES
        if size > topic.max_message_bytes:
            detail = f"leads to {size} bytes for {topic.name}, which takes {topic.max_message_bytes}"
            raise RejectedError(Reason.TOO_LONG, detail)
    return outputs
