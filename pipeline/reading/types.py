"""What an act was: the weapon first, then who was hit.

``classify`` sees an act as a bag of cues, so that a snippet can be typed by the same rules as one act of an article.
"""

from typing import Final

from msgspec import Struct

from pipeline.lexicon import words
from pipeline.reading.grievance import without_grievance
from pipeline.reading.sectors import ARMED, CROWD, FIGHTERS, MOBS, STATE, UNARMED
from schemas.values import EventType, Sector, WeaponClass

T = EventType

_RAIDERS: Final = STATE | {Sector.INTERNATIONAL}
_GRENADES: Final = frozenset({WeaponClass.GRENADE})
_CHARGES: Final = frozenset({WeaponClass.BOMB, WeaponClass.VEHICLE_BOMB, WeaponClass.MINE})
_FIELD: Final = _CHARGES | {WeaponClass.MORTAR, WeaponClass.GRENADE, WeaponClass.ARTILLERY}
"""With rifles beside them these are the weapons of an assault on a post, not of a shelling or a bombing."""
_EXPLODING: Final = _GRENADES | {WeaponClass.BOMB, WeaponClass.VEHICLE_BOMB, WeaponClass.MINE, WeaponClass.SUICIDE_BOMB}

BY_WEAPON: Final = (
    (WeaponClass.SUICIDE_BOMB, T.SUICIDE_BOMBING),
    (WeaponClass.CHEMICAL, T.CHEMICAL_ATTACK),
    (WeaponClass.AIRCRAFT, T.AIR_OR_DRONE_STRIKE),
    (WeaponClass.DRONE, T.AIR_OR_DRONE_STRIKE),
    (WeaponClass.MISSILE, T.SHELLING_OR_MISSILE),
    (WeaponClass.ROCKET, T.SHELLING_OR_MISSILE),
    (WeaponClass.ARTILLERY, T.SHELLING_OR_MISSILE),
    (WeaponClass.MORTAR, T.SHELLING_OR_MISSILE),
    (WeaponClass.VEHICLE_BOMB, T.REMOTE_EXPLOSIVE),
    (WeaponClass.MINE, T.REMOTE_EXPLOSIVE),
    (WeaponClass.BOMB, T.REMOTE_EXPLOSIVE),
    (WeaponClass.GRENADE, T.GRENADE),
)

REMOTE: Final = (
    T.SUICIDE_BOMBING,
    T.CHEMICAL_ATTACK,
    T.AIR_OR_DRONE_STRIKE,
    T.SHELLING_OR_MISSILE,
    T.REMOTE_EXPLOSIVE,
    T.GRENADE,
)
PROTESTS: Final = frozenset(
    {T.PEACEFUL_PROTEST, T.PROTEST_WITH_INTERVENTION, T.VIOLENT_DEMONSTRATION, T.EXCESSIVE_FORCE}
)
ATTACKS: Final = frozenset({T.ATTACK_ON_CIVILIANS, T.VIOLENT_CRIME})
_AT_AIRCRAFT: Final = frozenset({T.DISRUPTED_WEAPONS_USE, T.AIR_OR_DRONE_STRIKE})
HOMELY: Final = ATTACKS | {
    T.ARMED_CLASH,
    T.MOB_VIOLENCE,
    T.SHELLING_OR_MISSILE,
    T.ABDUCTION,
    T.PROPERTY_DESTRUCTION,
    T.REMOTE_EXPLOSIVE,
}
"""What crime looks like where there is no armed conflict; a "rocket" there is a school's team."""

CRIME_RULE: Final = "type:no sign of politics"
OPEN: Final = frozenset({"type:armed target", "type:civilian target", "type:crowd attacks", CRIME_RULE})
"""Rules that no weapon decided: another sentence of the act may still name one."""
LOOSE: Final = OPEN | {"type:protest"}
"""Rules that whoever was there decided, and no word of what was done."""
HIT: Final = frozenset({"type:armed target", "type:civilian target"})
"""Rules that whoever was hit decided: the sentence that names them knows best."""


