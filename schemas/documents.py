"""The JSON Schemas (2020-12) of every message and the AsyncAPI document of the stream, generated from the types.

``schemas/json`` holds them, committed, for consumers in any language; ``conflict-stream schemas --check`` compares.
Descriptions are the docstrings of the types and of their fields.
"""

import ast
import inspect
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import orjson

from schemas import asyncapi
from schemas.article import Article
from schemas.correction import Correction
from schemas.dead_letter import DeadLetter
from schemas.event import Event
from schemas.mention import ArticleMentions

MESSAGES: Final[dict[str, type]] = {
    "article.v1.schema.json": Article,
    "article_mentions.v1.schema.json": ArticleMentions,
    "correction.v1.schema.json": Correction,
    "event.v1.schema.json": Event,
    "dead_letter.v1.schema.json": DeadLetter,
}
FOLDER: Final = Path(__file__).parent / "json"


def generate() -> dict[str, bytes]:
    """File names and contents."""
    schemas = {name: _document(name, kind) for name, kind in MESSAGES.items()}
    _, definitions = _described(MESSAGES.values(), asyncapi.REFERENCE)
    return {**schemas, asyncapi.FILE: _written(asyncapi.document(_in_order(definitions)))}


def summaries() -> dict[str, str]:
    """File names, and a line on each."""
    schemas = {name: (kind.__doc__ or "").splitlines()[0] for name, kind in MESSAGES.items()}
    return {**schemas, asyncapi.FILE: "The AsyncAPI 3.0 document: topics, keys, headers and all of these messages."}


def stale(folder: Path = FOLDER) -> list[str]:
    """The names of committed files that no longer say what the types say."""
    return [
        name
        for name, content in generate().items()
        if not (folder / name).exists() or (folder / name).read_bytes() != content
    ]


def write(folder: Path = FOLDER) -> None:
    """Write every file anew."""
    folder.mkdir(exist_ok=True)
    for name, content in generate().items():
        (folder / name).write_bytes(content)


def _document(name: str, kind: type) -> bytes:
    (reference,), definitions = _described([kind], "#/$defs/{name}")
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:conflict-stream:{name.removesuffix('.schema.json')}",
        **reference,
        "$defs": definitions,
    }
    return _written(_in_order(schema))


def _described(kinds: Iterable[type], template: str) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """A reference to each kind, and the schemas of all that they are made of, with their docstrings."""
    references, definitions = msgspec.json.schema_components(kinds, ref_template=template)
    described = _descriptions()
    for title, definition in definitions.items():
        # Python 3.13 strips docstrings as it compiles them; older versions do not.
        definition["description"] = inspect.cleandoc(definition.get("description", ""))
        for field, text in described.get(title, {}).items():
            definition.get("properties", {}).get(field, {}).setdefault("description", text)
    return references, definitions


def _in_order(document: dict[str, Any]) -> dict[str, Any]:
    ordered: dict[str, Any] = orjson.loads(orjson.dumps(document, option=orjson.OPT_SORT_KEYS))
    return ordered


def _written(document: dict[str, Any]) -> bytes:
    r"""Patterns end in ``$`` here and in ``\Z`` in the types: Python's ``$`` lets a line break follow."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).replace(rb"\\Z", b"$")


def _descriptions() -> dict[str, dict[str, str]]:
    """Class name -> field name -> the docstring below the field, which Python itself does not keep."""
    modules = sorted({kind.__module__ for kind in MESSAGES.values()} | {"schemas.values"})
    return {
        node.name: dict(_documented_fields(node))
        for module in modules
        for node in ast.parse(inspect.getsource(sys.modules[module])).body
        if isinstance(node, ast.ClassDef)
    }


def _documented_fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
