"""The topology on the driver: killed after any action, it ends with the same events."""

from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.metrics import Metrics
from agents.settings import load_settings
from agents.stream.driver import Driver
from schemas.topics import ARTICLES, EVENTS

RECEIVED = datetime(2024, 8, 2, 12, tzinfo=UTC)
PLACES = ("Kharkiv UKR", "Sumy UKR", "Ramadi IRQ")


def fed(standin: ModuleType, metrics: Metrics, batch: int) -> Driver:
    driver = Driver(load_settings(horizon_days=None), metrics, read=standin.read, fold=standin.fold, batch=batch)
    for number in range(9):
        lines = "\n".join(PLACES[: 1 + number % 3])
        value = {"id": f"a{number}", "published_at": "2024-08-02T06:00:00Z", "text": lines}
        driver.feed(ARTICLES.name, orjson.dumps(value), key=f"a{number}".encode(), timestamp=RECEIVED)
    return driver


def contents(driver: Driver) -> dict[tuple[bytes | None, int], bytes | None]:
    """The content of each version; no version may have two."""
    found: dict[tuple[bytes | None, int], bytes | None] = {}
    for record in driver.messages(EVENTS.name):
        version = orjson.loads(record.value or b"")["version"]
        assert found.setdefault((record.key, version), record.value) == record.value
    return found


def test_an_article_that_cannot_be_read_takes_none_of_those_beside_it_along(
    standin: ModuleType, metrics: Metrics
) -> None:
    driver = Driver(load_settings(horizon_days=None), metrics, read=standin.read, fold=standin.fold, batch=4)
    for number, text in enumerate(("Kharkiv UKR", "crash", "Sumy UKR", "Ramadi IRQ")):
        value = {"id": f"a{number}", "published_at": "2024-08-02T06:00:00Z", "text": text}
        driver.feed(ARTICLES.name, orjson.dumps(value), key=b"a", timestamp=RECEIVED)
    driver.run()
    assert [letter.value for letter in driver.messages(ARTICLES.dead_letters.name)] == [
        orjson.dumps({"id": "a1", "published_at": "2024-08-02T06:00:00Z", "text": "crash"})
    ]
    assert len(driver.newest(EVENTS.name)) == 3


@pytest.mark.parametrize("batch", [1, 4])
def test_a_kill_after_any_action_changes_no_event(standin: ModuleType, metrics: Metrics, batch: int) -> None:
    calm = fed(standin, metrics, batch)
    calm.run()
    actions = 1
    while True:
        driver = fed(standin, metrics, batch)
        done = driver.advance(actions)
        driver.crash()
        driver.run()
        assert driver.newest(EVENTS.name) == calm.newest(EVENTS.name)
        contents(driver)
        assert driver.lag() == 0
        if done < actions:
            break
        actions += 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kills=st.lists(st.integers(1, 12), max_size=12), batch=st.integers(1, 5))
def test_many_kills_change_no_event(standin: ModuleType, metrics: Metrics, kills: list[int], batch: int) -> None:
    calm, driver = fed(standin, metrics, batch), fed(standin, metrics, batch)
    calm.run()
    for actions in kills:
        driver.advance(actions)
        driver.crash()
    driver.run()
    assert driver.newest(EVENTS.name) == calm.newest(EVENTS.name)
    contents(driver)


def test_state_survives_a_crash(standin: ModuleType, metrics: Metrics) -> None:
    driver = fed(standin, metrics, 1)
    driver.run()
    before = {partition: driver.state.partition(partition).records for partition in range(12)}
    driver.crash()
    assert {partition: driver.state.partition(partition).records for partition in range(12)} == before


def test_an_untouched_driver_has_nothing(metrics: Metrics) -> None:
    driver: Any = Driver(load_settings(), metrics)
    driver.run()
    assert (driver.lag(), driver.messages(EVENTS.name), len(driver.state)) == (0, [], 0)


def test_what_is_fed_after_a_run_is_worked_on_too(standin: ModuleType, metrics: Metrics) -> None:
    driver = fed(standin, metrics, 1)
    driver.run()
    driver.feed(ARTICLES.name, b"no article", timestamp=RECEIVED)
    assert driver.lag() == 1
    driver.run()
    assert driver.lag() == 0