class Cues(Struct, frozen=True):
    """All that tells of an act's type. ``text`` is folded; ``leads`` are the first types of its triggers, in order."""

    leads: tuple[EventType, ...]
    text: str
    initiators: frozenset[Sector] = frozenset()
    targets: frozenset[Sector] = frozenset()
    doers: str = ""
    """The initiators' names, folded."""
    weapons: frozenset[WeaponClass] = frozenset()
    may_be_crime: bool = False
    """Some trigger may tell of a crime without politics."""
    orderly: bool = False
    """The country has no armed conflict."""


Verdict = tuple[EventType, str]


def classify(cues: Cues) -> Verdict:
    """The type and the rule that gave it: the first rule that applies."""
    for rule in _RULES:
        verdict = rule(cues)
        if verdict is not None:
            return verdict
    return (cues.leads[0], "type:lead") if cues.leads else (T.OTHER_STRATEGIC, "type:none")


def _crime(cues: Cues) -> Verdict | None:
    """Where there is no armed conflict, violence without a sign of politics is crime, whoever shot at whom."""
    leads = set(cues.leads)
    if cues.may_be_crime and cues.orderly and leads & HOMELY and not leads & (PROTESTS | set(REMOTE) - HOMELY):
        return T.VIOLENT_CRIME, CRIME_RULE
    return None


def _protest(cues: Cues) -> Verdict | None:
    leads = set(cues.leads)
    if not leads & PROTESTS:
        return None
    if T.EXCESSIVE_FORCE in leads:
        return T.EXCESSIVE_FORCE, "type:excessive_force"
    text = without_grievance(cues.text)
    if T.VIOLENT_DEMONSTRATION in leads or words("riot").search(text):
        return _riot(cues, text)
    stopped = words("intervention").search(text) is not None
    fired = words("live_fire").search(text) or (stopped and words("lethal").search(text))
    if fired and leads & (ATTACKS | {T.ARMED_CLASH}):
        return T.EXCESSIVE_FORCE, "type:live fire on a crowd"
    if stopped:
        return T.PROTEST_WITH_INTERVENTION, "type:protest stopped"
    return T.PEACEFUL_PROTEST, "type:protest"


def _riot(cues: Cues, text: str) -> Verdict:
    demonstration = T.PEACEFUL_PROTEST in cues.leads
    if not demonstration and (cues.initiators & FIGHTERS or words("gunmen").search(cues.doers)):
        return T.ARMED_CLASH, "type:clash"
    if demonstration or words("blockade").search(text):
        return T.VIOLENT_DEMONSTRATION, "type:violent protest"
    return T.MOB_VIOLENCE, "type:mob"


def _arrests(cues: Cues) -> Verdict | None:
    """An act whose first word is of an arrest."""
    if cues.leads[:1] != (T.ARRESTS,):
        return None
    if cues.targets & STATE and words("by_fighters").search(cues.text):
        return T.ABDUCTION, "type:captured by fighters"
    raided = cues.initiators and cues.initiators <= STATE and not cues.targets & FIGHTERS and "raid" in cues.text
    return (T.ARRESTS, "type:arrests") if raided or words("arrested_over").search(cues.text) else None


def _first(cues: Cues) -> Verdict | None:
    """What the act's first word decides."""
    if set(cues.leads) & _AT_AIRCRAFT and words("aircraft_hit").search(cues.text):
        return T.ARMED_CLASH, "type:aircraft under fire"
    burst = T.REMOTE_EXPLOSIVE in cues.leads and words("bomb_exploded").search(cues.text)
    if T.DISRUPTED_WEAPONS_USE in cues.leads and not burst and not words("on_way").search(cues.text):
        return T.DISRUPTED_WEAPONS_USE, "type:disrupted"
    if (cues.initiators & STATE or words("by_force").search(cues.text)) and words("freed_hostages").search(cues.text):
        return T.ARMED_CLASH, "type:hostages freed by force"
    if cues.leads and cues.leads[0] in (T.DISPLACEMENT, T.AGREEMENT):
        return cues.leads[0], f"type:{cues.leads[0]}"
    return None


