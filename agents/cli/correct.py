"""``conflict-stream correct``: an analyst's word on events, which outlives what articles say later."""

import asyncio
from typing import Annotated, Final

import typer
from rich.text import Text

from agents.cli.corrections import (
    Analyst,
    find,
    known,
    merging,
    records_of,
    revoking,
    send,
    setting,
    splitting,
    withdrawing,
)
from agents.cli.events import line
from agents.cli.failure import USAGE, Failure
from agents.cli.field_values import NAMES, read_fields
from agents.cli.options import Broker, client_settings, examples
from agents.cli.terminal import counted, notices, plain, plain_json, results
from agents.settings import Settings
from pipeline import gazetteer
from schemas.codec import encode
from schemas.correction import Correction
from schemas.event import Event

EXAMPLES: Final = examples(
    "conflict-stream correct merge 3f9a1c5be07d42aa 07c3f19d2b64e851 --by 'M. Okafor' --why 'both tell of the market'",
    "conflict-stream correct split 3f9a1c5be07d42aa river-gazette-4411#0 --by 'M. Okafor' --why 'that was the depot'",
    "conflict-stream correct withdraw 3f9a1c5be07d42aa --by 'M. Okafor' --why 'a drill' --dry-run",
    "conflict-stream correct set 3f9a1c5be07d42aa killed=4 date=2024-04-30 --by 'M. Okafor' --why 'the court says so'",
    "conflict-stream correct revoke 5b0e6d3c9f0141aa --by 'M. Okafor' --why 'the list was of another day'",
    "conflict-stream correct list",
)

app: Final = typer.Typer(
    help="Correct events: merge, split, withdraw, set fields, revoke.", no_args_is_help=True, epilog=EXAMPLES
)


def _stated(text: str) -> str:
    if not text.strip():
        raise Failure("--by and --why are shown in every record, and may not be empty", USAGE)
    return text.strip()


_BY: Final = "Who says so; every record shows it."
By = Annotated[str, typer.Option("--by", help=_BY, envvar="CONFLICT_STREAM_ANALYST", callback=_stated)]
Why = Annotated[str, typer.Option("--why", help="Why; every record shows it.", callback=_stated)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the correction, and send nothing.")]
EventId = Annotated[str, typer.Argument(metavar="EVENT", help="An event's id.", show_default=False)]


@app.command()
def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT", show_default=False)],
    *,
    by: By,
    why: Why,
    broker: Broker = None,
    dry_run: DryRun = False,
) -> None:
    """Say that two events or more are one. The eldest id goes on."""
    if len(events) == 1:
        raise Failure("a merge takes two events or more", USAGE)
    settings = client_settings(broker)
    found = _find(settings, *events)
    _say(settings, merging(found, Analyst(by, why)), found, dry_run=dry_run)


@app.command()
def split(  # noqa: PLR0913 - one parameter an option
    event: EventId,
    mentions: Annotated[
        list[str], typer.Argument(metavar="MENTION", help="Ids from the record's mentions.", show_default=False)
    ],
    *,
    by: By,
    why: Why,
    broker: Broker = None,
    dry_run: DryRun = False,
) -> None:
    """Say that some of an event's mentions are another event."""
    settings = client_settings(broker)
    found = _find(settings, event)
    _say(settings, splitting(found[0], mentions, Analyst(by, why)), found, dry_run=dry_run)


@app.command()
def withdraw(event: EventId, *, by: By, why: Why, broker: Broker = None, dry_run: DryRun = False) -> None:
    """Say that it is no event. Later reports of it do not bring it back."""
    settings = client_settings(broker)
    found = _find(settings, event)
    _say(settings, withdrawing(found[0], Analyst(by, why)), found, dry_run=dry_run)


@app.command("set")
def set_fields(  # noqa: PLR0913 - one parameter an option
    event: EventId,
    assignments: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=VALUE", help=f"Of {', '.join(NAMES)}.", show_default=False),
    ],
    *,
    by: By,
    why: Why,
    broker: Broker = None,
    dry_run: DryRun = False,
) -> None:
    """Say what fields of an event should be. Counts are 4, 3-5, 3-4-5, 3+ or unknown; JSON says anything."""
    settings = client_settings(broker)
    found = _find(settings, event)
    fields = read_fields(assignments, found[0].location.country, gazetteer.load)
    _say(settings, setting(found[0], fields, Analyst(by, why)), found, dry_run=dry_run)


@app.command()
def revoke(
    correction: Annotated[str, typer.Argument(metavar="CORRECTION", help="Its id.", show_default=False)],
    *,
    by: By,
    why: Why,
    broker: Broker = None,
    dry_run: DryRun = False,
) -> None:
    """Take a correction back: what the articles say holds again."""
    settings = client_settings(broker)
    said = asyncio.run(known(settings))
    if correction not in said:
        raise Failure(f"no correction {correction}: 'conflict-stream correct list' shows what there is")
    _say(settings, revoking(said[correction], Analyst(by, why)), [], dry_run=dry_run)


@app.command("list")
def list_corrections(*, broker: Broker = None) -> None:
    """List what was said, in that order, and whether an event's record shows it."""
    settings = client_settings(broker)
    with notices().status("reading corrections and events ..."):
        said, published = asyncio.run(known(settings)), asyncio.run(records_of(settings))
    console = results()
    for one in sorted(said.values(), key=lambda each: (each.at, each.id)):
        standing = "revoked" if one.revoked else "holds" if published.show(one) else "waits or is overruled"
        events = ", ".join(event.event_id for event in one.events)
        console.print(
            Text.assemble(
                (plain(one.id), "bold"),
                f"  {one.at:%Y-%m-%d %H:%M}  ",
                (f"{one.action}", "cyan"),
                f" {plain(events)}  ",
                (standing, "green" if standing == "holds" else "yellow"),
                f"  {plain(one.by)}: {plain(one.why)}",
            )
        )
    notices().print(counted(len(said), "correction"), style="dim")


def _find(settings: Settings, *event_ids: str) -> list[Event]:
    with notices().status("looking for the event ..."):
        return asyncio.run(find(settings, event_ids))


def _say(settings: Settings, correction: Correction, events: list[Event], *, dry_run: bool) -> None:
    for event in events:
        notices().print(line(event, news=False))
    if dry_run:
        results().print(plain_json(encode(correction)))
        return
    asyncio.run(send(settings, correction))
    verb = "revoked" if correction.revoked else f"{correction.action} sent"
    results().print(f"correction {plain(correction.id)}: {verb}")
