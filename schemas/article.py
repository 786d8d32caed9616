"""A published text, as consumed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from schemas.codec import in_utc
from schemas.values import Instant

Identifier = Annotated[str, Meta(min_length=1, max_length=512)]


@dataclass(frozen=True, slots=True)
class Article:
    """One article. Its title is sentence 0 of it.

    ``id`` names the article for good: a message with the same id and a later ``updated_at`` corrects it.
    ``outlet`` is the name or the domain of who published it.
    """

    id: Identifier
    published_at: Instant
    text: str = ""
    title: str = ""
    url: Annotated[str, Meta(max_length=4096)] | None = None
    outlet: Annotated[str, Meta(max_length=256)] | None = None
    language: Annotated[str, Meta(pattern=r"^[a-z]{2,3}\Z")] | None = None
    """ISO 639 code, where the producer knows it; otherwise it is detected."""
    updated_at: Instant | None = None
    published_at_assumed: bool = False
    """``published_at`` is no more than when the article reached the broker."""

    def __post_init__(self) -> None:
        """Keep instants in UTC, so that equal instants are equal bytes.

        Raises:
            RejectedError: an instant at the edge of the calendar is in no year of it in UTC.
        """
        for name in ("published_at", "updated_at"):
            instant: datetime | None = getattr(self, name)
            if instant is not None:
                object.__setattr__(self, name, in_utc(name, instant))

    @property
    def version(self) -> datetime:
        """Which edition this is: later ones replace earlier ones."""
        return self.updated_at or self.published_at
