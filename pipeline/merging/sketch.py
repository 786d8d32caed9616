"""Near-duplicate texts: a MinHash small enough to travel with an article's mentions.

A wire story carried by ten outlets is one source. 16 permutations over shingles of four words tell a copy, cut or
topped with a local paragraph (Jaccard index over 0.5), from two reports of one act (94 % of such pairs share fewer
than a tenth of their shingles).
"""

import re
from collections.abc import Callable
from operator import eq
from typing import Final

from rensa import RMinHash

SIZE: Final = 16
COPY: Final = 0.5
"""Least resemblance of two copies of one text."""
_SHINGLE: Final = 4
_READ: Final = 20_000
_SEED: Final = 42
_EQUAL: Final[Callable[[int, int], bool]] = eq
_WORD: Final = re.compile(r"\w+")


def sketch(text: str) -> tuple[int, ...]:
    """The sketch of a text; empty where the text has fewer words than a shingle. Reads the first 20,000 characters."""
    words = _WORD.findall(text[:_READ].lower())
    if len(words) < _SHINGLE:
        return ()
    minhash = RMinHash(num_perm=SIZE, seed=_SEED)
    minhash.update([" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)])
    return tuple(minhash.digest())


def resemblance(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """The Jaccard index of two texts' shingles, as their sketches estimate it; 0 where either has none."""
    if not a or len(a) != len(b):
        return 0.0
    return sum(map(_EQUAL, a, b)) / len(a)
