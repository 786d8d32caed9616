"""Names that an article holds, whoever bears them: two reports of one act name the same people, streets and buildings.

No reading of the text: two capitalised words that stand together, less those that every article of a town or a
desk has. They are worth little alone; they tell two acts of one town and one week apart.
"""

import re
from collections.abc import Iterator
from typing import Final
from zlib import crc32

MOST: Final = 24
"""Names of an article that are kept: its first ones."""
_READ: Final = 6_000
_WORD: Final = r"[A-Z][a-z]+(?:[-'][A-Z]?[a-z]+)?"
_PAIR: Final = re.compile(rf"\b(?=({_WORD}) (?:[A-Z]\. )?({_WORD})\b)")
_COMMON: Final = frozenset(
    """
    a about after all also an and are as at but by call city commander county court department deputy detective
    district fire fox he her his hospital house if in investigators it its journal just last lieutenant local medical
    more new news no north of officer officers on one or our people photo police post press prosecutors read officials
    she sheriff since so some south state states stay that the their there these they this those times two united
    university watch we west what when where while who with witnesses you your chief captain capt lt sgt det sergeant
    associated center centre east high school homicide unit district attorney crime stoppers general
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
    facebook twitter email share copyright story related rights reserved
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


def names(title: str, text: str) -> tuple[int, ...]:
    """The CRC-32 of each of an article's names, the first ones: 24 at most, from its title and 6,000 characters."""
    found: dict[int, None] = {}
    for name in _pairs(f"{title}\n{text[:_READ]}"):
        found.setdefault(crc32(name.encode()))
        if len(found) == MOST:
            break
    return tuple(found)


def _pairs(text: str) -> Iterator[str]:
    for match in _PAIR.finditer(text):
        first, second = match[1].lower(), match[2].lower()
        if first not in _COMMON and second not in _COMMON:
            yield f"{first} {second}"
