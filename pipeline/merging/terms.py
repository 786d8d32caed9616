"""Telling words of an article: two reports of one act share the names of its people, streets and buildings.

No reading of the text: the words that an article repeats most, less those that news is full of. They find a report of
the same days whose town or date was misread; and they tell two acts of one town and one week apart.
"""

import re
from collections import Counter
from typing import Final
from zlib import crc32

from pipeline.lexicon import common_words
from pipeline.merging.letters import plain

MOST: Final = 16
"""Words of an article that are kept."""
_READ: Final = 6_000
_TITLE: Final = 2
"""How often a word of the title counts."""
_WORD: Final = re.compile(r"[a-z][a-z'-]{2,}")


def terms(title: str, text: str) -> tuple[int, ...]:
    """The CRC-32 of each of an article's telling words, the commonest and then the earliest first.

    16 at most, from its title and 6,000 characters.
    """
    counted: Counter[str] = Counter()
    for word, times in Counter(_WORD.findall(plain(f"{title} " * _TITLE + text[:_READ]))).items():
        counted[word.removesuffix("'s").strip("'-")] += times
    common = common_words()
    telling = {word: times for word, times in counted.items() if word not in common and len(word) > 2}
    return tuple(crc32(word.encode()) for word in sorted(telling, key=lambda word: -telling[word])[:MOST])
