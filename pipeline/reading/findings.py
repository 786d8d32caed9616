"""The values that pass between the stages of reading: what each finder found, and where.

Every finding has a ``Span`` in the article and names the rule that made it, so that a mention can show its evidence and
``explain`` can show what was dropped.
"""

from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from schemas.mention import Mention
from schemas.values import (
    Claim,
    DateBasis,
    EventDate,
    EventType,
    Group,
    Location,
    Metric,
    Person,
    Qualifier,
    Sector,
    Span,
    Stance,
)


class ToponymKind(StrEnum):
    """How a place name is used."""

    PLACE = "place"
    DEMONYM = "demonym"
    """"Russian", "Kabul's": tells of people or governments; context, not a place of events."""
    ORGANISATION = "organisation"
    """"Moscow said", "Tulsa Police": a place name that stands for people."""
    SITE = "site"
    ADDRESS = "address"
    VENUE = "venue"


class Toponym(Struct, frozen=True):
    """A place name in the text and the place it means here."""

    span: Span
    text: str
    kind: ToponymKind
    location: Location
    score: float
    """0 to 1: how sure that it is a place name and means this place."""
    rule: str
    locative: bool = False
    """A locative cue stands before it: "in", "near", "12 km from"."""
    part_of: int | None = None
    """Index, in the same tuple, of the toponym that contains it by the text's own words ("Ramadi, Anbar")."""
    stray: bool = False
    """A small place in a country that nothing else on the page names, while all speak of another one: a namesake."""
    quarter: Location | None = None
    """Where an act told there was, if not in ``location``: the page speaks of one city, and that lies far from it."""


class TimexType(StrEnum):
    """As in TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class TimeExpression(Struct, frozen=True):
    """A time expression, its TIMEX3 value, and the days it means. ``days`` is null for durations and sets."""

    span: Span
    text: str
    type: TimexType
    value: str
    days: EventDate | None
    basis: DateBasis
    rule: str
    of_saying: bool = False
    """Dates an act of speech ("said Monday"), not the event."""


class Figure(Struct, frozen=True):
    """A count of people or things, bound to what became of them where the words say so."""

    span: Span
    """From the number to the last word that it depends on."""
    low: int | None
    high: int | None
    qualifier: Qualifier
    noun: str | None
    """What is counted, as written: "civilians", "tanks", "square km"."""
    group: Group
    metric: Metric | None
    """Null where no word tells what became of them."""
    rule: str
    additional: bool = False
    """"another 121": besides a count given before."""
    including: bool = False
    """Includes perpetrators or another figure: "six including the gunman"."""
    cumulative: bool = False
    item: str | None = None


class Attribution(Struct, frozen=True):
    """Who says what a stretch of text says."""

    scope: Span
    """The words that are attributed."""
    speaker: Span
    claimant: str
    stance: Stance
    rule: str


class FoundClaim(Struct, frozen=True):
    """A claim with the rule that made it. Its ``span`` is set."""

    claim: Claim
    rule: str


class FoundPerson(Struct, frozen=True):
    """A person with the rule that found them. Their ``span`` is set."""

    person: Person
    rule: str


class FoundActor(Struct, frozen=True):
    """A force, group or kind of people that the text names."""

    span: Span
    text: str
    canonical: str
    sector: Sector
    country: str | None
    rule: str


class Trigger(Struct, frozen=True):
    """A word or phrase that may tell of an act."""

    span: Span
    text: str
    lemma: str
    types: tuple[EventType, ...]
    """What it may mean, likeliest first."""
    rule: str
    noun: bool = False


class DropReason(StrEnum):
    """Why something that looked like an event is none."""

    LANGUAGE = "language"
    NO_TRIGGER = "no_trigger"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    GENERIC = "generic"
    HISTORIC = "historic"
    STATEMENT = "statement"
    METAPHOR = "metaphor"
    CRIME = "crime"
    BODY_MISMATCH = "body_mismatch"
    NO_PLACE = "no_place"
    NO_DATE = "no_date"
    NO_ACTOR = "no_actor"
    TYPE = "type"
    """Read and merged, but not among the types that a deployment publishes."""
    CONFIDENCE = "confidence"
    """Read and merged, but less sure than a deployment asks."""
    WITHDRAWN = "withdrawn"
    """Read and merged, but an analyst says that it is no event."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Something refused: a trigger, or the whole article where ``span`` is null."""

    reason: DropReason
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one article."""

    mentions: tuple[Mention, ...]
    drops: tuple[Drop, ...]
    sentences: int
    """How many sentences the article has, its title included."""
    toponyms: tuple[Toponym, ...] = ()
    times: tuple[TimeExpression, ...] = ()
