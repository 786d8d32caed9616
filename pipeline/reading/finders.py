"""Everything that the finders find on a page, in one value."""

from collections.abc import Container
from dataclasses import dataclass, replace

from pipeline.gazetteer import Gazetteer
from pipeline.reading import actors, attribution, claims, figures, objects, persons, places, times
from pipeline.reading.findings import FoundActor, FoundClaim, FoundPerson, TimeExpression, Toponym
from pipeline.reading.objects import FoundTarget, FoundWeapon
from pipeline.reading.page import Page
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
    return complete(page, locate(page, gazetteer))


def locate(page: Page, gazetteer: Gazetteer) -> Findings:
    """Places and times: what tells whether there is an act at all."""
    toponyms = places.find_places(page, gazetteer)
    return Findings(
        toponyms=toponyms,
        times=times.find_times(page),
        home=places.outlet_place(page, gazetteer),
        filed=places.filed_in(toponyms, gazetteer),
    )


def complete(page: Page, found: Findings, told: Container[int] | None = None) -> Findings:
    """The rest, which only an act needs; of the sentences ``told``, where acts take it from no others."""
    said = attribution.find_attributions(page)
    return replace(
        found,
        actors=actors.find_actors(page),
        persons=persons.find_persons(page, told),
        claims=claims.find_claims(page, figures.find_figures(page, told), said),
        weapons=objects.find_weapons(page, told),
        targets=objects.find_targets(page, told),
    )
