from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline.reading.objects import find_targets, find_weapons, united
from pipeline.reading.page import Page, prepare
from schemas.article import Article
from schemas.values import Target, TargetClass, TargetEffect, Weapon, WeaponClass


def page(text: str) -> Page:
    return prepare(Article(id="a", published_at=datetime(2024, 6, 1, tzinfo=UTC), text=text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A car bomb went off.", [Weapon("car bomb", WeaponClass.VEHICLE_BOMB)], id="the longer name"),
        pytest.param(
            "They carried AK-47 rifles and machetes.",
            [Weapon("AK-47 rifles", WeaponClass.FIREARM), Weapon("machetes", WeaponClass.BLADE)],
            id="two weapons",
        ),
        pytest.param("Shahed drones fell.", [Weapon("Shahed drones", WeaponClass.DRONE)], id="a make"),
        pytest.param("POLICE FIRED TEAR GAS.", [Weapon("TEAR GAS", WeaponClass.CROWD_CONTROL)], id="capitals"),
        pytest.param("The bomb squad found nothing.", [], id="only looks like one"),
        pytest.param("They lost to the Rockets again.", [], id="a team"),
    ],
)
def test_weapons_are_found_as_written(text: str, expected: list[Weapon]) -> None:
    assert [found.weapon for found in find_weapons(page(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The fire damaged a cooling tower.",
            [Target("cooling tower", TargetClass.POWER_PLANT, 1, TargetEffect.DAMAGED)],
            id="object of a verb",
        ),
        pytest.param(
            "Four houses were destroyed overnight.",
            [Target("houses", TargetClass.HOME, 4, TargetEffect.DESTROYED)],
            id="subject of a passive",
        ),
        pytest.param(
            'The dam was "badly damaged", he said.',
            [Target("dam", TargetClass.WATER, None, TargetEffect.DAMAGED)],
            id="a verb that is quoted",
        ),
        pytest.param(
            "Two chapels were the target of arson attempts.",
            [Target("chapels", TargetClass.RELIGIOUS, 2, TargetEffect.UNKNOWN)],
            id="a target by that word",
        ),
        pytest.param(
            "Rebels burned two buses.", [Target("buses", TargetClass.VEHICLE, 2, TargetEffect.DESTROYED)], id="number"
        ),
        pytest.param(
            "Shelling strikes Sarn market.",
            [Target("Sarn market", TargetClass.MARKET, None, TargetEffect.UNKNOWN)],
            id="a headline's verb",
        ),
        pytest.param(
            "Gunmen attacked the steel factory.",
            [Target("steel factory", TargetClass.BUSINESS, None, TargetEffect.UNKNOWN)],
            id="the word that says which",
        ),
        pytest.param(
            "A bomb damaged the U.S. embassy.",
            [Target("U.S. embassy", TargetClass.DIPLOMATIC, None, TargetEffect.DAMAGED)],
            id="an abbreviated state",
        ),
        pytest.param(
            "Rebels attacked the central market on the road from the capital to the far northern lake, the public"
            " library and two bars.",
            [
                Target("central market", TargetClass.MARKET, None, TargetEffect.UNKNOWN),
                Target("public library", TargetClass.SCHOOL, None, TargetEffect.UNKNOWN),
                Target("bars", TargetClass.BUSINESS, 2, TargetEffect.UNKNOWN),
            ],
            id="a list that goes on",
        ),
        pytest.param("The school opened at nine.", [], id="nothing was done to it"),
        pytest.param("Rebels attacked. The school was closed.", [], id="another sentence's verb"),
    ],
)
def test_targets_are_what_harm_was_done_to(text: str, expected: list[Target]) -> None:
    assert [found.target for found in find_targets(page(text))] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb exploded at the offices of the Harbor Trust, killing a clerk.", "offices of the Harbor Trust"),
        ("A bomb exploded at the home of Judge Ana Cruz in Lima.", "home of Judge Ana Cruz"),
        ("A bomb damaged the bridge of a small town.", "bridge"),
    ],
    ids=["of an organisation", "of a person", "what says enough"],
)
def test_a_home_or_an_office_is_named_with_whose_it_is(text: str, name: str) -> None:
    assert [found.target.name for found in find_targets(page(text))] == [name]


def test_objects_come_once_each_under_their_fullest_name() -> None:
    farm = Target("presidential farm", TargetClass.FARM)
    told = [
        Target("farm", TargetClass.FARM, 1, TargetEffect.DAMAGED),
        farm,
        Target("farms", TargetClass.FARM, 3),
        Target("bridge", TargetClass.BRIDGE),
    ]
    assert united(told) == (replace(farm, effect=TargetEffect.DAMAGED), told[2], told[3])


def test_a_word_longer_than_any_modifier_is_no_part_of_the_name() -> None:
    (found,) = find_targets(page(f"The {'9' * 400}kiv market was shelled on Monday."))
    assert found.target.name == "market"


def test_spans_give_back_the_names() -> None:
    text = "On Monday, shells damaged 12 private homes and a mosque."
    found = find_targets(page(text))
    assert [text[one.span.start : one.span.end] for one in found] == [one.target.name for one in found]
    assert [one.target.name for one in found] == ["private homes", "mosque"]
