"""Which mentions may meet: those of one country, as GeoNames has it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from pipeline.merging.terms import terms
from schemas.article import Article
from schemas.mention import ArticleMentions, Mention
from schemas.values import Location

_BLOCKS: Final = {
    # Disputed or dependent areas that the news files now under one name, now under another.
    "XKX": "SRB",  # Kosovo
    "ESH": "MAR",  # Western Sahara
    "HKG": "CHN",
    "MAC": "CHN",
    "PSE": "ISR",  # Gaza and the West Bank: reports of both sides' acts name either
    "ALA": "FIN",
    "SJM": "NOR",
    "REU": "FRA",
    "MYT": "FRA",
    "GLP": "FRA",
    "MTQ": "FRA",
    "GUF": "FRA",
    "PRI": "USA",
    "GUM": "USA",
    "VIR": "USA",
}
_SEAS: Final = {
    # A ship attacked at sea is reported under whichever coast is named: one block for all its shores' sea.
    "red sea": "YEM",
    "bab al-mandab": "YEM",
    "bab el-mandeb": "YEM",
    "gulf of aden": "YEM",
    "arabian sea": "YEM",
    "black sea": "UKR",
    "sea of azov": "UKR",
    "kerch strait": "UKR",
    "crimea": "UKR",
    "persian gulf": "IRN",
    "strait of hormuz": "IRN",
    "gulf of oman": "IRN",
    "south china sea": "PHL",
    "east china sea": "CHN",
    "taiwan strait": "TWN",
    "gulf of guinea": "NGA",
    "golan heights": "ISR",
    "nagorno-karabakh": "AZE",
    "kashmir": "IND",
    "abyei": "SDN",
}


def block(location: Location) -> str:
    """The block of a place: its country, but for seas and areas that several countries claim."""
    return _SEAS.get(location.name.lower()) or _BLOCKS.get(location.country, location.country)


def messages(
    article: Article, mentions: Sequence[Mention], sketch: tuple[int, ...], received_at: datetime | None
) -> tuple[ArticleMentions, ...]:
    """What an article says, a message for each block; ahead of them, where it is a correction, a word to all blocks."""
    by_block: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_block[block(mention.location)].append(mention)
    telling = terms(article.title, article.text) if mentions else ()

    def message(of: str | None, said: Sequence[Mention]) -> ArticleMentions:
        return ArticleMentions(
            article_id=article.id,
            block=of,
            version=article.version,
            published_at=article.published_at,
            mentions=tuple(said),
            url=article.url,
            outlet=article.outlet,
            published_at_assumed=article.published_at_assumed,
            sketch=sketch if said else (),
            terms=telling if said else (),
            received_at=received_at,
        )

    said = [message(of, by_block[of]) for of in sorted(by_block)]
    if article.updated_at is None:
        return tuple(said)
    return (replace(message(None, ()), follow=tuple(sorted(by_block))), *said)


def retraction(article_id: str, version: datetime, received_at: datetime | None = None) -> ArticleMentions:
    """Takes away all that an article said, in every block. ``version`` is the timestamp of the retracting record."""
    return ArticleMentions(
        article_id=article_id,
        block=None,
        version=version,
        published_at=version,
        retracted=True,
        received_at=received_at if received_at is not None else version,
    )
