"""FastStream: batches, and what they lead to awaited before they are acknowledged.

It has no state, so the counter and its changelog record are written by hand, as in the bare loop.
"""

import sys
import time

import uvloop
from faststream import AckPolicy, FastStream
from faststream.kafka import KafkaBroker, KafkaMessage

from benchmarks.meter import COMMIT_SECONDS, PADDING, Job, job


def main(given: Job) -> None:
    """Do the work."""
    meter = given.meter
    counts: dict[bytes, int] = {}
    client = KafkaBroker(given.broker, acks="all", max_batch_size=200_000, logger=None)
    committed = time.perf_counter()

    async def as_it_is(message: KafkaMessage) -> bytes:
        body: bytes = message.body
        return body

    @client.subscriber(
        given.articles,
        batch=True,
        max_records=500,
        group_id=given.group,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=50,
        max_partition_fetch_bytes=4 << 20,
        ack_policy=AckPolicy.MANUAL,
        decoder=as_it_is,
    )
    async def count(_: object, message: KafkaMessage) -> None:
        nonlocal committed
        sent = []
        for record in message.raw_message:
            meter.message()
            counts[record.key] = counts.get(record.key, 0) + 1
            value = str(counts[record.key]).encode()
            sent.append(await client.publish(value + PADDING, given.events, key=record.key, no_confirm=True))
            sent.append(
                await client.publish(
                    value, given.changelog, key=record.key, partition=record.partition, no_confirm=True
                )
            )
        for delivered in sent:
            await delivered
        if meter.is_done:
            meter.end()
        if time.perf_counter() - committed > COMMIT_SECONDS:
            await message.ack()
            committed = time.perf_counter()

    uvloop.run(FastStream(client, logger=None).run())


if __name__ == "__main__":
    main(job(sys.argv[1:]))
