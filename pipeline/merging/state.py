"""What is kept of mentions, acts and articles, in the store's bytes.

| key | record |
|---|---|
| ``format`` | ``FORMAT``: state of another format is refused, and never misread |
| ``clock`` | ``Partition``: the greatest publication seen, and the serial numbers given |
| ``a/<article id>`` | ``Edition``: which edition of an article is known, and its mentions |
| ``m/<serial>`` | ``Kept``: a mention with its profile and its article's context |
| ``g/<serial>`` | ``Cluster``: mentions that are folded together, and the events made of them |
| ``i/<block>/...`` | serials of mentions: by cell and day, by person, by address |
| ``x/<day>/<chunk>`` | what to look at for expiry once the clock has passed that day |
| ``e/<event id>`` | that the id has been given |
| ``c/...``, ``k/...`` | corrections: ``ledger`` has them |

Serials are numbers of the partition: a tenth of the length of a mention id.
"""

from typing import Final

from msgspec import Struct

from pipeline.merging.profile import Profile

FORMAT: Final = b"1"
"""To be counted up with every change of what is kept that a release without it would misread."""


class Partition(Struct, array_like=True):
    """What a partition knows of itself."""

    clock: int = 0
    """The greatest ``published_at`` seen, in microseconds since 1970."""
    serial: int = 0
    """The last serial number given."""
    swept: int = 0
    """The ordinal of the last day of which all that expired has been forgotten."""


class Edition(Struct, array_like=True):
    """Which edition of an article each block has; ``everywhere`` is the last word to all blocks."""

    everywhere: int = 0
    retracted: bool = False
    blocks: dict[str, tuple[int, list[int]]] = {}
    """Version, and the serials of the mentions."""
    expiry: int = 0
    """Ordinal of the day after which it may be forgotten."""


class Kept(Struct, frozen=True, array_like=True, gc=False):
    """A mention, its article's context, and the cluster it was folded in."""

    serial: int
    cluster: int
    block: str
    profile: Profile
    article_id: str
    received: int
    url: str | None
    outlet: str | None
    partners: list[int]
    """Mentions of the same article that this one counts, or is counted in."""
    mention: bytes
    """A ``Mention``, packed; unpacked only where a record is built."""
    published_at_assumed: bool = False


class Known(Struct, array_like=True):
    """An event as it was last published, or would have been."""

    id: str
    members: list[int]
    """Serials, in canonical order."""
    first_seen: int
    born: int
    """The serial of its first mention consumed: its age."""
    articles: int = 0
    """How many articles its mentions come from."""
    version: int = 0
    published: bool = False
    """Whether subscribers have it as active."""
    digests: bytes = b""


class Cluster(Struct, array_like=True):
    """Mentions that are folded together: at least a connected component of links.

    A fold of several components is the fold of each, so a cluster may be larger than it must be; it is never split.
    """

    serial: int
    events: list[Known]
    absorbed: list[int] = []
    """Serials of clusters that went into this one; their records point here."""
    expiry: int = 0
    """Ordinal of the last day of its mentions."""
    ended: list[str] = []
    """Ids of events that were merged or withdrawn: not to be given again."""
    corrections: list[str] = []
    """Ids of the corrections that name any of its mentions."""
    folded: list[list[int]] = []
    """The acts as the evidence alone makes them, where corrections make others of them; else empty."""

    @property
    def acts(self) -> list[list[int]]:
        """The mentions by act, as the evidence alone makes them."""
        return self.folded or [event.members for event in self.events]
