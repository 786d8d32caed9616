"""Quix Streams: a stateful step over RocksDB with its own changelog topic, at least once.

It does not tell when a record is acknowledged: done is when the last message is.
"""

import sys
import tempfile

from quixstreams import Application, State

from benchmarks.meter import COMMIT_SECONDS, PADDING, Job, job


def main(given: Job) -> None:
    """Do the work; its changelog topic has a name of its own."""
    meter = given.meter

    def count(_: bytes, state: State) -> bytes:
        meter.message()
        number = state.get("count", 0) + 1
        state.set("count", number)
        return str(number).encode() + PADDING

    def processed(*_: object) -> None:
        if meter.is_done:
            meter.end()

    app = Application(
        given.broker,
        consumer_group=given.group,
        auto_offset_reset="earliest",
        commit_interval=COMMIT_SECONDS,
        processing_guarantee="at-least-once",
        state_dir=tempfile.mkdtemp(prefix="conflict-stream-bench-"),
        on_message_processed=processed,
        loglevel="ERROR",
    )
    source = app.topic(given.articles, key_deserializer="bytes", value_deserializer="bytes")
    target = app.topic(given.events, key_serializer="bytes", value_serializer="bytes")
    app.dataframe(source).apply(count, stateful=True).to_topic(target)
    app.run()


if __name__ == "__main__":
    main(job(sys.argv[1:]))
