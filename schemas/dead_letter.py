"""Why a message was set aside.

A dead letter keeps the original key and bytes; what is known of the error travels in record headers, so that
the message can be sent again as it was. Only one that is too large for the dead letters' topic, as a compressed
message can be, is cut; the original stays where the headers say that it lies.
"""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a message cannot be processed."""

    NOT_JSON = "not_json"
    NOT_UTF8 = "not_utf8"
    INVALID_FIELD = "invalid_field"
    TOO_LONG = "too_long"
    IMPLAUSIBLE_DATE = "implausible_date"
    FUTURE = "future"
    LATE = "late"
    INTERNAL_ERROR = "internal_error"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What the headers of a dead-letter record say."""

    reason: Reason
    detail: str
    topic: str
    partition: int
    offset: int
    field: str | None = None
    """Path of the offending field: ``$.published_at``."""
    cut_from: int | None = None
    """Bytes of the original value, where only its beginning is kept."""
