"""What is kept of mentions, acts and articles, in the store's bytes.

| key | record |
|---|---|
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

import struct
from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import Struct

from pipeline.merging.packing import Said, remember, unpack
from pipeline.merging.profile import Profile
from pipeline.merging.recent import Recent
from pipeline.merging.store import Store
from schemas.mention import Mention


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


class Records:
    """Typed records of one store, read once and written once while a message is folded."""

    __slots__ = ("_clusters", "_kept", "_store", "partition")

    def __init__(self, store: Store) -> None:
        self._store = store
        raw = store.get("clock")
        self.partition = _PARTITION.decode(raw) if raw else Partition()
        self._kept: dict[int, Kept | None] = {}
        self._clusters: dict[int, Cluster | None] = {}

    @property
    def store(self) -> Store:
        """Where the bytes are."""
        return self._store

    def serial(self) -> int:
        """A number not given before in this partition."""
        self.partition.serial += 1
        return self.partition.serial

    def edition(self, article_id: str) -> Edition | None:
        """What is known of an article."""
        raw = self._store.get(f"a/{article_id}")
        return _EDITION.decode(raw) if raw else None

    def put_edition(self, article_id: str, edition: Edition) -> None:
        """Remember which edition is known."""
        self._store.put(f"a/{article_id}", encode(edition))

    def kept(self, serial: int) -> Kept | None:
        """A mention; null once it is gone."""
        if serial not in self._kept:
            raw = self._store.get(f"m/{serial}")
            self._kept[serial] = (_RECENT.get(raw) or _RECENT.put(raw, _KEPT.decode(raw))) if raw else None
        return self._kept[serial]

    def told(self, kept: Kept) -> Said:
        """The mention itself."""
        return unpack(kept.mention, _published(kept))

    def put_kept(self, kept: Kept, mention: Mention) -> None:
        """Keep a mention."""
        remember(kept.mention, mention, _published(kept))
        self._kept[kept.serial] = kept
        raw = encode(kept)
        self._store.put(f"m/{kept.serial}", raw)
        _RECENT.put(raw, kept)

    def drop_kept(self, serial: int) -> None:
        """Forget a mention."""
        self._kept[serial] = None
        self._store.delete(f"m/{serial}")

    def cluster(self, serial: int) -> Cluster | None:
        """The cluster of that number, or the one that it went into."""
        while True:
            if serial not in self._clusters:
                raw = self._store.get(f"g/{serial}")
                self._clusters[serial] = _CLUSTER.decode(raw) if raw else None
            found = self._clusters[serial]
            if found is None or found.serial == serial:
                return found
            serial = found.serial

    def add_cluster(self, cluster: Cluster) -> None:
        """Make a cluster known to this fold; ``put_cluster`` keeps it."""
        self._clusters[cluster.serial] = cluster

    def put_cluster(self, cluster: Cluster) -> None:
        """Keep a cluster."""
        self._clusters[cluster.serial] = cluster
        self._store.put(f"g/{cluster.serial}", encode(cluster))

    def forward(self, absorbed: int, into: int) -> None:
        """Have a cluster's number lead to the one that it went into."""
        self._clusters[absorbed] = Cluster(into, [])
        self._store.put(f"g/{absorbed}", encode(self._clusters[absorbed]))

    def drop_cluster(self, serial: int) -> None:
        """Forget a cluster."""
        self._clusters[serial] = None
        self._store.delete(f"g/{serial}")

    def serials(self, key: str) -> Sequence[int]:
        """The list under an index key."""
        raw = self._store.get(key)
        return struct.unpack(f"<{len(raw) // _SERIAL.size}Q", raw) if raw else ()

    def enlist(self, key: str, serial: int) -> None:
        """Add to the list under an index key: lists are kept packed, so that nothing else of them is touched."""
        self._store.put(key, (self._store.get(key) or b"") + _SERIAL.pack(serial))

    def unlist(self, key: str, serial: int) -> None:
        """Take out of the list under an index key; an empty list is forgotten."""
        left = b"".join(_SERIAL.pack(other) for other in self.serials(key) if other != serial)
        if left:
            self._store.put(key, left)
        else:
            self._store.delete(key)

    def is_given(self, event_id: str) -> bool:
        """Whether an event of this id was ever opened here."""
        return self._store.get(f"e/{event_id}") is not None

    def give(self, event_id: str) -> None:
        """Take an event id."""
        self._store.put(f"e/{event_id}", b"1")

    def drop_event_id(self, event_id: str) -> None:
        """Let an event id be given again."""
        self._store.delete(f"e/{event_id}")

    def drop_edition(self, article_id: str) -> None:
        """Forget which edition is known."""
        self._store.delete(f"a/{article_id}")

    def count(self, day: int) -> int:
        """How many keys are to be looked at once a day has passed the horizon."""
        raw = self._store.get(f"x/{day}")
        return int(raw) if raw else 0

    def put_count(self, day: int, count: int) -> None:
        """Keep how many keys are to be looked at."""
        if count:
            self._store.put(f"x/{day}", b"%d" % count)
        else:
            self._store.delete(f"x/{day}")

    def bucket(self, day: int, number: int) -> list[str]:
        """Some of a day's keys."""
        raw = self._store.get(f"x/{day}/{number}")
        return [msgspec.json.decode(line, type=str) for line in raw.split(b"\n")] if raw else []

    def add_to_bucket(self, day: int, number: int, key: str) -> None:
        """Add to some of a day's keys: one a line, as JSON, for an article's id may hold a line break."""
        raw = self._store.get(f"x/{day}/{number}")
        line = msgspec.json.encode(key)
        self._store.put(f"x/{day}/{number}", raw + b"\n" + line if raw else line)

    def drop_bucket(self, day: int, number: int) -> None:
        """Forget some of a day's keys."""
        self._store.delete(f"x/{day}/{number}")

    def close(self) -> None:
        """Write what the partition knows of itself."""
        self._store.put("clock", encode(self.partition))


def _published(kept: Kept) -> date:
    return date.fromordinal(_EPOCH_DAY + kept.profile.published // _MICROSECONDS_A_DAY)


_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MICROSECONDS_A_DAY = 86_400_000_000
_RECENT: Recent[bytes, Kept] = Recent(16_384)


encode = msgspec.msgpack.Encoder().encode
_PARTITION = msgspec.msgpack.Decoder(Partition)
_EDITION = msgspec.msgpack.Decoder(Edition)
_KEPT = msgspec.msgpack.Decoder(Kept)
_CLUSTER = msgspec.msgpack.Decoder(Cluster)
_SERIAL = struct.Struct("<Q")
