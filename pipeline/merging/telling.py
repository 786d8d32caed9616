"""A mention as records tell of it: made once, and remembered while its act is in the news."""

from datetime import date
from typing import Final

from msgspec import Struct

from pipeline.merging.packing import unpack
from pipeline.merging.profile import instant
from pipeline.merging.recent import Recent
from pipeline.merging.state import Kept
from schemas.event import MentionReference
from schemas.mention import Mention
from schemas.values import Claim


class Told(Struct, frozen=True, gc=False):
    """A mention with what the state keeps around it."""

    kept: Kept
    mention: Mention
    claims: tuple[Claim, ...]
    """Each names its mention, and is as of its publication where the text gives it no date."""
    reference: MentionReference


def told(kept: Kept) -> Told:
    """What a kept mention tells."""
    found = _RECENT.get(kept.mention)
    return found if found is not None and found.kept is kept else remember(kept, unpack(kept.mention))


def remember(kept: Kept, mention: Mention) -> Told:
    """Have ``told`` know the mention that was packed in ``kept``."""
    published = instant(kept.profile.published)
    return _RECENT.put(
        kept.mention,
        Told(
            kept,
            mention,
            tuple([_in_event(claim, mention.id, published.date()) for claim in mention.claims]),
            MentionReference(
                mention_id=mention.id,
                article_id=kept.article_id,
                published_at=published,
                url=kept.url,
                outlet=kept.outlet,
                published_at_assumed=kept.published_at_assumed,
                sentence=mention.sentence,
                sentence_start=mention.sentence_start,
                evidence=mention.evidence,
            ),
        ),
    )


def _in_event(claim: Claim, mention_id: str, published: date) -> Claim:
    # Not dataclasses.replace, which takes four times as long: this is done for every claim that comes.
    return Claim(
        metric=claim.metric,
        group=claim.group,
        low=claim.low,
        high=claim.high,
        qualifier=claim.qualifier,
        item=claim.item,
        claimant=claim.claimant,
        claimant_side=claim.claimant_side,
        stance=claim.stance,
        cumulative=claim.cumulative,
        as_of=claim.as_of or published,
        mention_id=mention_id,
        span=claim.span,
    )


_RECENT: Final[Recent[bytes, Told]] = Recent(1_024)
