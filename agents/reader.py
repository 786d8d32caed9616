"""The reader: articles in, what they say of events out, a message for each block."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from agents.metrics import ArticleOutcome, Metrics, Stage
from agents.stream.guard import fitting
from agents.stream.records import Output, Record, Result, Step
from agents.topics import Topology
from pipeline.merging import blocks
from pipeline.merging.sketch import sketch
from pipeline.reading.findings import Reading
from pipeline.stages import Stages
from schemas.article import Article
from schemas.cloudevents import of_mentions
from schemas.codec import RejectedError, convert, encode, parse
from schemas.dead_letter import Reason
from schemas.mention import ArticleMentions

Read = Callable[[Article], Stages[Reading]]

EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
"""No text of news that is older comes as a message; what says so has a broken clock or a broken field."""
CLOCK_SKEW: Final = timedelta(days=1)
"""How far a publication may lie after its record's timestamp: time zones, and producers with fast clocks."""
LONGEST_ID: Final = 512


@dataclass(frozen=True, slots=True)
class Admission:
    """What an article must be like to be read."""

    longest: int
    """Characters of title and text together."""
    record_timestamp_stands_in: bool = False


def reader(topology: Topology, read: Read, admission: Admission, metrics: Metrics) -> Step:
    """The step of the reader.

    An article's mentions replace what an earlier edition said, so a correction speaks to every partition of the
    mentions before it says anything new, and a retraction does only that.
    """

    def step(record: Record) -> Stages[Result]:
        if record.value is None:
            metrics.article(ArticleOutcome.RETRACTED)
            return Result(_addressed([blocks.retraction(article_id(record.key), record.timestamp)], topology))
        with metrics.stage(Stage.DECODE):
            article = admit(record.value, record.timestamp, admission)
        yield
        reading = yield from metrics.in_stages(Stage.READ, read(article))
        metrics.reading(reading.sentences, (m.type for m in reading.mentions), (d.reason for d in reading.drops))
        metrics.article(ArticleOutcome.MENTIONS if reading.mentions else ArticleOutcome.NO_MENTIONS)
        words = sketch(article.text) if reading.mentions else ()
        return Result(_addressed(blocks.messages(article, reading.mentions, words, record.timestamp), topology))

    return step


def admit(value: bytes, timestamp: datetime, admission: Admission) -> Article:
    """Decode an article, and refuse what cannot be one.

    Raises:
        RejectedError: with the reason, and the field where there is one.
    """
    raw = parse(value)
    if admission.record_timestamp_stands_in and isinstance(raw, dict) and raw.get("published_at") is None:
        raw |= {"published_at": timestamp.isoformat(), "published_at_assumed": True}
    article = convert(raw, Article)
    if not article.text.strip() and not article.title.strip():
        raise RejectedError(Reason.INVALID_FIELD, "neither a title nor a text", "$.text")
    if (length := len(article.title) + len(article.text)) > admission.longest:
        detail = f"{length} characters, where {admission.longest} are the limit"
        raise RejectedError(Reason.TOO_LONG, detail, "$.text")
    check_instant("published_at", article.published_at, timestamp)
    if article.updated_at is not None:
        check_instant("updated_at", article.updated_at, timestamp)
    return article


def check_instant(field: str, instant: datetime, timestamp: datetime) -> None:
    """Refuse an instant that cannot be when a message of that timestamp was written.

    Raises:
        RejectedError: it is before 1900, or more than a day after the record.
    """
    if instant < EARLIEST:
        raise RejectedError(Reason.IMPLAUSIBLE_DATE, f"{instant.isoformat()} is before 1900", f"$.{field}")
    if instant - timestamp > CLOCK_SKEW:
        detail = f"{instant.isoformat()} is more than a day after the record, {timestamp.isoformat()}"
        raise RejectedError(Reason.FUTURE, detail, f"$.{field}")


def article_id(key: bytes | None) -> str:
    """The article that a retraction means.

    Raises:
        RejectedError: the key names none.
    """
    try:
        name = (key or b"").decode()
    except UnicodeDecodeError as error:
        raise RejectedError(Reason.NOT_UTF8, f"byte {error.start} of the key is not UTF-8") from None
    if not 0 < len(name) <= LONGEST_ID:
        raise RejectedError(
            Reason.INVALID_FIELD, f"a retraction's key is an article id of 1 to {LONGEST_ID} characters"
        )
    return name


def _addressed(messages: Sequence[ArticleMentions], topology: Topology) -> tuple[Output, ...]:
    outputs: list[Output] = []
    topic = topology.mentions
    for message in messages:
        value, headers = encode(message), of_mentions(message, topology.source)
        if message.block is not None:
            outputs.append(Output(topic.name, message.block.encode(), value, headers=headers))
        else:
            key = message.article_id.encode()
            outputs += [Output(topic.name, key, value, partition, headers) for partition in range(topic.partitions)]
    return fitting(tuple(outputs), topic)
