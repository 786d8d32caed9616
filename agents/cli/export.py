"""``conflict-stream export``: the events that stand, as a file."""

import asyncio
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from agents.cli.articles import STANDARD_INPUT as STANDARD_OUTPUT
from agents.cli.events import asked_for
from agents.cli.failure import USAGE, Failure
from agents.cli.options import Bbox, Broker, Countries, Since, Types, client_settings, examples
from agents.cli.tail import moment, subscribe
from agents.cli.terminal import counted, notices, results
from agents.export.files import WRITERS, Format, LibraryMissingError
from agents.export.latest import standing

EXAMPLES: Final = examples(
    "conflict-stream export events.geojson",
    "conflict-stream export strikes.csv --type air_or_drone_strike --country UKR",
    "conflict-stream export today.parquet --since 1d --bbox 22,44,40,52",
    "conflict-stream export --format csv - | head",
)
_ENDINGS: Final = {
    ".geojson": Format.GEOJSON,
    ".json": Format.GEOJSON,
    ".csv": Format.CSV,
    ".parquet": Format.PARQUET,
}


def export(  # noqa: PLR0913 - one parameter an option
    *,
    file: Annotated[str, typer.Argument(help="Where to; - is standard output.", metavar="FILE")] = STANDARD_OUTPUT,
    broker: Broker = None,
    layout: Annotated[
        Format | None,
        typer.Option("--format", help="What to write.", show_default="by the file's name, else geojson"),
    ] = None,
    since: Since = None,
    types: Types = None,
    countries: Countries = None,
    bbox: Bbox = None,
) -> None:
    """Write the events that stand to a file: the latest version of each, one row or feature an event.

    Reads the events topic to its end; with --since only what was published then, so only events that changed since.
    """
    wanted = asked_for(types, countries, bbox)
    begin = moment(since, datetime.now(UTC)) if since and since != "all" else None
    chosen = client_settings(broker)
    kind = layout or _by_name(file)
    if kind is Format.PARQUET and file == STANDARD_OUTPUT and sys.stdout.isatty():
        raise Failure("Parquet is not for a terminal: name a file", USAGE)
    rows = asyncio.run(standing(subscribe(chosen, since=begin, from_start=begin is None, follow=False), wanted))
    try:
        put(file, WRITERS[kind](rows))
    except LibraryMissingError as error:
        raise Failure(str(error)) from None
    where = "" if file == STANDARD_OUTPUT else f" written to {file}"
    notices().print(f"{counted(len(rows), 'event')}{where}", style="dim")


def _by_name(file: str) -> Format:
    if file == STANDARD_OUTPUT:
        return Format.GEOJSON
    kind = _ENDINGS.get(Path(file).suffix.lower())
    if kind is None:
        raise Failure(f"{file}: say what to write: --format geojson, csv or parquet", USAGE)
    return kind


def put(file: str, pieces: Iterable[bytes]) -> None:
    """Write whole or not at all: who reads the file meanwhile finds the old one or the new one."""
    if file == STANDARD_OUTPUT:
        try:
            sys.stdout.buffer.writelines(pieces)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            results().on_broken_pipe()
        return
    target = Path(file)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as output:
            output.writelines(pieces)
        part.replace(target)
    except OSError as error:
        raise Failure(f"{file}: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)
