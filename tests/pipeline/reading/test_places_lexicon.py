"""The word lists of place names."""

import tomllib
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import pytest

from pipeline.gazetteer import load
from pipeline.reading.findings import ToponymKind
from pipeline.reading.page import prepare
from pipeline.reading.place_lexicon import known_names
from pipeline.reading.place_outlets import home_of
from pipeline.reading.places import find_places
from schemas.article import Article


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("pipeline.lexicon").joinpath(name).read_text("utf-8"))


SITES: list[dict[str, Any]] = toml("en/places_sites.toml")["site"]


def test_every_listed_name_means_a_place_of_the_gazetteer() -> None:
    names = known_names(load())
    assert all(known.row is not None or known.region is not None for group in names.values() for known in group)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site["name"])
def test_the_example_of_each_site_names_it(site: dict[str, Any]) -> None:
    article = Article(id="a", published_at=datetime(2024, 8, 13, tzinfo=UTC), text=site["example"])
    found = [toponym for toponym in find_places(prepare(article), load()) if toponym.kind is ToponymKind.SITE]
    assert [(toponym.location.lat, toponym.location.lon) for toponym in found] == [tuple(site["point"])]


def test_every_outlet_reports_from_a_place_of_the_gazetteer() -> None:
    for place in toml("outlets.toml")["outlets"]:
        assert home_of(load(), place) is not None


def test_an_outlets_city_is_that_of_its_own_division() -> None:
    assert load().place(home_of(load(), "USA/Missouri/Springfield")).admin1 == "Missouri"


def test_a_city_that_the_gazetteer_lacks_is_refused() -> None:
    with pytest.raises(LookupError, match="Nowhere"):
        home_of(load(), "USA/Missouri/Nowhere at all")


def test_no_outlet_is_listed_twice() -> None:
    outlets = [outlet for listed in toml("outlets.toml")["outlets"].values() for outlet in listed]
    assert len(outlets) == len(set(outlets))
