"""One message into a partition's state, and the events that it changes."""

from pipeline.merging.acts import settle
from pipeline.merging.editions import replacement
from pipeline.merging.expiry import last_day_gone, schedule, sweep
from pipeline.merging.intake import Intake
from pipeline.merging.outcome import Outcome, Tombstone
from pipeline.merging.profile import instant, microseconds
from pipeline.merging.publication import Publication
from pipeline.merging.rules import Rules
from pipeline.merging.state import Records
from pipeline.merging.store import Store
from schemas.mention import ArticleMentions

__all__ = ["Outcome", "Tombstone", "fold"]


def fold(store: Store, message: ArticleMentions, rules: Rules) -> Outcome:
    """Take in one message.

    Times come from messages alone, so that one log gives one history. A message that is no newer than what is known
    changes nothing and emits nothing.
    """
    records = Records(store)
    if rules.horizon is not None and instant(records.partition.clock) - message.published_at > rules.horizon:
        return Outcome(late=True)
    known = records.edition(message.article_id)
    replaced = replacement(known, message, rules.horizon)
    if replaced is None:
        return Outcome()
    if not message.retracted:
        records.partition.clock = max(records.partition.clock, microseconds(message.published_at))
    gone = last_day_gone(records, rules.horizon)
    touched = Intake(records, message, rules.horizon, gone).take(replaced)
    settled = settle(records, touched)
    publication = Publication(records, message, rules, touched)
    for act in settled.acts:
        if act.changed:
            publication.publish(act)
    for event, into in settled.ended:
        publication.end(event, into)
    for cluster in touched.clusters.values():
        records.put_cluster(cluster)
    if rules.horizon is not None:
        if known is None:
            schedule(records, f"a/{message.article_id}", replaced.edition.expiry)
        sweep(records, gone)
    records.close()
    return Outcome(tuple(publication.events), tuple(publication.drops))
