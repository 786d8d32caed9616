from collections.abc import Callable

import msgspec

from pipeline.merging.packing import pack, unpack
from schemas.mention import ArticleMentions

Report = Callable[..., ArticleMentions]


def test_a_mention_is_unpacked_as_it_was(report: Report) -> None:
    mention = report("a", killed=3, wounded=1, names=("Karim Haddad",), ages=(31,)).mentions[0]
    assert unpack(pack(mention)) == mention


def test_a_packed_mention_is_shorter_than_a_map(report: Report) -> None:
    mention = report("a", killed=3, names=("Karim Haddad",)).mentions[0]
    assert len(pack(mention)) < len(msgspec.msgpack.encode(mention)) / 2
