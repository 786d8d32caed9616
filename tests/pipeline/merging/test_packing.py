from collections.abc import Callable
from datetime import date

import msgspec

from pipeline.merging.packing import pack, remember, unpack
from schemas.mention import ArticleMentions

Report = Callable[..., ArticleMentions]
DAY = date(2024, 5, 6)


def test_a_mention_is_unpacked_as_it_was(report: Report) -> None:
    mention = report("a", killed=3, wounded=1, names=("Karim Haddad",), ages=(31,)).mentions[0]
    read = unpack(pack(mention), DAY)
    assert read.mention == mention
    assert remember(pack(mention), mention, DAY) == read


def test_claims_name_their_mention_and_day(report: Report) -> None:
    (claim,) = unpack(pack(report("a", killed=3).mentions[0]), DAY).claims
    assert (claim.mention_id, claim.as_of) == ("a#0", DAY)


def test_a_packed_mention_is_shorter_than_a_map(report: Report) -> None:
    mention = report("a", killed=3, names=("Karim Haddad",)).mentions[0]
    assert len(pack(mention)) < len(msgspec.msgpack.encode(mention)) / 2
