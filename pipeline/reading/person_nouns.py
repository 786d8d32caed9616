"""The nouns that describe persons, compiled."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.lexicon import table
from pipeline.reading.object_tables import plural
from pipeline.reading.phrases import Phrases, key
from schemas.values import Sector

_IRREGULAR: Final = {"man": "men", "child": "children", "person": "persons"}


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """One form of a noun. ``sector`` is null for words that only look like one."""

    sector: Sector | None
    plural: bool = False
    title: bool = False
    """It may stand right before a name."""


@dataclass(frozen=True, slots=True)
class PersonTables:
    """The nouns as one automaton, and the words that end a description to its left."""

    phrases: Phrases
    nouns: tuple[PersonNoun, ...]
    bounds: frozenset[bytes]
    no_names: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Entry:
    """Nouns of one sector."""

    sector: Sector
    forms: tuple[str, ...]
    example: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Forms:
    """Words without more."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonNounFile:
    """person_nouns.toml."""

    nouns: tuple[Entry, ...]
    nothing: Forms
    bounds: Forms
    no_names: Forms


@cache
def load() -> PersonTables:
    """Read and compile the lexicon, once."""
    file = table("person_nouns", PersonNounFile)
    nouns: dict[bytes, PersonNoun] = {}
    for entry in file.nouns:
        for form in entry.forms:
            nouns.setdefault(key(form), PersonNoun(entry.sector, plural=_is_plural(form), title=entry.title))
            nouns.setdefault(key(_plural(form)), PersonNoun(entry.sector, plural=True))
    nouns |= {key(form): PersonNoun(None) for form in file.nothing.forms}
    return PersonTables(
        phrases=Phrases(tuple(nouns)),
        nouns=tuple(nouns.values()),
        bounds=frozenset(map(key, file.bounds.forms)),
        no_names=frozenset(map(key, file.no_names.forms)),
    )


def _is_plural(form: str) -> bool:
    return form in ("people", "children", "families", "bodies", "couple", "passersby", "population", "faithful")


def _plural(form: str) -> str:
    """``policemen``, ``aid workers``, ``sons-in-law``."""
    first, law, rest = form.partition("-in-law")
    if law:
        return plural(first) + law + rest
    for one, many in _IRREGULAR.items():
        if form.endswith(one) and form != "human":
            return form.removesuffix(one) + many
    return plural(form)
