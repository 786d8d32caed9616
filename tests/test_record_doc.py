"""docs/record.md names every field of the record and the codes that the code gives."""

import dataclasses
import re
from pathlib import Path

import pytest

from pipeline.codes import ACLED, CAMEO, PLOVER
from schemas.event import Change, Event
from schemas.values import DatePrecision, EventType, PlacePrecision

TEXT = (Path(__file__).parents[1] / "docs" / "record.md").read_text()
ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in TEXT.splitlines()
    if (cells := re.findall(r"(?<=\| )[^|]+?(?= \|)", line))
}


def test_every_field_of_the_record_is_described() -> None:
    assert {field.name for field in dataclasses.fields(Event)} <= ROWS.keys()


@pytest.mark.parametrize("event_type", EventType)
def test_documented_codes_are_those_given(event_type: EventType) -> None:
    acled = ": ".join(ACLED[event_type]) if event_type in ACLED else "-"
    assert ROWS[event_type] == [acled, PLOVER.get(event_type, "-"), CAMEO.get(event_type, "-")]


@pytest.mark.parametrize("value", [*PlacePrecision, *DatePrecision, *Change])
def test_every_precision_and_change_is_explained(value: str) -> None:
    assert f"`{value}`" in TEXT
