"""MUC-4 messages as templates: ``python -m evaluation.muc4 [--mixed] ARTICLES.jsonl > SYSTEM.jsonl``.

The task of 1992 counted terrorism: not the war between guerrilla and army, and nothing older than two months. That
filter is its own and stands here, not in the reader.
"""

import re
import sys
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from evaluation.lines import Line, answer, article
from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import read
from schemas.article import Article
from schemas.mention import Mention
from schemas.values import (
    Actor,
    ActorRole,
    DateBasis,
    EventType,
    Outcome,
    Person,
    PersonEffect,
    PersonRole,
    PlacePrecision,
    Sector,
    Target,
    TargetClass,
    TargetEffect,
    Weapon,
    WeaponClass,
)

T = EventType

OLD: Final = timedelta(days=62)

TYPES: Final = {
    T.REMOTE_EXPLOSIVE: "BOMBING",
    T.SUICIDE_BOMBING: "BOMBING",
    T.GRENADE: "BOMBING",
    T.ABDUCTION: "KIDNAPPING",
    T.PROPERTY_DESTRUCTION: "ARSON",
    T.ATTACK_ON_CIVILIANS: "ATTACK",
    T.VIOLENT_CRIME: "ATTACK",
    T.ARMED_CLASH: "ATTACK",
    T.SHELLING_OR_MISSILE: "ATTACK",
    T.AIR_OR_DRONE_STRIKE: "ATTACK",
    T.MOB_VIOLENCE: "ATTACK",
    T.SEXUAL_VIOLENCE: "ATTACK",
}
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
VICTIMS: Final = {
    Sector.CIVILIAN: "CIVILIAN",
    Sector.GOVERNMENT: "GOVERNMENT OFFICIAL",
    Sector.MILITARY: "ACTIVE MILITARY",
    Sector.POLICE: "LAW ENFORCEMENT",
    Sector.PARTY: "POLITICAL FIGURE",
}
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
DAMAGE: Final = {TargetEffect.DAMAGED: "SOME DAMAGE", TargetEffect.DESTROYED: "DESTROYED"}

_ARMIES: Final = frozenset({Sector.MILITARY, Sector.REBEL, Sector.MILITIA})
_PERPETRATORS: Final = frozenset({ActorRole.INITIATOR, ActorRole.SIDE_A, ActorRole.ALLEGED})
_LEADING: Final = re.compile(r"^(?:the|a|an|some|several|at least|about)\s+", re.IGNORECASE)


def response(line: Line, gazetteer: Gazetteer, *, mixed: bool) -> dict[str, object]:
    """The templates of one message."""
    source = article({**line, "text": line["text_mixed_case"] if mixed else line["text"]})
    mentions = read(source, gazetteer).mentions
    return {"id": line["id"], "events": [template(one, gazetteer) for one in mentions if is_terrorism(one, source)]}


def is_terrorism(mention: Mention, source: Article) -> bool:
    """Whether the task of 1992 has a template for it."""
    if mention.type not in TYPES or source.published_at.date() - mention.date.end > OLD:
        return False
    if mention.type is T.PROPERTY_DESTRUCTION and not any(w.weapon_class is WeaponClass.FIRE for w in mention.weapons):
        return any(word in mention.sentence.lower() for word in ("burn", "fire", "arson", "torch", "ablaze"))
    hit = {actor.sector for actor in mention.actors if actor.role not in _PERPETRATORS}
    doers = {actor.sector for actor in mention.actors if actor.role in _PERPETRATORS}
    victims = {person.sector for person in mention.persons if person.role is PersonRole.VICTIM}
    if doers & {Sector.MILITARY, Sector.POLICE} and (hit & _ARMIES or not victims - _ARMIES):
        return False
    armed_only = mention.type is T.ARMED_CLASH and not (hit | victims) - _ARMIES - {Sector.UNKNOWN}
    return not (armed_only and not mention.targets)


