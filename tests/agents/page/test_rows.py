"""An event in brief."""

from collections.abc import Callable
from dataclasses import replace

import orjson
import pytest

from agents.page.rows import COLUMNS, CRIME, FAMILIES, country_name, family, row_of, values
from schemas.event import Event
from schemas.values import Actor, ActorRole, Casualties, EventType, Range, Toll

Make = Callable[..., Event]


@pytest.mark.parametrize("event_type", EventType)
def test_every_type_has_a_family(event_type: EventType) -> None:
    assert family(event_type) in {*FAMILIES.values(), CRIME}


def test_an_unknown_count_is_null_and_not_zero(make: Make) -> None:
    row = row_of(make(casualties=Casualties(wounded=Toll(Range(0, 0, 0)))))
    assert (row.killed, row.wounded) == (None, 0)


def test_a_toll_without_a_best_count_shows_its_lowest(make: Make) -> None:
    assert row_of(make(casualties=Casualties(killed=Toll(Range(12, None, None))))).killed == 12


def test_words_from_articles_lose_their_control_characters(make: Make) -> None:
    event = make(headline="Clash\x1b[2J\u202e, Kursk", actors=(Actor("x", "army\x00", ActorRole.INITIATOR),))
    row = row_of(replace(event, location=replace(event.location, name="Kur\x07sk")))
    assert (row.headline, row.place, row.actors) == ("Clash\ufffd[2J\ufffd, Kursk", "Kur\ufffdsk", "army\ufffd")


def test_values_stand_in_the_order_of_the_columns(make: Make) -> None:
    row = row_of(make("e7"))
    told = dict(zip(COLUMNS, orjson.loads(orjson.dumps(values(row))), strict=True))
    assert (told["id"], told["country"], told["country_name"], told["start"]) == ("e7", "UKR", "Ukraine", "2024-05-01")


def test_a_country_without_a_name_keeps_its_code() -> None:
    assert country_name("XQZ") == "XQZ"
