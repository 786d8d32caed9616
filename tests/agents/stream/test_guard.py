"""What fits a topic: all of a record counts, its headers too; and no dead letter is larger than its topic takes."""

import pytest

from agents.stream.guard import ENVELOPE_BYTES, dead_letter, fitting
from agents.stream.records import Output, Record
from schemas.codec import RejectedError, read_error_headers
from schemas.dead_letter import Reason
from schemas.topics import ARTICLES, EVENTS

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


@pytest.mark.parametrize("key", [None, b"a1", b"k" * 5_000_000], ids=["no key", "key", "a key as large"])
@pytest.mark.parametrize("size", [0, 10, ARTICLES.max_message_bytes, 50_000_000])
def test_a_dead_letter_fits_its_topic_and_says_what_was_cut(key: bytes | None, size: int) -> None:
    record = Record(ARTICLES.name, 3, 1204, key, b"x" * size, 0)

    output = dead_letter(record, ARTICLES, Reason.TOO_LONG, "\u5f39" * 1000)

    assert fitting((output,), ARTICLES.dead_letters) == (output,)
    letter = read_error_headers(list(output.headers))
    whole = len(output.value or b"") == size
    assert letter.cut_from == (None if whole else size)
    assert whole or size + len(key or b"") > ARTICLES.max_message_bytes
    assert (letter.partition, letter.offset) == (3, 1204)
