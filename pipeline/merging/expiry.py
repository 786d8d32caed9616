"""Forgetting, lazily: what has passed the horizon is looked up by its last day, a little with every message.

A record past the horizon counts as gone whether or not it has been swept yet: sweeping changes nothing but memory.
"""

from datetime import timedelta
from typing import Final

from pipeline.merging.ledger import Ledger
from pipeline.merging.matching import keys
from pipeline.merging.profile import EPOCH, duration
from pipeline.merging.records import Records
from pipeline.merging.state import Cluster

_A_DAY: Final = duration(timedelta(days=1))
_BUCKET: Final = 8
_DAYS: Final = 8
"""Empty days passed with one message: a stream that was silent for long catches up over a few messages."""


def last_day_gone(records: Records, horizon: timedelta | None) -> int:
    """The ordinal of the last day that has passed the horizon; 0 without one."""
    if horizon is None:
        return 0
    return (records.partition.clock - duration(horizon)) // _A_DAY + EPOCH.toordinal() - 1


def schedule(records: Records, key: str, day: int) -> None:
    """Have ``key`` looked at once ``day`` has passed the horizon."""
    count = records.count(day)
    records.add_to_bucket(day, count // _BUCKET, key)
    records.put_count(day, count + 1)


def sweep(records: Records, gone: int) -> None:
    """Forget some of what has passed the horizon."""
    partition = records.partition
    if not partition.swept:
        partition.swept = gone
    for _ in range(_DAYS):
        if partition.swept >= gone:
            return
        day = partition.swept + 1
        count = records.count(day)
        if not count:
            partition.swept = day
            continue
        number = (count - 1) // _BUCKET
        for key in records.bucket(day, number):
            _look_at(records, key, gone)
        records.drop_bucket(day, number)
        records.put_count(day, number * _BUCKET)
        return


def _look_at(records: Records, key: str, gone: int) -> None:
    kind, _, name = key.partition("/")
    if kind == "a":
        edition = records.edition(name)
        if edition is not None:
            if edition.expiry <= gone:
                records.drop_edition(name)
            else:
                schedule(records, key, edition.expiry)
        return
    if kind == "c":
        _look_at_correction(records, name, gone)
        return
    cluster = records.cluster(int(name))
    if cluster is None or cluster.serial != int(name):
        return
    if cluster.expiry <= gone:
        forget(records, cluster)
    else:
        schedule(records, key, cluster.expiry)


def _look_at_correction(records: Records, name: str, gone: int) -> None:
    ledger = Ledger(records)
    correction = ledger.find(name)
    if correction is None:
        return
    expiry = ledger.expiry(correction)
    if expiry <= gone:
        ledger.drop(name)
    else:
        schedule(records, f"c/{name}", expiry)


def forget(records: Records, cluster: Cluster) -> None:
    """Drop a cluster with its mentions and events."""
    for event in cluster.events:
        for serial in event.members:
            unlist(records, serial)
            records.drop_kept(serial)
        records.drop_event_id(event.id)
    for event_id in cluster.ended:
        records.drop_event_id(event_id)
    for absorbed in cluster.absorbed:
        records.drop_cluster(absorbed)
    records.drop_cluster(cluster.serial)


def unlist(records: Records, serial: int) -> None:
    """Take a mention out of every index list."""
    kept = records.kept(serial)
    if kept is None:
        return
    index, _ = keys(kept.block, kept.profile)
    records.unlist(index, serial)
