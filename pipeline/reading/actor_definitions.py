"""Organisations that a text introduces itself: "Union of Free Valleys (UFV)", and "UFV" from there on."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from pipeline.reading.actor_tables import Organisation, Word, WordKind
from pipeline.reading.phrases import LONGEST_READ
from schemas.values import Sector

_BRACKET: Final = re.compile(r"[(\[][\"\u201c]?([A-Z][A-Z0-9]{1,7}(?:-[A-Z0-9]{1,5})?)[\"\u201d]?[)\]]")
_WORD: Final = re.compile(r"[^\W_][\w'\u2019.]*")
_MOST_BRACKETS: Final = 50
"""A bound on what hostile text can cost."""
_NAME_REACH: Final = 100
"""Characters before the bracket that may hold the name."""
_SMALL_WORDS: Final = frozenset(["of", "the", "for", "and", "in", "de", "del", "la", "y", "to", "on"])
_SECTORS: Final = (
    (
        re.compile(r"liberation|guerrilla|revolutionary|insurgent|resistance|independence|\barmy\b", re.IGNORECASE),
        Sector.REBEL,
    ),
    (re.compile(r"militia|self-defen[cs]e|vigilante|volunteers|brigades?\b", re.IGNORECASE), Sector.MILITIA),
    (re.compile(r"\b(?:party|congress|democrats?|democratic)\b", re.IGNORECASE), Sector.PARTY),
    (
        re.compile(
            r"\b(?:front|movement|union|forces?|group|council|coalition|alliance|league|organi[sz]ation|committee|command|"
            r"federation|association|confederation)\b",
            re.IGNORECASE,
        ),
        Sector.UNKNOWN,
    ),
)


def with_definitions(text: str, words: list[tuple[int, int, Word]]) -> list[tuple[int, int, Word]]:
    """Add the names that brackets define, and their abbreviations, to the words that the tables found.

    An abbreviation that the text defines as something else than an organisation loses its meaning.
    """
    defined: dict[str, Word | None] = {}
    names: list[tuple[int, int, Word]] = []
    for bracket in islice(_brackets(text), _MOST_BRACKETS):
        short = bracket[1]
        if short in defined or _is_state(words, bracket.start(1)):
            continue
        if word := _known_before(words, bracket.start()):
            defined[short] = word
        elif (start := _name_start(text, bracket.start(), short)) is not None:
            name = text[start : bracket.start()].strip(' "')
            organisation = _organisation(name, short)
            defined[short] = Word(WordKind.ORGANISATION, organisations=(organisation,)) if organisation else None
            if word := defined[short]:
                names.append((start, start + len(name), word))
    if not defined:
        return words
    return _merged(words, names, _occurrences(text, defined))


def _organisation(name: str, short: str) -> Organisation | None:
    sector = next((sector for pattern, sector in _SECTORS if pattern.search(name)), None)
    if sector is None:
        return None
    return Organisation(f"{short}: {name.title() if name.isupper() else name}", sector, ())


def _occurrences(text: str, defined: dict[str, Word | None]) -> list[tuple[int, int, Word | None]]:
    found = []
    for short, word in defined.items():
        start = text.find(short, 0, LONGEST_READ)
        while start >= 0:
            end = start + len(short)
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                found.append((start, end, word))
            start = text.find(short, end, LONGEST_READ)
    return found


def _brackets(text: str) -> Iterator[re.Match[str]]:
    """Abbreviations in brackets. Brackets are rare, and ``find`` passes over text faster than a pattern does."""
    for opening in "([":
        position = text.find(opening, 0, LONGEST_READ)
        while position >= 0:
            if bracket := _BRACKET.match(text, position):
                yield bracket
            position = text.find(opening, position + 1, LONGEST_READ)


def _is_state(words: Iterable[tuple[int, int, Word]], position: int) -> bool:
    return any(start == position and word.kind is WordKind.STATE for start, _, word in words)


def _known_before(words: Iterable[tuple[int, int, Word]], position: int) -> Word | None:
    """The organisation whose name ends right before a bracket."""
    for _, end, word in words:
        if word.kind is WordKind.ORGANISATION and 0 < position - end <= 2:
            return word
    return None


def _name_start(text: str, end: int, short: str) -> int | None:
    """Where the name begins whose initials the abbreviation is."""
    offset = max(0, end - _NAME_REACH)
    initials = [letter for letter in short if letter.isalpha()]
    for word in reversed(list(_WORD.finditer(text, offset, end))):
        if not initials:
            break
        if word[0].lower() in _SMALL_WORDS:
            continue
        if not word[0][0].isupper() or word[0][0] != initials.pop():
            return None
        start = word.start()
    return start if not initials else None


def _merged(
    words: list[tuple[int, int, Word]],
    names: list[tuple[int, int, Word]],
    occurrences: list[tuple[int, int, Word | None]],
) -> list[tuple[int, int, Word]]:
    """All in order; what the text defines goes before what the tables read at the same place."""
    taken = sorted((start, end) for start, end, _ in (*names, *occurrences))
    merged = names + [(start, end, word) for start, end, word in occurrences if word]
    for one in words:
        place = bisect_left(taken, (one[1],)) - 1
        if place < 0 or taken[place][1] <= one[0]:
            merged.append(one)
    merged.sort(key=lambda one: one[0])
    return merged
