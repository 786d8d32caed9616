"""docs/record.md names every field of the record and the codes that the code gives."""

import dataclasses
import re
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("event_type", EventType)
def test_documented_codes_are_those_given(event_type: EventType) -> None:
    acled = ": ".join(ACLED[event_type]) if event_type in ACLED else "-"
    assert ROWS[event_type] == [acled, PLOVER.get(event_type, "-"), CAMEO.get(event_type, "-")]


@pytest.mark.parametrize("value", [*PlacePrecision, *DatePrecision, *Change])
def test_every_precision_and_change_is_explained(value: str) -> None:
    assert f"`{value}`" in TEXT
