"""Reports of acts, with every field that a test does not name left at a plain value."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.mention import ArticleMentions, Mention
from schemas.values import (
    Actor,
    Claim,
    Confidence,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Kind,
    Location,
    Metric,
    Person,
    PersonRole,
    PlaceBasis,
    PlacePrecision,
)

Report = Callable[..., ArticleMentions]

DAY = date(2024, 5, 6)
BAGHDAD = Location(
    "Baghdad", "IRQ", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Baghdad", None, 98182, 33.34, 44.4, 20
)


def _claims(killed: int | None, wounded: int | None) -> tuple[Claim, ...]:
    told = ((Metric.KILLED, killed), (Metric.WOUNDED, wounded))
    return tuple(Claim(metric, low=number, high=number) for metric, number in told if number is not None)


def _report(  # noqa: PLR0913 - a test names what matters to it
    article: str,
    *,
    hours: float = 10,
    killed: int | None = None,
    wounded: int | None = None,
    names: tuple[str, ...] = (),
    ages: tuple[int, ...] = (),
    day: date | None = DAY,
    place: Location = BAGHDAD,
    type_: EventType = EventType.REMOTE_EXPLOSIVE,
    sentence: str = "A bomb went off.",
    sketch: tuple[int, ...] = (),
    edition: datetime | None = None,
    kind: Kind = Kind.INCIDENT,
    said: tuple[int, ...] = (),
    actors: tuple[Actor, ...] = (),
) -> ArticleMentions:
    """One article's report of one act, published so many hours into the sixth of May 2024."""
    published = datetime(2024, 5, 6, tzinfo=UTC) + timedelta(hours=hours)
    basis = DateBasis.EXPLICIT if day else DateBasis.BOUNDED
    when = day or published.date()
    persons = [Person(PersonRole.VICTIM, name=name) for name in names]
    mention = Mention(
        id=f"{article}#0",
        kind=kind,
        type=type_,
        date=EventDate(when, when, DatePrecision.DAY, basis),
        location=place,
        confidence=Confidence(0.6, 0.7),
        sentence=sentence,
        evidence=(),
        persons=(*persons, *(Person(PersonRole.VICTIM, age=age) for age in ages)),
        actors=actors,
        claims=_claims(killed, wounded),
    )
    return ArticleMentions(
        article_id=article,
        block="IRQ",
        version=edition or published,
        published_at=published,
        mentions=(mention,),
        sketch=sketch,
        terms=said,
        received_at=published,
    )


@pytest.fixture
def report() -> Report:
    """Makes one article's report of one act."""
    return _report
