"""One message into a partition's state, and the events that it changes."""

from dataclasses import replace
from datetime import datetime

from pipeline.merging.acts import settle
from pipeline.merging.correcting import meet, take
from pipeline.merging.editions import replacement
from pipeline.merging.expiry import last_day_gone, schedule, sweep
from pipeline.merging.intake import Intake, Touched
from pipeline.merging.ledger import Ledger
from pipeline.merging.outcome import Outcome, Standing, Tombstone
from pipeline.merging.profile import duration, microseconds
from pipeline.merging.publication import Publication
from pipeline.merging.records import Records
from pipeline.merging.rules import Rules
from pipeline.merging.store import Store
from schemas.correction import Correction
from schemas.event import Update
from schemas.mention import ArticleMentions

__all__ = ["Message", "Outcome", "Standing", "Tombstone", "fold"]

Message = ArticleMentions | Correction


def fold(store: Store, message: Message, rules: Rules) -> Outcome:
    """Take in one message.

    Times come from messages alone, so that one log gives one history. A message that is no newer than what is known
    changes nothing and emits nothing.
    """
    records = Records(store)
    said_at = message.at if isinstance(message, Correction) else message.published_at
    if rules.horizon is not None and records.partition.clock - microseconds(said_at) > duration(rules.horizon):
        return Outcome(late=True)
    if isinstance(message, Correction):
        return _correct(records, message, rules)
    return _report(records, message, rules)


def _report(records: Records, message: ArticleMentions, rules: Rules) -> Outcome:
    known = records.edition(message.article_id)
    replaced = replacement(known, message, rules.horizon)
    if replaced is None:
        return Outcome()
    if not message.retracted:
        records.partition.clock = max(records.partition.clock, microseconds(message.published_at))
    gone = last_day_gone(records, rules.horizon)
    touched = Intake(records, message, rules.horizon, gone).take(replaced)
    meet(records, touched, message.article_id, gone)
    if rules.horizon is not None and known is None:
        schedule(records, f"a/{message.article_id}", replaced.edition.expiry)
    cause = Update(article_id=message.article_id, url=message.url)
    return _conclude(records, touched, cause, message.received_at or message.published_at, rules)


def _correct(records: Records, correction: Correction, rules: Rules) -> Outcome:
    ledger = Ledger(records)
    is_new = ledger.find(correction.id) is None
    standing, touched = take(records, correction, last_day_gone(records, rules.horizon))
    if standing is Standing.KNOWN:
        return Outcome(standing=standing)
    if rules.horizon is not None and is_new:
        schedule(records, f"c/{correction.id}", ledger.expiry(correction))
    cause = Update(correction_id=correction.id)
    outcome = _conclude(records, touched, cause, correction.received_at or correction.at, rules)
    return replace(outcome, standing=standing)


def _conclude(records: Records, touched: Touched, cause: Update, now: datetime, rules: Rules) -> Outcome:
    """Settle what was touched, and tell of it."""
    settled = settle(records, touched)
    publication = Publication(records, cause, now, rules, touched)
    for act in settled.acts:
        if act.changed:
            publication.publish(act)
    told_of = {act.event.id for act in settled.acts if act.event.published}
    for event, into in settled.ended:
        # Into an event that stays unpublished no subscriber can follow it.
        publication.end(event, into if into in told_of else None)
    for cluster in touched.clusters.values():
        records.put_cluster(cluster)
    if rules.horizon is not None:
        sweep(records, last_day_gone(records, rules.horizon))
    records.close()
    return Outcome(tuple(publication.events), tuple(publication.drops))
