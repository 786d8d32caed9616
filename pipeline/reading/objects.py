"""Weapons and physical targets: what harm was done with, and the things it was done to."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from msgspec import Struct

from pipeline.reading.numbers import read
from pipeline.reading.object_tables import ObjectTables, load
from pipeline.reading.page import LetterCase, Page, Sentence
from pipeline.reading.phrases import AMERICAN, Phrases, fold
from schemas.values import Span, Target, TargetClass, TargetEffect, Weapon, WeaponClass

_MODIFIERS: Final = 2
"""How many words before an object's noun may belong to its name: "steel factory", "police patrol car"."""
_REACH: Final = 90
"""Characters between a verb of harm and the object that it may govern: about fifteen words."""
_LONGEST_MODIFIERS: Final = 60
_OWNED: Final = re.compile(
    r"\b(?:homes?|houses?|residences?|offices?|headquarters|premises|facilities)$", re.IGNORECASE
)
"""What says little without whose it is."""
_OWNER: Final = re.compile(
    r"\sof(?:\s(?!(?:in|on|at|and|or|but|such|was|were|is|are|has|had|have|by|with|near|for|to|when|who|which|that|as|after"
    r"|while|from|where|located|yesterday|today|last|this|killing|wounding)\b)[\w'-]+(?:\s\[[^\]]+\])?){1,8}(?=[\s,.;:]|$)",
    re.IGNORECASE,
)
_ARTICLES: Final = frozenset(("a", "an"))
_PASSIVE: Final = re.compile(
    rb" (?:was|were|been|being|be|is|are|got) {1,2}(?:[a-z]+ly |also |later |almost |then |first |set )*$"
)
"""An opening quotation mark is one more space: ``was "completely destroyed"``."""
_NOT_OBJECT: Final = re.compile(
    rb" (?:from|by|with|about|using|like|to|than|towards?|for|between) (?:an? |the |his |their |its )?$"
)
"""Objects behind these are where harm came from, or what it was done with, unless the verb itself ends in one."""


_LINK: Final = re.compile(
    r"(?:,\s+(?:and\s+)?|\s+and\s+|,?\s+as\s+well\s+as\s+)(?:(?:to|on|against|at|in)\s+)?(?:[\w-]+\s+)?", re.IGNORECASE
)


class FoundWeapon(Struct, frozen=True):
    """A weapon with the rule that found it."""

    span: Span
    weapon: Weapon
    rule: str


class FoundTarget(Struct, frozen=True):
    """A physical object that something was done to, with the rule that found it."""

    span: Span
    target: Target
    rule: str


def find_weapons(page: Page, told: Container[int] | None = None) -> tuple[FoundWeapon, ...]:
    """The weapons that the page names, in the order of its text; where given, only those of the sentences ``told``."""
    tables = load()
    found = []
    for sentence, text, folded in _read(page, told):
        for start, end, index in _hits(tables.weapons, folded, sentence):
            noun = tables.weapon_nouns[index]
            if isinstance(noun.kind, WeaponClass) and (noun.proper or not _is_name(page, text, sentence, start)):
                span = Span(sentence.index, start, end)
                found.append(FoundWeapon(span, Weapon(text[start:end], noun.kind), f"weapon.{noun.kind.value}"))
    return tuple(found)


def find_targets(page: Page, told: Container[int] | None = None) -> tuple[FoundTarget, ...]:
    """Objects that a verb or noun of harm governs, in the order of the text; where given, only of those ``told``."""
    tables = load()
    found: list[FoundTarget] = []
    for sentence, text, folded in _read(page, told):
        hits = _hits(tables.targets, folded, sentence)
        harms = _hits(tables.harm, folded, sentence) if hits else []
        free = 0
        for start, end, index in hits if harms else ():
            noun = tables.target_nouns[index]
            if not isinstance(noun.kind, TargetClass) or start < free:
                continue
            first, number = _whole_name(tables, text, sentence, start, plural=noun.plural)
            harm = _harm(tables, text, harms, sentence, (first, end)) or _listed_with(text, found, sentence, first)
            if harm is not None:
                rule, effect = harm
                owner = _OWNER.match(text, end, sentence.end) if _OWNED.search(text, start, end) else None
                whole = free = owner.end() if owner else end
                target = Target(" ".join(text[first:whole].split()), noun.kind, number, effect)
                found.append(FoundTarget(Span(sentence.index, first, whole), target, rule))
    return tuple(found)


