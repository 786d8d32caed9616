"""What of a mention is compared with other mentions: small, and made once, when the mention is consumed."""

from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
KEY_TERMS: Final = 8
"""The first of an article's telling words: by these others are found."""
UNUSUAL_TOLL: Final = 3
"""Least number of killed and wounded that few acts of a day share."""

Order = tuple[bool, int, str]


class Profile(Struct, frozen=True, array_like=True, gc=False):
    """The comparable parts of a mention. Names and other strings are kept as CRC-32 of their normal form."""

    published: int
    """Microseconds since 1970."""
    id: str
    families: int
    """A bit for each."""
    type: int
    battle: bool
    shelling: bool
    summary: bool
    loose: bool
    """Place coarser than admin2, or date bounded or coarser than a day: joins an event, never links two."""
    coarse: bool
    """Place coarser than admin2, or a date that the text itself leaves open by more than a weekend."""
    bounded: bool
    start: int
    """Ordinals of days."""
    end: int
    slack: int
    fine: bool
    """The place is admin2 or finer, and has a point."""
    settlement: bool
    lat: float
    lon: float
    radius: float
    place: int
    admin1: int
    people: tuple[int, ...]
    """Victims and suspects: full names."""
    victims: tuple[int, ...]
    """Those of them who were harmed."""
    surnames: tuple[int, ...]
    ages: tuple[int, ...]
    addresses: tuple[int, ...]
    """The telling words of the address and the venue."""
    streets: tuple[int, ...]
    """Every two of those that stand together: these tell a place without its town."""
    killed: int
    """-1 where not told."""
    wounded: int
    marks: tuple[int, ...]
    """What few acts of a region's day share: a toll of four or more."""
    figures: tuple[int, ...]
    """Large numbers of anything else than killed and wounded: displaced, arrested, tanks lost."""
    weapons: tuple[int, ...]
    targets: tuple[int, ...]
    actors: tuple[int, ...]
    words: tuple[int, ...]
    """The telling words of the sentence with the trigger."""
    sketch: tuple[int, ...]
    terms: tuple[int, ...]
    """Telling words of the article, where this is its main act in the country; but for the name of the place."""
    several: bool
    """The article tells of more than one act in this country."""

    @property
    def article(self) -> str:
        """Whose mention this is."""
        return self.id.rpartition("#")[0]

    @property
    def order(self) -> Order:
        """Canonical order: publication, then mention id; loose mentions after all others."""
        return (self.loose, self.published, self.id)


def duration(time: timedelta) -> int:
    """In microseconds."""
    return time // _MICROSECOND


def microseconds(instant: datetime) -> int:
    """Since 1970: instants as the state keeps them."""
    return (instant - EPOCH) // _MICROSECOND


def instant(since_epoch: int) -> datetime:
    """What ``microseconds`` counted."""
    return EPOCH + timedelta(0, 0, since_epoch)
