"""The tables of weapons, physical objects and what is done to them, compiled."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.lexicon import table
from pipeline.reading.phrases import Phrases, key
from schemas.values import TargetClass, TargetEffect, WeaponClass

_HISSING: Final = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Noun:
    """A weapon's or an object's name. ``kind`` is null for words that only look like one."""

    kind: WeaponClass | TargetClass | None
    plural: bool
    proper: bool = False
    """A make's name, written with a capital."""


@dataclass(frozen=True, slots=True)
class ObjectTables:
    """Names of weapons and of objects, the verbs of harm with their effects, and words that end a name to its left."""

    weapons: Phrases
    weapon_nouns: tuple[Noun, ...]
    targets: Phrases
    target_nouns: tuple[Noun, ...]
    harm: Phrases
    effects: tuple[TargetEffect, ...]
    behind: tuple[bool, ...]
    """Of each verb of harm, whether it stands right behind its object."""
    bounds: frozenset[bytes]


def plural(noun: str) -> str:
    """The regular plural: "pylons", "batteries", "churches"."""
    if noun.endswith(_HISSING):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@dataclass(frozen=True, slots=True)
class _Forms:
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _WeaponEntry:
    weapon_class: WeaponClass
    forms: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Weapons:
    """weapons.toml."""

    weapon: tuple[_WeaponEntry, ...]
    nothing: _Forms


@dataclass(frozen=True, slots=True)
class _TargetEntry:
    target_class: TargetClass
    forms: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class _HarmEntry:
    effect: TargetEffect
    forms: tuple[str, ...]
    example: str
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Targets:
    """targets.toml."""

    target: tuple[_TargetEntry, ...]
    verb: tuple[_HarmEntry, ...]
    nothing: _Forms
    bounds: _Forms


def _nouns(entries: Iterable[tuple[WeaponClass | TargetClass, tuple[str, ...]]], nothing: _Forms) -> dict[bytes, Noun]:
    nouns: dict[bytes, Noun] = {}
    for kind, forms in entries:
        for form in forms:
            nouns.setdefault(key(form), Noun(kind, plural=False, proper=form[0].isupper()))
            nouns.setdefault(key(plural(form)), Noun(kind, plural=True, proper=form[0].isupper()))
    return nouns | {key(form): Noun(None, plural=False) for form in nothing.forms}


@cache
def load() -> ObjectTables:
    """Read and compile the lexicon, once."""
    weapons, targets = table("weapons", Weapons), table("targets", Targets)
    weapon_nouns = _nouns(((entry.weapon_class, entry.forms) for entry in weapons.weapon), weapons.nothing)
    target_nouns = _nouns(((entry.target_class, entry.forms) for entry in targets.target), targets.nothing)
    harms: dict[bytes, _HarmEntry] = {}
    for entry in targets.verb:
        for form in entry.forms:
            harms.setdefault(key(form), entry)
    return ObjectTables(
        weapons=Phrases(tuple(weapon_nouns)),
        weapon_nouns=tuple(weapon_nouns.values()),
        targets=Phrases(tuple(target_nouns)),
        target_nouns=tuple(target_nouns.values()),
        harm=Phrases(tuple(harms)),
        effects=tuple(entry.effect for entry in harms.values()),
        behind=tuple(entry.behind for entry in harms.values()),
        bounds=frozenset(map(key, targets.bounds.forms)) | frozenset(harms),
    )
