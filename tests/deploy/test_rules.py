"""The recording and alert rules: promtool accepts them, each is tried, and each alert says what to do."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from prometheus_client import CollectorRegistry

from agents.metrics import BuildInfo, Metrics

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy" / "prometheus"
DASHBOARD = "grafana/dashboards/conflict-stream.json"
CASES = Path(__file__).with_name("rules.test.yml")
RULES: list[dict[str, Any]] = [
    rule
    for path in sorted((PROMETHEUS / "rules").glob("*.yml"))
    for group in yaml.safe_load(path.read_text())["groups"]
    for rule in group["rules"]
]
ALERTS = {rule["alert"]: rule for rule in RULES if "alert" in rule}
TRIED: list[dict[str, Any]] = yaml.safe_load(CASES.read_text())["tests"]


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("check", "config", PROMETHEUS / "prometheus.yml"), id="config"),
        pytest.param(("check", "rules", *(PROMETHEUS / "rules").glob("*.yml")), id="rules"),
        pytest.param(("test", "rules", CASES), id="cases"),
    ],
)
def test_promtool_is_content(command: tuple[str | Path, ...]) -> None:
    checked = subprocess.run(["promtool", *map(str, command)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("file", ["prometheus/rules/recording.yml", "prometheus/rules/alerts.yml", DASHBOARD])
def test_only_metrics_are_asked_for_that_a_worker_has(file: str) -> None:
    registry = CollectorRegistry()
    Metrics(registry, BuildInfo("1"))
    exported = {sample.name for family in registry.collect() for sample in family.samples}
    asked = set(re.findall(r"(?<!:)\bconflict_stream_\w+", (ROOT / "deploy" / file).read_text()))
    assert asked
    assert asked - exported == set()


@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_is_tried_both_ways(alert: str) -> None:
    expected = [
        case["exp_alerts"] for test in TRIED for case in test.get("alert_rule_test", []) if case["alertname"] == alert
    ]
    assert any(expected)
    assert not all(expected)


def test_every_recorded_series_is_tried() -> None:
    tried = {case["expr"] for test in TRIED for case in test.get("promql_expr_test", [])}
    assert tried == {rule["record"] for rule in RULES if "record" in rule}


@pytest.mark.parametrize("alert", ALERTS.values(), ids=ALERTS)
def test_an_alert_leads_to_its_entry_in_the_runbook(alert: dict[str, Any]) -> None:
    page, _, anchor = alert["annotations"]["runbook_url"].partition("#")
    headings = re.findall(r"^### (\w+)$", (ROOT / page).read_text(), re.MULTILINE)
    assert anchor == alert["alert"].lower()
    assert alert["alert"] in headings


def test_the_runbook_has_no_entry_of_an_alert_that_is_none() -> None:
    headings = re.findall(r"^### (ConflictStream\w+)$", (ROOT / "docs" / "operating.md").read_text(), re.MULTILINE)
    assert set(headings) == ALERTS.keys()
    assert len(headings) == len(ALERTS)
