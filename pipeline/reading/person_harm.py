"""Who was harmed: the persons that a verb or noun of harm governs.

``Gunmen killed a judge``, ``two students, who had been kidnapped``, ``the murder of the priests``, ``the senator's
death``. What one of a list of persons suffered, all of the list did.
"""

import re
from collections.abc import Container, Iterator
from functools import cache
from typing import Final

from msgspec import Struct

from pipeline.lexicon.screen import Screen
from pipeline.reading.findings import FoundPerson
from pipeline.reading.page import Page, Sentence
from pipeline.reading.person_harm_words import (
    AMONG,
    AUXILIARY,
    DEAD,
    DESCRIBES,
    DIES,
    GLOSSED,
    HIS_PROPERTY,
    HIT,
    IDENTIFIED,
    INCLUDED,
    KILLING,
    LATER_OBJECT,
    LEFT,
    LISTS,
    NO_SUBJECT,
    NOUN,
    OBJECT_GAP,
    OF,
    OF_PROPERTY,
    ONE,
    OWNED,
    REDUCED,
    SPEAKS,
    SUBJECT_GAP,
    VERB,
)
from pipeline.reading.person_lists import is_apposed, joined, list_of, shared
from pipeline.reading.person_phrases import LONGEST, PersonPhrase, phrases_of
from schemas.values import Person, PersonEffect, PersonRole, Sector, Span

_REACH: Final = 150
"""Characters between a person and the verb that tells what became of them."""

_SCREENED: Final = (
    VERB,
    KILLING,
    NOUN,
    IDENTIFIED,
    LISTS,
    OWNED,
    DIES,
    DEAD,
    AMONG,
    OF_PROPERTY,
    HIS_PROPERTY,
    INCLUDED,
)
_MAY_BE_VERB: Final = 1 << 0
_ACTIVE: Final = ((1 << 1, KILLING, "harm.killing"), (1 << 6, DIES, "harm.effect"))
"""What tells of its object, and of its subject."""
_AHEAD: Final = (
    (1 << 2, NOUN, "harm.noun"),
    (1 << 3, IDENTIFIED, "harm.identified"),
    (1 << 4, LISTS, "harm.list"),
    (1 << 11, INCLUDED, "harm.included"),
)
"""What tells of a person right ahead of them."""
_BEHIND: Final = (
    (1 << 5, OWNED, "harm.owned"),
    (1 << 7, DEAD, "harm.left"),
    (1 << 8, AMONG, "harm.among"),
)
"""What tells of a person right behind them."""
_MAY_BE_PROPERTY: Final = 1 << 9 | 1 << 10

_EFFECTS: Final = {
    "killed": PersonEffect.KILLED,
    "wounded": PersonEffect.WOUNDED,
    "hurt": PersonEffect.WOUNDED,
    "captured": PersonEffect.CAPTURED,
    "freed": PersonEffect.FREED,
    "none": PersonEffect.UNKNOWN,
}


class _Harm(Struct, frozen=True):
    """One telling: which phrase it governs first, what became of them, by which rule."""

    phrase: int
    effect: PersonEffect
    rule: str


def find_harmed(page: Page, told: Container[int] | None = None) -> Iterator[FoundPerson]:
    """The persons of the body that were harmed, in the order of the text; only of the sentences ``told``, if given."""
    screen = _screen()
    telling = {
        sentence.index: may_be
        for sentence in page.sentences[1:]
        if (told is None or sentence.index in told) and (may_be := screen.may_match(sentence.folded[:LONGEST]))
    }
    for sentence, phrases in phrases_of(page, telling) if telling else ():
        if sentence.index in telling:
            yield from _harmed(sentence, phrases, telling[sentence.index])


@cache
def _screen() -> Screen:
    return Screen(_SCREENED)


def _harmed(sentence: Sentence, phrases: list[PersonPhrase], may_be: int) -> Iterator[FoundPerson]:
    text = sentence.folded[:LONGEST]
    told: dict[int, _Harm] = {}
    for harm in _harms(text, phrases, may_be):
        for index in list_of(text, phrases, harm.phrase):
            known = told.get(index)
            if known is None or (known.effect is PersonEffect.UNKNOWN) or index == harm.phrase:
                told[index] = harm
    for one, harm in _apposed(text, shared(text, phrases), told):
        yield _person(sentence, one, harm)


def _harms(text: str, phrases: list[PersonPhrase], may_be: int) -> Iterator[_Harm]:
    """All that the sentence tells; ``may_be`` says which of the expressions may match it."""
    yield from _of_verbs(text, phrases, may_be)
    for bit, pattern, rule in _AHEAD:
        for found in pattern.finditer(text) if may_be & bit else ():
            governed = _beginning_at(text, phrases, found.end())
            if governed is not None:
                yield _Harm(governed, _effect(found), rule)
    if may_be & _MAY_BE_PROPERTY:
        yield from _owners(text, phrases)
    yield from _told_behind(text, phrases, may_be)


def _of_verbs(text: str, phrases: list[PersonPhrase], may_be: int) -> Iterator[_Harm]:
    if may_be & _MAY_BE_VERB:
        for verb in VERB.finditer(text):
            yield from _of_verb(text, phrases, verb)
    for bit, pattern, rule in _ACTIVE:
        for found in pattern.finditer(text) if may_be & bit else ():
            governed = (
                _object(text, phrases, found.end()) if pattern is KILLING else _subject(text, phrases, found.start())
            )
            if governed is not None:
                yield _Harm(governed, _effect(found), rule)


