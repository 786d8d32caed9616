"""What fits a topic: all of a record counts, its headers too."""

import pytest

from agents.stream.guard import ENVELOPE_BYTES, fitting
from agents.stream.records import Output
from schemas.codec import RejectedError
from schemas.dead_letter import Reason
from schemas.topics import EVENTS

ROOM = EVENTS.max_message_bytes - ENVELOPE_BYTES


@pytest.mark.parametrize("part", ["key", "value", "headers"])
def test_every_part_of_a_record_counts(part: str) -> None:
    def output(size: int) -> Output:
        parts = {"key": b"", "value": b"", "headers": b"", part: b"x" * size}
        return Output(EVENTS.name, parts["key"], parts["value"], headers=(("", parts["headers"]),))

    assert fitting((output(ROOM),), EVENTS) == (output(ROOM),)
    with pytest.raises(RejectedError) as refusal:
        fitting((output(1), output(ROOM + 1)), EVENTS)
    assert refusal.value.reason is Reason.TOO_LONG


def test_a_tombstone_always_fits() -> None:
    assert fitting((Output(EVENTS.name, b"e1", None),), EVENTS)
