"""Persons: their names as written, ages, what they were to the event, and what became of them.

Names tell two shootings in one city apart and join a court report to its act, so a name counts only where an age, a
title, a known given name or a verb of its own shows it to be a person's.
"""

import re
import tomllib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from ahocorasick_rs import AhoCorasick
from msgspec import Struct, structs

from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import FoundPerson
from pipeline.reading.folding import fold
from pipeline.reading.given_names import given_names, weak_names
from pipeline.reading.page import LetterCase, Page, Sentence
from pipeline.reading.person_context import Context, context, introduced
from pipeline.reading.person_harm import find_harmed
from pipeline.reading.person_unity import united
from schemas.values import Person, PersonEffect, PersonRole, Sector, Sex, Span

_PART: Final = r"[A-Z][\w'\u2019-]{0,30}[a-z\u00df-\u00f6\u00f8-\u024f]"
_LINK: Final = r"(?:[A-Z]\.?|[\"\u201c(][A-Z][\w\s]{1,15}[\"\u201d)]|de|la|del|van|von|bin|al|el|da|dos|abu)"
_NAME: Final = re.compile(rf"\b{_PART}(?:\.?\s(?:{_LINK}\s)?{_PART}){{1,4}}(?:,?\s(?:Jr|Sr|II|III|IV)\b\.?)?")
_AGE_AFTER: Final = re.compile(
    r",?\s\(?(?:age|aged)?\s?(\d{1,3})\)?(?=[,;.)]|\sof\s|\sand\s|$)|,?\s(?:is\s|was\s)?(?:an?|the)\s(\d{1,3})-year-old"
)
_AGE_BEFORE: Final = re.compile(r"\b(\d{1,3})[\s-]years?[\s-]old\s(?:[\w'-]+\s){0,3}$")
_OLD: Final = r"(?:years?|months?)[\s-]olds?\b"
_DESCRIBED: Final = guarded(
    rf"\b(?P<age>\d{{1,3}})[\s-]{_OLD}(?:\s[\w'-]{{1,20}}){{0,3}}?\s(?P<noun>man|woman|boy|girl|male|female|child|teen"
    r"|teenager|student|toddler|son|daughter|suspect|driver|resident)\b"
    rf"|\b(?P<alone>\d{{1,3}})[\s-]{_OLD}"
    r"|\b(?P<noun_first>man|woman|boy|girl|teen|male|female|son|daughter),\s(?P<age_after>\d{1,2})(?=,|\s|$)"
    r"|\b(?P<number>two|three|four|five|six|seven|eight|nine|ten)\s(?:[a-z]{1,20}\s){0,2}?"
    r"(?P<group>men|women|boys|girls|teens|teenagers|children|males|females)\b"
)
_AGED: Final = re.compile(r",\s\d\d?[,.;\s]")
_MALE: Final = frozenset(("man", "boy", "male", "son", "men", "boys", "males"))
_FEMALE: Final = frozenset(("woman", "girl", "female", "daughter", "women", "girls", "females"))
_COUNTS: Final = {
    word: count
    for count, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2)
}
_WORD: Final = re.compile(r"[A-Za-z\u00c0-\u024f](?:[\w-]|['\u2019](?!s\b))*")
_SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))
MAX_SENTENCES: Final = 500
"""No article is read further."""
_MAX_CHARACTERS: Final = 3000
MAX_PERSONS: Final = 60
"""Lists of names are longer; an act has fewer."""


@dataclass(frozen=True, slots=True)
class _Words:
    titles: frozenset[str]
    beside: frozenset[str]
    official: frozenset[str]
    never: frozenset[str]
    stems: AhoCorasick


@cache
def _words() -> _Words:
    raw = tomllib.loads(resources.files("pipeline.lexicon.en").joinpath("persons.toml").read_text("utf-8"))
    stems = AhoCorasick([stem.replace("_", " ") for stem in raw.pop("stems").split()])
    return _Words(**{name: frozenset(listed.split()) for name, listed in raw.items()}, stems=stems)


class _Sighting(Struct, frozen=True):
    sentence: Sentence
    start: int
    end: int
    name: str | None
    description: str | None
    age: int | None
    sex: Sex | None
    number: int
    official: bool
    context: Context | None


def find_persons(page: Page, told: Container[int] | None = None) -> tuple[FoundPerson, ...]:
    """The persons of the page, in the order of the text: one finding for each sentence that names them.

    Where only the sentences ``told`` are asked for, others count for what they tell of the names in those.

    What any of the sentences tells of a name (age, sex, role, effect) is told in all of its findings.
    """
    sightings = _sightings(page, told)
    named = tuple(_persons(sightings))
    return tuple(sorted(united(page, named, find_harmed(page, told)), key=lambda each: _place(each.person)))


def _sightings(page: Page, told: Container[int] | None) -> list[_Sighting]:
    named = page.letter_case is LetterCase.MIXED
    sightings: list[_Sighting] = []
    passed: list[Sentence] = []
    for sentence in page.sentences[:MAX_SENTENCES]:
        if told is not None and sentence.index not in told:
            passed.append(sentence)
        elif _tells_of_persons(sentence):
            sightings.extend(_named(sentence) if named else ())
            sightings.extend(_described(sentence))
        if len(sightings) > MAX_PERSONS:
            break
    names = {fold(seen.name) for seen in sightings if seen.name is not None}
    for sentence in passed if names else ():
        if any(name in sentence.folded for name in names) and _tells_of_persons(sentence):
            sightings.extend(_named(sentence))
    sightings.sort(key=lambda seen: seen.sentence.index)
    return sightings


