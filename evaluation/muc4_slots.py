"""The slots of a MUC-4 template, filled from a mention's values."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from evaluation.muc4_tables import (
    ARMED,
    BANKS,
    BOMBS,
    DAMAGE,
    DESCRIBED,
    EFFECTS,
    EXPLOSIVES,
    FINER,
    INSTRUMENTS,
    NATIONS,
    OBJECTS,
    PARTIES,
    PERPETRATORS,
    STATE,
    VAGUE,
    VICTIMS,
    VIOLENT,
)
from schemas.mention import Mention
from schemas.values import (
    Actor,
    ActorRole,
    Person,
    PersonEffect,
    Sector,
    Target,
    Weapon,
)

_LEADING: Final = re.compile(r"^(?:the|a|an|some|several|at least|about)\s+", re.IGNORECASE)
_MEMBERS: Final = re.compile(
    r"\s*\b(?:MEMBERS?|GUERRILLAS?|REBELS?|TERRORISTS?|MILITANTS?|FIGHTERS?|COMMANDOS?|SOLDIERS?|TROOPS|UNITS?|MEN"
    r"|(?<!ARMED )(?<!SECURITY )FORCES"
    r"|(?<!DEATH )SQUADS?|GUNMEN|SUBVERSIVES|COMBATANTS|EXTREMISTS|COLUMNS?|OFFICERS?|PERSONNEL|GROUPS?|URBAN)$"
)
_FORCES: Final = re.compile(r"\b(?:ARMY|FORCES?|POLICE|GUARD|NAVY)$")
_PARTS: Final = re.compile(
    r"\b(?:STREETS?|WALLS?|WINDOWS?|DOORS?|ROOFS?|GATES?|AREAS?|POSITIONS|MUNICIPALIT(?:Y|IES))$"
)
"""Parts of an object, and stretches of land, are no targets of the task."""
_MANY: Final = re.compile(r"(?:[^S]S|MEN|WOMEN|PEOPLE|CHILDREN|POPULATION|FAITHFUL)$")
_DONE_WITH_IT: Final = re.compile(r"\s*\b(?:ATTACKS?|EXPLOSIONS?|BLASTS?|BOMBINGS?)$")
_TRACES: Final = re.compile(r"\b(?:BULLETS?|AMMUNITION|CARTRIDGES?|SHOTS?|LAUNCHERS?|GUNFIRE|FIRE|GASOLINE)$")
"""They tell the type of an instrument, and are not its name."""
_SHOT: Final = re.compile(
    r"\b(?:shot|shooting|gunned|bullets?|sniper|opened fire|fired|(machine-?gun\w*|strafed))\b", re.IGNORECASE
)
_BANDS: Final = re.compile(r"\b(?:CARTELS?|MAFIAS?|GANGS?|RINGS|DEATH SQUADS?)$")
_ANYBODY: Final = re.compile(
    r"\b(?:PEOPLE|PERSONS?|MEMBERS?|VICTIMS?|BODIES|CORPSES?|INDIVIDUALS?|COMPANIONS?|LEADERS?|CITIZENS?)$"
)
_CLAIMED: Final = re.compile(r"\b(?:claimed|claims|admitted|responsibility for)\b", re.IGNORECASE)
_SUSPECTED: Final = re.compile(
    r"\b(?:alleged(?:ly)?|suspected|presumed|presumably|accus\w+|blam\w+|apparently|believed|attributed)\b",
    re.IGNORECASE,
)


def perpetrators(actors: Iterable[Actor], telling: str) -> dict[str, object]:
    """Individuals, organisations and how surely they did it."""
    doers = [actor for actor in actors if actor.role in PERPETRATORS and actor.sector in VIOLENT]
    organisations = [name for actor in doers if (name := _organisation(actor))]
    surely = (
        "CLAIMED OR ADMITTED"
        if _CLAIMED.search(telling)
        else "SUSPECTED OR ACCUSED"
        if _SUSPECTED.search(telling) or any(actor.role is ActorRole.ALLEGED for actor in doers)
        else "REPORTED AS FACT"
    )
    return {
        "perp_ind": [upper(actor.name) for actor in doers if _are_individuals(actor)],
        "perp_org": organisations,
        "perp_cat": ["STATE-SPONSORED VIOLENCE" if any(actor.sector in STATE for actor in doers) else "TERRORIST ACT"],
        "perp_conf": [[surely, name] for name in organisations],
    }


def _organisation(actor: Actor) -> str | None:
    """The organisation's own name: ``SHINING PATH`` of ``SHINING PATH MEMBERS``; an army is one too."""
    name = upper(actor.name)
    if _is_named(actor):
        return _MEMBERS.sub("", name)
    if _BANDS.search(name):
        return name
    body = _MEMBERS.sub("", name)
    return body if actor.sector in STATE and (body == name or _FORCES.search(body)) else None


