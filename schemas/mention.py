"""One article's report of one event, and the message that carries an article's mentions."""

from dataclasses import dataclass

from schemas.article import Identifier
from schemas.values import (
    Actor,
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


@dataclass(frozen=True, slots=True)
class Mention:
    """What one article says of one event."""

    id: str
    """``<article id>#<place in the article>``, counted from 0 over all blocks."""
    kind: Kind
    type: EventType
    date: EventDate
    location: Location
    confidence: Confidence
    sentence: str
    """The sentence with the trigger, 300 characters at most."""
    evidence: tuple[Evidence, ...]
    outcome: Outcome = Outcome.ACCOMPLISHED
    actors: tuple[Actor, ...] = ()
    persons: tuple[Person, ...] = ()
    claims: tuple[Claim, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    targets: tuple[Target, ...] = ()
    counted_in: str | None = None
    """The id of the summary mention, in the same article, whose figures count this incident."""
    retelling: bool = False
    """An act long before publication, retold: in a court report, on an anniversary."""
    sentence_start: Offset | None = None
    """Where ``sentence`` begins in the title or text, as spans count; null where an older reader did not say."""


@dataclass(frozen=True, slots=True)
class ArticleMentions:
    """The whole of what one edition of an article says in one block; it replaces what an earlier edition said there.

    Without mentions it takes the earlier edition's away. ``block`` null speaks to every block of the partition: a
    correction or a retraction, sent to all partitions ahead of the new edition's mentions.
    """

    article_id: Identifier
    block: str | None
    version: Instant
    published_at: Instant
    mentions: tuple[Mention, ...] = ()
    url: str | None = None
    outlet: str | None = None
    sketch: tuple[int, ...] = ()
    """MinHash of the article's text: near-duplicates are not independent sources."""
    retracted: bool = False
    received_at: Instant | None = None
    """When the reader's broker had the article: the timestamp of its record."""
    published_at_assumed: bool = False
    """``published_at`` is no more than that."""
    terms: tuple[int, ...] = ()
    """CRC-32 of words by which the article may be known again: reports of one act share some."""
    follow: tuple[str, ...] = ()
    """Where ``block`` is null: blocks that this edition speaks to next; what stands in them stands until then."""
