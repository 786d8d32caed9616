"""What a deployment may choose about merging and publishing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from schemas.values import EventType

PUBLISHED_TYPES: Final = frozenset(EventType) - {EventType.VIOLENT_CRIME}

MIN_CONFIDENCE: Final = 0.4
"""Of the events judged by eye that were less sure, three of 16 were right."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of merging. None of them changes which mentions make which event, but for ``horizon``."""

    horizon: timedelta | None = timedelta(days=90)
    """State of an event leaves when the partition's clock passes its end by this much. Null keeps everything."""
    published_types: frozenset[EventType] = PUBLISHED_TYPES
    historic_after: timedelta = timedelta(days=30)
    """An event none of whose mentions was published within this of it stays unpublished."""
    min_confidence: float = MIN_CONFIDENCE
    names_published: bool = False
    """Whether published records name private persons."""
    sentences_published: bool = True
    rules_version: str = "1"
