"""The command line, ``conflict-stream``: one file a command or group of commands, and what they share.

articles.py    articles from files, folders and standard input
events.py      events as a person reads them, and which were asked for
corrections.py an analyst's corrections, held against the events; field_values.py what is typed for a field
kafka.py       the broker, for the length of one command
options.py     options that several commands have, and the settings they lead to
terminal.py    what may reach a terminal
failure.py     what the user can put right, in one line
stage.py       the demo's broker, worker and page; scrape.py reads the worker's figures
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version as installed
from typing import Annotated, Final

import typer

from agents.cli.failure import Failure
from agents.cli.options import examples
from agents.cli.terminal import notices, plain, results

COMMANDS: Final = (
    "worker",
    "demo",
    "produce",
    "tail",
    "export",
    "replay",
    "explain",
    "page",
    "health",
    "settings",
    "schemas",
    "version",
)
GROUPS: Final = ("topics", "dlq", "correct")
INTERRUPTED: Final = 130
"""As shells have it: 128 and the number of the signal."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 failed, 2 the command was wrong, 130 interrupted."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        command_line(given)(given)
    except Failure as failure:
        notices().print(f"conflict-stream: {plain(str(failure))}", style="red")
        sys.exit(failure.exit_code)
    except KeyboardInterrupt:  # while a command is being imported; later it is typer's
        sys.exit(INTERRUPTED)


def command_line(arguments: Sequence[str]) -> typer.Typer:
    """Put together what the arguments need: the one command that they name, or all for help and shell completion.

    Faust and the word lists take longer to import than most commands to run.
    """
    app = typer.Typer(
        name="conflict-stream",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    # Without a command of its own, --version would not get there.
    app.callback(invoke_without_command=arguments[:1] == ["--version"])(_about)
    for name in (*COMMANDS, *GROUPS):
        if not arguments or arguments[0] not in (*COMMANDS, *GROUPS) or arguments[0] == name:
            module = import_module(f"agents.cli.{name}")
            if name in GROUPS:
                _share_examples(module.app, module.EXAMPLES)
                app.add_typer(module.app, name=name)
            else:
                command: Callable[..., None] = getattr(module, name)
                app.command(epilog=module.EXAMPLES)(command)
    return app


def _share_examples(group: typer.Typer, text: str) -> None:
    """Show with each command of a group those of the group's examples that are its own."""
    lines = text.split("\n\n")[1:]
    for command in group.registered_commands:
        name = command.name or getattr(command.callback, "__name__", "")
        command.epilog = examples(*(line for line in lines if line.split()[2] == name))


def _about(*, version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    """News articles on Kafka in, deduplicated conflict events out."""
    if version:
        results().print(f"conflict-stream {installed('conflict-stream')}")
        raise typer.Exit
