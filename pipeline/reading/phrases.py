"""The phrases of a table, found at word boundaries in one pass over a text.

Text and phrases are folded alike: lower case, no accents, everything but letters and digits a space. Folding keeps
every offset, so that a hit in the folded text is a span of the text itself.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final

from ahocorasick_rs import BytesAhoCorasick

LONGEST_READ: Final = 300_000
"""Characters of one text that are searched: far beyond any article, and a bound on what hostile text can cost."""

SPACE: Final = ord(" ")
AMERICAN: Final = [b"u", b"s", b""]
"""The last words of a folded text that ends in ``U.S.``"""
_START: Final = itemgetter(1)


def _folded(code: int) -> int:
    letter = unicodedata.normalize("NFKD", chr(code))[0]
    return ord(letter.lower()) if letter.isascii() and letter.isalnum() else SPACE


_FOLDING: Final = bytes(_folded(code) for code in range(256))


@lru_cache(maxsize=4)
def fold(text: str) -> bytes:
    """One byte for each character, between two spaces: character ``i`` of the text is byte ``i + 1``.

    >>> fold("Túpac Amaru's")
    b' tupac amaru s '
    """
    letters = text[:LONGEST_READ].encode("latin-1", "replace").translate(_FOLDING)
    return b" " + letters + b" "


def key(phrase: str) -> bytes:
    """How a phrase looks in folded text, without the spaces around it."""
    return fold(phrase).strip()


class Phrases:
    """Many phrases as one automaton."""

    __slots__ = ("_automaton",)

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._automaton = BytesAhoCorasick([b" " + phrase + b" " for phrase in keys])

    def find(self, folded: bytes) -> list[tuple[int, int, int]]:
        """Start, end and place in the table of each phrase: whole words, the longest of those that overlap."""
        hits = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        # Hits come in the order of their ends, so that of those with one start the longest is now the last.
        hits.sort(key=_START)
        found: list[tuple[int, int, int]] = []
        first = free = 0
        for index, start, end in hits:
            if start >= free:
                found.append((start, end - 2, index))
            elif start == first:
                found[-1] = (start, end - 2, index)
            else:
                continue
            first, free = start, end - 1
        return found
