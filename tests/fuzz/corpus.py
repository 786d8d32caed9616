"""Seeds: the example messages and the articles of ``seeds/``, good and bad."""

from enum import StrEnum
from math import ceil
from pathlib import Path
from typing import Final

import schemas
import seeds

EXAMPLES: Final = Path(schemas.__file__).parent / "examples"
ARTICLES: Final = Path(seeds.__file__).parent / "articles.jsonl"


class Contract(StrEnum):
    """What an input claims to be: a message of one of the topics that people read and write."""

    ARTICLE = "article"
    CORRECTION = "correction"
    MENTIONS = "article_mentions"
    EVENT = "event"


BAD_SHARE: Final = 8
"""One seed in so many, at most, is a bad example: what is refused at the door tells nothing of what is behind it."""


def corpus(contract: Contract) -> tuple[bytes, ...]:
    """The seeds of one contract, always in the same order: the good ones first, as often as the share needs.

    First, because Hypothesis leans to the first of what it may choose.
    """
    good, bad = (
        [file.read_bytes() for file in sorted((EXAMPLES / contract / kind).glob("*.json"))] for kind in ("good", "bad")
    )
    if contract is Contract.ARTICLE:
        good += ARTICLES.read_bytes().splitlines()
    return (*good * ceil((BAD_SHARE - 1) * len(bad) / len(good)), *bad)


CORPUS: Final = {contract: corpus(contract) for contract in Contract}
