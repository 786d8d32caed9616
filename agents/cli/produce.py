"""``conflict-stream produce``: articles from files to the broker."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from agents.cli.articles import (
    Document,
    Layout,
    Refused,
    Skipped,
    article,
    documents,
    instant,
    passed_over,
    passing,
    refused,
    size,
)
from agents.cli.kafka import production
from agents.cli.options import Broker, Format, Paths, PublishedAt, SkipBad, client_settings, examples
from agents.cli.terminal import counted, notices
from agents.cli.threaded import threaded
from agents.settings import Settings
from agents.topics import topology
from schemas.codec import RejectedError, encode
from schemas.topics import Topic

RECORD_OVERHEAD: Final = 128
"""Bytes that a record and its batch need besides key and value; the topic's limit counts them."""
IN_FLIGHT: Final = 500

EXAMPLES: Final = examples(
    "conflict-stream produce seeds/articles.jsonl",
    "conflict-stream produce wire/ --broker kafka:9092 --rate 50",
    "conflict-stream produce report.txt --published-at 2024-08-13T06:00:00Z",
    "zcat feed.jsonl.gz | conflict-stream produce - --skip-bad",
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to send, and how many bytes of the source it stands for."""

    key: bytes | None
    value: bytes
    read: int


def produce(  # noqa: PLR0913 - one parameter an option
    *,
    paths: Paths,
    broker: Broker = None,
    published_at: PublishedAt = None,
    layout: Format = Layout.AUTO,
    rate: Annotated[float, typer.Option(help="Articles a second; 0 is as fast as it goes.", min=0)] = 0,
    skip_bad: SkipBad = False,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="Send JSON lines as they are; bad ones become dead letters.")
    ] = False,
) -> None:
    """Send articles to the broker.

    Files hold JSON lines (one article each), one JSON article or array, or plain text, which needs --published-at.
    Articles are checked first: what breaks their contract is refused here, with its file, line and field.
    """
    chosen = client_settings(broker)
    topic = topology(chosen).articles
    moment = instant(published_at) if published_at else None
    found = outgoing(documents(paths, layout), topic, moment, check=not unchecked)
    console = notices()
    for words in passed_over(paths):
        console.print(words, style="dim")
    started = time.monotonic()
    with _progress() as progress:
        task = progress.add_task("", total=size(paths), sent=0, rate=0.0)
        sent = 0

        def count(record: Outgoing) -> None:
            nonlocal sent
            sent += 1
            progress.update(task, advance=record.read, sent=sent, rate=sent / (time.monotonic() - started))

        skipped = Skipped(progress.console)
        good = passing(found, skipped if skip_bad else None)
        confirmed = asyncio.run(send(chosen, topic, good, rate=rate, on_sent=count))
    seconds = time.monotonic() - started
    per_second = confirmed / seconds
    sent_to = f"{counted(confirmed, 'article')} sent to {topic.name} at {chosen.broker}"
    console.print(f"{sent_to} in {seconds:.1f} s ({per_second:,.0f}/s){skipped.summary}")


def outgoing(
    found: Iterable[Document], topic: Topic, published_at: datetime | None = None, *, check: bool = True
) -> Iterator[Outgoing | Refused]:
    """Validate articles and make records of them. JSON goes out as it was written, with fields that we do not know.

    Args:
        found: the articles.
        topic: where they go.
        published_at: when articles of plain text were published.
        check: whether JSON is held against the contract. What breaks it ends in the dead-letter topic.
    """
    for document in found:
        try:
            record = _record(document, published_at, check=check or document.is_text)
        except RejectedError as error:
            yield refused(document, error)
            continue
        if len(record.key or b"") + len(record.value) + RECORD_OVERHEAD > topic.max_message_bytes:
            limit = topic.max_message_bytes
            yield Refused(
                f"{document.where}: {len(record.value):,} bytes, where topic {topic.name} takes {limit:,} at most"
            )
        else:
            yield record


async def send(
    settings: Settings,
    topic: Topic,
    records: Iterable[Outgoing],
    *,
    rate: float = 0,
    on_sent: Callable[[Outgoing], None] = lambda _: None,
) -> int:
    """Send records, and return how many the broker has confirmed.

    Args:
        settings: where the broker is.
        topic: where they go.
        records: what to send; iterated in a thread, for they may be waited for.
        rate: records a second; 0 is as fast as it goes.
        on_sent: told of every record handed to the client.
    """
    confirmed = 0
    async with production(settings, topic) as producer:
        pending: list[asyncio.Future[object]] = []
        due = time.monotonic()
        try:
            async for record in threaded(records):
                if rate:
                    await asyncio.sleep(max(0.0, due - time.monotonic()))
                    due += 1 / rate
                pending.append(await producer.send(topic.name, record.value, key=record.key))
                on_sent(record)
                if len(pending) >= IN_FLIGHT:
                    confirmed += len(await asyncio.gather(*pending))
                    pending.clear()
        finally:
            confirmed += len(await asyncio.gather(*pending))
    return confirmed


def _record(document: Document, published_at: datetime | None, *, check: bool) -> Outgoing:
    if not check:
        return Outgoing(None, document.data, len(document.data))
    valid = article(document, published_at)
    value = encode(valid) if document.is_text else document.data
    return Outgoing(valid.id.encode(), value, len(document.data))


def _progress() -> Progress:
    counts = TextColumn("{task.fields[sent]:,} articles, {task.fields[rate]:,.0f}/s")
    console = notices()
    return Progress(
        BarColumn(), counts, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    )
