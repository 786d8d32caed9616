"""Build the gazetteer's files: ``python -m pipeline.gazetteer.build [--check]``.

Needs the two source packages of the ``dev`` group. The same packages give the same bytes; ``--check`` builds aside and
compares.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import tomllib
from array import array
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean
from typing import Final

import marisa_trie

from pipeline.gazetteer.folding import fold
from pipeline.gazetteer.gazetteer import ALTERNATE, DATA, LAST, MAGIC, MANY, Level
from pipeline.gazetteer.sources import CENTRES, Record, capitals, countries, divisions, keys, settlements

KM_PER_DEGREE: Final = 111.2
Point = tuple[float, float]
FILES: Final = ("names.trie", "places.bin")


def distance_km(a: Point, b: Point) -> float:
    """Between two points near each other, on a plane: good to a percent where radii are measured."""
    across = (a[1] - b[1] + 180) % 360 - 180
    return KM_PER_DEGREE * math.hypot(a[0] - b[0], across * math.cos(math.radians(a[0])))


def settlement_radius(population: int) -> int:
    """Kilometres from a settlement's point within which "in the city" lies."""
    return 20 if population > 3_000_000 else 12 if population > 500_000 else 6 if population > 50_000 else 3


def place_divisions(records: list[Record]) -> dict[int, int]:
    """Give every country and division a point, divisions a population, and all a radius, by GeoNames id.

    The sources leave the points of divisions out. In order: the table of centres, the mean of the places within, a
    settlement of the same name in the same parent, the parent's centre (with the parent's radius).
    """
    by_id = {record.geonames_id: record for record in records}
    country = {record.country: record for record in records if record.level is Level.COUNTRY}
    inside: defaultdict[int, list[Point]] = defaultdict(list)
    namesakes: dict[tuple[int, str], Point] = {}
    radius = {}
    for record in records:
        if record.level is not Level.SETTLEMENT:
            continue
        radius[record.geonames_id] = settlement_radius(record.population)
        for number in record.parents.values():
            by_id[number].population += record.population
        for number in {country[record.country].geonames_id, *record.parents.values()}:
            inside[number].append(_point(record))
            for key in keys(record)[0]:
                namesakes.setdefault((number, key), _point(record))
    centres = _centres()
    for record in records:
        if record.level is Level.SETTLEMENT:
            continue
        points = inside[record.geonames_id]
        parent = by_id.get(record.parents.get(Level.ADMIN1, 0), country[record.country])
        own = sorted(keys(record)[0])
        namesake = next((point for key in own if (point := namesakes.get((parent.geonames_id, key)))), None)
        record.lat, record.lon = centres.get(_code(record)) or _middle(points) or namesake or _point(parent)
        spread = sorted(distance_km(_point(record), point) for point in points)
        if spread:
            radius[record.geonames_id] = max(5, math.ceil(spread[int(0.9 * (len(spread) - 1))]))
        else:
            radius[record.geonames_id] = 30 if namesake else radius.get(parent.geonames_id, 50)
    return radius


def _point(record: Record) -> Point:
    return record.lat or 0.0, record.lon or 0.0


def _middle(points: list[Point]) -> Point | None:
    return (fmean(lat for lat, _ in points), _mean_longitude(points)) if points else None


def _code(record: Record) -> str:
    return record.country if record.level is Level.COUNTRY else f"{record.country}/{fold(record.name)}"


def _centres() -> dict[str, Point]:
    table = tomllib.loads(CENTRES.read_text("utf-8"))["centres"]
    return {code[:4] + fold(code[4:]): (lat, lon) for code, (lat, lon) in table.items()}


def _mean_longitude(points: list[Point]) -> float:
    """Across the date line too: the mean of the directions."""
    x = fmean(math.cos(math.radians(lon)) for _, lon in points)
    y = fmean(math.sin(math.radians(lon)) for _, lon in points)
    return math.degrees(math.atan2(y, x))


