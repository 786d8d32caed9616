"""What the map of the page costs: ``python -m benchmarks.page`` (needs Chromium and the extra ``page``).

Drags the map for so many frames and tells how long they took: first without any event, which is what the renderer
itself needs, then with 50,000. Chromium without a head draws WebGL in software, so that this is the worst case, not
the usual one.
"""

import argparse
import asyncio
import random
import shutil
import statistics
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Page, async_playwright

from agents.cli.tail import Published
from agents.page.live import Live
from agents.page.server import create_server, start
from pipeline import gazetteer
from schemas.codec import decode, encode
from schemas.event import Event
from schemas.values import DateBasis, DatePrecision, EventDate, EventType, PlacePrecision

EXAMPLE: Final = Path(__file__).parents[1] / "schemas" / "examples" / "event" / "good" / "full.json"
SIZE: Final = {"width": 1440, "height": 900}
FLAGS: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")
ZOOMS: Final = (1.2, 2.5, 3.5, 5.0, 7.0)
CENTRE: Final = (36.0, 33.0)
TOWNS: Final = ("Kharkiv", "Aleppo", "Mosul", "Gaza", "Khartoum", "Maiduguri", "Kabul", "Cairo", "Lagos", "Bogota")
FIRST_DAY: Final = date(2024, 1, 1)

DRAG: Final = """
async ({ zoom, centre, frames }) => {
  const { map } = await import("/assets/main.js");
  if (!map) return null;
  const { gl } = map;
  gl.jumpTo({ center: centre, zoom });
  await new Promise((done) => { gl.once("idle", done); gl.triggerRepaint(); });
  const next = () => new Promise((done) => requestAnimationFrame(done));
  const took = [];
  let before = await next();
  for (let frame = 0; frame < frames; frame += 1) {
    gl.panBy([frame % 40 < 20 ? 12 : -12, frame % 20 < 10 ? 6 : -6], { animate: false });
    const now = await next();
    took.push(now - before);
    before = now;
  }
  return took;
}
"""


def main() -> None:
    """Measure, and print one line for each zoom."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--frames", type=int, default=40)
    chosen = parser.parse_args()
    asyncio.run(_measure(chosen.events, chosen.frames))


async def _measure(events: int, frames: int) -> None:
    empty, full = Live(), Live()
    await full.follow(_feed(events))
    print("zoom   bare map    with events   (ms a frame: median, nine in ten below)")
    async with async_playwright() as running:
        browser = await running.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=FLAGS
        )
        runners = [await start(create_server(live), "127.0.0.1", 0) for live in (empty, full)]
        bare, busy = [await _open(browser, port) for _, port in runners]
        await busy.locator("#count", has_text=f"{events:,} events").wait_for()
        for zoom in ZOOMS:
            took = [await _drag(page, zoom, frames) for page in (bare, busy)]
            print(f"{zoom:4}   {_told(took[0])}    {_told(took[1])}", flush=True)
        painted = await busy.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        print(f"first paint with events: {painted:.0f} ms")
        await browser.close()
        for runner, _ in runners:
            await runner.cleanup()


async def _open(browser: Any, port: int) -> Page:  # noqa: ANN401 - playwright's
    page: Page = await browser.new_page(viewport=SIZE)
    await page.goto(f"http://127.0.0.1:{port}/")
    return page


async def _drag(page: Page, zoom: float, frames: int) -> list[float]:
    await page.bring_to_front()
    found = await page.evaluate(DRAG, {"zoom": zoom, "centre": CENTRE, "frames": frames})
    if found is None:
        raise SystemExit("this Chromium has no WebGL")
    return list(found)


def _told(took: list[float]) -> str:
    tenths = statistics.quantiles(took, n=10)
    return f"{statistics.median(took):4.0f} {tenths[8]:4.0f}"


async def _feed(count: int) -> AsyncIterator[Published]:
    for event in _events(count):
        yield Published(event, encode(event))


def _events(count: int) -> Iterator[Event]:
    """Events in the towns around ten that see many; one in seven is known by province or country only."""
    example = decode(EXAMPLE.read_bytes(), Event)
    chance = random.Random(1)  # noqa: S311 - the same events each time
    places = gazetteer.load()
    centres = [max(places.find(name), key=lambda place: place.population) for name in TOWNS]
    types = list(EventType)
    for number in range(count):
        around = centres[int(len(centres) * chance.random() ** 2)]
        lat = min(max(around.lat + chance.gauss(0, 4), -60), 70)
        place = replace(example.location, lat=round(lat, 1), lon=round(around.lon + chance.gauss(0, 5), 1))
        if number % 7 == 0:
            precision = PlacePrecision.ADMIN1 if number % 2 else PlacePrecision.COUNTRY
            place = replace(place, lat=around.lat, lon=around.lon, precision=precision, radius_km=180.0)
        day = FIRST_DAY + timedelta(days=number % 300)
        yield replace(
            example,
            event_id=f"e{number}",
            type=types[number % len(types)],
            date=EventDate(day, day, DatePrecision.DAY, DateBasis.EXPLICIT),
            location=place,
        )


if __name__ == "__main__":
    main()
