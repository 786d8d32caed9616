"""Mentions as the state keeps them: as arrays, without the names of fields.

Half as long as maps, and quicker to read. Fields are only added at the end, so older state stays readable.
"""

import dataclasses
import types
from datetime import date
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from pipeline.merging.recent import Recent
from schemas.mention import Mention
from schemas.values import Claim


def pack(mention: Mention) -> bytes:
    """The bytes of a mention."""
    return _ENCODER.encode(msgspec.convert(mention, _array(Mention), from_attributes=True))


class Said(msgspec.Struct, frozen=True, gc=False):
    """A mention, and its claims as they stand in an event."""

    mention: Mention
    claims: tuple[Claim, ...]
    """Each names its mention, and is as of its publication where the text gives it no date."""


def unpack(data: bytes, published: date) -> Said:
    """What ``pack`` packed, of an article that was published on that day."""
    found = _RECENT.get((data, published))
    if found is not None:
        return found
    return remember(data, msgspec.convert(_decoder().decode(data), Mention, from_attributes=True), published)


def remember(data: bytes, mention: Mention, published: date) -> Said:
    """Have ``unpack`` know the mention that was packed as ``data``."""
    claims = tuple(
        dataclasses.replace(claim, mention_id=mention.id, as_of=claim.as_of or published) for claim in mention.claims
    )
    return _RECENT.put((data, published), Said(mention, claims))


@cache
def _decoder() -> msgspec.msgpack.Decoder[msgspec.Struct]:
    return msgspec.msgpack.Decoder(_array(Mention))


@cache
def _array(kind: type) -> type[msgspec.Struct]:
    """A dataclass or struct as a struct that is written as an array, and its parts as well."""
    hints = get_type_hints(kind)
    info = msgspec.inspect.type_info(kind)
    assert isinstance(info, msgspec.inspect.DataclassType | msgspec.inspect.StructType)
    fields = [
        (field.name, _as_arrays(hints[field.name]))
        if field.required
        else (field.name, _as_arrays(hints[field.name]), field.default)
        for field in info.fields
    ]
    return msgspec.defstruct(kind.__name__, fields, array_like=True, frozen=True, gc=False)


def _as_arrays(hint: Any) -> Any:  # noqa: ANN401 - a type hint is anything
    """A type hint with structs that are arrays in the place of dataclasses and of other structs."""
    if isinstance(hint, type) and (dataclasses.is_dataclass(hint) or issubclass(hint, msgspec.Struct)):
        return _array(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is tuple:
        return types.GenericAlias(tuple, (_as_arrays(parts[0]), ...))
    if origin in (Union, types.UnionType):
        return Union[tuple(_as_arrays(part) for part in parts)]  # noqa: UP007 - made at run time
    return _as_arrays(parts[0]) if origin is Annotated else hint


_RECENT: Recent[tuple[bytes, date], Said] = Recent(1_024)
_ENCODER = msgspec.msgpack.Encoder()