def _territory(cues: Cues) -> Verdict | None:
    for lead in (T.TERRITORY_REGAINED, T.TERRITORY_SEIZED):
        if lead in cues.leads:
            if words("goods_seized").search(cues.text):
                return T.PROPERTY_DESTRUCTION, "type:property seized"
            if words("no_fight").search(cues.text) and T.ARMED_CLASH not in cues.leads:
                return T.TERRITORY_TRANSFERRED, "type:territory without a fight"
            return lead, "type:territory"
    return None


def _shootout(cues: Cues) -> Verdict | None:
    """Police who exchange fire with nobody in particular, where nothing tells of politics."""
    sides = cues.initiators | cues.targets
    police = Sector.POLICE in sides and sides <= {Sector.POLICE, Sector.CIVILIAN}
    return (T.VIOLENT_CRIME, CRIME_RULE) if cues.may_be_crime and police and T.ARMED_CLASH in cues.leads else None


def _clash(cues: Cues) -> Verdict | None:
    if T.ARMED_CLASH not in cues.leads:
        return None
    sides = cues.initiators | cues.targets
    if Sector.PROTESTER not in sides and words("rivals").search(cues.text):
        return T.MOB_VIOLENCE, "type:clash of crowds"
    if sides & CROWD or (sides & UNARMED and sides <= UNARMED | {Sector.POLICE} and Sector.POLICE in sides):
        return T.VIOLENT_DEMONSTRATION, "type:clash with a crowd"
    if words("riot_police").search(cues.text) and not sides & FIGHTERS:
        return T.VIOLENT_DEMONSTRATION, "type:clash with riot police"
    return (T.MOB_VIOLENCE, "type:clash of crowds") if _is_of_crowds(cues, sides) else (T.ARMED_CLASH, "type:clash")


def _is_of_crowds(cues: Cues, sides: frozenset[Sector]) -> bool:
    """Whether crowds clashed with each other, or with who came to part them."""
    if Sector.COMMUNAL in sides and sides <= {Sector.COMMUNAL, Sector.POLICE, Sector.CIVILIAN}:
        return True
    if sides <= STATE | UNARMED and words("crowd_side").search(cues.text):
        return True
    bombers = T.SUICIDE_BOMBING in cues.leads or "suicide bomb" in cues.text
    return not sides & ARMED and not bombers and words("mob").search(cues.text) is not None


def _by_means(cues: Cues) -> Verdict | None:
    """What was done, or what it was done with, decides alone."""
    if T.SEXUAL_VIOLENCE in cues.leads:
        return _unless_crime(cues, T.SEXUAL_VIOLENCE)
    if T.REMOTE_EXPLOSIVE in cues.leads and words("suicide").search(cues.text):
        return T.SUICIDE_BOMBING, "type:bomber killed"
    for type_ in (*REMOTE, T.MOB_VIOLENCE):
        if type_ in cues.leads:
            if type_ is T.GRENADE and _is_assault(cues):
                return T.ARMED_CLASH, "type:assault"
            if type_ is T.MOB_VIOLENCE and words("protesting").search(cues.text):
                return T.VIOLENT_DEMONSTRATION, "type:violent protest"
            thrown = type_ is T.REMOTE_EXPLOSIVE and _is_thrown(cues)
            return (T.GRENADE, "type:thrown") if thrown else (type_, f"type:{type_}")
    return _abduction(cues) if T.ABDUCTION in cues.leads else None


def _is_thrown(cues: Cues) -> bool:
    """Whether what exploded was a grenade, or thrown like one."""
    return cues.weapons & _EXPLODING == _GRENADES or words("thrown").search(cues.text) is not None


def _abduction(cues: Cues) -> Verdict | None:
    if cues.initiators & STATE and words("rescue").search(cues.text):
        return T.ARMED_CLASH, "type:hostages freed by force"
    if ATTACKS & set(cues.leads) and words("slain").search(cues.text):
        return None
    return _unless_crime(cues, T.ABDUCTION)


