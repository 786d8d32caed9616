"""The map in a browser: what is drawn, what a click finds, and how quickly."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from schemas.event import Event
from schemas.values import DateBasis, DatePrecision, EventDate, PlacePrecision

playwright = pytest.importorskip("playwright.sync_api")

Make = Callable[..., Event]
Open = Callable[..., Any]

pytestmark = pytest.mark.browser


DRAWN = """
          do await new Promise((done) => { map.gl.once("idle", done); map.gl.triggerRepaint(); });
          while (!map.gl.querySourceFeatures("events").length);
"""
"""Waits until the map shows events. A map at rest is idle without a word: only what is drawn anew says so."""


def expect(*arguments: Any) -> Any:
    return playwright.expect(*arguments)


def on(day: int) -> EventDate:
    return EventDate(date(2024, 5, day), date(2024, 5, day), DatePrecision.DAY, DateBasis.EXPLICIT)


def test_the_map_opens_the_event_that_is_clicked_and_draws_coarse_places_wide(
    visit: Open, served: Any, make: Make
) -> None:
    served.tell(
        make("a"), make("b", country="SDN", lat=15.0, lon=30.0, precision=PlacePrecision.COUNTRY, radius_km=900.0)
    )
    page = visit()
    expect(page.locator(".row")).to_have_count(2)
    drawn = page.evaluate(
        """async () => {
          const { map } = await import("/assets/main.js");
          if (!map) return null;
          await map.ready;
          DRAWN
          const found = map.gl.querySourceFeatures("events").map(({ properties }) => properties);
          return { features: found.map(({ coarse, r0 }) => [coarse, r0]), at: map.gl.project([36.25272, 49.98081]) };
        }""".replace("DRAWN", DRAWN)
    )
    if drawn is None:
        pytest.skip("this Chromium has no WebGL")
    radius = dict(drawn["features"])
    assert radius[True] == pytest.approx(900_000 * 512 / 40_075_017 / 0.9659, rel=0.01)
    assert radius[False] < 1
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + drawn["at"]["x"], box["y"] + drawn["at"]["y"])
    expect(page.locator("#detail h2")).to_contain_text("Kharkiv")


def test_many_events_in_one_view_are_drawn_as_few_and_a_click_lists_them(visit: Open, served: Any, make: Make) -> None:
    served.tell(*(make(f"e{number}", lat=50.0 + number % 40 / 1000, lon=36.2) for number in range(2_000)))
    page = visit()
    expect(page.locator("#count")).to_have_text("2,000 events")
    drawn = page.evaluate(
        """async () => {
          const { map } = await import("/assets/main.js");
          if (!map) return null;
          await map.ready;
          map.gl.jumpTo({ center: [36.2, 50], zoom: 4 });
          DRAWN
          const keys = (found) => new Set(found.map(({ properties }) => properties.key)).size;
          const far = keys(map.gl.querySourceFeatures("events"));
          return { far, at: map.gl.project([36.2, 50.02]) };
        }""".replace("DRAWN", DRAWN)
    )
    if drawn is None:
        pytest.skip("this Chromium has no WebGL")
    assert drawn["far"] <= 2
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + drawn["at"]["x"], box["y"] + drawn["at"]["y"])
    expect(page.locator("#place")).to_contain_text("around Kharkiv")


def test_a_slow_map_is_coarser_while_it_moves_and_sharp_when_it_rests(visit: Open) -> None:
    page = visit()
    page.clock.install()
    page.evaluate(
        """async () => {
          const { keepPace } = await import("/assets/pace.js");
          const told = {};
          window.ratios = [];
          window.tell = (name) => told[name]();
          keepPace({ on: (name, act) => { told[name] = act; }, setPixelRatio: (ratio) => window.ratios.push(ratio) });
        }"""
    )

    def frames(milliseconds: int) -> list[float]:
        for _ in range(6):
            page.evaluate("['move', 'render'].forEach(window.tell)")
            page.clock.run_for(milliseconds)
        return list(page.evaluate("window.ratios"))

    assert frames(17) == []
    assert frames(50) == [0.5]
    page.clock.run_for(300)
    assert page.evaluate("window.ratios") == [0.5, 1]


@pytest.mark.slow
def test_fifty_thousand_events_are_listed_with_few_elements(visit: Open, served: Any, make: Make) -> None:
    for part in range(50):
        served.tell(
            *(
                make(f"e{number}", lat=number % 120 - 60.0, lon=number % 353 - 176.0, date=on(1 + number % 28))
                for number in range(part * 1000, part * 1000 + 1000)
            )
        )
    page = visit()
    expect(page.locator("#count")).to_have_text("50,000 events", timeout=30_000)
    page.locator("#list").focus()
    page.keyboard.press("End")
    expect(page.locator(".row.active")).to_have_attribute("aria-posinset", "50000")
    assert page.locator(".row").count() < 40
