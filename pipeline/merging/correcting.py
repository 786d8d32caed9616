"""A correction into a partition's state, and articles to the corrections that wait for them.

The clusters of all mentions that a correction names are made one, so that what it says is settled where one cluster is
folded. A correction whose mentions are not there waits for them: the topics of articles and corrections have no common
order.
"""

from pipeline.merging.intake import Touched, unite
from pipeline.merging.ledger import Ledger
from pipeline.merging.outcome import Standing
from pipeline.merging.records import Records
from pipeline.merging.state import Cluster
from schemas.correction import Correction


def take(records: Records, correction: Correction, gone: int) -> tuple[Standing, Touched]:
    """Put a correction in the place of an earlier one of its id. One that is no newer changes nothing."""
    ledger, touched = Ledger(records), Touched(is_correction=True)
    known = ledger.find(correction.id)
    if known is not None:
        if correction.rank <= known.rank:
            return Standing.KNOWN, touched
        _gather(records, touched, known, gone)
    ledger.put(correction)
    is_there = _gather(records, touched, correction, gone)
    if correction.revoked:
        return Standing.REVOKED, touched
    return Standing.APPLIED if is_there else Standing.WAITING, touched


def meet(records: Records, touched: Touched, article_id: str, gone: int) -> None:
    """Bring an article's mentions to the corrections that name them."""
    ledger = Ledger(records)
    for name in ledger.of_article(article_id):
        correction = ledger.find(name)
        if correction is not None:
            _gather(records, touched, correction, gone)


def _gather(records: Records, touched: Touched, correction: Correction, gone: int) -> bool:
    """Make one cluster of all that hold a correction's mentions; gives whether there is any."""
    near: dict[int, Cluster] = {}
    for serial in sorted(Ledger(records).bind(correction).serials):
        kept = records.kept(serial)
        cluster = records.cluster(kept.cluster) if kept is not None else None
        if cluster is not None and not (gone and cluster.expiry <= gone):
            near[cluster.serial] = touched.clusters[cluster.serial] = cluster
            touched.corrected.add(serial)
    if not near:
        return False
    cluster = unite(records, touched, list(near.values()))
    if correction.id not in cluster.corrections:
        cluster.corrections.append(correction.id)
    return True