def _told_behind(text: str, phrases: list[PersonPhrase], may_be: int) -> Iterator[_Harm]:
    asked = [(pattern, rule) for bit, pattern, rule in _BEHIND if may_be & bit]
    for index, phrase in enumerate(phrases) if asked else ():
        for pattern, rule in asked:
            told = pattern.match(text, phrase.end)
            if told and (pattern is not DEAD or LEFT.search(text, max(0, phrase.start - 40), phrase.start)):
                yield _Harm(index, _effect(told), rule)


def _owners(text: str, phrases: list[PersonPhrase]) -> Iterator[_Harm]:
    """``A bomb exploded at the residence of Judge Cruz``: those whose home or car was hit."""
    if not HIT.search(text):
        return
    for found in OF_PROPERTY.finditer(text):
        governed = _beginning_at(text, phrases, found.end())
        if governed is not None:
            yield _Harm(governed, PersonEffect.UNKNOWN, "harm.property")
    for index, phrase in enumerate(phrases):
        if HIS_PROPERTY.match(text, phrase.end):
            yield _Harm(index, PersonEffect.UNKNOWN, "harm.property")


def _of_verb(text: str, phrases: list[PersonPhrase], verb: re.Match[str]) -> Iterator[_Harm]:
    """Whom a past form governs: its subject in the passive, else its object, else what it describes."""
    if AUXILIARY.search(text, max(0, verb.start() - _REACH), verb.start()):
        governed, rule = _subject(text, phrases, verb.start()), "harm.passive"
    else:
        governed, rule = _object(text, phrases, verb.end()), "harm.active"
        if governed is None and REDUCED.match(text, verb.end()):
            comma = text[verb.start() - 2 : verb.start()] == ", "
            governed, rule = _ending_at(phrases, verb.start() - 1 - comma), "harm.participle"
    if governed is not None:
        yield _Harm(governed, _effect(verb), rule)


def _effect(told: re.Match[str]) -> PersonEffect:
    return _EFFECTS[told.lastgroup or "none"]


def _subject(text: str, phrases: list[PersonPhrase], verb: int) -> int | None:
    """The persons before a passive verb; the bodyguards, not the senator, of ``bodyguards of the senator``."""
    for index in range(len(phrases) - 1, -1, -1):
        phrase = phrases[index]
        if phrase.end >= verb:
            continue
        gap = text[phrase.end : verb]
        if len(gap) > _REACH or NO_SUBJECT.search(gap):
            return None
        if not SUBJECT_GAP.match(gap):
            continue
        described = _described(text, phrases, index) if "," in gap and ONE.search(gap) else None
        return _head_of(text, phrases, index) if described is None else described
    return None


def _described(text: str, phrases: list[PersonPhrase], index: int) -> int | None:
    """The named person whom the words before the verb describe: ``Ana Mora, head of a party under Ruiz, was shot``."""
    comma = text.rfind(",", 0, phrases[index].start)
    if comma < 0 or not DESCRIBES.match(text, comma, phrases[index].start + 1):
        return None
    return next((number for number, one in enumerate(phrases[:index]) if one.name and one.end == comma), None)


def _head_of(text: str, phrases: list[PersonPhrase], index: int) -> int:
    while index and OF.match(text[phrases[index - 1].end : phrases[index].start]):
        index -= 1
    return index


def _object(text: str, phrases: list[PersonPhrase], verb: int) -> int | None:
    for index, phrase in enumerate(phrases):
        if phrase.start > verb:
            gap = text[verb : phrase.start]
            later = LATER_OBJECT.match(gap) and not SPEAKS.match(text, phrase.end)
            return index if later or OBJECT_GAP.match(gap) else None
    return None


def _beginning_at(text: str, phrases: list[PersonPhrase], start: int) -> int | None:
    return next(
        (
            index
            for index, one in enumerate(phrases)
            if one.start <= start < one.end or (one.start > start and GLOSSED.match(text, start, one.start))
        ),
        None,
    )


def _ending_at(phrases: list[PersonPhrase], end: int) -> int | None:
    return next((index for index, one in enumerate(phrases) if one.end == end), None)


def _apposed(text: str, phrases: list[PersonPhrase], told: dict[int, _Harm]) -> Iterator[tuple[PersonPhrase, _Harm]]:
    """The harmed, a name and its description as one: ``the mayor, Ana Cruz``; ``Ana Cruz, a student``."""
    skip = -1
    for index in sorted(told):
        if index == skip:
            continue
        phrase, following = phrases[index], phrases[index + 1] if index + 1 < len(phrases) else None
        if following and index + 1 in told and is_apposed(text, phrase, following):
            skip = index + 1
            yield joined(phrase, following), told[index]
        else:
            yield phrase, told[index]


def _person(sentence: Sentence, one: PersonPhrase, harm: _Harm) -> FoundPerson:
    text, offset = sentence.text, sentence.start
    person = Person(
        role=PersonRole.VICTIM,
        name=(one.full_name or text[slice(*one.name)]) if one.name else None,
        description=text[slice(*one.description)] if one.description else None,
        sector=one.sector or Sector.UNKNOWN,
        number=one.number,
        effect=harm.effect,
        span=Span(sentence.index, offset + one.start, offset + one.end),
    )
    return FoundPerson(person, harm.rule)
