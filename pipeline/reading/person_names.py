"""Names of persons behind titles and given names, where letter case may tell nothing.

A name ends at the first word that no name has: a function word, a past tense, a noun of offices and institutions.
"""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.lexicon import common_words
from pipeline.lexicon.screen import guarded
from pipeline.reading import person_nouns
from pipeline.reading.given_names import given_names, weak_names
from pipeline.reading.page import LetterCase

WORD: Final = re.compile(r"[^\W\d_][\w'\u2019-]*\.?")
LINKS: Final = frozenset(("de", "la", "las", "los", "del", "van", "von", "bin", "al", "el", "da", "dos", "y"))
"""Small words inside a name."""
_MOST_PARTS: Final = 5
_INFLECTED: Final = re.compile(r"\w+(?:ed|ing|ly|tion|ment)$", re.IGNORECASE)
_LONGEST_NAME: Final = 60
_ABBREVIATED: Final = 3
"""A longer word before a full stop ends its sentence; a shorter one may be an initial."""
_OWNS: Final = re.compile(r"['\u2019]s$", re.IGNORECASE)
_AGED: Final = re.compile(r",\s\d{2},")
_VICTIM: Final = guarded(r"\b(?:murders?|assassinations?|kidnappings?|abductions?|killings?) of (?!the\b|an?\b)")
_LIST_GOES_ON: Final = re.compile(r"[,;.]|\s(?:and|who|were|was|have|had)\b|$", re.IGNORECASE)
_BEFORE_PLACES: Final = frozenset(("san", "santa", "avenue", "street", "mount", "port", "fort", "saint"))


def name_behind_title(text: str, end: int, case: LetterCase) -> tuple[int, int] | None:
    """A name right behind a title that ends at ``end``: one part is enough."""
    if text[end : end + 1] == "." and text[end - 1 : end].lower() in ("r", "s"):
        end += 1
    return _run(text, end + 1, case, least=1) if text[end : end + 1] == " " else None


def name_behind_noun(text: str, end: int, case: LetterCase) -> tuple[int, int] | None:
    """A name behind a noun that is no title: only by its given name."""
    word = WORD.match(text, end + 1)
    if text[end : end + 1] != " " or not word or word[0].lower() not in given_names():
        return None
    return _run(text, end + 1, case, least=2)


def bare_name(text: str, word: re.Match[str], case: LetterCase) -> tuple[int, int] | None:
    """A name that begins with a given name, without a title before it."""
    first = word[0].lower()
    if first not in given_names():
        return None
    if first in weak_names():
        second = WORD.match(text, word.end() + 1)
        if not second or second[0].lower() not in given_names():
            return None
    before = text[max(0, word.start() - 14) : word.start()].split()
    if before and before[-1].lower() in _BEFORE_PLACES:
        return None
    return _run(text, word.start(), case, least=2)


def listed_name(text: str, word: re.Match[str], case: LetterCase) -> tuple[int, int] | None:
    """A name in a list of names, up to the next comma, conjunction or verb."""
    run = _run(text, word.start(), case, least=2)
    return run if run and _LIST_GOES_ON.match(text, run[1]) else None


def unknown_names(text: str, folded: str, case: LetterCase) -> Iterator[tuple[int, int]]:
    """Names without a known given name, where letter case tells nothing: behind ``the murder of``, or before an age."""
    for told in _VICTIM.finditer(folded):
        name = _run(text, told.end(), case, least=2)
        if name and _is_rare(text[slice(*name)]):
            yield name
    for aged in _AGED.finditer(text):
        name = _run_before(text, aged.start(), case)
        if name and _is_rare(text[slice(*name)]):
            yield name


def _is_rare(name: str) -> bool:
    """Whether no part but the surnames, which news makes common, is a word of every day."""
    first, second = name.lower().split()[:2]
    given, common = given_names(), common_words()
    return all(word in given or word not in common for word in (first, second))


def _run_before(text: str, end: int, case: LetterCase) -> tuple[int, int] | None:
    """The words of a name that ends at ``end``."""
    words = list(WORD.finditer(text, max(0, end - _LONGEST_NAME), end))
    start, parts = end, 0
    while words and parts < _MOST_PARTS and words[-1].end() in (start - 1, end) and _may_be_name(words[-1][0], case):
        start = words.pop().start()
        parts += 1
    return (start, end) if parts >= 2 else None


def surnames(name: str) -> frozenset[str]:
    """The parts by which a person is called later on; none of a single part."""
    parts = [part.lower() for part in name.split()]
    told = [part for part in parts[1:] if part not in LINKS and part not in given_names() and len(part) > _ABBREVIATED]
    return frozenset(told)


def _run(text: str, start: int, case: LetterCase, *, least: int) -> tuple[int, int] | None:
    """The words of a name that begins at ``start``; null where fewer than ``least`` are names."""
    position, end, parts = start, start, 0
    while parts < _MOST_PARTS:
        word = WORD.match(text, position)
        if not word or not (word[0].lower() in LINKS or _may_be_name(word[0], case)):
            break
        position = word.end()
        if word[0].lower() not in LINKS:
            parts += 1
            end = position - word[0].endswith(".")
            if _OWNS.search(word[0]):
                end -= 2
                break
            if word[0].endswith(".") and len(word[0]) > _ABBREVIATED:
                break
        if text[position : position + 1] != " ":
            break
        position += 1
    return (start, end) if parts >= least else None


def _may_be_name(word: str, case: LetterCase) -> bool:
    if case is LetterCase.MIXED and not word[0].isupper():
        return False
    if _INFLECTED.match(word):
        return False
    bare = word.lower().rstrip(".").encode("ascii", "replace")
    tables = person_nouns.load()
    return bare not in tables.bounds and bare not in tables.no_names