def template(mention: Mention, gazetteer: Gazetteer) -> dict[str, object]:
    """One mention in the slots of the task."""
    type_ = TYPES[mention.type]
    doers = [actor for actor in mention.actors if actor.role in _PERPETRATORS]
    organisations = [actor for actor in doers if _is_named(actor)]
    victims = [_victim(person, type_) for person in mention.persons if person.role is PersonRole.VICTIM]
    return {
        "type": type_,
        "date": _date(mention),
        "country": _country(mention, gazetteer),
        "places": _places(mention),
        "stage": "ATTEMPTED" if mention.outcome is Outcome.ATTEMPTED else "ACCOMPLISHED",
        "perp_ind": [_upper(actor.name) for actor in doers if not _is_named(actor)],
        "perp_org": [_upper(actor.name) for actor in organisations],
        "perp_cat": _category(doers),
        "instr_id": [_upper(weapon.name) for weapon in _instruments(mention)],
        "instr_type": [[INSTRUMENTS[weapon.weapon_class], _upper(weapon.name)] for weapon in _instruments(mention)],
        "targets": [_target(target) for target in mention.targets],
        "victims": victims,
    }


def _date(mention: Mention) -> object:
    if mention.date.start == mention.date.end:
        return mention.date.start.isoformat()
    if mention.date.basis is DateBasis.BOUNDED:
        return {"end": mention.date.end.isoformat()}
    return {"start": mention.date.start.isoformat(), "end": mention.date.end.isoformat()}


def _country(mention: Mention, gazetteer: Gazetteer) -> str:
    row = gazetteer.row_of_country(mention.location.country)
    return gazetteer.name(row).upper() if row is not None else mention.location.country


def _places(mention: Mention) -> list[str]:
    location = mention.location
    if location.precision is PlacePrecision.COUNTRY:
        return []
    names = [location.admin1, location.name] if location.admin1 else [location.name]
    return [_ascii(name.upper().removesuffix(" DEPARTMENT")) for name in dict.fromkeys(names)]


def _category(doers: Iterable[Actor]) -> list[str]:
    if any(actor.sector in (Sector.MILITARY, Sector.POLICE, Sector.GOVERNMENT) for actor in doers):
        return ["STATE-SPONSORED VIOLENCE"]
    return ["TERRORIST ACT"] if any(actor.sector in (Sector.REBEL, Sector.MILITIA) for actor in doers) else []


def _instruments(mention: Mention) -> list[Weapon]:
    return [weapon for weapon in mention.weapons if weapon.weapon_class in INSTRUMENTS]


def _target(target: Target) -> dict[str, object]:
    return {
        "id": _upper(target.name),
        "type": OBJECTS.get(target.target_class, "OTHER"),
        "number": str(target.number or 1),
        "effect": DAMAGE.get(target.effect),
    }


def _victim(person: Person, type_: str) -> dict[str, object]:
    return {
        "name": _upper(person.name) if person.name else None,
        "desc": _upper(person.description) if person.description else None,
        "type": VICTIMS.get(person.sector, "CIVILIAN"),
        "number": str(person.number),
        "effect": EFFECTS.get(person.effect) if type_ != "KIDNAPPING" else None,
    }


def _is_named(actor: Actor) -> bool:
    """An organisation has a name of its own; kinds of people are in small letters after their state's name."""
    return not actor.canonical.rpartition(": ")[2][:1].islower() and not actor.canonical[:1].islower()


def _upper(text: str) -> str:
    return _LEADING.sub("", text).upper()


def _ascii(text: str) -> str:
    return text.translate(str.maketrans("ÁÉÍÓÚÑÜ", "AEIOUNU"))


def main(arguments: list[str]) -> None:
    """Write one line out for one line in."""
    gazetteer = load()
    mixed = "--mixed" in arguments
    answer(arguments[-1], lambda line: response(line, gazetteer, mixed=mixed))


if __name__ == "__main__":
    main(sys.argv[1:])
