"""An article's mentions into clusters and indexes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from pipeline.merging.editions import Replacement
from pipeline.merging.evidence import score
from pipeline.merging.expiry import schedule, unlist
from pipeline.merging.matching import keys
from pipeline.merging.packing import pack
from pipeline.merging.partition import LINK
from pipeline.merging.profile import Profile, microseconds
from pipeline.merging.records import Records, serials
from pipeline.merging.state import Cluster, Kept
from pipeline.merging.telling import remember
from pipeline.merging.traits import profile
from schemas.mention import ArticleMentions, Mention


@dataclass(slots=True)
class Touched:
    """What one message touched, to be folded anew."""

    clusters: dict[int, Cluster] = field(default_factory=dict)
    added: dict[int, list[int]] = field(default_factory=dict)
    """Serials of the mentions that came into a cluster, by the cluster's."""
    removed: dict[int, Kept] = field(default_factory=dict)
    """What was taken away, by serial; a mention that was replaced has its old self here."""
    corrected: set[int] = field(default_factory=set)
    """Serials of the mentions that a correction names which has come, or which one of them has come to."""
    scores: dict[tuple[int, int], float] = field(default_factory=dict)
    """What was weighed on the way, by the serials of both."""
    drops: list[tuple[str, str]] = field(default_factory=list)
    is_correction: bool = False

    @property
    def new(self) -> set[int]:
        """Serials of all mentions that are new or were replaced."""
        return {serial for serials in self.added.values() for serial in serials}


class Intake:
    """Takes in one message."""

    def __init__(self, records: Records, message: ArticleMentions, horizon: timedelta | None, gone: int) -> None:
        self._records = records
        self._message = message
        self._horizon = horizon
        self._gone = gone
        self._touched = Touched()

    def take(self, replaced: Replacement) -> Touched:
        """Put the article's mentions in the place of those that an earlier edition brought."""
        records, message = self._records, self._message
        self._touched.is_correction = replaced.is_correction
        known = {kept.profile.id: kept.serial for kept in map(self._remove, replaced.outdated) if kept is not None}
        given = {mention.id: known.get(mention.id) or records.serial() for mention in message.mentions}
        for mention in message.mentions:
            self._add(mention, given)
        if message.block is not None:
            stored = [serial for serial in given.values() if records.kept(serial) is not None]
            version, _ = replaced.edition.blocks[message.block]
            replaced.edition.blocks[message.block] = (version, stored)
        records.put_edition(message.article_id, replaced.edition)
        return self._touched

    def _remove(self, serial: int) -> Kept | None:
        records = self._records
        kept = records.kept(serial)
        if kept is None:
            return None
        unlist(records, serial)
        records.drop_kept(serial)
        if self._cluster(kept.cluster) is not None:
            self._touched.removed[serial] = kept
        return kept

    def _cluster(self, serial: int) -> Cluster | None:
        """The cluster of that number, now touched; null if it has passed the horizon."""
        cluster = self._records.cluster(serial)
        if cluster is None or (self._gone and cluster.expiry <= self._gone):
            return None
        self._touched.clusters[cluster.serial] = cluster
        return cluster

    def _add(self, mention: Mention, given: dict[str, int]) -> None:
        records, message = self._records, self._message
        told = profile(mention, message)
        if self._gone and told.end <= self._gone:
            self._touched.drops.append(("historic", mention.id))
            return
        serial, block = given[mention.id], message.block or ""
        index, search = keys(block, told)
        lists = records.lists(search)
        near = {cluster.serial: cluster for cluster in self._links(serial, told, serials(lists.values()))}
        before = self._touched.removed.get(serial)
        if before is not None and (cluster := self._cluster(before.cluster)) is not None:
            near[cluster.serial] = cluster
        cluster = self._join(list(near.values()), told)
        kept = Kept(
            serial=serial,
            cluster=cluster.serial,
            block=block,
            profile=told,
            article_id=message.article_id,
            received=microseconds(message.received_at or message.published_at),
            url=message.url,
            outlet=message.outlet,
            published_at_assumed=message.published_at_assumed,
            partners=[
                given[other.id]
                for other in message.mentions
                if other.counted_in == mention.id or mention.counted_in == other.id
            ],
            mention=pack(mention),
        )
        records.put_kept(kept)
        remember(kept, mention)
        records.enlist(index, serial, lists)
        self._touched.added.setdefault(cluster.serial, []).append(serial)

    def _links(self, ours: int, told: Profile, found: Iterable[int]) -> Iterable[Cluster]:
        """The clusters of those of the mentions found that this one agrees with."""
        records = self._records
        linked: set[int] = set()
        for serial in found:
            other = records.kept(serial) if serial not in linked else None
            if other is None:
                continue
            weight = self._touched.scores[ours, serial] = score(told, other.profile)
            if weight > LINK:
                cluster = self._cluster(other.cluster)
                if cluster is not None:
                    # One link is enough: the rest of a cluster need not be read.
                    linked.update(*[event.members for event in cluster.events])
                    yield cluster

    def _join(self, near: list[Cluster], told: Profile) -> Cluster:
        """One cluster of all that a mention links; a new one where it links none."""
        if not near:
            return self._open(told)
        cluster = unite(self._records, self._touched, near)
        cluster.expiry = max(cluster.expiry, told.end)
        return cluster

    def _open(self, told: Profile) -> Cluster:
        cluster = Cluster(self._records.serial(), [], expiry=told.end)
        self._records.add_cluster(cluster)
        self._touched.clusters[cluster.serial] = cluster
        if self._horizon is not None:
            schedule(self._records, f"g/{cluster.serial}", told.end)
        return cluster


def unite(records: Records, touched: Touched, near: Sequence[Cluster]) -> Cluster:
    """One cluster of several touched ones, of which there is at least one."""
    if len(near) == 1:
        return near[0]
    cluster = max(near, key=lambda one: (sum(len(event.members) for event in one.events), -one.serial))
    for other in near:
        if other is cluster:
            continue
        if cluster.folded or other.folded:
            cluster.folded = [*cluster.acts, *other.acts]
        cluster.events += other.events
        cluster.ended += other.ended
        cluster.corrections += [name for name in other.corrections if name not in cluster.corrections]
        cluster.absorbed += [other.serial, *other.absorbed]
        cluster.expiry = max(cluster.expiry, other.expiry)
        records.forward(other.serial, cluster.serial)
        del touched.clusters[other.serial]
        came = touched.added.pop(other.serial, [])
        if came:
            touched.added.setdefault(cluster.serial, []).extend(came)
    return cluster
