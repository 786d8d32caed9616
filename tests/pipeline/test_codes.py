import pytest

from pipeline.codes import ACLED, MASS_KILLING, NON_STATE, ONE_SIDED, STATE_BASED, codes
from schemas.values import Actor, ActorRole, EventType, Sector, WeaponClass

T = EventType


def actor(role: ActorRole, sector: Sector) -> Actor:
    return Actor(name="x", canonical="x", role=role, sector=sector)


ARMY = actor(ActorRole.SIDE_A, Sector.MILITARY)
REBELS = actor(ActorRole.SIDE_B, Sector.REBEL)
MILITIA = actor(ActorRole.SIDE_A, Sector.MILITIA)


@pytest.mark.parametrize("type_", [type_ for type_ in EventType if type_ is not T.VIOLENT_CRIME])
def test_every_type_but_crime_has_its_acled_name(type_: EventType) -> None:
    assert codes(type_).acled_sub_event_type == ACLED[type_][1]


def test_crime_has_no_acled_type() -> None:
    assert codes(T.VIOLENT_CRIME).acled_event_type is None


@pytest.mark.parametrize(
    ("type_", "weapons", "killed", "surrender", "expected"),
    [
        (T.REMOTE_EXPLOSIVE, [WeaponClass.VEHICLE_BOMB], None, False, "1832"),
        (T.REMOTE_EXPLOSIVE, [WeaponClass.MINE], None, False, "1833"),
        (T.REMOTE_EXPLOSIVE, [], None, False, "183"),
        (T.ATTACK_ON_CIVILIANS, [], MASS_KILLING, False, "202"),
        (T.ATTACK_ON_CIVILIANS, [], 2, False, "180"),
        (T.MOB_VIOLENCE, [], 1, False, "1823"),
        (T.AGREEMENT, [], None, True, "0871"),
        (T.ARMED_CLASH, [WeaponClass.FIREARM], None, False, "193"),
        (T.DISPLACEMENT, [], None, False, None),
    ],
)
def test_cameo_follows_weapon_and_toll(
    type_: EventType, weapons: list[WeaponClass], killed: int | None, *, surrender: bool, expected: str | None
) -> None:
    assert codes(type_, weapons=weapons, killed=killed, surrender=surrender).cameo == expected


@pytest.mark.parametrize(
    ("type_", "actors", "killed", "expected"),
    [
        pytest.param(T.ARMED_CLASH, [ARMY, REBELS], 3, STATE_BASED, id="army against rebels"),
        pytest.param(T.ARMED_CLASH, [MILITIA, REBELS], 3, NON_STATE, id="no state in it"),
        pytest.param(
            T.ATTACK_ON_CIVILIANS,
            [actor(ActorRole.INITIATOR, Sector.REBEL), actor(ActorRole.TARGET, Sector.CIVILIAN)],
            None,
            ONE_SIDED,
            id="against civilians, toll unknown",
        ),
        pytest.param(T.ARMED_CLASH, [ARMY, REBELS], 0, None, id="nobody died"),
        pytest.param(T.ARMED_CLASH, [], 3, None, id="nobody is named"),
        pytest.param(T.PEACEFUL_PROTEST, [ARMY], None, None, id="no violence"),
    ],
)
def test_ucdp_needs_a_death_and_an_organised_actor(
    type_: EventType, actors: list[Actor], killed: int | None, expected: int | None
) -> None:
    assert codes(type_, actors=actors, killed=killed).ucdp == expected


def test_surrender_is_a_retreat() -> None:
    assert codes(T.AGREEMENT, surrender=True).plover == "RETREAT"
