"""``conflict-stream schemas``: the JSON Schemas of what crosses the wire."""

from typing import Annotated, Final

import typer

from agents.cli.failure import USAGE, Failure
from agents.cli.options import examples
from agents.cli.terminal import plain_json, results
from schemas.documents import FOLDER, MESSAGES, generate, stale, write

EXAMPLES: Final = examples(
    "conflict-stream schemas",
    "conflict-stream schemas event > event.schema.json",
    "conflict-stream schemas --check",
)


def schemas(
    name: Annotated[
        str | None, typer.Argument(help="Print this one; without a name, list them.", show_default=False)
    ] = None,
    *,
    check: Annotated[bool, typer.Option("--check", help="Compare the committed files with the types.")] = False,
    rewrite: Annotated[bool, typer.Option("--write", help="Write the committed files anew, from the types.")] = False,
) -> None:
    """Print the JSON Schema (2020-12) of a message."""
    console = results()
    if rewrite:
        write()
        console.print(f"{len(MESSAGES)} schemas written to {FOLDER}")
    if check:
        old = stale()
        if old:
            raise Failure(f"{', '.join(old)}: not what the types say; 'conflict-stream schemas --write' renews them")
        console.print(f"{len(MESSAGES)} schemas are what the types say")
    if name is not None:
        files = {_short(file): file for file in MESSAGES}
        if name not in files:
            raise Failure(f"no schema '{name}': there are {', '.join(files)}", USAGE)
        console.print(plain_lines(generate()[files[name]]))
    elif not check and not rewrite:
        for file, kind in MESSAGES.items():
            console.print(f"{_short(file):18}{(kind.__doc__ or '').splitlines()[0]}")


def plain_lines(document: bytes) -> str:
    """Keep the lines of a document of our own."""
    return "\n".join(plain_json(line) for line in document.rstrip().split(b"\n"))


def _short(file: str) -> str:
    return file.partition(".")[0]
