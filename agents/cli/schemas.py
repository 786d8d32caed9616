"""``conflict-stream schemas``: the JSON Schemas of what crosses the wire, and the AsyncAPI document of it all."""

from typing import Annotated, Final

import typer

from agents.cli.failure import USAGE, Failure
from agents.cli.options import examples
from agents.cli.terminal import plain_json, results
from schemas.documents import FOLDER, generate, stale, summaries, write

EXAMPLES: Final = examples(
    "conflict-stream schemas",
    "conflict-stream schemas event > event.schema.json",
    "conflict-stream schemas asyncapi > asyncapi.json",
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
    """Print the JSON Schema (2020-12) of a message, or the AsyncAPI document of the stream."""
    console = results()
    files = {_short(file): file for file in summaries()}
    if rewrite:
        write()
        console.print(f"{len(files)} schemas written to {FOLDER}")
    if check:
        old = stale()
        if old:
            raise Failure(f"{', '.join(old)}: not what the types say; 'conflict-stream schemas --write' renews them")
        console.print(f"{len(files)} schemas are what the types say")
    if name is not None:
        if name not in files:
            raise Failure(f"no schema '{name}': there are {', '.join(files)}", USAGE)
        console.print(plain_lines(generate()[files[name]]))
    elif not check and not rewrite:
        for file, about in summaries().items():
            console.print(f"{_short(file):18}{about}")


def plain_lines(document: bytes) -> str:
    """Keep the lines of a document of our own."""
    return "\n".join(plain_json(line) for line in document.rstrip().split(b"\n"))


def _short(file: str) -> str:
    return file.partition(".")[0]
