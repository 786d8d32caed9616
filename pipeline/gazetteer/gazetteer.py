"""The look-up: names to places, out of two memory-mapped files that all workers of a machine share.

``names.trie`` numbers the folded names; ``places.bin`` holds, in columns, the places and for each name those that bear
it. Nothing is read before it is asked for, so that loading costs a millisecond and pages that no text needs stay on
disk.
"""

import json
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from hashlib import file_digest
from pathlib import Path
from typing import Final

import marisa_trie

from pipeline.gazetteer.folding import fold

MAGIC: Final = b"CSGAZ\x00\x01\x00"
ALTERNATE: Final = 1 << 31
"""Set in a posting where the name is not the place's own but another one of it."""
MANY: Final = 1 << 30
"""Set in a name's slot where it leads to a run of postings, ended by ``LAST``, and not to one place."""
LAST: Final = 1 << 30
ROW: Final = (1 << 30) - 1
LONGEST_NAME: Final = 60
DATA: Final = Path(__file__).with_name("data")


class Level(IntEnum):
    """What kind of place, from the widest to the narrowest."""

    COUNTRY = 0
    ADMIN1 = 1
    ADMIN2 = 2
    SETTLEMENT = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One place. ``row`` is its number in the file; ``radius_km`` holds nine in ten of its inhabited places."""

    row: int
    geonames_id: int
    name: str
    level: Level
    country: str
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    radius_km: float


class Gazetteer:
    """Places by name. Read-only; safe to share between threads and, by the page cache, between processes."""

    def __init__(self, folder: Path) -> None:
        """Map the files of a folder.

        Raises:
            ValueError: the places file is of another format.
        """
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(folder / "names.trie"))
        with (folder / "places.bin").open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._map)
        if bytes(view[:8]) != MAGIC:
            raise ValueError(f"{folder / 'places.bin'} is no gazetteer of this version")
        start = 12 + int.from_bytes(view[8:12], "little")
        sections = json.loads(bytes(view[12:start]))
        column = {name: view[at : at + size].cast(kind) for name, (kind, at, size) in sections.items()}
        self.latitude: memoryview = column["latitude"]
        """Of each row, in hundred-thousandths of a degree; so is ``longitude``."""
        self.longitude: memoryview = column["longitude"]
        self.population: memoryview = column["population"]
        self.level: memoryview = column["level"]
        self.country: memoryview = column["country"]
        """The row of each row's country."""
        self.admin1: memoryview = column["admin1"]
        """The row of each row's first-order division, 0 where it has none (row 0 is a country); so is ``admin2``."""
        self.admin2: memoryview = column["admin2"]
        self._radius: memoryview = column["radius"]
        self._geonames_id: memoryview = column["geonames_id"]
        self._name_at: memoryview = column["name_at"]
        self._names: memoryview = column["names"]
        self._codes: memoryview = column["codes"]
        self._slots: memoryview = column["slots"]
        self._postings: memoryview = column["postings"]
        self.capitals: frozenset[int] = frozenset(column["capitals"])
        """Rows of the capitals of countries."""
        self._row_of_code = {self.code(row): row for row in range(len(self._codes) // 3)}

    def __len__(self) -> int:
        return len(self.level)

    def names_at(self, folded: str, start: int) -> list[str]:
        """All names that are a prefix of the folded text from ``start``, shortest first, whole words or not."""
        found: list[str] = self._trie.prefixes(folded[start : start + LONGEST_NAME])
        return found

    def continues(self, word: str) -> bool:
        """Whether a folded word is the first of longer names."""
        return any(self.begins(word + mark) for mark in " .'")

    def begins(self, letters: str) -> bool:
        """Whether some name begins with these folded letters."""
        return next(self._trie.iterkeys(letters), None) is not None

    def postings(self, key: str) -> list[int]:
        """The rows that bear a folded name, with the ``ALTERNATE`` bit where it is not their own."""
        number = self._trie.get(key)
        if number is None:
            return []
        slot = self._slots[number]
        if not slot & MANY:
            return [slot]
        rows = []
        at = slot & ROW
        while True:
            posting = self._postings[at]
            rows.append(posting & ~LAST)
            if posting & LAST:
                return rows
            at += 1

    def code(self, row: int) -> str:
        """ISO 3166-1 alpha-3 of a country's row."""
        return bytes(self._codes[3 * row : 3 * row + 3]).decode()

    def row_of_country(self, code: str) -> int | None:
        """The row of a country by its alpha-3 code."""
        return self._row_of_code.get(code)

    def name(self, row: int) -> str:
        """The usual English name."""
        at, end = self._name_at[row], self._name_at[row + 1]
        return bytes(self._names[at:end]).decode()

    def geonames_id(self, row: int) -> int:
        """The GeoNames id of a row."""
        number: int = self._geonames_id[row]
        return number

    def place(self, row: int) -> Place:
        """The whole record of a row."""
        admin1, admin2 = self.admin1[row], self.admin2[row]
        return Place(
            row=row,
            geonames_id=self._geonames_id[row],
            name=self.name(row),
            level=Level(self.level[row]),
            country=self.code(self.country[row]),
            admin1=self.name(admin1) if admin1 else None,
            admin2=self.name(admin2) if admin2 else None,
            lat=self.latitude[row] / 1e5,
            lon=self.longitude[row] / 1e5,
            population=self.population[row],
            radius_km=float(self._radius[row]),
        )

    def find(self, name: str) -> Iterator[Place]:
        """The places that bear a name, whatever its case and marks, the most populous first."""
        rows = {posting & ROW for posting in self.postings(fold(name))}
        return iter(sorted(map(self.place, rows), key=lambda place: (-place.population, place.row)))


@cache
def fingerprint() -> str:
    """Which gazetteer comes with the package: it changes with any of its places or names."""
    # Read in pieces: a worker should not hold the file that it maps a second time.
    with (DATA / "places.bin").open("rb") as file:
        return file_digest(file, "sha256").hexdigest()[:12]


@cache
def load() -> Gazetteer:
    """The gazetteer that comes with the package."""
    return Gazetteer(DATA)
