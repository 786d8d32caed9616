"""docs/record.md names every field of the record and the codes that the code gives."""

import dataclasses
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from msgspec import Struct

import schemas
from agents.stream.tracing import PARENT, STATE
from pipeline.codes import ACLED, CAMEO, PLOVER
from schemas import cloudevents
from schemas.cloudevents import of_event
from schemas.codec import decode
from schemas.event import Change, Event
from schemas.values import DatePrecision, EventType, PlacePrecision

TEXT = (Path(__file__).parents[1] / "docs" / "record.md").read_text()
EXAMPLES = Path(schemas.__file__).parent / "examples"
ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in TEXT.splitlines()
    if (cells := re.findall(r"(?<=\| )[^|]+?(?= \|)", line))
}


def test_every_field_of_the_record_is_described() -> None:
    assert {field.name for field in dataclasses.fields(Event)} <= ROWS.keys()


def test_every_header_and_type_of_cloudevent_is_described() -> None:
    example = decode(next(EXAMPLES.glob("event/good/full.json")).read_bytes(), Event)
    assert {name for name, _ in of_event(example, "source")} <= ROWS.keys()
    assert {PARENT, STATE} <= ROWS.keys()
    kinds = {value for name, value in vars(cloudevents).items() if str(value).startswith("conflict-stream.")}
    assert len(kinds) == 7
    assert [kind for kind in kinds if f"`{kind}`" not in TEXT] == []


def has_fields(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind) or (isinstance(kind, type) and issubclass(kind, Struct))


def parts(kind: Any) -> Iterator[Any]:
    """A type, and all that its fields are made of."""
    yield kind
    inside = get_type_hints(kind).values() if has_fields(kind) else get_args(kind)
    for each in inside:
        yield from parts(each)


WORDS = set(re.findall(r"`([\w.]+)`", TEXT))


@pytest.mark.parametrize(
    "kind",
    sorted({part for part in parts(Event) if has_fields(part)}, key=str),
    ids=lambda kind: kind.__name__,
)
def test_every_field_of_its_parts_is_named(kind: Any) -> None:
    assert get_type_hints(kind).keys() - WORDS == set()


@pytest.mark.parametrize(
    "kind",
    sorted({part for part in parts(Event) if isinstance(part, type) and issubclass(part, StrEnum)}, key=str),
    ids=lambda kind: kind.__name__,
)
def test_every_value_of_its_enumerations_is_named(kind: type[StrEnum]) -> None:
    assert {value.value for value in kind} - WORDS == set()


@pytest.mark.parametrize("event_type", EventType)
def test_documented_codes_are_those_given(event_type: EventType) -> None:
    acled = ": ".join(ACLED[event_type]) if event_type in ACLED else "-"
    assert ROWS[event_type] == [acled, PLOVER.get(event_type, "-"), CAMEO.get(event_type, "-")]


@pytest.mark.parametrize("value", [*PlacePrecision, *DatePrecision, *Change])
def test_every_precision_and_change_is_explained(value: str) -> None:
    assert f"`{value}`" in TEXT
