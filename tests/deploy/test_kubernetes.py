"""The manifests speak of settings, topics and paths that exist. They have not been applied to a cluster here."""

from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from agents.settings import PREFIX, Settings, load_settings
from agents.topics import topology

FOLDER = Path(__file__).parents[2] / "deploy" / "kubernetes"
DOCUMENTS: list[dict[str, Any]] = [
    one for path in FOLDER.glob("*.yaml") for one in yaml.safe_load_all(path.read_text())
]


def the(kind: str) -> dict[str, Any]:
    (found,) = (document for document in DOCUMENTS if document["kind"] == kind)
    return found


def test_every_file_is_listed() -> None:
    assert {*the("Kustomization")["resources"], "kustomization.yaml"} == {path.name for path in FOLDER.iterdir()}


def test_the_settings_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    data = the("ConfigMap")["data"]
    container = the("StatefulSet")["spec"]["template"]["spec"]["containers"][0]
    for name in (*data, *(variable["name"] for variable in container["env"])):
        assert name.removeprefix(PREFIX).lower() in Settings.model_fields
    for name, value in data.items():
        monkeypatch.setenv(name, value)
    assert load_settings().broker == data[f"{PREFIX}BROKER"]


def test_the_scaling_looks_at_the_worker_and_at_its_topics() -> None:
    scaled, topics = the("ScaledObject")["spec"], topology(load_settings())
    assert scaled["scaleTargetRef"]["name"] == the("StatefulSet")["metadata"]["name"]
    assert scaled["maxReplicaCount"] == topics.articles.partitions
    triggers = [trigger["metadata"] for trigger in scaled["triggers"]]
    assert [trigger["topic"] for trigger in triggers] == [topics.articles.name, topics.mentions.name]
    data = the("ConfigMap")["data"]
    for trigger in triggers:
        assert trigger["consumerGroup"] == data[f"{PREFIX}GROUP_ID"]
        assert trigger["bootstrapServers"] == data[f"{PREFIX}BROKER"]


def test_ports_and_labels_fit_together() -> None:
    worker = the("StatefulSet")["spec"]
    (container,) = worker["template"]["spec"]["containers"]
    assert container["ports"][0]["containerPort"] == load_settings().metrics_port
    assert worker["template"]["spec"]["terminationGracePeriodSeconds"] > load_settings().stop_timeout
    for document in (worker, the("PodDisruptionBudget")["spec"]):
        assert document["selector"]["matchLabels"].items() <= worker["template"]["metadata"]["labels"].items()
    assert the("Service")["spec"]["ports"][0]["port"] == load_settings().metrics_port
