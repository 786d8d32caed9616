"""Everything that the finders find on a page, in one value."""

from collections.abc import Container
from dataclasses import dataclass, replace

from pipeline.gazetteer import Gazetteer
from pipeline.reading import actors, attribution, claims, figures, objects, persons, places, times
from pipeline.reading.findings import FoundActor, FoundClaim, FoundPerson, TimeExpression, Toponym
from pipeline.reading.objects import FoundTarget, FoundWeapon
from pipeline.reading.page import Page
from pipeline.stages import Stages, alone
from schemas.values import Location


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the finders found on a page."""

    toponyms: tuple[Toponym, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    actors: tuple[FoundActor, ...] = ()
    persons: tuple[FoundPerson, ...] = ()
    claims: tuple[FoundClaim, ...] = ()
    weapons: tuple[FoundWeapon, ...] = ()
    targets: tuple[FoundTarget, ...] = ()
    home: Location | None = None
    """The division that the outlet reports from."""
    filed: Location | None = None
    """The country that the dateline is in."""


def find(page: Page, gazetteer: Gazetteer) -> Findings:
    """Run all finders over a page."""
    return alone(complete(page, alone(locate(page, gazetteer))))


def locate(page: Page, gazetteer: Gazetteer) -> Stages[Findings]:
    """Places and times: what tells whether there is an act at all."""
    toponyms = places.find_places(page, gazetteer)
    home, filed = places.outlet_place(page, gazetteer), places.filed_in(toponyms, gazetteer)
    yield
    found = times.find_times(page)
    yield
    return Findings(toponyms=toponyms, times=found, home=home, filed=filed)


def complete(page: Page, found: Findings, told: Container[int] | None = None) -> Stages[Findings]:
    """The rest, which only an act needs; of the sentences ``told``, where acts take it from no others."""
    who = actors.find_actors(page)
    yield
    harmed = persons.find_persons(page, told)
    yield
    counted = figures.find_figures(page, told)
    yield
    said = attribution.find_attributions(page)
    yield
    claimed = claims.find_claims(page, counted, said)
    weapons, targets = objects.find_weapons(page, told), objects.find_targets(page, told)
    yield
    return replace(found, actors=who, persons=harmed, claims=claimed, weapons=weapons, targets=targets)
