"""The parts that mentions and events are made of.

Absent and zero differ everywhere: a count that nobody gave is ``None``. All instants are UTC. Dates are
calendar days at the place of the event, as the text tells them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Instant = Annotated[datetime, Meta(tz=True, description="An instant with its offset, ISO 8601.")]
Share = Annotated[float, Meta(ge=0, le=1, description="A probability, 0 to 1.")]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z", description="ISO 3166-1 alpha-3, as GeoNames has it.")]
Offset = Annotated[int, Meta(ge=0)]


class EventType(StrEnum):
    """What happened: the leaves of the typology (docs/record.md maps them to ACLED, PLOVER, CAMEO and UCDP)."""

    ARMED_CLASH = "armed_clash"
    TERRITORY_SEIZED = "territory_seized"
    TERRITORY_REGAINED = "territory_regained"
    AIR_OR_DRONE_STRIKE = "air_or_drone_strike"
    SHELLING_OR_MISSILE = "shelling_or_missile"
    REMOTE_EXPLOSIVE = "remote_explosive"
    SUICIDE_BOMBING = "suicide_bombing"
    GRENADE = "grenade"
    CHEMICAL_ATTACK = "chemical_attack"
    ATTACK_ON_CIVILIANS = "attack_on_civilians"
    SEXUAL_VIOLENCE = "sexual_violence"
    ABDUCTION = "abduction"
    PEACEFUL_PROTEST = "peaceful_protest"
    PROTEST_WITH_INTERVENTION = "protest_with_intervention"
    EXCESSIVE_FORCE = "excessive_force"
    VIOLENT_DEMONSTRATION = "violent_demonstration"
    MOB_VIOLENCE = "mob_violence"
    AGREEMENT = "agreement"
    ARRESTS = "arrests"
    GROUP_CHANGE = "group_change"
    DISRUPTED_WEAPONS_USE = "disrupted_weapons_use"
    BASE_ESTABLISHED = "base_established"
    PROPERTY_DESTRUCTION = "property_destruction"
    TERRITORY_TRANSFERRED = "territory_transferred"
    DISPLACEMENT = "displacement"
    OTHER_STRATEGIC = "other_strategic"
    VIOLENT_CRIME = "violent_crime"


class Kind(StrEnum):
    """An incident is a dated act; a summary adds up several acts or days."""

    INCIDENT = "incident"
    SUMMARY = "summary"


class Outcome(StrEnum):
    """Whether the act was carried through."""

    ACCOMPLISHED = "accomplished"
    ATTEMPTED = "attempted"


class DatePrecision(StrEnum):
    """The finest calendar unit that the text supports."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class DateBasis(StrEnum):
    """How the date is known.

    ``bounded`` means that publication is all we know: the event happened by then. ``correction``: an analyst says so.
    """

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    WEEKDAY = "weekday"
    BOUNDED = "bounded"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class EventDate:
    """When it happened: whole days, ``start`` to ``end`` inclusive."""

    start: date
    end: date
    precision: DatePrecision
    basis: DateBasis
    text: str | None = None
    """The words that gave the date."""


class PlacePrecision(StrEnum):
    """From the finest to the coarsest."""

    SITE = "site"
    SETTLEMENT = "settlement"
    NEAR = "near"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    REGION = "region"
    COUNTRY = "country"


class PlaceBasis(StrEnum):
    """Where the place comes from: the text's own words, context around them, or an analyst."""

    TEXT = "text"
    CONTEXT = "context"
    DATELINE = "dateline"
    OUTLET = "outlet"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Location:
    """Where it happened. A coarse place is recorded as coarse: never a settlement that the text does not support."""

    name: str
    """The place's usual English name."""
    country: Country
    precision: PlacePrecision
    basis: PlaceBasis
    admin1: str | None = None
    admin2: str | None = None
    geonames_id: int | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    radius_km: Annotated[float, Meta(ge=0)] | None = None
    """The event lies within this distance of the point."""
    address: str | None = None
    """A street address, as written."""
    venue: str | None = None
    """A named building or site, as written."""


class Sector(StrEnum):
    """What kind of actor."""

    MILITARY = "military"
    POLICE = "police"
    REBEL = "rebel"
    MILITIA = "militia"
    COMMUNAL = "communal"
    GANG = "gang"
    PROTESTER = "protester"
    RIOTER = "rioter"
    CIVILIAN = "civilian"
    GOVERNMENT = "government"
    PARTY = "party"
    INTERNATIONAL = "international"
    MEDIA = "media"
    UNKNOWN = "unknown"


class ActorRole(StrEnum):
    """What the actor did in the event."""

    INITIATOR = "initiator"
    TARGET = "target"
    SIDE_A = "side_a"
    SIDE_B = "side_b"
    AFFECTED = "affected"
    ALLEGED = "alleged"


@dataclass(frozen=True, slots=True)
class Actor:
    """A force, group, organisation or kind of people."""

    name: str
    """As written."""
    canonical: str
    role: ActorRole
    sector: Sector = Sector.UNKNOWN
    country: Country | None = None


class PersonRole(StrEnum):
    """What a person was to the event."""

    VICTIM = "victim"
    SUSPECT = "suspect"
    OFFICIAL = "official"


class Sex(StrEnum):
    """As the text tells it."""

    FEMALE = "female"
    MALE = "male"


class PersonEffect(StrEnum):
    """What became of a person."""

    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    FREED = "freed"
    NONE = "none"
    UNKNOWN = "unknown"


class Span(Struct, frozen=True, gc=False):
    """A stretch of an article, in characters, end excluded.

    Offsets of sentence 0 count into the article's title, all others into its text.
    """

    sentence: Offset
    start: Offset
    end: Offset


