"""The corrections that a partition knows, and which of the mentions that they name are there.

| key | record |
|---|---|
| ``c/<correction id>`` | the ``Correction``, as it came |
| ``k/<article id>`` | ids of the corrections that name a mention of the article, there or not |
"""

from dataclasses import dataclass

import msgspec

from pipeline.merging.records import Records
from pipeline.merging.state import Cluster
from schemas.codec import decode, encode
from schemas.correction import Correction


@dataclass(frozen=True, slots=True)
class Bound:
    """A correction that stands, with the serials of its mentions that are there."""

    correction: Correction
    events: tuple[tuple[int, ...], ...]
    """For each event that it names."""
    out: tuple[int, ...]

    @property
    def serials(self) -> set[int]:
        """All of them."""
        return {serial for serials in (*self.events, self.out) for serial in serials}


class Ledger:
    """Corrections in the records of one store."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._store = records.store

    def find(self, correction_id: str) -> Correction | None:
        """The correction of that id, revoked or not."""
        raw = self._store.get(f"c/{correction_id}")
        return decode(raw, Correction) if raw else None

    def put(self, correction: Correction) -> None:
        """Keep a correction, in the place of an earlier one of its id."""
        self.drop(correction.id)
        self._store.put(f"c/{correction.id}", encode(correction))
        for article in _articles(correction):
            self._put_names(article, [*self.of_article(article), correction.id])

    def drop(self, correction_id: str) -> None:
        """Forget a correction, if it is there."""
        known = self.find(correction_id)
        if known is None:
            return
        self._store.delete(f"c/{correction_id}")
        for article in _articles(known):
            self._put_names(article, [other for other in self.of_article(article) if other != correction_id])

    def of_article(self, article_id: str) -> list[str]:
        """Ids of the corrections that name mentions of an article."""
        raw = self._store.get(f"k/{article_id}")
        return _NAMES.decode(raw) if raw else []

    def bind(self, correction: Correction) -> Bound:
        """Look for the mentions that a correction names."""
        return Bound(
            correction,
            tuple(self._serials(event.mentions, event.block) for event in correction.events),
            self._serials(correction.out, correction.block),
        )

    def standing(self, cluster: Cluster) -> list[Bound]:
        """The corrections that hold in a cluster, in the order they were said."""
        known = [found for name in cluster.corrections if (found := self.find(name)) is not None and not found.revoked]
        bound = [self._within(self.bind(each), cluster) for each in sorted(known, key=lambda one: (one.at, one.id))]
        return [each for each in bound if each.serials]

    def expiry(self, correction: Correction) -> int:
        """The ordinal of the day after which a correction may be forgotten: its own, or its mentions' last."""
        clusters = (self._home(serial) for serial in self.bind(correction).serials)
        return max([correction.at.toordinal(), *(cluster.expiry for cluster in clusters if cluster is not None)])

    def _within(self, bound: Bound, cluster: Cluster) -> Bound:
        """The same without mentions of other clusters: those have passed the horizon."""

        def here(serials: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(serial for serial in serials if self._home(serial) is cluster)

        return Bound(bound.correction, tuple(map(here, bound.events)), here(bound.out))

    def _home(self, serial: int) -> Cluster | None:
        kept = self._records.kept(serial)
        return self._records.cluster(kept.cluster) if kept is not None else None

    def _serials(self, mentions: tuple[str, ...], block: str) -> tuple[int, ...]:
        return tuple(serial for mention in mentions if (serial := self._serial(mention, block)) is not None)

    def _serial(self, mention: str, block: str) -> int | None:
        edition = self._records.edition(_article(mention))
        _, serials = edition.blocks.get(block, (0, [])) if edition is not None else (0, [])
        for serial in serials:
            kept = self._records.kept(serial)
            if kept is not None and kept.profile.id == mention:
                return serial
        return None

    def _put_names(self, article_id: str, names: list[str]) -> None:
        if names:
            self._store.put(f"k/{article_id}", msgspec.json.encode(names))
        else:
            self._store.delete(f"k/{article_id}")


def _article(mention: str) -> str:
    return mention.rpartition("#")[0]


def _articles(correction: Correction) -> list[str]:
    """Each article once, in the order named."""
    return list(dict.fromkeys(map(_article, correction.anchors)))


_NAMES = msgspec.json.Decoder(list[str])
