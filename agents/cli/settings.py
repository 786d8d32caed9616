"""``conflict-stream settings``: what a worker would run with."""

import ast
import inspect
import textwrap
from typing import Annotated, Final

import typer
from pydantic import SecretStr

from agents.cli.options import examples
from agents.cli.options import settings as load
from agents.cli.terminal import plain, plain_json, results
from agents.settings import PREFIX, Settings
from schemas.codec import encode

EXAMPLES: Final = examples(
    "conflict-stream settings",
    "CONFLICT_STREAM_HORIZON_DAYS=none conflict-stream settings --json",
)


def settings(*, json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False) -> None:
    """Show every setting: what it means, its environment variable and its value now. Secrets stay hidden.

    What was changed stands out. The output is an environment file.
    """
    current = load()
    values = {name: shown(getattr(current, name)) for name in Settings.model_fields}
    if json:
        results().print(plain_json(encode({PREFIX + name.upper(): value for name, value in values.items()})))
        return
    known = meanings()
    console = results()
    for name, value in values.items():
        if meaning := known.get(name):
            console.print(f"# {' '.join(meaning.replace('``', '').split())}", style="dim")
        changed = getattr(current, name) != Settings.model_fields[name].default
        console.print(f"{PREFIX}{name.upper()}={plain(value)}", style="bold" if changed else None)


def shown(value: object) -> str:
    """A value as an environment file has it."""
    match value:
        case None:
            return "none"
        case SecretStr():
            return "(hidden)"
        case frozenset():
            return ",".join(sorted(value))
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def meanings() -> dict[str, str]:
    """The docstrings under the fields of ``Settings``, which Python itself does not keep."""
    body = ast.parse(textwrap.dedent(inspect.getsource(Settings))).body[0]
    assert isinstance(body, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(str(text.value.value))
        for field, text in zip(body.body, body.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }
