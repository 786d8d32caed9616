"""``conflict-stream dlq``: messages that were set aside, and another try for them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Annotated, Final

import typer
from rich.text import Text

from agents.cli.choices import one_of
from agents.cli.failure import USAGE, Failure
from agents.cli.kafka import production, records
from agents.cli.options import Broker, client_settings, examples
from agents.cli.terminal import counted, notices, plain, results
from agents.settings import Settings
from agents.stream.tracing import trace
from agents.topics import topology
from schemas.codec import RejectedError, read_error_headers
from schemas.dead_letter import DeadLetter, Reason

EXAMPLES: Final = examples(
    "conflict-stream dlq list --reason invalid_field",
    "conflict-stream dlq show articles.raw.v1/3/1204",
    "conflict-stream dlq retry articles.raw.v1/3/1204",
    "conflict-stream dlq retry --reason internal_error",
    "conflict-stream dlq retry --all --broker kafka:9092",
)

app: Final = typer.Typer(help="Messages set aside: list, show, retry.", no_args_is_help=True, epilog=EXAMPLES)

Origin = Annotated[
    str, typer.Argument(help="Where it came from, as 'dlq list' prints it.", metavar="TOPIC/PARTITION/OFFSET")
]
OnlyReason = Annotated[
    Reason | None,
    typer.Option(
        "--reason",
        help="Only what was set aside for this.",
        metavar="REASON",
        show_default=False,
        **one_of(Reason, "--reason"),
    ),
]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A dead letter with the message it was."""

    letter: DeadLetter
    key: bytes | None
    value: bytes | None
    topic: str
    trace: tuple[tuple[str, bytes], ...] = ()

    @property
    def origin(self) -> str:
        """What names it: where the original was."""
        return f"{self.letter.topic}/{self.letter.partition}/{self.letter.offset}"


@app.command("list")
def list_letters(*, broker: Broker = None, reason: OnlyReason = None) -> None:
    """List what was set aside, oldest first in each partition."""
    found = asyncio.run(_collect(client_settings(broker), reason))
    console = results()
    for one in found:
        console.print(letter_line(one))
    notices().print(counted(len(found), "dead letter"), style="dim")


@app.command()
def show(origin: Origin, *, broker: Broker = None) -> None:
    """Show one message that was set aside, and why."""
    one = _only(asyncio.run(_collect(client_settings(broker), origin=origin)), origin)
    console = results()
    for line in letter_lines(one):
        console.print(line)


@app.command()
def retry(
    origin: Annotated[str | None, typer.Argument(metavar="TOPIC/PARTITION/OFFSET", show_default=False)] = None,
    *,
    broker: Broker = None,
    reason: OnlyReason = None,
    every: Annotated[bool, typer.Option("--all", help="Everything that was set aside.")] = False,
) -> None:
    """Send messages again to the topic they came from, with their old keys and bytes.

    Safe to repeat: what is processed twice changes nothing. The dead letters themselves stay until they expire. One
    of which only the beginning was kept is passed over.
    """
    if sum((origin is not None, reason is not None, every)) != 1:
        raise Failure("say which: TOPIC/PARTITION/OFFSET, --reason or --all", USAGE)
    settings = client_settings(broker)
    chosen = asyncio.run(_collect(settings, reason, origin))
    if origin is not None:
        chosen = [_only(chosen, origin)]
    whole = [one for one in chosen if one.letter.cut_from is None]
    asyncio.run(_send_again(settings, whole))
    for one in chosen:
        if one.letter.cut_from is not None:
            kept = counted(one.letter.cut_from, "byte")
            notices().print(f"{plain(one.origin)}: too large to be kept whole ({kept}), not sent", style="yellow")
    results().print(f"{counted(len(whole), 'message')} sent again")


def letter_line(one: SetAside) -> Text:
    """Write a dead letter as one line."""
    letter = one.letter
    where = f"{plain(letter.field)}: " if letter.field else ""
    return Text.assemble(
        (plain(one.origin), "bold"),
        "  ",
        (letter.reason, "yellow"),
        f"  {where}{plain(letter.detail)}",
        (f"  ({counted(len(one.value or b''), 'byte')})", "dim"),
    )


def letter_lines(one: SetAside) -> Iterator[Text]:
    """Write a dead letter whole: what is known of it, and the message line by line."""
    letter = one.letter
    facts = {"reason": letter.reason, "field": letter.field or "", "detail": letter.detail, "origin": one.origin}
    for name, fact in {**facts, "key": (one.key or b"").decode(errors="replace")}.items():
        yield Text.assemble((f"{name:8}", "bold"), plain(fact))
    yield Text()
    for line in (one.value or b"").decode(errors="replace").splitlines():
        yield Text(plain(line))


async def _letters(settings: Settings) -> AsyncIterator[SetAside]:
    topics = topology(settings)
    for topic in (topics.articles.dead_letters, topics.corrections.dead_letters, topics.mentions.dead_letters):
        async for record in records(settings, topic, from_start=True, follow=False):
            try:
                letter = read_error_headers(list(record.headers))
            except RejectedError:
                notices().print(f"{topic.name}, offset {record.offset}: no error headers, not ours", style="yellow")
                continue
            yield SetAside(letter, record.key, record.value, topic.name, trace(record.headers))


async def _collect(settings: Settings, reason: Reason | None = None, origin: str | None = None) -> list[SetAside]:
    return [
        one
        async for one in _letters(settings)
        if (reason is None or one.letter.reason is reason) and (origin is None or one.origin == origin)
    ]


async def _send_again(settings: Settings, chosen: list[SetAside]) -> None:
    topics = topology(settings)
    for topic in (topics.articles, topics.corrections, topics.mentions):
        ours = [one for one in chosen if one.letter.topic == topic.name]
        if not ours:
            continue
        async with production(settings, topic) as producer:
            sent = [await producer.send(topic.name, one.value, key=one.key, headers=list(one.trace)) for one in ours]
            await asyncio.gather(*sent)


def _only(found: list[SetAside], origin: str) -> SetAside:
    if not found:
        raise Failure(f"no dead letter came from {origin}: 'conflict-stream dlq list' shows what there is")
    return found[-1]
