"""Prometheus itself over a worker that has read the seeds: every panel's query and every rule gives series."""

import asyncio
import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
import yaml  # type: ignore[import-untyped]

from agents.brokers.embedded import is_installed
from agents.brokers.process import free_port
from agents.cli.articles import documents
from agents.cli.produce import Outgoing, outgoing, send
from agents.cli.stage import stage
from agents.topics import ensure_topics, topology
from seeds import ARTICLES

ROOT: Final = Path(__file__).parents[2]
RULES: Final = ROOT / "deploy" / "prometheus" / "rules"
CONFIGURATION: Final = ROOT / "deploy" / "prometheus" / "prometheus.yml"
DASHBOARD: Final = json.loads((ROOT / "deploy" / "grafana" / "dashboards" / "conflict-stream.json").read_text())
QUERIES: Final = [
    pytest.param(target["expr"], id=panel["title"])
    for panel in DASHBOARD["panels"]
    for target in panel.get("targets", [])
]
PROGRAM: Final = shutil.which("prometheus")
PATIENCE: Final = 60.0
COMPARED: Final = re.compile(r"(?P<signal>.+) (?:>|<|==) [\d.]+")

pytestmark = [
    pytest.mark.broker,
    pytest.mark.skipif(PROGRAM is None, reason="Prometheus is not installed (Debian: apt install prometheus)"),
    pytest.mark.skipif(not is_installed(), reason="the extra 'embedded' is not installed"),
]


class Prometheus:
    """A Prometheus that is running."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"

    def get(self, path: str, **query: str) -> Any:
        with urlopen(f"{self._address}/api/v1/{path}?{urlencode(query)}", timeout=10) as answer:
            return json.load(answer)["data"]

    def series(self, expression: str) -> list[Any]:
        """What a query gives, as soon as it gives anything; nothing after all patience."""
        deadline = time.monotonic() + PATIENCE
        found: list[Any] = []
        while not found and time.monotonic() < deadline:
            found = list(self.get("query", query=expression)["result"])
        return found

    def is_ready(self) -> bool:
        try:
            return bool(self.get("targets")["activeTargets"][0]["health"] == "up")
        except (URLError, IndexError):
            return False


def configuration(worker: str) -> dict[str, Any]:
    """The deployed one, but that it finds its worker at an address, and asks it more often."""
    deployed: dict[str, Any] = yaml.safe_load(CONFIGURATION.read_text())
    (job,) = deployed["scrape_configs"]
    del job["dns_sd_configs"]
    job["static_configs"] = [{"targets": [worker]}]
    deployed["global"] = {"scrape_interval": "500ms", "evaluation_interval": "1s"}
    deployed["rule_files"] = [str(CONFIGURATION.parent / path) for path in deployed["rule_files"]]
    return deployed


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """Watches a worker from before its first article: what rises, rises before its eyes."""
    assert PROGRAM is not None
    folder = tmp_path_factory.mktemp("prometheus")
    port = free_port()
    with stage() as running:
        settings = running.settings
        (folder / "prometheus.yml").write_text(yaml.safe_dump(configuration(f"127.0.0.1:{settings.metrics_port}")))
        command = [PROGRAM, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([*command, f"--web.listen-address=127.0.0.1:{port}"], stderr=log)
        try:
            found = Prometheus(port)
            deadline = time.monotonic() + PATIENCE
            while not found.is_ready():
                assert process.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < deadline, (folder / "log").read_text()
            asyncio.run(ensure_topics(settings))
            seeds = (
                one
                for one in outgoing(documents([str(ARTICLES)]), topology(settings).articles)
                if isinstance(one, Outgoing)
            )
            broken = Outgoing(b"broken", b"no article", 0)
            asyncio.run(send(settings, topology(settings).articles, [broken, *seeds]))
            yield found
        finally:
            process.terminate()
            process.wait()


def signals(expression: str) -> list[str]:
    """What an alert compares with its limits. An alert gives series only when it fires: these must give some always.

    >>> signals("absent(a > 0)"), signals("sum(a) > 0 and on (job) b == 0")
    (['a > 0'], ['sum(a)', 'b'])
    """
    if absent := re.fullmatch(r"absent\((.+)\)", expression):
        return [absent[1]]
    compared = [COMPARED.fullmatch(part) for part in expression.split(" and on (job) ")]
    assert all(compared), expression
    return [one["signal"] for one in compared if one]


def rules(kind: str) -> list[Any]:
    found = [
        rule
        for path in sorted(RULES.glob("*.yml"))
        for group in yaml.safe_load(path.read_text())["groups"]
        for rule in group["rules"]
    ]
    return [pytest.param(rule["expr"], id=rule[kind]) for rule in found if kind in rule]


@pytest.mark.parametrize("query", QUERIES)
def test_a_panel_of_the_dashboard_shows_something(prometheus: Prometheus, query: str) -> None:
    assert prometheus.series(query)


@pytest.mark.parametrize("expression", rules("record"))
def test_a_recording_rule_records_something(prometheus: Prometheus, expression: str) -> None:
    assert prometheus.series(expression)


@pytest.mark.parametrize("expression", rules("alert"))
def test_what_an_alert_looks_at_is_there(prometheus: Prometheus, expression: str) -> None:
    assert [signal for signal in signals(expression) if not prometheus.series(signal)] == []


def test_prometheus_has_no_trouble_with_any_rule_and_pages_nobody(prometheus: Prometheus) -> None:
    loaded = [rule for group in prometheus.get("rules")["groups"] for rule in group["rules"]]
    assert len(loaded) == len(rules("record")) + len(rules("alert"))
    deadline = time.monotonic() + PATIENCE
    while {rule["health"] for rule in loaded} != {"ok"}:
        assert time.monotonic() < deadline, [rule for rule in loaded if rule["health"] != "ok"]
        loaded = [rule for group in prometheus.get("rules")["groups"] for rule in group["rules"]]
    pages = [one for one in prometheus.get("alerts")["alerts"] if one["labels"]["severity"] == "page"]
    assert [one for one in pages if one["state"] == "firing"] == []


def test_the_dashboard_has_one_question_a_row() -> None:
    rows = [panel["title"] for panel in DASHBOARD["panels"] if panel["type"] == "row"]
    assert len(rows) >= 4
    assert [title for title in rows if not title.endswith("?")] == []
