"""Phrases that stand for persons: ``six Jesuit priests``, ``Judge Ana Cruz``, ``his driver``; in any letter case."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct, structs

from pipeline.reading import numbers, person_nouns
from pipeline.reading.given_names import given_names
from pipeline.reading.page import LetterCase, Page, Sentence
from pipeline.reading.person_names import (
    WORD,
    bare_name,
    listed_name,
    name_behind_noun,
    name_behind_title,
    surnames,
    unknown_names,
)
from pipeline.reading.phrases import AMERICAN, fold
from schemas.values import Sector

_MODIFIERS: Final = 6
"""Words before a noun that may belong to the description."""
LONGEST: Final = 3_000
"""Characters of a sentence that are read: longer ones are lists, and work stays bounded."""
_LONGEST: Final = 70
"""Characters before a noun that are looked at for its modifiers."""
_LONGEST_NUMBER: Final = 12
_LONGEST_ARTICLES: Final = 24
_DETERMINERS: Final = frozenset(
    b"all the a an his her their its this these those other another some several about least around nearly than over"
    b" approximately".split()
)
"""The last words of what the next expression matches."""
_AHEAD: Final = re.compile(
    r"(?:\b(?:all|the|an?|his|her|their|its|this|these|those|other|another|some|several|about|at least|around|nearly"
    r"|more than|over|approximately"
    r"|(?:one|two|three|four|five|six|some|several|many|most|all) of (?:the|his|her|their))\s)+$"
)
_NUMBERS: Final = frozenset(
    b"one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty other".split()
)
_NUMBER: Final = re.compile(
    r"\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
    r"\s(?:other\s)?$"
)

_LIST: Final = re.compile(r"(?:,\s\d{1,2})?(?:,|;|\sand|,\sand)\s", re.IGNORECASE)


class PersonPhrase(Struct, frozen=True):
    """A person or several as one phrase: ``start`` to ``end`` from the article or number to the last word of the name.

    Offsets count into the sentence.
    """

    start: int
    end: int
    name: tuple[int, int] | None
    description: tuple[int, int] | None
    sector: Sector
    number: int = 1
    plural: bool = False
    full_name: str | None = None
    """As the page writes it elsewhere, of somebody who is called by the surname."""


def phrases_of(page: Page, told: Container[int] | None = None) -> Iterator[tuple[Sentence, list[PersonPhrase]]]:
    """The phrases of each sentence of the body that has any, in the order of the text.

    Where only the sentences ``told`` are asked for, others may be left out: those whose names tell nothing of theirs.
    """
    mixed = page.letter_case is LetterCase.MIXED
    phrases = [
        (sentence, _described(sentence, page.letter_case))
        for sentence in page.sentences[1:]
        if told is None or not mixed or sentence.index in told
    ]
    if not mixed:
        _add_bare_names(phrases, page.letter_case)
    for sentence, found in phrases:
        if found:
            yield sentence, sorted(found, key=_start)


def _start(phrase: PersonPhrase) -> int:
    return phrase.start


def _described(sentence: Sentence, case: LetterCase) -> list[PersonPhrase]:
    tables = person_nouns.load()
    text, lowered = sentence.text[:LONGEST], sentence.folded[:LONGEST]
    folded = fold(text)
    nouns = [(start, end, tables.nouns[index]) for start, end, index in tables.phrases.find(folded)]
    starts = {start for start, _, noun in nouns if noun.sector is not None}
    found: list[PersonPhrase] = []
    free = 0
    for start, end, noun in nouns:
        if start < free or noun.sector is None or (end + 1 in starts and text[end] == " "):
            continue
        name = (name_behind_title if noun.title else name_behind_noun)(text, end, case)
        first = _first_modifier(tables, folded, start, free)
        number, whole = _counted(lowered, folded, first, free)
        free = name[1] if name else end
        found.append(PersonPhrase(whole, free, name, (first, end), noun.sector, number or 1, noun.plural))
    return found


def _first_modifier(tables: person_nouns.PersonTables, folded: bytes, start: int, free: int) -> int:
    """Where the description begins: ``university`` in ``two university students``."""
    before = folded[max(free, start - _LONGEST) + 1 : start + 1].split(b" ")
    before.pop()
    for _ in range(_MODIFIERS):
        if not before or not before[-1] or before[-1] in tables.bounds or before[-1].isdigit():
            break
        start -= len(before.pop()) + 1
    return start - len("U.S. ") if before[-3:] == AMERICAN else start


def _counted(text: str, folded: bytes, first: int, free: int) -> tuple[int | None, int]:
    """How many, and where the phrase begins with its number and articles."""
    number, start = None, first
    before = folded[max(free, first - _LONGEST_ARTICLES) + 1 : first + 1].split()
    if not before:
        return None, first
    if before[-1] in _NUMBERS or before[-1].isdigit():
        counted = _NUMBER.search(text, max(free, first - _LONGEST_NUMBER), first)
        if counted:
            start = counted.start()
            read = numbers.read(counted[1])
            number = read.low if read else None
    if start == first and before[-1] not in _DETERMINERS:
        return None, first
    ahead = _AHEAD.search(text, max(free, start - _LONGEST_ARTICLES), start)
    return number, ahead.start() if ahead else start


def _add_bare_names(told: list[tuple[Sentence, list[PersonPhrase]]], case: LetterCase) -> None:
    """Names without a description: by their given names, then by the surnames of full names on the page."""
    known: dict[str, str] = {}
    given = given_names()
    for sentence, found in told:
        text, folded = sentence.text[:LONGEST], sentence.folded[:LONGEST]
        if not given.keys().isdisjoint(WORD.findall(folded)):
            words = [word for word in WORD.finditer(text) if word[0].lower() in given]
            _add(found, words, lambda word, text=text: bare_name(text, word, case))  # type: ignore[misc]
        _add_names(found, unknown_names(text, folded, case))
        _add_listed(text, found, case)
        for one in found:
            name = text[slice(*one.name)] if one.name else ""
            for surname in surnames(name):
                known[surname] = max(known.get(surname, ""), name, key=len)
    for sentence, found in told:
        if any(surname in sentence.folded for surname in known):
            words = [word for word in WORD.finditer(sentence.text[:LONGEST]) if _bare(word) in known]
            _add(found, words, _surname)
            found[:] = [_completed(sentence.text, one, known) for one in found]


def _completed(text: str, one: PersonPhrase, known: Mapping[str, str]) -> PersonPhrase:
    name = text[slice(*one.name)] if one.name else ""
    full = known.get(name.lower(), "") if " " not in name else ""
    return structs.replace(one, full_name=full) if full else one


def _add_names(found: list[PersonPhrase], names: Iterable[tuple[int, int]]) -> None:
    for name in names:
        if not any(one.start < name[1] and name[0] < one.end for one in found):
            found.append(PersonPhrase(*name, name, None, Sector.UNKNOWN))


def _add(
    found: list[PersonPhrase],
    words: Iterable[re.Match[str]],
    finder: Callable[[re.Match[str]], tuple[int, int] | None],
) -> None:
    taken = sorted((one.start, one.end) for one in found)
    free = 0
    for word in words:
        name = finder(word) if word.start() >= free else None
        if name is None or any(start < name[1] and name[0] < end for start, end in taken):
            continue
        free = name[1]
        found.append(PersonPhrase(*name, name, None, Sector.UNKNOWN))


def _add_listed(text: str, found: list[PersonPhrase], case: LetterCase) -> None:
    """Unknown names behind a known one: ``ANA CRUZ, CIRILO QUISPE, AND ELMER MACHADO``."""
    starts = {one.start for one in found}
    for one in sorted(found, key=lambda one: one.start):
        end = one.end if one.name else len(text)
        while (gap := _LIST.match(text, end)) and gap.end() not in starts and (word := WORD.match(text, gap.end())):
            name = listed_name(text, word, case)
            if name is None or any(other.start < name[1] and name[0] < other.end for other in found):
                break
            found.append(PersonPhrase(*name, name, None, Sector.UNKNOWN))
            end = name[1]


def _bare(word: re.Match[str]) -> str:
    return word[0].rstrip(".").lower().removesuffix("'s")


def _surname(word: re.Match[str]) -> tuple[int, int]:
    return word.start(), word.start() + len(_bare(word))
