"""The deduplicated, normalized record that subscribers read."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from schemas.correction import Action, Fields
from schemas.values import (
    Actor,
    Casualties,
    Claim,
    Confidence,
    EventDate,
    EventType,
    Evidence,
    Instant,
    Kind,
    Location,
    Offset,
    Outcome,
    Person,
    Target,
    Weapon,
)

SCHEMA_VERSION = "1.0"


class Status(StrEnum):
    """Whether the record stands."""

    ACTIVE = "active"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Change(StrEnum):
    """What a revision changed."""

    CREATED = "created"
    NEW_SOURCE = "new_source"
    CASUALTIES = "casualties"
    DATE = "date"
    LOCATION = "location"
    TYPE = "type"
    ACTORS = "actors"
    DETAILS = "details"
    MERGED = "merged"
    SPLIT = "split"
    WITHDRAWN = "withdrawn"
    CORRECTION = "correction"


class Relation(StrEnum):
    """How two events belong together."""

    COUNTED_IN = "counted_in"
    """The other is a summary whose figures count this incident."""
    COUNTS = "counts"
    """The other is an incident that this summary counts."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another event and what it is to this one."""

    event_id: str
    relation: Relation


class Codes(Struct, frozen=True, gc=False):
    """The same event in the words of other datasets. Null where they have none."""

    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    plover: str | None = None
    cameo: str | None = None
    ucdp: Annotated[int, Meta(ge=1, le=3)] | None = None
    """1 state-based, 2 non-state, 3 one-sided violence."""


class Sources(Struct, frozen=True, gc=False):
    """Who reported it. Copies of one text count once among the independent ones."""

    articles: Annotated[int, Meta(ge=0)]
    independent: Annotated[int, Meta(ge=0)]
    first_published_at: Instant
    last_published_at: Instant


class MentionReference(Struct, frozen=True, gc=False):
    """Where an event was reported, with the words that gave its fields."""

    mention_id: str
    article_id: str
    published_at: Instant
    url: str | None = None
    outlet: str | None = None
    sentence: str | None = None
    evidence: tuple[Evidence, ...] = ()
    published_at_assumed: bool = False
    """``published_at`` is no more than when the article reached the broker."""
    sentence_start: Offset | None = None
    """Where ``sentence`` begins in the title or text, as the spans of ``evidence`` count."""


class Update(Struct, frozen=True, gc=False):
    """What made a version: an article that was read, changed or retracted, or else an analyst's correction."""

    article_id: str | None = None
    url: str | None = None
    mention_ids: tuple[str, ...] = ()
    """The mentions that it brought to the event: also where ``mentions`` is full without them."""
    correction_id: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectionReference:
    """A correction that holds for an event: who said what, when, and why."""

    id: str
    action: Action
    at: Instant
    by: str
    why: str
    fields: tuple[str, ...] = ()
    """The fields that are as this correction set them; ``machine`` has what they would be."""
    overrules: bool = True
    """Whether the reports alone say otherwise, as they stand. Where not, they have come round."""


@dataclass(frozen=True, slots=True)
class Event:
    """A full snapshot: a new subscriber reads the compacted topic and has the world.

    ``version`` grows by one with each change of content; (``event_id``, ``version``) always names the same content.
    Keep the greatest version.
    """

    event_id: str
    version: Annotated[int, Meta(ge=1)]
    status: Status
    change: tuple[Change, ...]
    kind: Kind
    type: EventType
    outcome: Outcome
    headline: str
    date: EventDate
    location: Location
    codes: Codes
    confidence: Confidence
    sources: Sources
    first_seen_at: Instant
    """When the record of the first mention's article reached the broker."""
    updated_at: Instant
    """When the record of the article that made this version reached the broker."""
    updated_by: Update | None = None
    """Null in records of before it was told."""
    actors: tuple[Actor, ...] = ()
    persons: tuple[Person, ...] = ()
    casualties: Casualties = field(default_factory=Casualties)
    weapons: tuple[Weapon, ...] = ()
    targets: tuple[Target, ...] = ()
    claims: tuple[Claim, ...] = ()
    mentions: tuple[MentionReference, ...] = ()
    mention_count: Annotated[int, Meta(ge=0)] = 0
    links: tuple[Link, ...] = ()
    merged_into: str | None = None
    block: str = ""
    """Where its mentions meet: its country as a rule. Corrections name it."""
    corrections: tuple[CorrectionReference, ...] = ()
    """The analysts' words that hold for it, the latest 24 in the order they were said."""
    machine: Fields | None = None
    """What the fields that an analyst set would say without corrections; null where nothing would be known."""
    rules_version: str = ""
    schema_version: str = SCHEMA_VERSION
