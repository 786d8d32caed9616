"""Workers and commands against an Apache Kafka that asks for names, passwords and certificates."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

import orjson
import pytest

from agents.brokers.apache import jars
from agents.brokers.process import free_port
from agents.cli.failure import USAGE
from agents.settings import PREFIX
from agents.worker import CONFIGURATION
from tests.agents.secured import KEY_PASSWORD, MECHANISMS, PASSWORD, USER, Secured, secured
from tests.conftest import KAFKA, ROOT

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.usefixtures("kafka")]

PATIENCE: Final = 60.0
SEEDS: Final = ROOT / "seeds" / "articles.jsonl"


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str


class Client:
    """A machine with these settings in its environment. The password is in nothing that it says."""

    def __init__(self, **settings: object) -> None:
        given = {PREFIX + name.upper(): str(value) for name, value in settings.items()}
        self._environment = {**os.environ, **given}

    def run(self, *arguments: str) -> Ran:
        done = subprocess.run(
            self._command(arguments),
            env=self._environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert PASSWORD not in done.stdout + done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def running(self, log: Path, *arguments: str) -> Iterator[None]:
        """Run in the background, and end in order."""
        with log.open("wb") as output:
            process = subprocess.Popen(self._command(arguments), env=self._environment, stderr=output)
        try:
            yield
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0, log.read_text()
        finally:
            process.kill()
            process.wait()
        assert PASSWORD not in log.read_text()

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "agents.cli", *arguments]


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    found = jars(ROOT / "deploy" / "kafka" / "pom.xml", ROOT / ".cache" / "kafka" / KAFKA)
    if found is None:
        pytest.skip("no Java and Maven: this broker needs listeners of its own")
    with secured(found, tmp_path_factory.mktemp("secured")) as running:
        yield running


@pytest.fixture
def trusting(broker: Secured) -> dict[str, object]:
    """The settings of a client that is let in."""
    return {
        "broker": broker.sasl_tls,
        "security_protocol": "SASL_SSL",
        "sasl_username": USER,
        "sasl_password": PASSWORD,
        "tls_ca_file": broker.trusted,
    }


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_worker_page_and_commands_get_through(trusting: dict[str, object], tmp_path: Path, mechanism: str) -> None:
    name, metrics, port = mechanism.lower(), free_port(), free_port()
    client = Client(
        **trusting,
        sasl_mechanism=mechanism,
        topic_prefix=f"{name}.",
        group_id=name,
        metrics_port=metrics,
        log_level="debug",
    )
    assert client.run("topics", "ensure").code == 0
    assert client.run("topics", "describe").code == 0
    (tmp_path / "broken.jsonl").write_text("no JSON\n")
    assert client.run("produce", str(SEEDS)).code == 0
    assert client.run("produce", "--unchecked", str(tmp_path / "broken.jsonl")).code == 0
    with (
        client.running(tmp_path / "worker.log", "worker"),
        client.running(tmp_path / "page.log", "page", "--port", str(port)),
    ):
        rows = waited(lambda: asked(f"http://127.0.0.1:{port}/api/events", lambda body: orjson.loads(body)["rows"]))
        waited(lambda: "1 dead letter\n" in client.run("dlq", "list").err)
        events = client.run("tail", "--since", "all", "--no-follow")
    assert rows
    assert len(events.out.splitlines()) >= len(rows)


def test_a_certificate_of_ours_is_shown_to_who_asks_for_it(broker: Secured) -> None:
    client = Client(
        broker=broker.mutual_tls,
        security_protocol="SSL",
        tls_ca_file=broker.trusted,
        tls_certificate_file=broker.client,
        tls_key_password=KEY_PASSWORD,
        topic_prefix="mutual.",
        group_id="mutual",
    )
    assert client.run("topics", "ensure").code == 0


REFUSED: Final[dict[str, tuple[Callable[[Secured], dict[str, object]], str]]] = {
    "a wrong password": (lambda _: {"sasl_password": "guessed"}, "SASL_PASSWORD"),
    "a wrong password, by SCRAM": (
        lambda _: {"sasl_password": "guessed", "sasl_mechanism": "SCRAM-SHA-512"},
        "SASL_PASSWORD",
    ),
    "an authority that is not trusted": (lambda broker: {"tls_ca_file": broker.untrusted}, "TLS_CA_FILE"),
    "a certificate for another name": (
        lambda broker: {"broker": broker.sasl_tls.replace("127.0.0.1", "localhost")},
        "BROKER",
    ),
    "no certificate of ours": (
        lambda broker: {"broker": broker.mutual_tls, "security_protocol": "SSL"},
        "TLS_CERTIFICATE_FILE",
    ),
    "a certificate of a stranger": (
        lambda broker: {
            "broker": broker.mutual_tls,
            "security_protocol": "SSL",
            "tls_certificate_file": broker.stranger,
        },
        "TLS_CERTIFICATE_FILE",
    ),
    "a locked key": (lambda broker: {"tls_certificate_file": broker.client}, "TLS_KEY_PASSWORD"),
}


@pytest.mark.parametrize(("changed", "named"), REFUSED.values(), ids=REFUSED)
def test_who_is_not_let_in_is_told_the_setting_in_one_line(
    broker: Secured, trusting: dict[str, object], changed: Callable[[Secured], dict[str, object]], named: str
) -> None:
    ran = Client(**{**trusting, **changed(broker)}).run("tail", "--since", "all", "--no-follow")
    assert (ran.code, ran.out) == (USAGE, "")
    (line,) = ran.err.splitlines()
    assert PREFIX + named in line


@pytest.mark.parametrize(
    "command",
    [("worker",), ("worker", "--processes", "2"), ("page", "--port", "0")],
    ids=["worker", "workers", "page"],
)
@pytest.mark.parametrize("why", ["a wrong password", "an authority that is not trusted"])
def test_what_runs_on_its_own_ends_where_waiting_does_not_help(
    broker: Secured, trusting: dict[str, object], command: tuple[str, ...], why: str
) -> None:
    changed, named = REFUSED[why]
    ran = Client(**{**trusting, **changed(broker), "metrics_port": 0}).run(*command)
    assert ran.code == (CONFIGURATION if command[0] == "worker" else USAGE)
    assert PREFIX + named in ran.err.splitlines()[-1]
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("protocol", ["PLAINTEXT", "SASL_PLAINTEXT"])
def test_a_broker_that_speaks_another_protocol_is_told_from_one_that_is_away(
    trusting: dict[str, object], protocol: str
) -> None:
    ran = Client(**{**trusting, "security_protocol": protocol}).run("tail", "--no-follow")
    assert ran.code == 1
    assert re.search(f"listens, but does not speak {protocol}: {PREFIX}SECURITY_PROTOCOL", ran.err)


def waited(look: Callable[[], Any]) -> Any:
    """What is looked for, as soon as there is something."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline
    return found


def asked(url: str, take: Callable[[bytes], Any]) -> Any:
    try:
        with urlopen(url, timeout=5) as answer:
            return take(answer.read())
    except OSError:
        return None
