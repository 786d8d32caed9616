"""Typed records of one partition's store."""

import struct
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from pipeline.merging.profile import Profile
from pipeline.merging.recent import Recent
from pipeline.merging.state import FORMAT, Cluster, Edition, Kept, Partition
from pipeline.merging.store import Store


class StateFormatError(RuntimeError):
    """State of another format than this release keeps."""


def verify(store: Store) -> None:
    """Nothing, where the state is of our format or there is none.

    To be asked once of a state that was read back, ahead of the first message.

    Raises:
        StateFormatError: it is of another.
    """
    found = store.get(_FORMAT_KEY)
    if found is None and store.get(_CLOCK_KEY) is None:
        return
    if found != FORMAT:
        raise StateFormatError(
            f"the state is of format {found.decode() if found else 'none'}, and this release keeps {FORMAT.decode()}"
        )


class Records:
    """Typed records of one store, read once and written once while a message is folded. The store is of our format."""

    __slots__ = ("_clusters", "_is_first", "_kept", "_store", "partition")

    def __init__(self, store: Store) -> None:
        self._store = store
        raw = store.get(_CLOCK_KEY)
        self._is_first = raw is None
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

    def profile(self, serial: int) -> Profile:
        """What is compared of a mention that is there."""
        kept = self._kept.get(serial) or self.kept(serial)
        if kept is None:
            raise LookupError(serial)
        return kept.profile

    def put_kept(self, kept: Kept) -> None:
        """Keep a mention."""
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

    def lists(self, keys: Sequence[str]) -> dict[str, bytes | None]:
        """The lists under some index keys, as they are kept: packed, so that nothing of them is touched to add one."""
        return dict(zip(keys, map(self._store.get, keys), strict=True))

    def enlist(self, keys: Iterable[str], serial: int, lists: Mapping[str, bytes | None]) -> None:
        """Add to the lists under index keys; ``lists`` has those that have been read."""
        get, put, packed = self._store.get, self._store.put, _SERIAL.pack(serial)
        for key in keys:
            known = lists[key] if key in lists else get(key)
            put(key, known + packed if known else packed)

    def unlist(self, keys: Iterable[str], serial: int) -> None:
        """Take out of the lists under index keys; an empty list is forgotten."""
        for key in keys:
            left = b"".join(_SERIAL.pack(other) for other in serials([self._store.get(key)]) if other != serial)
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
        if self._is_first:
            self._store.put(_FORMAT_KEY, FORMAT)
        self._store.put(_CLOCK_KEY, encode(self.partition))


def serials(lists: Iterable[bytes | None]) -> Iterable[int]:
    """What stands in any of some lists, each once."""
    found = b"".join(dict.fromkeys(filter(None, lists)))
    return dict.fromkeys(struct.unpack(f"<{len(found) // _SERIAL.size}Q", found))


_FORMAT_KEY, _CLOCK_KEY = "format", "clock"
_RECENT: Recent[bytes, Kept] = Recent(16_384)

encode = msgspec.msgpack.Encoder().encode
_PARTITION = msgspec.msgpack.Decoder(Partition)
_EDITION = msgspec.msgpack.Decoder(Edition)
_KEPT = msgspec.msgpack.Decoder(Kept)
_CLUSTER = msgspec.msgpack.Decoder(Cluster)
_SERIAL = struct.Struct("<Q")
