"""Throughput and lag over all workers."""

import asyncio
import socket
import threading

import pytest
from prometheus_client import CollectorRegistry

from agents.cli.scrape import Scrape
from agents.metrics import BuildInfo, Health, Metrics, serve
from agents.page.pulse import ARTICLES, EVENTS, LAG, LAG_SECONDS, Reading, beat, read

FIRST, SECOND = "http://one/metrics", "http://two/metrics"


def said(articles: float, events: float = 0, lag: float = 0, lag_seconds: float = 0) -> Scrape:
    return Scrape(
        {
            (ARTICLES, ("mentions",)): articles,
            (EVENTS, ("active",)): events,
            (LAG, ("articles.raw.v1",)): lag,
            (LAG_SECONDS, ("articles.raw.v1",)): lag_seconds,
        }
    )


def say(listener: socket.socket, words: bytes) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(words)


def test_rates_are_summed_over_workers_and_divided_by_the_time_between() -> None:
    before = Reading(100.0, {FIRST: said(10, 1), SECOND: said(20, 2)})
    now = Reading(102.0, {FIRST: said(30, 4), SECOND: said(40, 5)})
    found = beat(before, now)
    assert (found.articles_per_second, found.events_per_second, found.workers) == (20.0, 3.0, 2)


def test_lag_is_summed_in_messages_and_the_longest_in_seconds() -> None:
    found = beat(None, Reading(100.0, {FIRST: said(0, lag=5, lag_seconds=1.5), SECOND: said(0, lag=7, lag_seconds=4)}))
    assert (found.lag_messages, found.lag_seconds) == (12, 4.0)


def test_a_worker_that_has_started_anew_counts_from_zero() -> None:
    found = beat(Reading(100.0, {FIRST: said(1000)}), Reading(102.0, {FIRST: said(8)}))
    assert found.articles_per_second == 4.0


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (None, Reading(100.0, {FIRST: said(10)})),
        (Reading(98.0, {}), Reading(100.0, {FIRST: said(10)})),
        (Reading(98.0, {FIRST: said(10)}), Reading(100.0, {})),
    ],
    ids=["the first reading", "a worker that has just come", "a worker that does not answer"],
)
def test_where_there_is_nothing_to_compare_there_is_no_rate(before: Reading | None, now: Reading) -> None:
    assert beat(before, now).articles_per_second is None


def test_workers_are_read_over_http_and_those_away_and_strangers_are_left_out() -> None:
    registry = CollectorRegistry()
    Metrics(registry, BuildInfo("0"))
    server = serve(registry, Health())
    with socket.create_server(("127.0.0.1", 0)) as mute:
        threading.Thread(target=say, args=(mute, b"I am no web server\r\n"), daemon=True).start()
        stranger = f"http://127.0.0.1:{mute.getsockname()[1]}/metrics"
        try:
            found = asyncio.run(read([server.url, "http://127.0.0.1:9/metrics", stranger]))
        finally:
            server.close()
    assert list(found.scrapes) == [server.url]
    assert beat(None, found).lag_messages == 0
