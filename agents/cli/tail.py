"""``conflict-stream tail``: events as they come."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

import typer
from rich.console import Console

from agents.cli.articles import instant
from agents.cli.events import Wanted, asked_for, gone, line
from agents.cli.failure import USAGE, Failure
from agents.cli.kafka import records
from agents.cli.options import Bbox, Broker, Countries, Since, Types, client_settings, examples
from agents.cli.terminal import notices, plain, plain_json, results
from agents.settings import Settings
from agents.topics import topology
from schemas.codec import RejectedError, decode, encode
from schemas.event import Event, Status

_AGO: Final = re.compile(r"(\d{1,6})([smhd])")
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
PATIENCE_SECONDS: Final = 5.0

EXAMPLES: Final = examples(
    "conflict-stream tail",
    "conflict-stream tail --since all --country UKR --type air_or_drone_strike",
    "conflict-stream tail --since 2d --bbox 22,44,40,52 --json | jq .headline",
)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The record of an event has been taken back."""

    event_id: str


@dataclass(frozen=True, slots=True)
class Published:
    """A record of the events topic, as a value and as the bytes it came in."""

    event: Event
    data: bytes


def tail(  # noqa: PLR0913 - one parameter an option
    *,
    broker: Broker = None,
    since: Since = None,
    types: Types = None,
    countries: Countries = None,
    bbox: Bbox = None,
    json: Annotated[bool, typer.Option("--json", help="Whole records, one JSON object a line.")] = False,
    follow: Annotated[bool, typer.Option(help="Wait for more at the end.")] = True,
) -> None:
    """Print events as they are published, one line each; without --since only what comes from now on.

    + is a new event, ~ a revision, x one that was merged or withdrawn.
    """
    wanted = asked_for(types, countries, bbox)
    begin = moment(since, datetime.now(UTC)) if since and since != "all" else None
    chosen = client_settings(broker)
    found = subscribe(
        chosen,
        since=begin,
        from_start=since == "all",
        follow=follow,
        patience=PATIENCE_SECONDS,
        on_away=_presence(chosen.broker),
    )
    asyncio.run(print_events(found, wanted, results(), json=json))


async def subscribe(  # noqa: PLR0913 - one keyword a choice
    settings: Settings,
    *,
    since: datetime | None = None,
    from_start: bool = False,
    follow: bool = True,
    patience: float | None = None,
    on_away: Callable[[Failure | None], None] | None = None,
    on_connected: Callable[[], None] = lambda: None,
) -> AsyncGenerator[Published | Tombstone, None]:
    """Read the events topic, as ``records`` does. A record that is no event of ours is told of, and passed over."""
    topic = topology(settings).events
    found = records(
        settings,
        topic,
        since=since,
        from_start=from_start,
        follow=follow,
        patience=patience,
        on_away=on_away,
        on_connected=on_connected,
    )
    async with aclosing(found):
        async for record in found:
            if record.value is None:
                yield Tombstone((record.key or b"").decode(errors="replace"))
                continue
            try:
                yield Published(decode(record.value, Event), record.value)
            except RejectedError as error:
                where = f"{topic.name}, partition {record.partition}, offset {record.offset}"
                notices().print(f"{where}: {plain(error.detail)} {plain(error.field or '')}", style="yellow")


async def print_events(
    found: AsyncGenerator[Published | Tombstone, None], wanted: Wanted, console: Console, *, json: bool
) -> None:
    """Print what is wanted. Tombstones say neither where nor what: they are printed where everything is wanted.

    Whoever reads may leave in the middle (``| head``): the broker is then left in order, before the program ends.
    """
    async with aclosing(found):
        async for one in found:
            match one:
                case Published(event, data) if wanted.matches(event):
                    console.print(plain_json(data) if json else line(event))
                case Tombstone(event_id) if wanted == Wanted():
                    withdrawn = {"event_id": event_id, "status": Status.WITHDRAWN}
                    console.print(plain_json(encode(withdrawn)) if json else gone(event_id))
                case _:
                    pass


def _presence(broker: str) -> Callable[[Failure | None], None]:
    def tell(away: Failure | None) -> None:
        words = f"the broker at {broker} is back" if away is None else f"{plain(str(away))}; waiting for it"
        notices().print(words, style="yellow")

    return tell


def moment(text: str, now: datetime) -> datetime:
    """Read an instant, or how long ago it was.

    Raises:
        Failure: it is neither.
    """
    if ago := _AGO.fullmatch(text):
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        return instant(text)
    except Failure:
        raise Failure(
            f"--since '{text}' is no time: write 90m, 12h or 2d for so long ago, "
            "an instant such as 2024-08-13T06:00:00Z, or all",
            USAGE,
        ) from None
