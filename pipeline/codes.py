"""An event in the words of other datasets: ACLED's types and sub-types, PLOVER, CAMEO and UCDP's types of violence.

Names and codes only, as facts; null where a dataset has no such event. UCDP counts organised violence that may have
killed: its type is null unless somebody may have died and an organised actor is named.
"""

from collections.abc import Iterable
from typing import Final

from schemas.event import Codes
from schemas.values import Actor, ActorRole, EventType, Sector, WeaponClass

T = EventType

ACLED: Final[dict[EventType, tuple[str, str]]] = {
    T.ARMED_CLASH: ("Battles", "Armed clash"),
    T.TERRITORY_SEIZED: ("Battles", "Non-state actor overtakes territory"),
    T.TERRITORY_REGAINED: ("Battles", "Government regains territory"),
    T.AIR_OR_DRONE_STRIKE: ("Explosions/Remote violence", "Air/drone strike"),
    T.SHELLING_OR_MISSILE: ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    T.REMOTE_EXPLOSIVE: ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    T.SUICIDE_BOMBING: ("Explosions/Remote violence", "Suicide bomb"),
    T.GRENADE: ("Explosions/Remote violence", "Grenade"),
    T.CHEMICAL_ATTACK: ("Explosions/Remote violence", "Chemical weapon"),
    T.ATTACK_ON_CIVILIANS: ("Violence against civilians", "Attack"),
    T.SEXUAL_VIOLENCE: ("Violence against civilians", "Sexual violence"),
    T.ABDUCTION: ("Violence against civilians", "Abduction/forced disappearance"),
    T.PEACEFUL_PROTEST: ("Protests", "Peaceful protest"),
    T.PROTEST_WITH_INTERVENTION: ("Protests", "Protest with intervention"),
    T.EXCESSIVE_FORCE: ("Protests", "Excessive force against protesters"),
    T.VIOLENT_DEMONSTRATION: ("Riots", "Violent demonstration"),
    T.MOB_VIOLENCE: ("Riots", "Mob violence"),
    T.AGREEMENT: ("Strategic developments", "Agreement"),
    T.ARRESTS: ("Strategic developments", "Arrests"),
    T.GROUP_CHANGE: ("Strategic developments", "Change to group/activity"),
    T.DISRUPTED_WEAPONS_USE: ("Strategic developments", "Disrupted weapons use"),
    T.BASE_ESTABLISHED: ("Strategic developments", "Headquarters or base established"),
    T.PROPERTY_DESTRUCTION: ("Strategic developments", "Looting/property destruction"),
    T.TERRITORY_TRANSFERRED: ("Strategic developments", "Non-violent transfer of territory"),
    T.DISPLACEMENT: ("Strategic developments", "Other"),
    T.OTHER_STRATEGIC: ("Strategic developments", "Other"),
}

PLOVER: Final[dict[EventType, str]] = {
    T.ARMED_CLASH: "ASSAULT",
    T.TERRITORY_SEIZED: "ASSAULT",
    T.TERRITORY_REGAINED: "ASSAULT",
    T.AIR_OR_DRONE_STRIKE: "ASSAULT",
    T.SHELLING_OR_MISSILE: "ASSAULT",
    T.REMOTE_EXPLOSIVE: "ASSAULT",
    T.SUICIDE_BOMBING: "ASSAULT",
    T.GRENADE: "ASSAULT",
    T.CHEMICAL_ATTACK: "ASSAULT",
    T.ATTACK_ON_CIVILIANS: "ASSAULT",
    T.SEXUAL_VIOLENCE: "ASSAULT",
    T.ABDUCTION: "ASSAULT",
    T.PEACEFUL_PROTEST: "PROTEST",
    T.PROTEST_WITH_INTERVENTION: "PROTEST",
    T.EXCESSIVE_FORCE: "ASSAULT",
    T.VIOLENT_DEMONSTRATION: "PROTEST",
    T.MOB_VIOLENCE: "ASSAULT",
    T.AGREEMENT: "SUPPORT",
    T.ARRESTS: "COERCE",
    T.GROUP_CHANGE: "MOBILIZE",
    T.DISRUPTED_WEAPONS_USE: "COERCE",
    T.BASE_ESTABLISHED: "MOBILIZE",
    T.PROPERTY_DESTRUCTION: "ASSAULT",
    T.TERRITORY_TRANSFERRED: "RETREAT",
    T.VIOLENT_CRIME: "ASSAULT",
}

