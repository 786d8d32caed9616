"""Clusters into acts, and which event each act goes on as."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.merging.corrections import shape
from pipeline.merging.identity import inherit, new_id
from pipeline.merging.intake import Touched
from pipeline.merging.ledger import Ledger
from pipeline.merging.partition import Weighing, insert, partition
from pipeline.merging.records import Records
from pipeline.merging.state import Cluster, Kept, Known


@dataclass(slots=True)
class Act:
    """Mentions of one act, and the event that they are told as."""

    event: Known
    changed: bool
    """Its mentions, or the ids that it links to, are not what they were."""
    was_split: bool = False
    has_absorbed: bool = False


@dataclass(slots=True)
class Settled:
    """What the touched clusters hold now."""

    acts: list[Act] = field(default_factory=list)
    ended: list[tuple[Known, str | None]] = field(default_factory=list)
    """Events that are no more, and the id of the one that they went into."""


def settle(records: Records, touched: Touched) -> Settled:
    """Fold what was touched, correct it, and hand the events down."""
    return _Settling(records, touched).settle()


class _Settling:
    def __init__(self, records: Records, touched: Touched) -> None:
        self._records = records
        self._touched = touched
        self._new = touched.new
        self._named = set(touched.corrected)
        """Mentions that corrections name: their acts may read otherwise, though they hold the same ones."""
        self._moved: list[int] = []
        """Mentions that are told as another event than before, or may be told no longer."""
        self._settled = Settled()
        self._weighing = Weighing(records.profile, touched.scores)

    def settle(self) -> Settled:
        for cluster in self._touched.clusters.values():
            self._hand_down(cluster)
        self._touch_partners()
        return self._settled

    def _kept(self, serial: int) -> Kept:
        kept = self._records.kept(serial)
        if kept is None:
            raise LookupError(serial)
        return kept

    def _fold(self, cluster: Cluster) -> list[list[int]]:
        """The cluster's mentions by act, by the evidence. Only what comes after the first change is folded anew."""
        added = self._touched.added.get(cluster.serial, [])
        removed = {
            serial: kept
            for serial, kept in self._touched.removed.items()
            if (home := self._records.cluster(kept.cluster)) is not None and home.serial == cluster.serial
        }
        if not added and not removed:
            return cluster.acts
        if len(added) == 1 and not cluster.events:
            return [added]
        if len(added) == 1 and not removed:
            return insert(added[0], cluster.acts, self._weighing)
        first = min(
            [self._records.profile(serial).order for serial in added] + [one.profile.order for one in removed.values()]
        )
        before: list[list[int]] = []
        after = list(added)
        for act in cluster.acts:
            stays = len(act)
            while stays and (act[stays - 1] in removed or self._records.profile(act[stays - 1]).order > first):
                stays -= 1
                if act[stays] not in removed:
                    after.append(act[stays])
            if stays:
                before.append(act[:stays])
        return partition(after, before, self._weighing)

    def _hand_down(self, cluster: Cluster) -> None:
        folded = self._correct(cluster, self._fold(cluster))
        heirs = inherit(folded, cluster.events)
        found: list[Act] = []
        for number, (members, known) in enumerate(zip(folded, heirs.kept, strict=True)):
            is_named = not self._named.isdisjoint(members)
            changed = known is None or known.members != members or is_named or not self._new.isdisjoint(members)
            event = known if known is not None else self._open(members)
            if changed:
                # What a correction says of an act may hold no longer once the mention that it names is of another.
                stays = set() if is_named or cluster.corrections else set(event.members)
                self._moved += [serial for serial in members if serial not in stays]
                event.articles = self._articles(event, members)
                event.members = members
            found.append(Act(event, changed, was_split=number in heirs.split))
        for event, number in heirs.merged:
            found[number].has_absorbed = found[number].changed = True
            self._settled.ended.append((event, found[number].event.id))
        self._settled.ended += [(event, None) for event in heirs.withdrawn]
        cluster.ended += [event.id for event, _ in heirs.merged] + [event.id for event in heirs.withdrawn]
        cluster.events = [act.event for act in found]
        self._settled.acts += found

    def _correct(self, cluster: Cluster, acts: list[list[int]]) -> list[list[int]]:
        standing = Ledger(self._records).standing(cluster) if cluster.corrections else []
        if not standing:
            cluster.folded = []
            return acts
        for bound in standing:
            self._named |= bound.serials
        shaped = shape(acts, standing, self._weighing)
        cluster.folded = acts if shaped != acts else []
        return shaped

    def _open(self, members: Iterable[int]) -> Known:
        first = self._kept(min(members))
        event_id = new_id(first.profile.id, self._records.is_given)
        self._records.give(event_id)
        return Known(event_id, [], first.received, first.serial)

    def _articles(self, event: Known, members: list[int]) -> int:
        """How many articles an act's mentions come from.

        A message brings one article's mentions, and takes its earlier ones away: where mentions only came, that is one
        article more, and the others need not be read.
        """
        known = len(event.members)
        came = members[known:]
        before = members[:known]
        if known and before == event.members and self._new.isdisjoint(before) and self._new.issuperset(came):
            return event.articles + bool(came)
        return len({self._kept(serial).article_id for serial in members})

    def _touch_partners(self) -> None:
        """Have events that count, or are counted in, mentions which went to another event name that one."""
        partners = [partner for serial in self._moved for partner in self._kept(serial).partners]
        if not partners:
            return
        records = self._records
        settled = {serial: act for act in self._settled.acts for serial in act.event.members}
        for partner in partners:
            if partner in settled:
                settled[partner].changed = True
                continue
            kept = records.kept(partner)
            cluster = records.cluster(kept.cluster) if kept is not None else None
            if cluster is None:
                continue
            self._touched.clusters[cluster.serial] = cluster
            for event in cluster.events:
                act = Act(event, changed=partner in event.members)
                self._settled.acts.append(act)
                settled |= dict.fromkeys(event.members, act)
