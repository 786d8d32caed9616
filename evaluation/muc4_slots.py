"""The slots of a MUC-4 template, filled from a mention's values."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.gazetteer import Gazetteer
from schemas.mention import Mention
from schemas.values import (
    Actor,
    ActorRole,
    DateBasis,
    Person,
    PersonEffect,
    PlacePrecision,
    Sector,
    Target,
    TargetClass,
    TargetEffect,
    Weapon,
    WeaponClass,
)

INSTRUMENTS: Final = {
    WeaponClass.FIREARM: "GUN",
    WeaponClass.BOMB: "BOMB",
    WeaponClass.VEHICLE_BOMB: "VEHICLE BOMB",
    WeaponClass.MINE: "MINE",
    WeaponClass.GRENADE: "GRENADE",
    WeaponClass.MORTAR: "MORTAR",
    WeaponClass.ROCKET: "ROCKET",
    WeaponClass.MISSILE: "MISSILE",
    WeaponClass.BLADE: "CUTTING DEVICE",
    WeaponClass.FIRE: "FIRE",
}
FINER: Final = (
    ("DYNAMITE", "DYNAMITE"),
    ("MACHINE", "MACHINE GUN"),
    ("SUBMACHINE", "MACHINE GUN"),
    ("RIFLE", "RIFLE"),
    ("EXPLOSIVE", "EXPLOSIVE"),
    ("MOLOTOV", "MOLOTOV COCKTAIL"),
    ("PISTOL", "HANDGUN"),
    ("REVOLVER", "HANDGUN"),
    ("TORTURE", "TORTURE"),
)
VICTIMS: Final = {
    Sector.GOVERNMENT: "GOVERNMENT OFFICIAL",
    Sector.MILITARY: "ACTIVE MILITARY",
    Sector.POLICE: "LAW ENFORCEMENT",
    Sector.PARTY: "POLITICAL FIGURE",
}
DESCRIBED: Final = (
    (re.compile(r"\b(?:FORMER|EX)\b.*(?:MINISTER|PRESIDENT|OFFICIAL|MAYOR|GOVERNOR)"), "FORMER GOVERNMENT OFFICIAL"),
    (re.compile(r"\b(?:FORMER|RETIRED)\b.*(?:GENERAL|COLONEL|CHIEF|OFFICER|MAJOR)"), "FORMER ACTIVE MILITARY"),
    (re.compile(r"\b(?:BODYGUARD|GUARD|WATCHM[AE]N|ESCORT)S?\b"), "SECURITY GUARD"),
    (re.compile(r"\b(?:JUDGE|MAGISTRATE|JUSTICE|PROSECUTOR|ATTORNEY|LAWYER)S?\b"), "LEGAL OR JUDICIAL"),
    (re.compile(r"\b(?:AMBASSADOR|DIPLOMAT|CONSUL|ATTACHE)S?\b"), "DIPLOMAT"),
    (re.compile(r"\b(?:UNION|LABOR|STUDENT|PEASANT) LEADERS?\b"), "CIVILIAN"),
)
EFFECTS: Final = {
    PersonEffect.KILLED: "DEATH",
    PersonEffect.WOUNDED: "INJURY",
    PersonEffect.NONE: "NO INJURY OR DEATH",
}
OBJECTS: Final = {
    TargetClass.HOME: "CIVILIAN RESIDENCE",
    TargetClass.SCHOOL: "SCHOOL",
    TargetClass.POWER_PLANT: "ENERGY",
    TargetClass.ENERGY: "ENERGY",
    TargetClass.BRIDGE: "TRANSPORTATION ROUTE",
    TargetClass.ROAD: "TRANSPORTATION ROUTE",
    TargetClass.VEHICLE: "TRANSPORT VEHICLE",
    TargetClass.AIRCRAFT: "TRANSPORT VEHICLE",
    TargetClass.SHIP: "TRANSPORT VEHICLE",
    TargetClass.TRAIN: "TRANSPORT VEHICLE",
    TargetClass.RELIGIOUS: "CHURCH",
    TargetClass.MARKET: "COMMERCIAL",
    TargetClass.BUSINESS: "COMMERCIAL",
    TargetClass.MEDIA: "COMMUNICATIONS",
    TargetClass.COMMUNICATIONS: "COMMUNICATIONS",
    TargetClass.GOVERNMENT: "GOVERNMENT OFFICE OR RESIDENCE",
    TargetClass.DIPLOMATIC: "DIPLOMAT OFFICE OR RESIDENCE",
    TargetClass.POLICE: "LAW ENFORCEMENT FACILITY",
    TargetClass.WATER: "WATER",
}
BANKS: Final = re.compile(r"\b(?:BANK|SAVINGS)", re.IGNORECASE)
PARTIES: Final = re.compile(r"\b(?:PARTY|UNION|FEDERATION|ORGANIZATION|COMMITTEE)", re.IGNORECASE)
DAMAGE: Final = {TargetEffect.DAMAGED: "SOME DAMAGE", TargetEffect.DESTROYED: "DESTROYED"}
PERPETRATORS: Final = frozenset({ActorRole.INITIATOR, ActorRole.SIDE_A, ActorRole.ALLEGED})
STATE: Final = frozenset({Sector.MILITARY, Sector.POLICE, Sector.GOVERNMENT})

_LEADING: Final = re.compile(r"^(?:the|a|an|some|several|at least|about)\s+", re.IGNORECASE)
_MANY: Final = re.compile(r"(?:[^S]S|MEN|WOMEN|PEOPLE|CHILDREN|POPULATION|FAITHFUL)$")
_CLAIMED: Final = re.compile(r"\b(?:claimed|claims|admitted|responsibility for)\b", re.IGNORECASE)
_SUSPECTED: Final = re.compile(
    r"\b(?:alleged(?:ly)?|suspected|presumed|presumably|accus\w+|blam\w+|apparently|believed|attributed)\b",
    re.IGNORECASE,
)


def date(mention: Mention) -> object:
    """The day, the span of days, or the last day that it may have been."""
    if mention.date.basis is DateBasis.BOUNDED:
        return {"end": mention.date.end.isoformat()}
    if mention.date.start == mention.date.end:
        return mention.date.start.isoformat()
    return {"start": mention.date.start.isoformat(), "end": mention.date.end.isoformat()}


def country(mention: Mention, gazetteer: Gazetteer) -> str:
    """The country's English name."""
    row = gazetteer.row_of_country(mention.location.country)
    return gazetteer.name(row).upper() if row is not None else mention.location.country


