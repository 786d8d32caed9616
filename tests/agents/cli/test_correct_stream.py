"""A correction from the command line to the record, through a whole worker that is killed on the way."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.event import Status

Run = Callable[..., Any]

NONE: dict[str, Any] = {"mention_count": 0, "corrections": []}
WORKER = ("-m", "agents.cli", "worker")
SAID = ("--by", "M. Okafor", "--why", "the prosecutor's list")
MARKET = "Shells hit a market in Kharkiv on Monday, killing three people, the governor said."
SCHOOL = "A drone hit a school in Sumy on Monday, killing one person, the governor said."
LATER = "Nine people were killed when shells hit a market in Kharkiv on Monday, the governor said."

pytestmark = [pytest.mark.broker, pytest.mark.slow]


@pytest.fixture
def settings(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line's, as the world's."""
    monkeypatch.setenv("CONFLICT_STREAM_BROKER", world.settings.broker)
    monkeypatch.setenv("CONFLICT_STREAM_TOPIC_PREFIX", world.settings.topic_prefix)
    monkeypatch.setenv("CONFLICT_STREAM_GROUP_ID", world.settings.group_id)


def standing(events: dict[str, Any]) -> dict[str, Any]:
    """The active events by their place."""
    return {one["location"]["name"]: one for one in events.values() if one["status"] == Status.ACTIVE}


def killed(event: Any) -> int | None:
    """The best figure; null also while there is no event."""
    best: int | None = event["casualties"]["killed"]["total"]["best"] if event else None
    return best


def said_of(event: Any) -> list[str]:
    return [one["action"] for one in event["corrections"]]


@pytest.mark.usefixtures("settings")
def test_a_correction_outlives_a_killed_worker_and_later_reports_until_it_is_revoked(
    world: Any, run: Run, article: Callable[..., dict[str, Any]], jsonl: Callable[..., Any]
) -> None:
    def produce(name: str, text: str, hour: int) -> None:
        file = jsonl(article(name, text=text, published_at=f"2024-08-05T{hour:02}:00:00Z"), name=f"{name}.jsonl")
        assert run("produce", file).code == 0

    worker = world.start_worker(command=WORKER)
    produce("a1", MARKET, 8)
    produce("a2", SCHOOL, 9)
    before = standing(world.events(until=lambda events: standing(events).keys() >= {"Kharkiv", "Sumy"}))
    market, school = before["Kharkiv"]["event_id"], before["Sumy"]["event_id"]
    assert killed(before["Kharkiv"]) == 3

    said = run("correct", "set", market, "killed=4", *SAID).out.split()[1].rstrip(":")
    world.events(until=lambda events: killed(standing(events).get("Kharkiv")) == 4)
    worker.kill()
    produce("a3", LATER, 10)
    world.start_worker(command=WORKER)
    after = world.events(until=lambda events: events.get(market, NONE)["mention_count"] == 2)
    corrected = standing(after)["Kharkiv"]
    assert (killed(corrected), corrected["machine"]["killed"]["total"]["high"]) == (4, 9)
    assert [(one["id"], one["by"]) for one in corrected["corrections"]] == [(said, "M. Okafor")]
    assert "holds" in run("correct", "list").out

    assert run("correct", "merge", market, school, *SAID).code == 0
    merged = world.events(until=lambda events: events.get(market, NONE)["mention_count"] == 3)
    assert (merged[school]["status"], merged[school]["merged_into"]) == (Status.MERGED, market)
    assert standing(merged).keys() == {"Kharkiv"}

    assert run("correct", "revoke", said, *SAID).code == 0
    last = world.events(until=lambda events: said_of(events.get(market, NONE)) == ["merge"])
    assert killed(last[market]) == 9
    assert last[market]["machine"] is None
