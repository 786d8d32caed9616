"""The tables of actors, compiled into one automaton of words and what each word means."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Final

from pipeline.lexicon import table
from pipeline.reading.phrases import Phrases, key
from schemas.values import Sector

OPEN_END: Final = 9999


class WordKind(IntEnum):
    """What part a word plays in an actor's name."""

    STATE = auto()
    """A state's name or adjective: "Ukraine", "Ukrainian"."""
    CAPITAL = auto()
    PEOPLE = auto()
    """A nation in the plural: "Russians"."""
    ORGANISATION = auto()
    """An armed group, a named force, an alliance."""
    FORCE = auto()
    """A state's organ: "army", "police"."""
    GENERIC = auto()
    """A kind of people: "gunmen", "protesters"."""
    CARRIER = auto()
    """Gathers the people of the noun beside it: "members of", "column"."""
    MODIFIER = auto()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A named group or force. Years bound its existence; where one name serves several groups they tell them apart."""

    name: str
    sector: Sector
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-3; the first is its home."""
    first_year: int = 0
    last_year: int = OPEN_END

    @property
    def country(self) -> str | None:
        """Its home, where it has one."""
        return self.countries[0] if self.countries else None


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of the tables."""

    kind: WordKind
    name: str = ""
    """The part it gives to the canonical name."""
    sector: Sector = Sector.UNKNOWN
    country: str | None = None
    organisations: tuple[Organisation, ...] = ()
    abbreviation: bool = False
    """Counts only in capitals."""
    capital: bool = True
    """Where texts are mixed, a name without any capital is a common word: "turkey"."""
    bare: bool = True
    """Is an actor without another word beside it."""
    counted: bool = False
    """Is one where a number stands before it."""
    member: bool = False
    """After an organisation's name it belongs to it: "Hamas fighters"."""


@dataclass(frozen=True, slots=True)
class ActorTables:
    """All words, the automaton that finds them, the names of states by code, and what follows a state that acts."""

    words: tuple[Word, ...]
    phrases: Phrases
    states: dict[str, str]
    ambiguous: frozenset[str]
    """Abbreviations that are words where all is in capitals."""
    things: frozenset[bytes]
    """Words that make the people before them no actor: "police station"."""
    acts: dict[bytes, bool]
    """Words that make the state before them an actor, and whether they are nouns: "attack", "launched"."""


@dataclass(frozen=True, slots=True)
class _Forms:
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Organ:
    unit: str
    sector: Sector
    forms: tuple[str, ...]
    example: str
    needs_state: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    sector: Sector
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Forces:
    """forces.toml."""

    noun: tuple[_Organ, ...]
    named: tuple[_Named, ...]


@dataclass(frozen=True, slots=True)
class _Generic:
    name: str
    sector: Sector
    forms: tuple[str, ...]
    example: str
    member: bool = False
    bare: bool = True
    counted: bool = False


@dataclass(frozen=True, slots=True)
class _Modifiers:
    plain: tuple[str, ...]
    identity: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Acts:
    nouns: tuple[str, ...]
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actors:
    """actors.toml."""

    generic: tuple[_Generic, ...]
    carriers: _Forms
    things: _Forms
    modifiers: _Modifiers
    ambiguous: _Forms
    acts: _Acts


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of tab-separated columns; short rows end in empty cells."""
    text = files("pipeline.lexicon").joinpath("en", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")


def cells(cell: str) -> list[str]:
    """The entries of a cell: separated by semicolons."""
    return [entry.strip() for entry in cell.split(";") if entry.strip()]


def _states() -> Iterator[tuple[str, Word]]:
    for row in rows("demonyms_of_states.tsv"):
        state = Word(WordKind.STATE, country=row["code"], bare=False)
        yield from ((form, state) for form in (row["name"], *cells(row["adjective"])))
        for form in cells(row["also"]):
            abbreviation = form.startswith("=")
            yield form.removeprefix("="), replace(state, abbreviation=abbreviation)
        people = Word(WordKind.PEOPLE, "people", Sector.CIVILIAN, row["code"])
        yield from ((form, people) for form in cells(row["people"]))
        capital = Word(WordKind.CAPITAL, country=row["code"], bare=False)
        yield from ((form, capital) for form in cells(row["capital"]))


def _organisations() -> Iterator[tuple[str, Word]]:
    for row in rows("armed_groups.tsv"):
        first, _, last = row["years"].partition("-")
        organisation = Organisation(
            name=row["name"],
            sector=Sector(row["sector"]),
            countries=tuple(cells(row["countries"])),
            first_year=int(first or 0),
            last_year=int(last or OPEN_END),
        )
        names = [name for name in (row["name"], *cells(row["aliases"])) if ": " not in name]
        yield from _named(organisation, names, cells(row["abbreviations"]))
    for entry in table("forces", Forces).named:
        organisation = Organisation(entry.name, entry.sector, (entry.country,) if entry.country else ())
        yield from _named(organisation, entry.aliases, entry.abbreviations)


def _named(
    organisation: Organisation, names: Iterable[str], abbreviations: Iterable[str]
) -> Iterator[tuple[str, Word]]:
    word = Word(WordKind.ORGANISATION, organisation.name, organisation.sector, organisations=(organisation,))
    yield from ((name, replace(word, capital=not name.islower())) for name in names)
    short = replace(word, abbreviation=True)
    yield from ((name, short) for name in abbreviations)


def _kinds_of_people() -> Iterator[tuple[str, Word]]:
    for organ in table("forces", Forces).noun:
        force = Word(WordKind.FORCE, organ.unit, organ.sector, member=True)
        yield from ((form, replace(force, bare=form not in organ.needs_state)) for form in organ.forms)
    actors = table("actors", Actors)
    for kind in actors.generic:
        generic = Word(
            WordKind.GENERIC, kind.name, kind.sector, bare=kind.bare, counted=kind.counted, member=kind.member
        )
        yield from ((form, generic) for form in kind.forms)
    yield from ((form, Word(WordKind.CARRIER)) for form in actors.carriers.forms)
    yield from ((form, Word(WordKind.MODIFIER, form)) for form in actors.modifiers.identity)
    yield from ((form, Word(WordKind.MODIFIER)) for form in actors.modifiers.plain)


@cache
def load() -> ActorTables:
    """Read and compile the lexicon, once.

    An entry that stands in several tables keeps its first meaning, in the order states, organisations, forces, kinds
    of people; organisations that share a name keep all their meanings.
    """
    words: dict[bytes, Word] = {}
    for form, word in chain(_states(), _organisations(), _kinds_of_people()):
        known = words.setdefault(key(form), word)
        if known is not word and known.kind is word.kind is WordKind.ORGANISATION:
            shared = known.organisations + word.organisations
            words[key(form)] = replace(known, organisations=tuple(dict.fromkeys(shared)))
    actors = table("actors", Actors)
    return ActorTables(
        words=tuple(words.values()),
        phrases=Phrases(tuple(words)),
        states={row["code"]: row["name"] for row in rows("demonyms_of_states.tsv")},
        ambiguous=frozenset(actors.ambiguous.forms),
        things=frozenset(map(key, actors.things.forms)),
        acts={key(form): form in actors.acts.nouns for form in actors.acts.verbs + actors.acts.nouns},
    )