def _are_individuals(actor: Actor) -> bool:
    return (not _is_named(actor) and actor.sector not in STATE) or _MEMBERS.search(upper(actor.name)) is not None


def instruments(mention: Mention, type_: str) -> dict[str, object]:
    """What it was done with, one of each type: of a bombing, what explodes; without a weapon, what the verb tells."""
    told: dict[str, str] = {}
    for weapon in mention.weapons:
        if weapon.weapon_class in INSTRUMENTS and (type_ != "BOMBING" or weapon.weapon_class in EXPLOSIVES):
            name = _DONE_WITH_IT.sub("", upper(weapon.name))
            told.setdefault(_instrument(weapon), "" if _TRACES.search(name) else name)
    if not told.keys().isdisjoint(BOMBS):
        told = {kind: name for kind, name in told.items() if kind not in VAGUE}
    if not told:
        shot = _SHOT.search(mention.sentence)
        told = {"BOMB": ""} if type_ == "BOMBING" else {"MACHINE GUN" if shot[1] else "GUN": ""} if shot else {}
    return {
        "instr_id": [name for name in told.values() if name],
        "instr_type": [[kind, name] if name else kind for kind, name in told.items()],
    }


def _instrument(weapon: Weapon) -> str:
    name = weapon.name.upper()
    return next((type_ for word, type_ in FINER if word in name), INSTRUMENTS[weapon.weapon_class])


def targets(mention: Mention) -> list[dict[str, object]]:
    """Physical objects, each once."""
    told = {upper(target.name): target for target in mention.targets if is_object(target)}
    return [_target(target) for target in told.values()]


def is_object(target: Target) -> bool:
    """Whether the task counts it: a whole thing, and not the army's."""
    return target.target_class not in ARMED and _PARTS.search(upper(target.name)) is None


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


def victims(persons: Sequence[Person], country: str, *, kidnapped: bool) -> list[dict[str, object]]:
    """Persons, each once: by the fullest form of their name, or by their description."""
    told: dict[str, Person] = {}
    for person in sorted(persons, key=lambda one: -len(one.name or "")):
        key = upper(person.name or person.description or "")
        fuller = next((name for name in told if person.name and key in name), key)
        told[fuller] = _joined(told[fuller], person) if fuller in told else person
    return [
        _victim(person, country, kidnapped=kidnapped) for person in told.values() if not _is_told_better(person, told)
    ]


def _is_told_better(person: Person, told: Mapping[str, Person]) -> bool:
    """Whether others say who it was: ``people``, where priests died; a nameless ``mayor`` whom nothing befell."""
    others = [one for one in told.values() if one is not person]
    named = any(one.name for one in others)
    if person.name or not others:
        return False
    if _is_vague(person):
        specific = named or not all(map(_is_vague, others))
        return specific and person.effect is not PersonEffect.WOUNDED
    return named and person.effect in (PersonEffect.UNKNOWN, PersonEffect.NONE)


def _is_vague(person: Person) -> bool:
    return person.name is None and _ANYBODY.search(upper(person.description or "")) is not None


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


def _victim(person: Person, country: str, *, kidnapped: bool) -> dict[str, object]:
    described = upper(person.description or "")
    nation = next((nation for pattern, nation in NATIONS if pattern.search(described)), country)
    many = person.number == 1 and not person.name and _MANY.search(described)
    return {
        "name": upper(person.name) if person.name else None,
        "desc": described or None,
        "type": next(
            (type_ for pattern, type_ in DESCRIBED if pattern.search(described)),
            VICTIMS.get(person.sector, "CIVILIAN"),
        ),
        "number": "PLURAL" if many else str(person.number),
        "nation": nation if nation != country else None,
        "effect": _effect(person.effect, kidnapped=kidnapped),
    }


def _effect(effect: PersonEffect, *, kidnapped: bool) -> str | None:
    """Of a kidnapping the task asks only whether it ended."""
    if kidnapped:
        return "REGAINED FREEDOM" if effect is PersonEffect.FREED else None
    return EFFECTS.get(effect)


def _is_named(actor: Actor) -> bool:
    """An organisation has a name of its own; kinds of people are in small letters after their state's name."""
    return not actor.canonical.rpartition(": ")[2][:1].islower() and not actor.canonical[:1].islower()


def upper(text: str) -> str:
    """As the task writes strings: in capitals, without an article."""
    return _LEADING.sub("", text).upper()


def sectors(persons: Iterable[Person]) -> frozenset[Sector]:
    """What kinds of actor the persons are."""
    return frozenset(person.sector for person in persons)