def united(targets: Iterable[Target]) -> tuple[Target, ...]:
    """The objects, each once under its fullest name: ``the farm`` is the ``presidential farm`` told of before."""
    told = list(dict.fromkeys(targets))
    if len(told) < 2:
        return tuple(told)
    words = [_words(target.name) for target in told]
    kept: dict[int, Target] = dict(enumerate(told))
    for index, target in enumerate(told):
        known = (one for one in kept if one < index and words[one] == words[index])
        fuller = next(iter([*known, *(one for one in kept if _is_part(words[index], words[one]))]), None)
        if fuller is None or target.number not in (None, 1, kept[fuller].number):
            continue
        if kept[fuller].effect is TargetEffect.UNKNOWN:
            kept[fuller] = replace(kept[fuller], effect=target.effect)
        del kept[index]
    return tuple(kept.values())


def _words(name: str) -> list[str]:
    return [word.removesuffix("s") for word in name.lower().split()]


def _is_part(words: list[str], others: list[str]) -> bool:
    """Whether a name is the beginning or the end of a longer one."""
    return len(words) < len(others) and words in (others[: len(words)], others[-len(words) :])


def _read(page: Page, told: Container[int] | None) -> Iterator[tuple[Sentence, str, bytes]]:
    """The sentences to read, each with its part of the article, and that folded."""
    for sentence in page.sentences:
        if told is None or sentence.index in told:
            text = page.article.text if sentence.index else page.article.title
            yield sentence, text, fold(text)


def _hits(phrases: Phrases, folded: bytes, sentence: Sentence) -> list[tuple[int, int, int]]:
    """The phrases inside a sentence; offsets count into its part of the article."""
    offset = sentence.start
    return [
        (start + offset, end + offset, index) for start, end, index in phrases.find(folded[offset : sentence.end + 2])
    ]


def _is_name(page: Page, text: str, sentence: Sentence, start: int) -> bool:
    """Whether a capital inside a sentence shows a team or a firm: "Houston Rockets" is no weapon."""
    if page.letter_case is not LetterCase.MIXED or sentence.index == 0 or start == sentence.start:
        return False
    return (
        text[start].isupper() and text[start + 1].islower() and text[start - 2].isalpha() and text[start - 2].islower()
    )


def _listed_with(
    text: str, found: Sequence[FoundTarget], sentence: Sentence, first: int
) -> tuple[str, TargetEffect] | None:
    """``shelled the school, a clinic and two shops``: what was done to the object before was done to all of a list."""
    last = found[-1] if found and found[-1].span.sentence == sentence.index else None
    if last is None or not _LINK.fullmatch(text, last.span.end, first):
        return None
    return last.rule, last.target.effect


def _harm(
    tables: ObjectTables, text: str, harms: list[tuple[int, int, int]], sentence: Sentence, bounds: tuple[int, int]
) -> tuple[str, TargetEffect] | None:
    """The rule by which a verb of harm governs an object, and what became of it."""
    start, end = bounds
    folded = fold(text)
    behind = bisect_left(harms, (end,))
    if behind < len(harms):
        first, last, verb = harms[behind]
        if tables.behind[verb]:
            if first - end == 1:
                return "object_of_harm", tables.effects[verb]
        elif last <= sentence.end and first - end <= _REACH and _PASSIVE.search(folded, end + 1, first + 1):
            return "subject_of_passive", tables.effects[verb]
    before = bisect_left(harms, (start,)) - 1
    if before >= 0:
        first, last, verb = harms[before]
        other = _NOT_OBJECT.search(folded, max(first, start - 20), start + 1)
        if other and other.start() >= last:
            return None
        if not tables.behind[verb] and first >= sentence.start and start - last <= _REACH:
            return "object_of_harm", tables.effects[verb]
    return None


def _whole_name(
    tables: ObjectTables, text: str, sentence: Sentence, start: int, *, plural: bool
) -> tuple[int, int | None]:
    """Where the object's name begins with the words that say which, and how many there are."""
    before = fold(text)[max(sentence.start, start - _LONGEST_MODIFIERS) : start].split(b" ")
    for _ in range(_MODIFIERS):
        word = before[-1]
        if before[-3:] == AMERICAN:
            del before[-3:]
            start -= len("U.S. ")
            break
        # The first of them may be but the end of a word.
        if len(before) == 1 or not word or word in tables.bounds or word.isdigit() or text[start - 1] not in " -":
            break
        before.pop()
        start -= len(word) + 1
    counted = before[-1].decode()
    if counted in _ARTICLES:
        return start, None if plural else 1
    number = read(counted)
    return start, number.low or None if number and number.low == number.high else None
