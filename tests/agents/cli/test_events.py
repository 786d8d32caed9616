"""Events as a person reads them, and which of them were asked for."""

from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from agents.cli.events import Box, Wanted, box, days, gone, line, table
from agents.cli.failure import USAGE, Failure
from schemas.event import Change, Event, Status
from schemas.values import DateBasis, DatePrecision, EventDate, EventType, Kind


def test_a_line_says_when_what_where_and_how_well_known(event: Event) -> None:
    shown = line(replace(event, status=Status.ACTIVE, change=(Change.CREATED,))).plain
    assert "\n" not in shown
    assert shown.startswith("+ ")
    assert event.headline in shown
    assert days(event.date) in shown
    assert f"{event.event_id} v{event.version}" in shown


def test_a_revision_says_what_it_changed(event: Event) -> None:
    shown = line(replace(event, status=Status.ACTIVE, change=(Change.NEW_SOURCE, Change.CASUALTIES))).plain
    assert shown.startswith("~ ")
    assert "new_source, casualties" in shown


def test_an_event_that_ended_says_where_it_went(event: Event) -> None:
    merged = line(replace(event, status=Status.MERGED, merged_into="f00")).plain
    assert merged.startswith("x ")
    assert "merged into f00" in merged
    assert "withdrawn" in line(replace(event, status=Status.WITHDRAWN)).plain
    assert gone("f00").plain.split() == ["x", "withdrawn", "f00"]


def test_a_summary_says_that_it_is_one(event: Event) -> None:
    assert "summary" in line(replace(event, status=Status.ACTIVE, kind=Kind.SUMMARY)).plain


def test_control_characters_of_a_headline_stay_off_the_line(event: Event) -> None:
    shown = line(replace(event, headline="Clash\x1b[2J\nin \u202eKharkiv")).plain
    assert "\x1b" not in shown
    assert "\n" not in shown
    assert "\u202e" not in shown


def test_a_table_has_a_row_an_event_and_no_control_characters(event: Event) -> None:
    console = Console(width=200, record=True, file=None)
    with console.capture() as captured:
        console.print(table([event, replace(event, location=replace(event.location, name="Ka\x1b[2Jbul"))]))
    assert len(captured.get().strip().splitlines()) == 3
    assert "\x1b[2J" not in captured.get()


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        pytest.param(("2024-08-06", "2024-08-06", DatePrecision.DAY, DateBasis.EXPLICIT), "2024-08-06", id="a day"),
        pytest.param(
            ("2024-08-06", "2024-08-13", DatePrecision.WEEK, DateBasis.RELATIVE), "2024-08-06/2024-08-13", id="days"
        ),
        pytest.param(
            ("2024-08-06", "2024-08-13", DatePrecision.WEEK, DateBasis.BOUNDED), "by 2024-08-13", id="bounded"
        ),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(
    when: tuple[str, str, DatePrecision, DateBasis], expected: str
) -> None:
    start, end, precision, basis = when
    assert days(EventDate(date.fromisoformat(start), date.fromisoformat(end), precision, basis)) == expected


def test_nothing_asked_for_is_everything(event: Event) -> None:
    assert Wanted().matches(event)


def test_events_are_chosen_by_type_country_and_box(event: Event) -> None:
    placed = replace(event, location=replace(event.location, lat=50.0, lon=36.2))
    here = Box(36, 49, 37, 51)
    assert Wanted(frozenset({event.type}), frozenset({event.location.country}), here).matches(placed)
    assert not Wanted(types=frozenset(EventType) - {event.type}).matches(placed)
    assert not Wanted(countries=frozenset({"XXX"})).matches(placed)
    assert not Wanted(box=Box(0, 0, 1, 1)).matches(placed)


def test_an_event_without_a_point_lies_in_no_box(event: Event) -> None:
    somewhere = replace(event, location=replace(event.location, lat=None, lon=None))
    assert not Wanted(box=Box(-180, -90, 180, 90)).matches(somewhere)


def test_a_box_may_cross_the_date_line() -> None:
    pacific = box("170,-30,-170,0")
    assert pacific.holds(-18, 178)
    assert pacific.holds(-18, -178)
    assert not pacific.holds(-18, 0)


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "1,2,3,4,5", "0,50,10,40", "-200,0,0,1", "0,0,0,91"])
def test_what_is_no_box_is_a_failure_of_usage(text: str) -> None:
    with pytest.raises(Failure, match="--bbox") as failure:
        box(text)
    assert failure.value.exit_code == USAGE
