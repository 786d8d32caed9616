"""One line that says what happened, where, and how many were hurt."""

from typing import Final

from pipeline.merging.countries import countries
from schemas.values import Casualties, EventType, Kind, Location, Outcome, PlacePrecision, Toll

_TYPES: Final = {
    EventType.ARMED_CLASH: "Armed clash",
    EventType.TERRITORY_SEIZED: "Territory seized",
    EventType.TERRITORY_REGAINED: "Territory regained",
    EventType.AIR_OR_DRONE_STRIKE: "Air or drone strike",
    EventType.SHELLING_OR_MISSILE: "Shelling or missile attack",
    EventType.REMOTE_EXPLOSIVE: "Bombing",
    EventType.SUICIDE_BOMBING: "Suicide bombing",
    EventType.GRENADE: "Grenade attack",
    EventType.CHEMICAL_ATTACK: "Chemical attack",
    EventType.ATTACK_ON_CIVILIANS: "Attack on civilians",
    EventType.SEXUAL_VIOLENCE: "Sexual violence",
    EventType.ABDUCTION: "Abduction",
    EventType.PEACEFUL_PROTEST: "Peaceful protest",
    EventType.PROTEST_WITH_INTERVENTION: "Protest with intervention",
    EventType.EXCESSIVE_FORCE: "Excessive force against protesters",
    EventType.VIOLENT_DEMONSTRATION: "Violent demonstration",
    EventType.MOB_VIOLENCE: "Mob violence",
    EventType.AGREEMENT: "Agreement",
    EventType.ARRESTS: "Arrests",
    EventType.GROUP_CHANGE: "Change to group or activity",
    EventType.DISRUPTED_WEAPONS_USE: "Disrupted weapons use",
    EventType.BASE_ESTABLISHED: "Base established",
    EventType.PROPERTY_DESTRUCTION: "Property destruction",
    EventType.TERRITORY_TRANSFERRED: "Transfer of territory",
    EventType.DISPLACEMENT: "Displacement",
    EventType.OTHER_STRATEGIC: "Other strategic development",
    EventType.VIOLENT_CRIME: "Violent crime",
}
_SHOWN: Final = ("killed", "wounded", "captured", "missing", "displaced")
_MOST: Final = 2
"""Two figures fit a line; the gravest come first."""


def headline(act: tuple[EventType, Outcome, Kind], location: Location, casualties: Casualties) -> str:
    """Such as "Air or drone strike, Kharkiv, Ukraine: 3 killed"."""
    event_type, outcome, kind = act
    what = _TYPES[event_type]
    if outcome is Outcome.ATTEMPTED:
        what = f"Attempted {what[0].lower()}{what[1:]}"
    if kind is Kind.SUMMARY:
        what = f"{what} (summary)"
    country = countries().get(location.country, location.country)
    where = country if location.precision is PlacePrecision.COUNTRY else f"{location.name}, {country}"
    told = [(name, toll) for name in _SHOWN if (toll := getattr(casualties, name)) is not None]
    harm = [words for name, toll in told if (words := _harm(name, toll))]
    return f"{what}, {where}" + (f": {', '.join(harm[:_MOST])}" if harm else "")


def _harm(name: str, toll: Toll) -> str | None:
    total = toll.total
    if total.best is not None:
        return f"{total.best:,} {name}" if total.best else None
    if total.low:
        return f"at least {total.low:,} {name}"
    return f"up to {total.high:,} {name}" if total.high else None