def _tells_of_persons(sentence: Sentence) -> bool:
    folded = sentence.folded[:_MAX_CHARACTERS]
    return bool(_words().stems.find_matches_as_indexes(f" {folded}")) or _AGED.search(folded) is not None


def _place(person: Person) -> tuple[int, int]:
    return (person.span.sentence, person.span.start) if person.span else (0, 0)


def _named(sentence: Sentence) -> Iterator[_Sighting]:
    text, folded = sentence.text[:_MAX_CHARACTERS], sentence.folded[:_MAX_CHARACTERS]
    for match in _NAME.finditer(text):
        name = _name(text, match)
        if name is None:
            continue
        start, end = name.start, name.end
        age = _age(text, start, end)
        around = context(folded, start, end)
        known = name.first in given_names() and name.first not in weak_names()
        told = name.parts < 5 and (
            (around is not None and around.weight > 1 and _in_running_text(sentence, end)) or introduced(folded, start)
        )
        if not (age is not None or name.titled or known or told):
            continue
        if around and around.role is PersonRole.OFFICIAL and not name.official:
            around = structs.replace(around, weight=1)
        if around is None and (age is not None or told):
            around = Context(PersonRole.VICTIM, PersonEffect.UNKNOWN, 0, "age" if age is not None else "introduced")
        sex = given_names().get(name.first)
        yield _Sighting(
            sentence, start, end, text[start:end], None, age, sex, 1, official=name.official, context=around
        )


class _Name(Struct, frozen=True):
    """Where a name stands, without the titles before it."""

    start: int
    end: int
    first: str
    parts: int
    titled: bool
    official: bool


def _name(text: str, match: re.Match[str]) -> _Name | None:
    """Take titles and weekdays off a run of capitalised words; null where it names no person."""
    words = _words()
    parts = [(found.start(), found.end(), found[0].lower()) for found in _WORD.finditer(text, *match.span())]
    titles: list[str] = []
    while parts and (parts[0][2] in words.titles or parts[0][2] in words.beside):
        titles.append(parts.pop(0)[2])
    while parts and parts[-1][2] in words.beside and parts[-1][2] not in _SUFFIXES:
        parts.pop()
    if len(parts) < 2 or any(word in words.never for _, _, word in parts):
        return None
    start, end = parts[0][0], parts[-1][1]
    if parts[-1][2] in _SUFFIXES and text[end : end + 1] == ".":
        end += 1
    titled = any(title in words.titles for title in titles)
    return _Name(start, end, parts[0][2], len(parts), titled, any(title in words.official for title in titles))


def _in_running_text(sentence: Sentence, end: int) -> bool:
    """A title that writes every word with a capital tells no name by it."""
    return sentence.index > 0 or not sentence.text[end:].lstrip(" ,")[:1].isupper()


def _age(text: str, start: int, end: int) -> int | None:
    found = _AGE_AFTER.match(text, end) or _AGE_BEFORE.search(text, max(0, start - 60), start)
    if not found:
        return None
    age = int(found[1] or found[2])
    return age if age < 111 else None


def _described(sentence: Sentence) -> Iterator[_Sighting]:
    text, folded = sentence.text[:_MAX_CHARACTERS], sentence.folded[:_MAX_CHARACTERS]
    for match in _DESCRIBED.finditer(folded):
        noun = match["noun"] or match["noun_first"] or match["group"] or ""
        age = match["age"] or match["alone"] or match["age_after"]
        if age and int(age) > 110:
            continue
        if "month" in match[0]:
            age = "0"
        around = context(folded, match.start(), match.end())
        if around is None or around.role is PersonRole.OFFICIAL:
            continue
        number = _COUNTS.get(match["number"] or "", 1)
        years = int(age) if age else None
        yield _Sighting(
            sentence,
            *match.span(),
            None,
            text[slice(*match.span())],
            years,
            _sex(noun),
            number,
            official=False,
            context=around,
        )


def _sex(noun: str) -> Sex | None:
    return Sex.MALE if noun in _MALE else Sex.FEMALE if noun in _FEMALE else None


def _persons(sightings: Iterable[_Sighting]) -> Iterator[FoundPerson]:
    by_name: dict[str, list[_Sighting]] = {}
    for seen in sightings:
        by_name.setdefault((seen.name or f"{seen.sentence.index}:{seen.start}").casefold(), []).append(seen)
    for same in by_name.values():
        contexts = [seen.context for seen in same if seen.context]
        official = any(seen.official for seen in same)
        strongest = max(contexts, key=lambda each: each.weight, default=None)
        if official and not (strongest and strongest.weight > 1):
            strongest = Context(PersonRole.OFFICIAL, PersonEffect.NONE, 2, "title")
        if strongest is None:
            continue
        for seen in same:
            yield FoundPerson(_person(seen, same, strongest), strongest.rule)


def _person(seen: _Sighting, same: list[_Sighting], strongest: Context) -> Person:
    offset = seen.sentence.start
    return Person(
        role=strongest.role,
        name=seen.name,
        description=seen.description,
        age=next((each.age for each in same if each.age is not None), None),
        sex=next((each.sex for each in same if each.sex), None),
        sector=Sector.UNKNOWN,
        number=seen.number,
        effect=strongest.effect,
        span=Span(seen.sentence.index, offset + seen.start, offset + seen.end),
    )
