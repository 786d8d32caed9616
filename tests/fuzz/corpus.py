"""Seeds: the example messages and the articles of ``seeds/``, good and bad."""

from enum import StrEnum
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


def corpus(contract: Contract) -> tuple[bytes, ...]:
    """The seeds of one contract, always in the same order."""
    found = [file.read_bytes() for file in sorted((EXAMPLES / contract).glob("*/*.json"))]
    if contract is Contract.ARTICLE:
        found += ARTICLES.read_bytes().splitlines()
    return tuple(found)


CORPUS: Final = {contract: corpus(contract) for contract in Contract}
