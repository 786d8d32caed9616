"""Whether the contracts of now keep what those of the last release promised.

``released/<version>/`` has the JSON Schemas as they were released. Two promises, in the words of schema registries:

* BACKWARD: whoever reads by the new schema can read what was written by the old one. Articles and corrections keep it:
  producers need not change. Nothing is removed, no value is forbidden that was allowed, no field becomes required.
* FULL: the other way round too: whoever reads by the old schema can read what is written by the new one. What we
  publish keeps it, since subscribers change when they like, workers of two releases run side by side, and a compacted
  topic holds old records for years. No range or enumeration grows, and no field that was always there becomes optional.

A new optional field breaks neither: readers ignore fields that they do not know.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import orjson

RELEASED: Final = Path(__file__).parent / "released"

_LEAST: Final = ("minimum", "minLength", "minItems")
_GREATEST: Final = ("maximum", "maxLength", "maxItems")
_EQUAL: Final = ("pattern", "format", "const", "multipleOf", "uniqueItems", "additionalProperties", "prefixItems")


class Promise(StrEnum):
    """What readers and writers of two releases may count on."""

    BACKWARD = "backward"
    FULL = "full"


RECEIVED: Final = frozenset({"article.v1.schema.json", "correction.v1.schema.json"})
"""What others write and only we read; everything else we publish."""


def promise(name: str) -> Promise:
    """What is promised of a schema, by its file's name."""
    return Promise.BACKWARD if name in RECEIVED else Promise.FULL


@dataclass(frozen=True, slots=True)
class Schema:
    """A part of a JSON Schema, with the definitions that it may refer to."""

    node: Mapping[str, Any]
    definitions: Mapping[str, Any]

    @property
    def alternatives(self) -> list["Schema"]:
        """What a value may be, references followed: one or several."""
        if "$ref" in self.node:
            return self._part(self.definitions[self.node["$ref"].rpartition("/")[2]]).alternatives
        return [one for part in self.node.get("anyOf", ()) for one in self._part(part).alternatives] or [self]

    @property
    def type(self) -> str:
        """The type of the values; enumerations here are of strings."""
        return str(self.node.get("type", "string" if "enum" in self.node else "any"))

    @property
    def properties(self) -> dict[str, "Schema"]:
        """The fields of an object."""
        return {name: self._part(part) for name, part in self.node.get("properties", {}).items()}

    @property
    def items(self) -> "Schema":
        """The members of an array."""
        return self._part(self.node.get("items", {}))

    def _part(self, node: Mapping[str, Any]) -> "Schema":
        return Schema(node, self.definitions)


def last_release(folder: Path = RELEASED) -> Path:
    """The folder of the greatest version."""
    return max(folder.glob("*.*/"), key=lambda path: [int(part) for part in path.name.split(".")])


def breaches(old: bytes, new: bytes, promise: Promise) -> list[str]:
    """Where a new schema breaks the promise of an old one; empty where it keeps it."""
    before, now = _schema(old), _schema(new)
    found = [f"{gap} (written by the old, read by the new)" for gap in _gaps(before, now, "$", is_gone=True)]
    if promise is Promise.FULL:
        found += [f"{gap} (written by the new, read by the old)" for gap in _gaps(now, before, "$", is_gone=False)]
    return found


def _schema(document: bytes) -> Schema:
    root = orjson.loads(document)
    return Schema(root, root.get("$defs", {}))


def _gaps(written: Schema, read: Schema, path: str, *, is_gone: bool) -> Iterator[str]:
    """What may be written and would not be read. ``is_gone``: a field that the reader lacks was removed, not added."""
    for one in written.alternatives:
        takers = [taker for taker in read.alternatives if taker.type in {one.type, "any"} or _is_wider(taker, one)]
        missed = [list(_missed(one, taker, path, is_gone=is_gone)) for taker in takers]
        yield from min(missed, key=len, default=[f"{path}: {one.type} is not read"])


def _is_wider(taker: Schema, one: Schema) -> bool:
    return (taker.type, one.type) == ("number", "integer")


def _missed(one: Schema, taker: Schema, path: str, *, is_gone: bool) -> Iterator[str]:
    yield from _missed_values(one.node, taker.node, path)
    for name in set(taker.node.get("required", ())) - set(one.node.get("required", ())):
        yield f"{path}.{name}: required"
    if "array" in {one.type, taker.type}:
        yield from _gaps(one.items, taker.items, f"{path}[]", is_gone=is_gone)
    known = taker.properties
    for name, field in one.properties.items():
        if name in known:
            yield from _gaps(field, known[name], f"{path}.{name}", is_gone=is_gone)
        elif is_gone:
            yield f"{path}.{name}: removed"


def _missed_values(written: Mapping[str, Any], read: Mapping[str, Any], path: str) -> Iterator[str]:
    if "enum" in read and (more := sorted(set(written.get("enum", ("anything",))) - set(read["enum"]))):
        yield f"{path}: {', '.join(more)} not among the values"
    for name in _LEAST:
        if name in read and written.get(name, float("-inf")) < read[name]:
            yield f"{path}: {name} is {read[name]}"
    for name in _GREATEST:
        if name in read and written.get(name, float("inf")) > read[name]:
            yield f"{path}: {name} is {read[name]}"
    for name in _EQUAL:
        if name in read and written.get(name) != read[name]:
            yield f"{path}: {name} is {read[name]}"
