"""Telling words of an article: two reports of one act share the names of its people, streets and buildings.

No reading of the text: the words that an article repeats most, less those that news is full of, rare ones first. They
find a report of the same act whose town or date was misread; and they tell two acts of one town and one week apart.
How rare a word is stands in a table: were it counted in the news itself, what joins two reports would hang on what
else has come.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import sqrt
from typing import Final
from zlib import crc32

from pipeline.lexicon import common_words, uncommon_words
from pipeline.merging.letters import plain

MOST: Final = 24
"""Words of an article that are kept."""
_RARE: Final = 1.5
"""How many times as telling a rare word is as one that is only uncommon."""
_READ: Final = 6_000
_TITLE: Final = 2
"""How often a word of the title counts."""
_WORD: Final = re.compile(r"[a-z][a-z'-]{2,}")


def terms(title: str, text: str) -> tuple[int, ...]:
    """The CRC-32 of each of an article's telling words, the most telling and then the earliest first.

    24 at most, from its title and 6,000 characters.
    """
    counted: Counter[str] = Counter()
    for word, times in Counter(_WORD.findall(plain(f"{title} " * _TITLE + text[:_READ]))).items():
        counted[word.removesuffix("'s").strip("'-")] += times
    common, uncommon = common_words(), uncommon_words()
    telling = {
        word: sqrt(times) * (1 if word in uncommon else _RARE)
        for word, times in counted.items()
        if word not in common and len(word) > 2
    }
    return tuple(crc32(word.encode()) for word in sorted(telling, key=lambda word: -telling[word])[:MOST])


def worth(shared: Iterable[int]) -> int:
    """How much some telling words say that two articles share: 1 each, 2 for a rare one."""
    uncommon = _uncommon()
    return sum(1 if term in uncommon else 2 for term in shared)


@cache
def _uncommon() -> frozenset[int]:
    return frozenset(crc32(word.encode()) for word in uncommon_words())
