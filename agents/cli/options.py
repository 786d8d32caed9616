"""Options that several commands share, and the settings they lead to."""

import os
from typing import Annotated

import typer

from agents.cli.articles import Layout
from agents.cli.choices import one_of
from agents.cli.failure import USAGE, Failure
from agents.cli.terminal import notices, plain
from agents.settings import EMBEDDED, Settings, SettingsError, load_settings, misspelt
from schemas.values import EventType

Broker = Annotated[
    str | None,
    typer.Option(
        "--broker",
        "-b",
        help="Address of a Kafka broker; several with commas between. Else CONFLICT_STREAM_BROKER says it.",
        metavar="HOST:PORT",
        show_default="127.0.0.1:9092",
    ),
]
Paths = Annotated[
    list[str],
    typer.Argument(help="Files, folders, or - for standard input.", metavar="FILE...", show_default=False),
]
PublishedAt = Annotated[
    str | None,
    typer.Option(
        "--published-at",
        help="When plain text was published, such as 2024-08-13T06:00:00Z.",
        metavar="INSTANT",
        show_default=False,
    ),
]

Since = Annotated[
    str | None,
    typer.Option(
        help="Begin with what was published then: an instant, 90m, 2d, or all.", metavar="WHEN", show_default=False
    ),
]
Types = Annotated[
    list[EventType] | None,
    typer.Option(
        "--type",
        help="Only this type; may be given again.",
        metavar="TYPE",
        show_default=False,
        **one_of(EventType, "--type"),
    ),
]
Countries = Annotated[
    list[str] | None,
    typer.Option(
        "--country",
        help="Only this country, ISO 3166-1 alpha-3; may be given again.",
        metavar="UKR",
        show_default=False,
    ),
]
Bbox = Annotated[
    str | None,
    typer.Option(help="Only inside this box, in degrees.", metavar="W,S,E,N", show_default=False),
]

Format = Annotated[
    Layout,
    typer.Option(
        "--format",
        help="What the files hold; auto goes by their names.",
        metavar="auto|json|text",
        **one_of(Layout, "--format"),
    ),
]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Tell of bad articles and go on, instead of ending.")]


def settings(**given: object) -> Settings:
    """Read the settings; options that were not given leave their setting alone. Misspelt ones are told of.

    Raises:
        Failure: one of them makes no sense.
    """
    for warning in misspelt(os.environ):
        notices().print(f"conflict-stream: {plain(warning)}", style="yellow")
    try:
        return load_settings(**{name: value for name, value in given.items() if value is not None})
    except SettingsError as error:
        raise Failure(str(error), USAGE) from None


def client_settings(broker: str | None) -> Settings:
    """Read the settings of a command that needs a broker to be there already.

    Raises:
        Failure: a setting makes no sense, or the broker is one that only its own worker can find.
    """
    found = settings(broker=broker)
    if found.broker == EMBEDDED:
        raise Failure(
            "the embedded broker's address is told by the worker or the demo that started it: give that one", USAGE
        )
    return found


def examples(*lines: str) -> str:
    """Lay out example commands under a command's help: its renderer keeps paragraphs, and joins lines."""
    return "\n\n".join(("Examples:", *lines))
