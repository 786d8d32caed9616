"""What subscribers are told of the acts that a message changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pipeline.merging.acts import Act
from pipeline.merging.corrections import NO_RULING, Ruling, corrected, rulings
from pipeline.merging.intake import Touched
from pipeline.merging.ledger import Ledger
from pipeline.merging.outcome import Tombstone
from pipeline.merging.profile import instant
from pipeline.merging.record import Revision, build, read_of
from pipeline.merging.records import Records
from pipeline.merging.revisions import changes, digests
from pipeline.merging.rules import Rules
from pipeline.merging.state import Kept, Known
from pipeline.merging.telling import Told, told
from schemas.correction import Action
from schemas.event import Change, Event, Link, Relation, Status, Update
from schemas.values import EventType


class Publication:
    """The records and the drops that one message, ``cause``, gives, which was received at ``now``."""

    def __init__(self, records: Records, cause: Update, now: datetime, rules: Rules, touched: Touched) -> None:
        self.events: list[Event | Tombstone] = []
        self.drops = touched.drops
        self._records = records
        self._cause = cause
        self._now = now
        self._rules = rules
        self._touched = touched
        self._new = touched.new
        self._came = sorted(self._new)
        self._rulings: dict[str, Ruling] = {}

    def publish(self, act: Act) -> None:
        """Say what became of an act, if that is new."""
        event = act.event
        draft = self._draft(event)
        reason = "withdrawn" if self._ruling(event).is_withdrawn else self._withheld(draft)
        if reason is not None:
            self.drops += [(reason, self._kept(each).profile.id) for each in event.members if each in self._new]
            if event.published:
                self._close(event, draft)
            return
        now = digests(draft)
        if event.published and now == event.digests and not act.has_absorbed:
            return
        what = _changes(act, draft, now, is_correction=self._touched.is_correction)
        event.published, event.digests = True, now
        self._emit(event, draft, Status.ACTIVE, what)

    def end(self, event: Known, into: str | None) -> None:
        """The last word on an event that is no more, if it was ever published."""
        if not event.published:
            return
        draft = self._draft(event)
        if into is None:
            self._close(event, draft)
        else:
            what = (Change.MERGED, *_by_hand(draft, Action.MERGE))
            self._emit(event, replace(draft, merged_into=into), Status.MERGED, what)

    def _kept(self, serial: int) -> Kept:
        """A mention, be it one that this message took away."""
        return self._records.kept(serial) or self._touched.removed[serial]

    def _draft(self, event: Known) -> Event:
        read = [told(self._kept(serial)) for serial in read_of(event.members)]
        draft = build(read, self._revision(event), self._rules)
        links = self._links(read)
        return corrected(replace(draft, links=links) if links else draft, self._ruling(event))

    def _revision(self, event: Known) -> Revision:
        """The next version of an event: its first, unless it has been published before."""
        came = tuple([self._kept(serial).profile.id for serial in self._came if serial in event.members])
        cause = self._cause
        return Revision(
            event_id=event.id,
            version=event.version + 1,
            first_seen_at=instant(event.first_seen),
            updated_at=self._now,
            updated_by=Update(cause.article_id, cause.url, came, cause.correction_id) if came else cause,
            mentions=len(event.members),
            articles=event.articles,
        )

    def _ruling(self, event: Known) -> Ruling:
        """What corrections say of an event, be it one that has just ended."""
        if event.id not in self._rulings:
            cluster = self._records.cluster(self._kept(event.members[0]).cluster)
            if cluster is None or not cluster.corrections:
                return self._rulings.setdefault(event.id, NO_RULING)
            standing = Ledger(self._records).standing(cluster)
            goes_on = any(one is event for one in cluster.events)
            here = cluster.events if goes_on else [event]
            found = rulings([one.members for one in here], standing, cluster.acts if standing else [])
            self._rulings |= zip((one.id for one in here), found, strict=True)
        return self._rulings[event.id]

    def _links(self, read: Sequence[Told]) -> tuple[Link, ...]:
        found = set()
        for each in read:
            for serial in each.kept.partners:
                partner = self._records.kept(serial)
                cluster = self._records.cluster(partner.cluster) if partner is not None else None
                for event in cluster.events if cluster is not None else ():
                    if serial in event.members and not self._ruling(event).is_withdrawn:
                        found.add((event.id, Relation.COUNTS if each.kept.profile.summary else Relation.COUNTED_IN))
        return tuple(Link(event_id, relation) for event_id, relation in sorted(found))

    def _withheld(self, draft: Event) -> str | None:
        """Why an event is not published."""
        if draft.type not in self._rules.published_types:
            return "crime" if draft.type is EventType.VIOLENT_CRIME else "type"
        if draft.sources.first_published_at.date() - draft.date.end > self._rules.historic_after:
            return "historic"
        if draft.confidence.overall < self._rules.min_confidence:
            return "confidence"
        return None

    def _close(self, event: Known, draft: Event) -> None:
        self._emit(event, draft, Status.WITHDRAWN, (Change.WITHDRAWN, *_by_hand(draft, Action.WITHDRAW)))
        self.events.append(Tombstone(event.id, event.version, self._now))
        event.published, event.digests = False, b""

    def _emit(self, event: Known, draft: Event, status: Status, change: tuple[Change, ...]) -> None:
        event.version += 1
        is_said = (draft.status, draft.change) == (status, change)
        self.events.append(draft if is_said else replace(draft, status=status, change=change))


def _by_hand(draft: Event, action: Action) -> tuple[Change, ...]:
    return (Change.CORRECTION,) if any(each.action is action for each in draft.corrections) else ()


def _changes(act: Act, draft: Event, now: bytes, *, is_correction: bool) -> tuple[Change, ...]:
    if not act.event.published:
        return (Change.CREATED, Change.CORRECTION) if draft.corrections else (Change.CREATED,)
    whole = ((Change.MERGED, act.has_absorbed), (Change.SPLIT, act.was_split), (Change.CORRECTION, is_correction))
    found = (*changes(act.event.digests, now), *(change for change, holds in whole if holds))
    return tuple(dict.fromkeys(found))
