"""The page over HTTP: what it serves, what it refuses, and what its headers forbid."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPResponse
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from msgspec import structs

from agents.cli.tail import Tombstone
from agents.page.assets import STATIC
from agents.page.guard import POLICY
from agents.page.live import Live
from agents.page.server import create_server, start
from schemas.event import Change, Event, Status
from schemas.values import Actor, ActorRole

Make = Callable[..., Event]
HOSTILE = "<script>alert(1)</script>\x1b[2J\u202e<img src=x onerror=alert(1)>"


def rows(answer: Any) -> list[dict[str, Any]]:
    return [dict(zip(answer.json["columns"], values, strict=True)) for values in answer.json["rows"]]


def next_message(stream: HTTPResponse) -> dict[str, str]:
    """The next server-sent event; comments and the retry line are passed over."""
    fields: dict[str, str] = {}
    while True:
        line = stream.readline().decode().rstrip("\n")
        if not line and "event" in fields:
            return fields
        name, _, value = line.partition(": ")
        if name:
            fields[name] = value


def test_the_snapshot_has_every_event_that_stands(served: Any, make: Make) -> None:
    served.tell(make("a"), make("b"), make("b", 2, status=Status.MERGED, merged_into="a"), make("c"), Tombstone("c"))
    answer = served.get("/api/events")
    assert [row["id"] for row in rows(answer)] == ["a"]
    assert answer.headers["Content-Type"] == "application/json"


def test_a_snapshot_is_packed_for_who_can_unpack_it(served: Any, make: Make) -> None:
    served.tell(make("a"))
    assert served.get("/api/events", Accept_Encoding="gzip").headers["Content-Encoding"] == "gzip"


def test_an_event_is_given_whole_with_its_revisions_and_passages(served: Any, make: Make) -> None:
    served.tell(make("a", 1, change=(Change.CREATED,)), make("a", 2, change=(Change.CASUALTIES,)))
    whole = served.get("/api/events/a").json
    assert whole["event"]["version"] == 2
    assert [(one["version"], one["change"]) for one in whole["revisions"]] == [(1, ["created"]), (2, ["casualties"])]
    (sentence,) = {one["sentence"] for one in whole["event"]["mentions"][:1]}
    first = whole["passages"][whole["event"]["mentions"][0]["mention_id"]]
    assert "".join(one["text"] for one in first) == sentence
    assert (whole["family"], whole["country"]) == ("explosions", "Ukraine")


def test_a_merged_event_says_what_it_proved_to_be(served: Any, make: Make) -> None:
    served.tell(make("a", 2, status=Status.MERGED, merged_into="b"))
    assert served.get("/api/events/a").json["event"]["merged_into"] == "b"


@pytest.mark.parametrize("path", ["/api/events/none", "/assets/none.js", "/assets/..%2f__init__.py", "/etc/passwd"])
def test_what_is_not_there_is_not_found(served: Any, path: str) -> None:
    assert served.get(path).status == 404


def test_html_is_the_file_of_the_page_and_nothing_that_was_published(served: Any, make: Make) -> None:
    served.tell(make("a", headline=HOSTILE))
    page = served.get("/")
    assert page.headers["Content-Type"].startswith("text/html")
    assert page.body == (STATIC / "index.html").read_bytes()
    for path in ("/api/events", "/api/events/a", "/events.geojson", f"/api/events/{quote(HOSTILE, safe='')}"):
        answer = served.get(path)
        assert "html" not in answer.headers["Content-Type"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_words_of_articles_are_made_harmless(served: Any, make: Make) -> None:
    event = make("a", headline=HOSTILE, actors=(Actor(HOSTILE, HOSTILE, ActorRole.INITIATOR),))
    links = ("javascript:alert(1)", "data:text/html,x", "https://example.org/a b", "HTTPS://example.org/a")
    served.tell(replace(event, mentions=tuple(structs.replace(event.mentions[0], url=url) for url in links)))
    whole = served.get("/api/events/a")
    assert [one["url"] for one in whole.json["event"]["mentions"]] == [None, None, None, "HTTPS://example.org/a"]
    for answer in (whole, served.get("/api/events"), served.get("/events.geojson")):
        text = answer.body.decode()
        assert "\u202e" not in text
        assert "\\u001b" not in text


def test_geojson_is_selected_and_has_its_own_type(served: Any, make: Make) -> None:
    served.tell(make("a"), make("b", country="SDN"))
    answer = served.get("/events.geojson?country=SDN&since=2024-01-01")
    assert answer.headers["Content-Type"].startswith("application/geo+json")
    assert [one["id"] for one in answer.json["features"]] == ["b"]


def test_a_selection_that_makes_no_sense_is_refused_in_one_line(served: Any) -> None:
    answer = served.get("/events.geojson?type=war")
    assert (answer.status, answer.body) == (400, b"no such type: war\n")


@pytest.mark.parametrize("path", ["/", "/assets/main.js", "/api/events", "/events.geojson", "/livez", "/none"])
def test_every_answer_forbids_foreign_and_inline_script(served: Any, path: str) -> None:
    headers = served.get(path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_the_stream_has_the_headers_too(served: Any) -> None:
    stream = served.open("/stream")
    assert stream.headers["Content-Type"] == "text/event-stream"
    assert stream.headers["Content-Security-Policy"] == POLICY
    stream.close()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:9465", "127.0.0.1.evil.example"])
def test_a_foreign_name_that_points_here_is_refused(served: Any, host: str) -> None:
    assert served.get("/api/events", Host=host).status == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9465", "[::1]:9465"])
def test_this_machines_own_names_are_answered(served: Any, host: str) -> None:
    assert served.get("/livez", Host=host).status == 200


def test_the_stream_goes_on_where_the_snapshot_ended(served: Any, make: Make) -> None:
    served.tell(make("a"))
    at = served.get("/api/events").json["at"]
    stream = served.open(f"/stream?after={at}")
    served.tell(make("b"), make("a", 2, status=Status.WITHDRAWN))
    message = next_message(stream)
    told = orjson.loads(message["data"])
    assert message["event"] == "changes"
    assert ([values[0] for values in told["rows"]], told["gone"]) == (["b"], ["a"])
    stream.close()


def test_a_browser_that_comes_back_is_told_what_it_missed(served: Any, make: Make) -> None:
    at = served.get("/api/events").json["at"]
    stream = served.open(f"/stream?after={at}")
    served.tell(make("a"))
    seen = next_message(stream)
    stream.close()
    served.tell(make("b"))
    again = next_message(served.open(f"/stream?after={at}", Last_Event_ID=seen["id"]))
    assert [values[0] for values in orjson.loads(again["data"])["rows"]] == ["b"]


@pytest.mark.parametrize("place", ["", "0", "another.5", "{epoch}.99", "{epoch}.-1", "{epoch}.x"])
def test_a_place_that_is_not_known_calls_for_a_new_snapshot(served: Any, make: Make, place: str) -> None:
    served.tell(make("a"))
    stream = served.open("/stream", Last_Event_ID=place.format(epoch=served.live.epoch))
    assert next_message(stream)["event"] == "reset"
    stream.close()


def test_beats_come_by_the_stream_and_leave_the_place_alone(served: Any) -> None:
    served.beat(lag_messages=12)
    stream = served.open(f"/stream?after={served.live.epoch}.0")
    message = next_message(stream)
    assert message["event"] == "beat"
    assert orjson.loads(message["data"])["lag_messages"] == 12
    assert "id" not in message
    stream.close()


def test_the_stream_tells_whether_the_broker_answers(served: Any) -> None:
    served.hear(yes=False)
    stream = served.open(f"/stream?after={served.live.epoch}.0")
    told = [next_message(stream)]
    served.hear(yes=True)
    told.append(next_message(stream))
    assert [(one["event"], orjson.loads(one["data"])) for one in told] == [
        ("feed", {"up": False}),
        ("feed", {"up": True}),
    ]
    stream.close()


def test_a_taken_port_is_an_error_that_leaves_nothing_open(served: Any) -> None:
    with pytest.raises(OSError, match="in use"):
        asyncio.run(start(create_server(Live()), "127.0.0.1", served.port))


def test_it_says_that_it_lives(served: Any) -> None:
    assert served.get("/livez").body == b"alive\n"
