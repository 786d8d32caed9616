"""Which edition of an article counts: a newer one replaces what an older one said, and nothing else does."""

from datetime import timedelta

from msgspec import Struct

from pipeline.merging.profile import microseconds
from pipeline.merging.state import Edition
from schemas.mention import ArticleMentions


class Replacement(Struct, frozen=True, gc=False):
    """What a message changes of an article."""

    edition: Edition
    outdated: tuple[int, ...]
    """Serials of the mentions that an earlier edition brought."""
    is_correction: bool
    """An earlier edition had been read."""


def replacement(known: Edition | None, message: ArticleMentions, horizon: timedelta | None) -> Replacement | None:
    """What ``message`` replaces; null where the edition known is the same or newer."""
    edition = known if known is not None else Edition()
    version = microseconds(message.version)
    if message.block is None:
        return _everywhere(edition, message, version, horizon)
    known_version, serials = edition.blocks.get(message.block, (None, []))
    if version < edition.everywhere or (version == edition.everywhere and edition.retracted):
        return None
    if known_version is not None and version <= known_version:
        return None
    blocks = {**edition.blocks, message.block: (version, [])}
    return Replacement(
        Edition(edition.everywhere, edition.retracted, blocks, _expiry(edition, message, horizon)),
        tuple(serials),
        known is not None,
    )


def _everywhere(
    edition: Edition, message: ArticleMentions, version: int, horizon: timedelta | None
) -> Replacement | None:
    firmer = message.retracted and not edition.retracted
    if version < edition.everywhere or (version == edition.everywhere and not firmer):
        return None
    stands = {
        block: (of, serials)
        for block, (of, serials) in edition.blocks.items()
        # What follows takes the place of what stands: an event that it goes on telling of keeps its id.
        if of > version or (not message.retracted and (of == version or block in message.follow))
    }
    outdated = tuple(
        serial for block, (_, serials) in edition.blocks.items() if block not in stands for serial in serials
    )
    return Replacement(
        Edition(version, message.retracted, stands, _expiry(edition, message, horizon)), outdated, bool(outdated)
    )


def _expiry(edition: Edition, message: ArticleMentions, horizon: timedelta | None) -> int:
    """The day after which no edition can come that is not late."""
    if horizon is None:
        return 0
    return max(edition.expiry, max(message.published_at, message.version).toordinal())
