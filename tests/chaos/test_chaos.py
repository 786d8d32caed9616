"""A short run of the chaos suite: real workers on Apache Kafka. ``make chaos`` is the long one."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from agents.brokers.apache import jars, start_apache
from agents.brokers.process import free_port
from agents.settings import Settings, load_settings
from tests.chaos.articles import messages
from tests.chaos.corrections import corrected
from tests.chaos.run import Deployment, Run, run, verdict
from tests.chaos.scenario import Step, Trouble, scenario, stops
from tests.conftest import KAFKA, ROOT

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.usefixtures("kafka")]

SENT = corrected(messages(500, seed=7), seed=7)


class Stage:
    """A broker, and the undisturbed run over it."""

    def __init__(self, deployment: Deployment, folder: Path) -> None:
        self._deployment = deployment
        self._folder = folder
        self.calm = self.play("calm", ())

    def play(self, name: str, steps: Sequence[Step]) -> Run:
        settings: Settings = load_settings(
            broker=self._deployment.broker.address,
            topic_prefix=f"{name}.",
            group_id=name,
            session_timeout=4,
            horizon_days=None,
        )
        folder = self._folder / name
        folder.mkdir()
        return asyncio.run(run(self._deployment, settings, SENT, steps, folder))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("chaos")
    found = jars(ROOT / "deploy" / "kafka" / "pom.xml", ROOT / ".cache" / "kafka" / KAFKA)
    if found is None:
        pytest.skip("no Java and Maven: the broker itself is killed here")
    port = free_port()
    deployment = Deployment(lambda: start_apache(found, folder / "kafka", port))
    yield Stage(deployment, folder)
    deployment.broker.stop()


def test_killed_workers_and_a_killed_broker_change_no_event(stage: Stage) -> None:
    kills = scenario(3, seed=7)
    done = stage.play(
        "kills", [*kills[:-1], Step(Trouble.BROKER_KILL, 0, 0.2, ready_first=False, workers=2), kills[-1]]
    )
    assert str(verdict(stage.calm, done, SENT)) == str(verdict(stage.calm, stage.calm, SENT))
    assert done.troubles[Trouble.KILL] == 3


def test_orderly_stops_redeliver_nothing(stage: Stage) -> None:
    done = stage.play("stops", stops(4, seed=7))
    assert verdict(stage.calm, done, SENT).is_content
    assert (done.redelivered, done.world.repeated, done.exits.total()) == (0, 0, 0)
