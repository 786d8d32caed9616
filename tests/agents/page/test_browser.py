"""The page in a browser: Chromium without a head, WebGL in software."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

import schemas
from schemas.codec import decode
from schemas.event import Change, Event, Status, Update
from schemas.values import (
    Actor,
    ActorRole,
    Casualties,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Evidence,
    Range,
    Span,
    Toll,
)

playwright = pytest.importorskip("playwright.sync_api")

Make = Callable[..., Event]
Open = Callable[..., Any]

EXAMPLES = Path(schemas.__file__).parent / "examples" / "event" / "good"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\x1b[2J\u202e"
SENTENCE = "Shells hit a market in Kharkiv on Wednesday, killing 3 people."

pytestmark = pytest.mark.browser


def expect(*arguments: Any) -> Any:
    return playwright.expect(*arguments)


def on(day: int) -> EventDate:
    return EventDate(date(2024, 5, day), date(2024, 5, day), DatePrecision.DAY, DateBasis.EXPLICIT)


def test_events_are_listed_and_new_ones_arrive_without_a_reload(visit: Open, served: Any, make: Make) -> None:
    served.tell(make("a"))
    page = visit()
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator("#status")).to_have_text("live")
    served.tell(make("b", headline="Armed clash, Kharkiv, Ukraine"), make("a", 2, status=Status.WITHDRAWN))
    expect(page.locator(".row .title")).to_have_text(["Armed clash"])
    expect(page.locator("#ticker li").first).to_contain_text("Armed clash, Kharkiv")


def test_a_row_tells_the_first_two_tolls_that_are_known(visit: Open, served: Any, make: Make) -> None:
    ten = Toll(Range(10, 10, 10))
    served.tell(
        make("a", casualties=Casualties(captured=ten)),
        make("b", casualties=Casualties(killed=ten, wounded=ten, displaced=ten)),
    )
    facts = visit().locator(".row .facts")
    expect(facts).to_have_count(2)
    expect(facts.nth(0)).to_contain_text("10 killed10 wounded")
    expect(facts.nth(0)).not_to_contain_text("displaced")
    expect(facts.nth(1)).to_contain_text("10 captured")


def test_it_is_painted_soon(visit: Open, served: Any, make: Make) -> None:
    served.tell(make("a"))
    page = visit()
    expect(page.locator(".row")).to_have_count(1)
    (painted,) = page.evaluate("performance.getEntriesByName('first-contentful-paint').map((e) => e.startTime)")
    assert painted < 2000  # twice what is promised: machines that test are busy


def test_words_of_articles_are_inert(visit: Open, served: Any, make: Make) -> None:
    event = make("a", headline=HOSTILE, actors=(Actor(HOSTILE, HOSTILE, ActorRole.INITIATOR),))
    report = structs.replace(event.mentions[0], sentence=HOSTILE, outlet=HOSTILE, url="javascript:alert(3)")
    served.tell(replace(event, mentions=(report,), location=replace(event.location, name=HOSTILE)))
    page = visit()
    page.locator(".row").click()
    expect(page.locator("#detail h2")).to_have_text(
        "<img src=x onerror=alert(1)><script>alert(2)</script>\ufffd[2J\ufffd"
    )
    assert page.locator("main img, main script, main [onerror]").count() == 0
    assert page.locator("#detail a[href^=javascript]").count() == 0


def test_an_event_shows_its_evidence_underlined_and_its_sources_linked(visit: Open, served: Any, make: Make) -> None:
    event = make("a")

    def rests_on(field: str, words: str) -> Evidence:
        start = 500 + SENTENCE.index(words)
        return Evidence(field, Span(3, start, start + len(words)), "rule")

    evidence = (
        rests_on("trigger", "hit"),
        rests_on("location", "Kharkiv"),
        rests_on("date", "on Wednesday"),
        rests_on("claims.0", "3"),
        rests_on("actors.0", "Shells"),
    )
    report = structs.replace(
        event.mentions[0], sentence=SENTENCE, sentence_start=500, evidence=evidence, url="https://example.org/a"
    )
    served.tell(replace(event, mentions=(report,)))
    page = visit(path="/#a")
    expect(page.locator("blockquote mark")).to_have_text(["Shells", "hit", "Kharkiv", "on Wednesday", "3"])
    expect(page.locator("blockquote mark.claims")).to_have_attribute("title", "number")
    link = page.locator(".source a")
    expect(link).to_have_attribute("href", "https://example.org/a")
    assert "noopener" in link.get_attribute("rel").split()


def test_revisions_are_listed_newest_first(visit: Open, served: Any, make: Make) -> None:
    served.tell(make("a", 1, change=(Change.CREATED,)), make("a", 2, change=(Change.CASUALTIES, Change.NEW_SOURCE)))
    page = visit(path="/#a")
    expect(page.locator(".versions b")).to_have_text(["v2", "v1"])
    expect(page.locator(".versions li").first.locator("i")).to_have_text(["casualties", "another source"])
    served.tell(make("a", 3, change=(Change.CORRECTION,)))
    expect(page.locator(".versions b")).to_have_text(["v3", "v2", "v1"])


def test_a_version_names_the_article_that_made_it(visit: Open, served: Any, make: Make) -> None:
    told = Update(article_id="wire-2", url="https://example.org/second")
    served.tell(make("a", 1, updated_by=Update(article_id="wire-1")), make("a", 2, updated_by=told))
    page = visit(path="/#a")
    expect(page.locator(".versions small").last).to_contain_text("wire-1, ")
    link = page.locator(".versions small a")
    expect(link).to_have_text("example.org")
    expect(link).to_have_attribute("href", "https://example.org/second")


def test_a_correction_is_shown_with_who_why_and_what_the_reports_say(visit: Open, served: Any) -> None:
    event = decode((EXAMPLES / "corrected.json").read_bytes(), Event)
    (said,) = event.corrections
    served.tell(replace(event, event_id="a", corrections=(replace(said, why=f"{said.why} {HOSTILE}"),)))
    page = visit(path="/#a")
    shown = page.locator(".corrections li")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("M. Okafor, desk east: The regional prosecutor's list")
    expect(shown).to_contain_text("May 3, 2024, 09:12 UTC")
    expect(shown.locator("small")).to_have_text(["date in the reports: May 1, 2024", "killed in the reports: 3"])
    expect(page.locator(".toll b")).to_have_text(["4"])
    expect(page.locator("dl.facts").first).to_contain_text("by an analyst")
    assert page.locator("main img, main script, main [onerror]").count() == 0
    version = page.locator(".versions li").first
    expect(version.locator("i")).to_have_text(["casualties", "date", "correction"])
    expect(version.locator("small")).to_contain_text("M. Okafor, desk east")


def test_filters_narrow_the_list_and_clear_again(visit: Open, served: Any, make: Make) -> None:
    served.tell(
        make("a", type=EventType.ARMED_CLASH, headline="Armed clash, Kharkiv, Ukraine", date=on(1)),
        make("b", country="SDN", headline="Bombing, Khartoum, Sudan", date=on(5)),
        make("c", headline="Shelling, Kharkiv, Ukraine", date=on(9)),
    )
    page = visit()
    rows, reset = page.locator(".row"), page.locator("#reset")
    expect(rows).to_have_count(3)
    page.locator("input[name=text]").fill("khartoum")
    expect(rows).to_have_count(1)
    reset.click()
    page.get_by_role("button", name="Battles").click()
    expect(rows).to_have_count(1)
    expect(page.locator("#count")).to_have_text("1 of 3 events")
    reset.click()
    page.get_by_text("More filters").click()
    page.locator("select[name=country]").select_option("SDN")
    expect(rows).to_have_count(1)
    reset.click()
    page.locator("select[name=type]").select_option("shelling_or_missile")
    expect(rows).to_have_count(2)
    page.get_by_label("From").fill("2024-05-06")
    expect(rows).to_have_count(1)
    page.get_by_label("To").fill("2024-05-07")
    expect(page.locator(".empty")).to_be_visible()


def test_everything_can_be_done_by_keyboard(visit: Open, served: Any, make: Make) -> None:
    served.tell(*(make(f"e{number}") for number in range(30)))
    page = visit()
    expect(page.locator(".row").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#list")).to_be_focused()
    expect(page.locator("#list")).to_have_attribute("aria-activedescendant", "row-0")
    page.keyboard.press("/")
    expect(page.locator("input[name=text]")).to_be_focused()
    page.locator("#list").focus()
    page.keyboard.press("End")
    expect(page.locator(".row.active")).to_have_attribute("aria-posinset", "30")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#list")).to_have_attribute("aria-activedescendant", "row-1")
    page.keyboard.press("Enter")
    expect(page.locator("#detail")).to_be_focused()
    expect(page.locator(".row[aria-selected=true]")).to_have_attribute("aria-posinset", "2")
    page.keyboard.press("Escape")
    expect(page.locator("#detail")).to_be_hidden()
    expect(page.locator("#list")).to_be_focused()


def test_a_phone_shows_everything_without_scrolling_sideways(visit: Open, served: Any, make: Make) -> None:
    served.tell(make("a", headline="Shelling or missile attack, " + "Long" * 40))
    page = visit(PHONE, has_touch=True)
    page.locator(".row").tap()
    expect(page.locator("#detail h2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.locator("#detail").bounding_box()["width"] == pytest.approx(PHONE["width"], abs=0.5)
    page.get_by_label("Close (Esc)").tap()
    expect(page.locator("#map")).to_be_visible()


def test_reduced_motion_moves_nothing(visit: Open, served: Any, make: Make) -> None:
    served.tell(make("a"))
    page = visit(reduced_motion="reduce")
    expect(page.locator(".row")).to_have_count(1)
    served.tell(make("b"))
    expect(page.locator(".row")).to_have_count(2)
    assert page.locator(".ping").count() == 0
    assert page.evaluate("document.getAnimations().length") == 0


def test_nothing_is_said_of_events_before_they_are_fetched(browser: Any, served: Any, make: Make) -> None:
    page = browser.new_page(viewport=DESK)
    held: list[Any] = []
    page.route("**/api/events", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks what it is given
    page.goto(served.address)
    empty = page.locator(".empty")
    expect(empty).to_have_text("Fetching the events …")
    page.locator("input[name=text]").fill("khartoum")
    expect(empty).to_have_text("Fetching the events …")
    page.locator("input[name=text]").fill("")
    held[0].continue_()
    expect(empty).to_have_text("No events yet. They will show up here as they come.")
    served.tell(make("a"))
    expect(page.locator(".row")).to_have_count(1)
    page.locator("input[name=text]").fill("khartoum")
    expect(empty).to_contain_text("No events match.")
    page.close()


def test_a_broker_that_is_away_is_told_of(visit: Open, served: Any) -> None:
    served.hear(yes=False)
    page = visit()
    expect(page.locator("#status")).to_have_text("waiting for the broker")
    expect(page.locator(".empty")).to_have_text("Waiting for the broker …")
    served.hear(yes=True)
    expect(page.locator("#status")).to_have_text("live")
    expect(page.locator(".empty")).to_contain_text("No events yet.")


def test_throughput_and_lag_are_drawn(visit: Open, served: Any) -> None:
    for _ in range(3):
        served.beat(articles_per_second=21.4, lag_messages=1200, lag_seconds=90.0)
    page = visit()
    expect(page.locator("[data-line=articles_per_second]")).to_have_text("21.4")
    expect(page.locator("[data-line=lag_messages]")).to_have_text("1,200 · 90 s")
    assert page.locator("[data-line=lag_messages] + svg path").last.get_attribute("d").count("L") == 2


def test_a_server_that_comes_back_is_found_again(browser: Any, serve: Callable[..., Any], make: Make) -> None:
    first = serve()
    first.tell(make("a"))
    page = browser.new_page()
    page.goto(first.address)
    expect(page.locator("#status")).to_have_text("live")
    first.close()
    expect(page.locator("#status")).to_contain_text("lost")
    second = serve(first.port)
    second.tell(make("b", headline="Armed clash, Kharkiv, Ukraine"))
    expect(page.locator(".row .title")).to_have_text(["Armed clash"], timeout=20_000)
    expect(page.locator("#status")).to_have_text("live")
    page.close()