@dataclass(frozen=True, slots=True)
class Person:
    """One person, or several described together, as written."""

    role: PersonRole
    name: str | None = None
    description: str | None = None
    age: Annotated[int, Meta(ge=0, le=130)] | None = None
    sex: Sex | None = None
    sector: Sector = Sector.UNKNOWN
    number: Annotated[int, Meta(ge=1)] = 1
    effect: PersonEffect = PersonEffect.UNKNOWN
    span: Span | None = None


class Group(StrEnum):
    """Whom a figure counts. ``total`` counts everybody, dead perpetrators too."""

    CIVILIAN = "civilian"
    SIDE_A = "side_a"
    SIDE_B = "side_b"
    PERPETRATOR = "perpetrator"
    UNKNOWN = "unknown"
    TOTAL = "total"


class Metric(StrEnum):
    """What a figure counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    MISSING = "missing"
    DISPLACED = "displaced"
    LOSSES = "losses"
    """Dead, wounded and captured together: an upper bound of deaths, and not deaths."""
    ARRESTED = "arrested"
    PARTICIPANTS = "participants"
    SETTLEMENTS = "settlements"
    AREA_KM2 = "area_km2"
    EQUIPMENT = "equipment"
    RESPONSIBILITY = "responsibility"
    """An assertion of who did it: no number."""


class Qualifier(StrEnum):
    """How firmly a figure is given."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    ABOUT = "about"
    VAGUE = "vague"


class Stance(StrEnum):
    """What the claimant does with the claim."""

    ASSERT = "assert"
    ADMIT = "admit"
    DENY = "deny"
    ACCUSE = "accuse"


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure or an assertion that somebody makes.

    ``low`` and ``high`` bound the figure: "at least 12" is 12 and null, "up to 1,610" 0 and 1610, "dozens" 24 and 99.
    """

    metric: Metric
    group: Group = Group.TOTAL
    low: Annotated[int, Meta(ge=0)] | None = None
    high: Annotated[int, Meta(ge=0)] | None = None
    qualifier: Qualifier = Qualifier.EXACT
    item: str | None = None
    """What was counted, where the metric does not say: "tank"."""
    claimant: str | None = None
    """As written; null is the article's own voice."""
    claimant_side: Group | None = None
    stance: Stance = Stance.ASSERT
    cumulative: bool = False
    """Counts a whole campaign or period, not one act."""
    as_of: date | None = None
    mention_id: str | None = None
    """Set in events: whose article the span counts in."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """A count between its least and its greatest credible value."""

    low: Annotated[int, Meta(ge=0)] | None = None
    best: Annotated[int, Meta(ge=0)] | None = None
    high: Annotated[int, Meta(ge=0)] | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """One kind of harm, by group; ``total`` includes all groups."""

    total: Range
    civilian: Range | None = None
    side_a: Range | None = None
    side_b: Range | None = None
    perpetrator: Range | None = None
    unknown: Range | None = None


@dataclass(frozen=True, slots=True)
class Casualties:
    """Harm to people. Null is unknown; a stated "no one was hurt" is 0."""

    killed: Toll | None = None
    wounded: Toll | None = None
    captured: Toll | None = None
    missing: Toll | None = None
    displaced: Toll | None = None


class WeaponClass(StrEnum):
    """Kinds of weapon."""

    FIREARM = "firearm"
    BOMB = "bomb"
    VEHICLE_BOMB = "vehicle_bomb"
    SUICIDE_BOMB = "suicide_bomb"
    MINE = "mine"
    GRENADE = "grenade"
    ARTILLERY = "artillery"
    MORTAR = "mortar"
    ROCKET = "rocket"
    MISSILE = "missile"
    DRONE = "drone"
    AIRCRAFT = "aircraft"
    ARMOUR = "armour"
    CHEMICAL = "chemical"
    BLADE = "blade"
    BLUNT = "blunt"
    FIRE = "fire"
    VEHICLE = "vehicle"
    CROWD_CONTROL = "crowd_control"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon as written, and its class."""

    name: str
    weapon_class: WeaponClass


class TargetClass(StrEnum):
    """Kinds of physical object."""

    HOME = "home"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    POWER_PLANT = "power_plant"
    ENERGY = "energy"
    BRIDGE = "bridge"
    VEHICLE = "vehicle"
    AIRCRAFT = "aircraft"
    SHIP = "ship"
    TRAIN = "train"
    RELIGIOUS = "religious"
    MARKET = "market"
    BUSINESS = "business"
    MEDIA = "media"
    GOVERNMENT = "government"
    DIPLOMATIC = "diplomatic"
    POLICE = "police"
    MILITARY = "military"
    CAMP = "camp"
    COMMUNICATIONS = "communications"
    WATER = "water"
    ROAD = "road"
    FARM = "farm"
    BUILDING = "building"
    OTHER = "other"


class TargetEffect(StrEnum):
    """What became of an object."""

    DAMAGED = "damaged"
    DESTROYED = "destroyed"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Target:
    """A physical object, as written, with its class, count and what became of it."""

    name: str
    target_class: TargetClass
    number: Annotated[int, Meta(ge=1)] | None = None
    effect: TargetEffect = TargetEffect.UNKNOWN


@dataclass(frozen=True, slots=True)
class Confidence:
    """How likely the record and each of its fields are right. Null where there is no such field."""

    overall: Share
    type: Share | None = None
    date: Share | None = None
    location: Share | None = None
    actors: Share | None = None
    casualties: Share | None = None


class Evidence(Struct, frozen=True, gc=False):
    """Which words gave a field, and the rule that read them.

    ``field`` is a path into the mention: ``trigger``, ``type``, ``date``, ``location``, ``actors.0``, ``claims.2``.
    """

    field: str
    span: Span
    rule: str
