"""``conflict-stream topics``: create the topics, and look at them."""

import asyncio
from typing import Annotated, Any, Final

import typer

from agents.cli.failure import Failure
from agents.cli.kafka import administration, failures
from agents.cli.options import Broker, client_settings, examples
from agents.cli.terminal import results
from agents.settings import Settings
from agents.topics import TopicError, ensure_topics, topology
from schemas.topics import MIB, Cleanup

EXAMPLES: Final = examples(
    "conflict-stream topics ensure --broker kafka:9092",
    "conflict-stream topics describe",
    "conflict-stream topics describe --offline",
)

app: Final = typer.Typer(help="Create the topics, and look at them.", no_args_is_help=True, epilog=EXAMPLES)


@app.command()
def ensure(*, broker: Broker = None) -> None:
    """Create the topics that are missing, and check the others."""
    chosen = client_settings(broker)
    created = asyncio.run(_ensure(chosen))
    console = results()
    for name in created:
        console.print(f"created {name}")
    console.print(f"{len(topology(chosen).all)} topics are as they should be at {chosen.broker}")


@app.command()
def describe(
    *,
    broker: Broker = None,
    offline: Annotated[bool, typer.Option("--offline", help="Only what they should be; ask no broker.")] = False,
) -> None:
    """Show the topics: what their keys and values are, and what the broker has."""
    chosen = client_settings(broker)
    there = {} if offline else asyncio.run(_on_broker(chosen))
    console = results()
    for topic in topology(chosen).all:
        size = f"{topic.max_message_bytes // MIB} MiB"
        kept = f"{'compacted, nulls' if topic.cleanup is Cleanup.COMPACT else 'records'} kept {topic.retention.days} d"
        console.print(topic.name, style="bold")
        console.print(f"  {topic.key} -> {topic.value}")
        console.print(f"  {topic.partitions} partitions, {kept}, messages to {size}")
        if not offline:
            console.print(f"  at {chosen.broker}: {there.get(topic.name, 'missing')}", style="dim")
    missing = [topic.name for topic in topology(chosen).all if topic.name not in there]
    if missing and not offline:
        raise Failure(f"missing: {', '.join(missing)}; 'conflict-stream topics ensure' creates them")


async def _ensure(settings: Settings) -> list[str]:
    async with failures(settings):
        try:
            return await ensure_topics(settings)
        except TopicError as error:
            raise Failure(str(error)) from None


async def _on_broker(settings: Settings) -> dict[str, str]:
    """What the broker has, for each topic: partitions, copies."""
    async with administration(settings) as admin:
        described = await admin.describe_topics()
    return {one["topic"]: _seen(one["partitions"]) for one in described if one["partitions"]}


def _seen(partitions: list[dict[str, Any]]) -> str:
    copies = min(len(partition["replicas"]) for partition in partitions)
    return f"{len(partitions)} partitions, replication factor {copies}"
