"""What the documents list, held against the code."""

import re
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from agents.metrics import BuildInfo, Metrics

DOCS = Path(__file__).parents[1] / "docs"
ROW = re.compile(r"^\| `(conflict_stream_\w+)` \| (\w+) \| ([^|]*)\|", re.MULTILINE)


@pytest.fixture
def registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    metrics = Metrics(registry, BuildInfo("1.0", "1", "1", "1"))
    metrics.lag({("articles.raw.v1", 0): 1})
    return registry


def documented() -> dict[str, tuple[str, frozenset[str]]]:
    rows = ROW.findall((DOCS / "metrics.md").read_text())
    return {name: (kind, frozenset(re.findall(r"`(\w+)`", labels))) for name, kind, labels in rows}


def exported(registry: CollectorRegistry) -> dict[str, tuple[str, frozenset[str]]]:
    found = {}
    for family in registry.collect():
        if family.name.startswith("conflict_stream_"):
            name = f"{family.name}_total" if family.type == "counter" else family.samples[0].name
            name = family.name if family.type == "histogram" else name
            labels = frozenset().union(*(sample.labels for sample in family.samples)) - {"le"}
            found[name] = ("gauge" if family.type == "info" else family.type, labels)
    return found


def test_docs_list_every_metric_with_its_type_and_labels(registry: CollectorRegistry) -> None:
    assert documented() == exported(registry)


def test_docs_name_every_reason_of_a_drop(registry: CollectorRegistry) -> None:
    text = (DOCS / "metrics.md").read_text()
    (drops,) = (family for family in registry.collect() if family.name == "conflict_stream_drops")
    assert [sample.labels["reason"] for sample in drops.samples if f"`{sample.labels['reason']}`" not in text] == []


def test_queries_in_docs_use_metrics_that_exist(registry: CollectorRegistry) -> None:
    mentioned = set(re.findall(r"conflict_stream_\w+", (DOCS / "metrics.md").read_text()))
    known = set(exported(registry))
    assert {
        name for name in mentioned if name not in known and re.sub("_(sum|count|bucket)$", "", name) not in known
    } == set()