def build(folder: Path) -> None:
    """Write both files into a folder."""
    records = [*countries(), *divisions(), *settlements()]
    radius = place_divisions(records)
    row_of = {record.geonames_id: row for row, record in enumerate(records)}
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for row, record in enumerate(records):
        own, others = keys(record)
        for key in own:
            bearers[key].add(row)
        for key in others:
            bearers[key].add(row | ALTERNATE)
    trie = marisa_trie.Trie(sorted(bearers))
    trie.save(str(folder / "names.trie"))
    slots, postings = _number(trie, bearers, [record.population for record in records])
    names = [record.name.encode() for record in records]
    country_row = {record.country: row for row, record in enumerate(records) if record.level is Level.COUNTRY}
    sections = {
        "latitude": _array("i", (round(_point(record)[0] * 1e5) for record in records)),
        "longitude": _array("i", (round(_point(record)[1] * 1e5) for record in records)),
        "population": _array("I", (record.population for record in records)),
        "geonames_id": _array("I", (record.geonames_id for record in records)),
        "admin1": _array("I", (row_of.get(record.parents.get(Level.ADMIN1, 0), 0) for record in records)),
        "admin2": _array("I", (row_of.get(record.parents.get(Level.ADMIN2, 0), 0) for record in records)),
        "slots": slots,
        "postings": postings,
        "name_at": _array("I", _offsets(names)),
        "capitals": _array("I", _capital_rows(records, bearers)),
        "country": _array("H", (country_row[record.country] for record in records)),
        "radius": _array("H", (min(65_535, radius[record.geonames_id]) for record in records)),
        "level": _array("B", (record.level for record in records)),
        "names": _array("B", b"".join(names)),
        "codes": _array("B", "".join(country_row).encode()),
    }
    (folder / "places.bin").write_bytes(_pack(sections))


def _capital_rows(records: list[Record], bearers: dict[str, set[int]]) -> list[int]:
    """The greatest settlement of the capital's name in each country."""
    found = []
    for country, key in capitals().items():
        rows = [posting & (MANY - 1) for posting in bearers.get(key, ())]
        inside = [row for row in rows if records[row].country == country and records[row].level is Level.SETTLEMENT]
        if inside:
            found.append(max(inside, key=lambda row: (records[row].population, -row)))
    return sorted(found)


def _number(
    trie: marisa_trie.Trie, bearers: dict[str, set[int]], population: list[int]
) -> tuple[array[int], array[int]]:
    """For each name the one row that bears it, or where its run of postings begins, the most populous first."""
    slots, postings = array("I", bytes(4 * len(bearers))), array("I")
    for key in sorted(bearers):
        rows = sorted(bearers[key], key=lambda posting: (-population[posting & (MANY - 1)], posting))
        if len(rows) == 1:
            slots[trie[key]] = rows[0]
        else:
            slots[trie[key]] = MANY | len(postings)
            postings.extend(rows[:-1])
            postings.append(rows[-1] | LAST)
    return slots, postings


def _array(kind: str, values: Iterable[int]) -> array[int]:
    return array(kind, values)


def _offsets(names: list[bytes]) -> Iterable[int]:
    at = 0
    for name in names:
        yield at
        at += len(name)
    yield at


def _pack(sections: dict[str, array[int]]) -> bytes:
    """Magic, length of the directory, directory, columns, each at a multiple of eight bytes."""
    room = 4096
    directory, at, body = {}, room, bytearray()
    for name, values in sections.items():
        data = values.tobytes()
        directory[name] = (values.typecode, at, len(data))
        data += bytes(-len(data) % 8)
        body += data
        at += len(data)
    head = json.dumps(directory).encode().ljust(room - 12)
    return MAGIC + len(head).to_bytes(4, "little") + head + bytes(body)


def main() -> int:
    """Build, or with ``--check`` tell whether what is there is what would be built."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folder", type=Path, default=DATA)
    options = parser.parse_args()
    folder: Path = options.folder
    if not options.check:
        folder.mkdir(parents=True, exist_ok=True)
        build(folder)
        return 0
    with tempfile.TemporaryDirectory() as aside:
        build(Path(aside))
        stale = [name for name in FILES if (Path(aside) / name).read_bytes() != (folder / name).read_bytes()]
    print("stale: " + ", ".join(stale) if stale else "up to date", file=sys.stderr)  # noqa: T201
    return len(stale)


if __name__ == "__main__":
    sys.exit(main())