CAMEO: Final[dict[EventType, str]] = {
    T.ARMED_CLASH: "190",
    T.TERRITORY_SEIZED: "192",
    T.TERRITORY_REGAINED: "192",
    T.AIR_OR_DRONE_STRIKE: "195",
    T.SHELLING_OR_MISSILE: "194",
    T.REMOTE_EXPLOSIVE: "183",
    T.SUICIDE_BOMBING: "1831",
    T.GRENADE: "183",
    T.CHEMICAL_ATTACK: "2041",
    T.ATTACK_ON_CIVILIANS: "180",
    T.SEXUAL_VIOLENCE: "1821",
    T.ABDUCTION: "181",
    T.PEACEFUL_PROTEST: "141",
    T.PROTEST_WITH_INTERVENTION: "141",
    T.EXCESSIVE_FORCE: "175",
    T.VIOLENT_DEMONSTRATION: "145",
    T.MOB_VIOLENCE: "182",
    T.AGREEMENT: "057",
    T.ARRESTS: "173",
    T.GROUP_CHANGE: "150",
    T.DISRUPTED_WEAPONS_USE: "1711",
    T.BASE_ESTABLISHED: "150",
    T.PROPERTY_DESTRUCTION: "1712",
    T.TERRITORY_TRANSFERRED: "0874",
    T.VIOLENT_CRIME: "180",
}

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
MASS_KILLING: Final = 25
"""Deaths of civilians from which CAMEO's mass killing is given; its code book names no number, so the bar is high."""

_STATES: Final = frozenset({Sector.MILITARY, Sector.POLICE, Sector.GOVERNMENT})
_ORGANISED: Final = _STATES | {Sector.REBEL, Sector.MILITIA, Sector.COMMUNAL, Sector.GANG}
_LETHAL: Final = frozenset(
    {
        T.ARMED_CLASH,
        T.TERRITORY_SEIZED,
        T.TERRITORY_REGAINED,
        T.AIR_OR_DRONE_STRIKE,
        T.SHELLING_OR_MISSILE,
        T.REMOTE_EXPLOSIVE,
        T.SUICIDE_BOMBING,
        T.GRENADE,
        T.CHEMICAL_ATTACK,
        T.ATTACK_ON_CIVILIANS,
        T.SEXUAL_VIOLENCE,
        T.EXCESSIVE_FORCE,
    }
)
_BATTLES: Final = frozenset({T.ARMED_CLASH, T.TERRITORY_SEIZED, T.TERRITORY_REGAINED})


def codes(
    type_: EventType,
    *,
    actors: Iterable[Actor] = (),
    weapons: Iterable[WeaponClass] = (),
    killed: int | None = None,
    surrender: bool = False,
) -> Codes:
    """The codes of an event. ``killed`` is the least number of dead that is credible; null where nobody says."""
    parties = tuple(actors)
    event_type, sub_event_type = ACLED.get(type_, (None, None))
    plover = "RETREAT" if surrender and type_ is T.AGREEMENT else PLOVER.get(type_)
    return Codes(
        acled_event_type=event_type,
        acled_sub_event_type=sub_event_type,
        plover=plover,
        cameo=_cameo(type_, frozenset(weapons), killed, surrender=surrender),
        ucdp=_ucdp(type_, parties, killed),
    )


def _cameo(type_: EventType, weapons: frozenset[WeaponClass], killed: int | None, *, surrender: bool) -> str | None:
    match type_:
        case T.REMOTE_EXPLOSIVE if WeaponClass.VEHICLE_BOMB in weapons:
            code = "1832"
        case T.REMOTE_EXPLOSIVE if WeaponClass.MINE in weapons:
            code = "1833"
        case T.ATTACK_ON_CIVILIANS if killed is not None and killed >= MASS_KILLING:
            code = "202"
        case T.ARMED_CLASH if WeaponClass.FIREARM in weapons:
            code = "193"
        case T.MOB_VIOLENCE if killed:
            code = "1823"
        case T.AGREEMENT if surrender:
            code = "0871"
        case _:
            return CAMEO.get(type_)
    return code


def _ucdp(type_: EventType, actors: tuple[Actor, ...], killed: int | None) -> int | None:
    if type_ not in _LETHAL or killed == 0:
        return None
    sides = [actor for actor in actors if actor.role is not ActorRole.AFFECTED and actor.sector in _ORGANISED]
    if not sides:
        return None
    if any(actor.role is ActorRole.TARGET and actor.sector not in _ORGANISED for actor in actors) or (
        type_ in _LETHAL - _BATTLES and len({actor.role for actor in sides}) < 2
    ):
        return ONE_SIDED
    return STATE_BASED if any(actor.sector in _STATES for actor in sides) else NON_STATE
