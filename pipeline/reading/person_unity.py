"""When two findings in one place are of one person: a name, and the age, office or description beside it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.reading.findings import FoundPerson
from pipeline.reading.page import Page
from schemas.values import Person, PersonEffect, PersonRole

_APPOSED: Final = re.compile(r"(?:,\s(?:age\s)?\d{1,3})?,\s")


def united(page: Page, named: Sequence[FoundPerson], harmed: Iterable[FoundPerson]) -> list[FoundPerson]:
    """Those found by name or age and those found by what they suffered, each once."""
    if not named:
        return list(harmed)
    harmed = tuple(_aged(named, harmed))
    starts = {each.person.span.start for each in (*named, *harmed) if each.person.span and each.person.name}
    named = tuple(each for each in named if (_end_of_age(each.person) or 0) + 1 not in starts)
    return [
        *(_described_by(each, harmed) for each in named),
        *(each for each in harmed if not (_is_taken(each.person, named) or _is_apposed(page, each.person, named))),
    ]


def _described_by(one: FoundPerson, harmed: Iterable[FoundPerson]) -> FoundPerson:
    """A named person with the office and the sector that the words before the name tell: ``Senator Ana Cruz``."""
    person = one.person
    if person.name is None or person.description is not None:
        return one
    same = (each.person for each in harmed if _is_taken(each.person, (one,)))
    told = next((other for other in same if other.name and other.name in person.name), None)
    if told is None:
        return one
    person = replace(person, description=told.description, sector=told.sector)
    if person.role is PersonRole.OFFICIAL or person.effect is PersonEffect.UNKNOWN:
        person = replace(person, role=told.role, effect=told.effect)
    return FoundPerson(person, one.rule)


def _aged(seen: Iterable[FoundPerson], harmed: Iterable[FoundPerson]) -> Iterator[FoundPerson]:
    """The harmed, and with the age right before a name that of whom it names: ``19-year-old ROSA MORA``."""
    ages = {end: each.person.age for each in seen if (end := _end_of_age(each.person)) is not None}
    for each in harmed:
        span = each.person.span
        age = ages.get(span.start - 1) if span and each.person.name else None
        yield each if age is None else FoundPerson(replace(each.person, age=age), each.rule)


def _end_of_age(person: Person) -> int | None:
    return person.span.end if person.span and person.name is None and person.age is not None else None


def _is_taken(person: Person, found: Iterable[FoundPerson]) -> bool:
    """Whether a person was found by name or age already."""
    span = person.span
    return span is not None and any(
        other.sentence == span.sentence and other.start < span.end and span.start < other.end
        for other in (each.person.span for each in found)
        if other is not None
    )


def _is_apposed(page: Page, person: Person, named: Iterable[FoundPerson]) -> bool:
    """Whether words only describe who is named before them: ``Ana Cruz, a teacher,``."""
    if person.span is None or person.name or person.number > 1:
        return False
    start = person.span.start
    ahead = page.sentences[person.span.sentence]
    return any(
        each.person.name
        and each.person.span
        and _APPOSED.fullmatch(ahead.text, each.person.span.end - ahead.start, start - ahead.start)
        for each in named
        if each.person.span and each.person.span.sentence == person.span.sentence
    )