def _attack(cues: Cues) -> Verdict | None:
    """An attack that no trigger says more of: its weapon, then its target."""
    if not ATTACKS & set(cues.leads):
        return _destruction(cues) if T.PROPERTY_DESTRUCTION in cues.leads else None
    crowd = cues.targets & CROWD or (Sector.CIVILIAN in cues.targets and words("at_protest").search(cues.text))
    if cues.initiators and cues.initiators <= STATE and crowd and words("live_fire").search(cues.text):
        return T.EXCESSIVE_FORCE, "type:live fire on a crowd"
    armed = bool(cues.targets & ARMED) and not cues.targets & {Sector.CIVILIAN, Sector.PARTY}
    if cues.initiators and cues.initiators <= _RAIDERS and words("weapons_found").search(cues.text):
        return T.DISRUPTED_WEAPONS_USE, "type:weapons found"
    assault = _is_assault(cues)
    for weapon, type_ in BY_WEAPON:
        if (
            weapon in cues.weapons
            and not (armed and weapon is WeaponClass.ROCKET)
            and not (assault and weapon in _FIELD)
        ):
            return type_, f"type:weapon {weapon}"
    if cues.may_be_crime:
        return T.VIOLENT_CRIME, CRIME_RULE
    return _by_target(cues, armed=armed)


def _is_assault(cues: Cues) -> bool:
    """Whether armed men were attacked from near by, whatever else was fired."""
    armed = bool(cues.targets & ARMED) and not cues.targets & {Sector.CIVILIAN, Sector.PARTY}
    return armed and words("small_arms").search(cues.text) is not None


def _destruction(cues: Cues) -> Verdict:
    if cues.weapons & _CHARGES and words("destroyed_by_charge").search(cues.text):
        return T.REMOTE_EXPLOSIVE, "type:destroyed by a charge"
    if cues.targets & STATE and words("under_fire").search(cues.text):
        return T.ARMED_CLASH, "type:under fire"
    return _unless_crime(cues, T.PROPERTY_DESTRUCTION)


def _by_target(cues: Cues, *, armed: bool) -> Verdict:
    if cues.initiators and cues.initiators <= _RAIDERS and "raid" in cues.text and not words("harm").search(cues.text):
        return _raid(cues), "type:police raid"
    if words("in_combat").search(cues.text):
        return T.ARMED_CLASH, "type:killed in combat"
    if words("with_mines").search(cues.text):
        return T.REMOTE_EXPLOSIVE, "type:weapon in words"
    if _is_of_crowd(cues, armed=armed):
        return T.MOB_VIOLENCE, "type:crowd attacks"
    return (T.ARMED_CLASH, "type:armed target") if armed else (T.ATTACK_ON_CIVILIANS, "type:civilian target")


def _is_of_crowd(cues: Cues, *, armed: bool) -> bool:
    """Whether a crowd attacked, with what it had at hand."""
    unarmed = not cues.initiators & ARMED
    if armed:
        return unarmed and words("missiles_by_hand").search(cues.text) is not None
    if (cues.initiators & MOBS or words("mob").search(cues.doers)) and not words("gunfire").search(cues.text):
        return True
    return unarmed and WeaponClass.FIREARM not in cues.weapons and words("crowd_beats").search(cues.text) is not None


def _raid(cues: Cues) -> EventType:
    """A raid that harmed nobody: houses burned, people held, or a search."""
    if T.PROPERTY_DESTRUCTION in cues.leads:
        return T.PROPERTY_DESTRUCTION
    return T.ARRESTS if words("held").search(cues.text) else T.OTHER_STRATEGIC


def _unless_crime(cues: Cues, type_: EventType) -> Verdict:
    """Violence without any sign of politics is crime."""
    return (T.VIOLENT_CRIME, CRIME_RULE) if cues.may_be_crime else (type_, f"type:{type_}")


_RULES: Final = (_crime, _protest, _arrests, _first, _territory, _shootout, _clash, _by_means, _attack)
