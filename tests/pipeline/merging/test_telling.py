from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
import pytest

from pipeline.merging.packing import pack
from pipeline.merging.state import Kept
from pipeline.merging.telling import remember, told
from pipeline.merging.traits import profile
from schemas.mention import ArticleMentions
from schemas.values import Claim, Group, Metric, Qualifier, Span, Stance

Report = Callable[..., ArticleMentions]
DAY = date(2024, 5, 6)
FULL = Claim(
    metric=Metric.EQUIPMENT,
    group=Group.SIDE_A,
    low=2,
    high=4,
    qualifier=Qualifier.ABOUT,
    item="tank",
    claimant="the army",
    claimant_side=Group.SIDE_B,
    stance=Stance.ADMIT,
    cumulative=True,
    as_of=date(2024, 5, 2),
    span=Span(1, 2, 3),
)


@pytest.fixture
def kept(report: Report) -> Kept:
    message = report("a", killed=3, names=("Karim Haddad",))
    mention = replace(message.mentions[0], claims=(*message.mentions[0].claims, FULL))
    return Kept(1, 2, "IRQ", profile(mention, message), "a", 0, "https://a.example", "a.example", [], pack(mention))


def test_claims_name_their_mention_and_day_and_are_else_as_they_were(kept: Kept) -> None:
    killed, tanks = told(kept).claims
    assert (killed.mention_id, killed.as_of) == ("a#0", DAY)
    assert tanks == replace(FULL, mention_id="a#0")


def test_what_is_read_again_tells_what_was_remembered(kept: Kept) -> None:
    again = msgspec.structs.replace(kept)
    assert told(again) == remember(kept, told(kept).mention)


def test_a_mention_that_was_kept_anew_tells_of_its_new_article(kept: Kept) -> None:
    told(kept)
    moved = msgspec.structs.replace(kept, url="https://b.example")
    reference = told(moved).reference
    assert (reference.url, reference.published_at) == ("https://b.example", datetime(2024, 5, 6, 10, tzinfo=UTC))
