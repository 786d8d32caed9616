"""Every example sentence of the tables of actors, weapons and targets is read as its entry says."""

from datetime import UTC, datetime

import pytest

from pipeline.lexicon import table
from pipeline.reading.actor_tables import Actors, Forces, cells, load, rows
from pipeline.reading.actors import find_actors
from pipeline.reading.object_tables import Targets, Weapons
from pipeline.reading.objects import find_targets, find_weapons
from pipeline.reading.page import Page, prepare
from schemas.article import Article
from schemas.values import Sector


def page(text: str) -> Page:
    return prepare(Article(id="a", published_at=datetime(2024, 6, 1, tzinfo=UTC), text=text))


def _ids(entry: object) -> str:
    return str(getattr(entry, "example", entry))


@pytest.mark.parametrize("entry", table("forces", Forces).noun, ids=_ids)
def test_force_examples_name_the_organ(entry: object) -> None:
    canonical = {found.canonical for found in find_actors(page(_ids(entry)))}
    assert getattr(entry, "unit", None) in canonical


@pytest.mark.parametrize("entry", table("actors", Actors).generic, ids=_ids)
def test_kinds_of_people_are_found_in_their_examples(entry: object) -> None:
    found = find_actors(page(_ids(entry)))
    assert any(one.canonical.endswith(str(getattr(entry, "name", None))) for one in found)


@pytest.mark.parametrize("entry", table("weapons", Weapons).weapon, ids=_ids)
def test_weapon_examples_name_the_class(entry: object) -> None:
    found = find_weapons(page(_ids(entry)))
    assert getattr(entry, "weapon_class", None) in {one.weapon.weapon_class for one in found}


@pytest.mark.parametrize("entry", table("targets", Targets).target, ids=_ids)
def test_target_examples_name_the_class(entry: object) -> None:
    found = find_targets(page(_ids(entry)))
    assert getattr(entry, "target_class", None) in {one.target.target_class for one in found}


@pytest.mark.parametrize("entry", table("targets", Targets).verb, ids=_ids)
def test_verbs_of_harm_tell_the_effect(entry: object) -> None:
    found = find_targets(page(_ids(entry)))
    assert getattr(entry, "effect", None) in {one.target.effect for one in found}


def test_groups_have_known_states_sectors_and_years() -> None:
    states = load().states
    for row in rows("armed_groups.tsv"):
        assert set(cells(row["countries"])) <= set(states), row
        assert row["sector"] in set(Sector), row
        first, _, last = row["years"].partition("-")
        assert int(first or 0) <= int(last or 9999), row


def test_group_names_are_unique() -> None:
    listed = [row["name"] for row in rows("armed_groups.tsv")]
    assert len(listed) == len(set(listed))
    assert len(listed) > 400


def test_every_alias_of_a_group_is_found_as_it() -> None:
    shared = {"PDF", "ELN"}
    for row in rows("armed_groups.tsv"):
        alias = next(iter(cells(row["aliases"])), row["name"])
        found = {one.canonical for one in find_actors(page(f"Yesterday {alias} claimed the bombing."))}
        assert row["name"] in found or alias in shared, row


def test_every_demonym_names_its_state() -> None:
    for row in rows("demonyms_of_states.tsv"):
        for adjective in cells(row["adjective"]):
            found = find_actors(page(f"Yesterday {adjective} troops left."))
            assert [one.canonical for one in found] == [f"{row['name']}: armed forces"], adjective
