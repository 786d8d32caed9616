"""Bytes to values and back.

JSON on the wire, by orjson; validation by msgspec, strict: a number is no string, an instant needs its offset, and
every refusal names its field. Unknown fields are ignored, so that producers may run ahead of consumers.
"""

import dataclasses
import re
from datetime import UTC, datetime
from typing import Final, TypeVar

import msgspec
import orjson

from schemas.dead_letter import DeadLetter, Reason

T = TypeVar("T")

# msgspec names the object that lacks a field; a reader looks for the field.
_ABSENT: Final = re.compile(r"Object missing required field `(\w+)`")
_BEGINNINGS: Final = (
    (b"\x1f\x8b", "it begins as gzip does; compression by the producer itself is undone on the way"),
    (b"\x28\xb5\x2f\xfd", "it begins as zstd does; compression by the producer itself is undone on the way"),
    (b"\xff\xfe", "it begins as UTF-16 does"),
    (b"\xfe\xff", "it begins as UTF-16 does"),
    (b"\x00", "it begins as the messages of a schema registry's serializers do, which are not read"),
)
HEADER_PREFIX: Final = "conflict-stream.error."


class RejectedError(ValueError):
    """A message that breaks its contract.

    Attributes:
        reason: one of the dead-letter reasons.
        field: JSON path of the offending field, ``$`` for the whole message, null where there is none.
    """

    def __init__(self, reason: Reason, detail: str, field: str | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.field = field


def decode(data: bytes, kind: type[T]) -> T:
    """Read one message.

    Raises:
        RejectedError: the bytes are not UTF-8, not JSON, or do not fit ``kind``.
    """
    return convert(parse(data), kind)


def parse(data: bytes) -> object:
    """Read JSON, whatever it says.

    Raises:
        RejectedError: the bytes are not UTF-8, or not JSON.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        try:
            data.decode()
        except UnicodeDecodeError as utf8:
            detail = f"byte {utf8.start} is not UTF-8{_hint(data)}"
            raise RejectedError(Reason.NOT_UTF8, detail) from None
        raise RejectedError(Reason.NOT_JSON, f"{error}{_hint(data)}") from None


def _hint(data: bytes) -> str:
    """What a value that is no JSON seems to be instead."""
    return next((f": {what}" for start, what in _BEGINNINGS if data.startswith(start)), "")


def in_utc(field: str, instant: datetime) -> datetime:
    """The same instant in UTC, so that equal instants are equal bytes.

    Raises:
        RejectedError: at the edge of the calendar, it is in no year of it in UTC.
    """
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise RejectedError(Reason.INVALID_FIELD, "outside the years 1 to 9999 in UTC", f"$.{field}") from None


def convert(raw: object, kind: type[T]) -> T:
    """Check parsed JSON against a contract.

    Raises:
        RejectedError: naming the first field that does not fit.
    """
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, RejectedError):
            raise error.__cause__ from None
        detail, _, place = str(error).partition(" - at `")
        field = place.rstrip("`") or "$"
        if absent := _ABSENT.fullmatch(detail):
            field += f".{absent[1]}"
        raise RejectedError(Reason.INVALID_FIELD, detail, field) from None


def encode(value: object) -> bytes:
    """Write one message: any of the frozen values of this package, or structs. Equal values give equal bytes."""
    return orjson.dumps(value, default=msgspec.to_builtins, option=orjson.OPT_UTC_Z)


def error_headers(letter: DeadLetter) -> list[tuple[str, bytes]]:
    """The record headers that tell why a message was set aside."""
    fields = dataclasses.asdict(letter)
    return [(HEADER_PREFIX + name, str(value).encode()) for name, value in fields.items() if value is not None]


def read_error_headers(headers: list[tuple[str, bytes]]) -> DeadLetter:
    """What ``error_headers`` wrote.

    Raises:
        RejectedError: the headers are not those of a dead letter.
    """
    found = {
        name.removeprefix(HEADER_PREFIX): value.decode(errors="replace")
        for name, value in headers
        if name.startswith(HEADER_PREFIX)
    }
    try:
        return msgspec.convert(found, DeadLetter, strict=False)
    except msgspec.ValidationError as error:
        raise RejectedError(Reason.INVALID_FIELD, str(error)) from None