def places(mention: Mention) -> list[str]:
    """From the division down to the finest place; none where no more than the country is known."""
    location = mention.location
    if location.precision is PlacePrecision.COUNTRY:
        return []
    names = [location.admin1, location.name] if location.admin1 else [location.name]
    return [_ascii(name).upper().removesuffix(" DEPARTMENT") for name in dict.fromkeys(names)]


def perpetrators(mention: Mention) -> dict[str, object]:
    """Individuals, organisations and how surely they did it."""
    doers = [actor for actor in mention.actors if actor.role in PERPETRATORS]
    organisations = [upper(actor.name) for actor in doers if _is_named(actor)]
    surely = (
        "CLAIMED OR ADMITTED"
        if _CLAIMED.search(mention.sentence)
        else "SUSPECTED OR ACCUSED"
        if _SUSPECTED.search(mention.sentence)
        else "REPORTED AS FACT"
    )
    return {
        "perp_ind": [upper(actor.name) for actor in doers if not _is_named(actor)],
        "perp_org": organisations,
        "perp_cat": ["STATE-SPONSORED VIOLENCE" if any(actor.sector in STATE for actor in doers) else "TERRORIST ACT"],
        "perp_conf": [[surely, name] for name in organisations],
    }


def instruments(mention: Mention) -> dict[str, object]:
    """What it was done with."""
    weapons = [weapon for weapon in mention.weapons if weapon.weapon_class in INSTRUMENTS]
    return {
        "instr_id": [upper(weapon.name) for weapon in weapons],
        "instr_type": [[_instrument(weapon), upper(weapon.name)] for weapon in weapons],
    }


def _instrument(weapon: Weapon) -> str:
    name = weapon.name.upper()
    return next((type_ for word, type_ in FINER if word in name), INSTRUMENTS[weapon.weapon_class])


def targets(mention: Mention) -> list[dict[str, object]]:
    """Physical objects, each once."""
    return [_target(target) for target in {upper(target.name): target for target in mention.targets}.values()]


def _target(target: Target) -> dict[str, object]:
    name = upper(target.name)
    return {
        "id": name,
        "type": _object(target),
        "number": str(target.number or ("PLURAL" if _MANY.search(name) else 1)),
        "effect": DAMAGE.get(target.effect),
    }


def _object(target: Target) -> str:
    if BANKS.search(target.name):
        return "FINANCIAL"
    if PARTIES.search(target.name):
        return "ORGANIZATION OFFICE"
    return OBJECTS.get(target.target_class, "OTHER")


def victims(persons: Sequence[Person], *, kidnapped: bool) -> list[dict[str, object]]:
    """Persons, each once: by the fullest form of their name, or by their description."""
    told: dict[str, Person] = {}
    for person in sorted(persons, key=lambda one: -len(one.name or "")):
        key = upper(person.name or person.description or "")
        fuller = next((name for name in told if person.name and key in name), key)
        told[fuller] = _joined(told[fuller], person) if fuller in told else person
    return [_victim(person, kidnapped=kidnapped) for person in told.values()]


def _joined(known: Person, person: Person) -> Person:
    better = known.description or not person.description
    number = max(known.number, person.number)
    effect = known.effect if known.effect in (PersonEffect.KILLED, PersonEffect.WOUNDED) else person.effect
    source = known if better else person
    return Person(
        role=known.role,
        name=known.name,
        description=source.description,
        sector=source.sector,
        number=number,
        effect=effect,
        span=known.span,
    )


def _victim(person: Person, *, kidnapped: bool) -> dict[str, object]:
    described = upper(person.description or "")
    many = person.number == 1 and not person.name and _MANY.search(described)
    return {
        "name": upper(person.name) if person.name else None,
        "desc": described or None,
        "type": next(
            (type_ for pattern, type_ in DESCRIBED if pattern.search(described)), VICTIMS.get(person.sector, "CIVILIAN")
        ),
        "number": "PLURAL" if many else str(person.number),
        "effect": None if kidnapped else EFFECTS.get(person.effect),
    }


def _is_named(actor: Actor) -> bool:
    """An organisation has a name of its own; kinds of people are in small letters after their state's name."""
    return not actor.canonical.rpartition(": ")[2][:1].islower() and not actor.canonical[:1].islower()


def upper(text: str) -> str:
    """As the task writes strings: in capitals, without an article."""
    return _LEADING.sub("", text).upper()


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def sectors(persons: Iterable[Person]) -> frozenset[Sector]:
    """What kinds of actor the persons are."""
    return frozenset(person.sector for person in persons)
