"""An event as a flat row: what docs/export.md says, in the page's words where the page has them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import schemas
from agents.export.columns import NAMES, columns_of
from agents.page.rows import COLUMNS, row_of
from schemas.codec import decode
from schemas.correction import Action
from schemas.event import Event
from schemas.values import Actor, ActorRole, Casualties, Range, Toll

DOCUMENT = (Path(__file__).parents[3] / "docs" / "export.md").read_text()
EXAMPLE = Path(schemas.__file__).parent / "examples" / "event" / "good" / "full.json"


@pytest.fixture
def event() -> Event:
    return decode(EXAMPLE.read_bytes(), Event)


def test_the_document_lists_every_column_in_order() -> None:
    rows = DOCUMENT.partition("| column | meaning |\n|---|---|\n")[2].splitlines()
    assert tuple(name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])) == NAMES


def test_columns_that_the_page_has_too_say_the_same(event: Event) -> None:
    row, flat = row_of(event), columns_of(event)
    assert set(COLUMNS) <= set(NAMES)
    for name in COLUMNS:
        assert getattr(flat, name) == getattr(row, name)


def test_figures_that_nobody_gave_are_null_and_those_of_nobody_are_zero(event: Event) -> None:
    unhurt = Casualties(killed=Toll(Range(0, 0, 0)), wounded=Toll(Range(low=3)))
    flat = columns_of(replace(event, casualties=unhurt))
    assert (flat.killed, flat.killed_civilians) == (0, None)
    assert (flat.wounded, flat.wounded_low, flat.wounded_high, flat.missing) == (3, 3, None, None)


def test_sides_are_told_apart(event: Event) -> None:
    roles = {ActorRole.INITIATOR: "A", ActorRole.SIDE_B: "B", ActorRole.AFFECTED: "C", ActorRole.TARGET: "B"}
    flat = columns_of(replace(event, actors=tuple(Actor(name, name, role) for role, name in roles.items())))
    assert (flat.actors, flat.side_a, flat.side_b) == ("A, B, C", ("A",), ("B",))


def test_words_of_articles_carry_no_control_characters(event: Event) -> None:
    flat = columns_of(replace(event, actors=(Actor("x", "Riot\x1b[2J\u202eers", ActorRole.INITIATOR),)))
    assert flat.actors == "Riot\ufffd[2J\ufffders"
    assert flat.side_a == (flat.actors,)


def test_what_analysts_said_is_told(event: Event) -> None:
    corrected = decode(EXAMPLE.with_name("corrected.json").read_bytes(), Event)
    merged = replace(corrected.corrections[0], action=Action.MERGE, fields=())
    flat = columns_of(replace(corrected, corrections=(*corrected.corrections, merged)))
    assert (columns_of(event).corrected, flat.corrected) == ((), ("date", "killed", "merge"))
