"""What a worker exports, and that Prometheus can read it."""

import http.client
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from agents.metrics import ArticleOutcome, BuildInfo, Health, Metrics, MetricsServer, Stage, WorkerState, serve
from pipeline.reading.findings import DropReason
from pipeline.stages import Stages, alone
from schemas.codec import decode
from schemas.dead_letter import Reason
from schemas.event import Change, Event, Status
from schemas.topics import ARTICLES, MENTIONS
from schemas.values import EventType

OTHERS_SECONDS = 0.2
EXAMPLE = Path(__file__).parents[2] / "schemas" / "examples" / "event" / "good" / "full.json"


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def metrics(registry: CollectorRegistry) -> Metrics:
    return Metrics(registry, BuildInfo("1.2.3", rules_version="7"))


@pytest.fixture
def health(metrics: Metrics) -> Health:
    return Health(metrics.worker_state)


@pytest.fixture
def server(registry: CollectorRegistry, health: Health) -> Iterator[MetricsServer]:
    server = serve(registry, health)
    yield server
    server.close()


@pytest.fixture
def event() -> Event:
    return decode(EXAMPLE.read_bytes(), Event)


def value(registry: CollectorRegistry, name: str, **labels: str) -> float | None:
    return registry.get_sample_value(f"conflict_stream_{name}", labels)


def get(server: MetricsServer, path: str, **headers: str) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=5)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.getheader("Content-Type", ""), body


def test_series_with_known_labels_are_zero_from_the_start(registry: CollectorRegistry, metrics: Metrics) -> None:
    assert metrics.registry is registry
    expected: list[tuple[str, dict[str, str]]] = [
        ("articles_total", {"outcome": outcome}) for outcome in ArticleOutcome
    ]
    expected += [("mentions_total", {"type": event_type}) for event_type in EventType]
    expected += [("drops_total", {"reason": reason}) for reason in DropReason]
    expected += [("events_total", {"change": change}) for change in Change]
    expected += [("event_revisions_total", {"status": status}) for status in Status]
    expected += [("stage_seconds_count", {"stage": stage}) for stage in Stage]
    topics = [ARTICLES.name, MENTIONS.name]
    expected += [("dead_letters_total", {"topic": topic, "reason": reason}) for topic in topics for reason in Reason]
    expected += [(name, {"topic": topic}) for topic in topics for name in ("lag_messages", "batch_messages_count")]
    assert [(name, labels) for name, labels in expected if value(registry, name, **labels) != 0] == []


@pytest.mark.usefixtures("metrics")
def test_names_keep_to_one_prefix_base_units_and_total_on_counters_alone(registry: CollectorRegistry) -> None:
    families = [family for family in registry.collect() if not family.name.startswith("process_")]
    assert families
    for family in families:
        assert family.name.startswith("conflict_stream_")
        assert not family.name.endswith(("_total", "_ms", "_milliseconds", "_minutes"))
        assert family.documentation.endswith(".")


def test_an_article_is_counted_by_what_became_of_it(registry: CollectorRegistry, metrics: Metrics) -> None:
    metrics.article(ArticleOutcome.MENTIONS)
    metrics.article(ArticleOutcome.NO_MENTIONS, 3)
    assert value(registry, "articles_total", outcome="mentions") == 1
    assert value(registry, "articles_total", outcome="no_mentions") == 3


def test_a_reading_counts_sentences_mentions_and_drops(registry: CollectorRegistry, metrics: Metrics) -> None:
    metrics.reading(5, [EventType.ABDUCTION, EventType.ABDUCTION], [DropReason.FUTURE, "confidence"])
    assert value(registry, "sentences_total") == 5
    assert value(registry, "mentions_total", type="abduction") == 2
    assert value(registry, "drops_total", reason="future") == 1
    assert value(registry, "drops_total", reason="confidence") == 1


def test_an_event_counts_once_for_each_change_and_once_for_its_record(
    registry: CollectorRegistry, metrics: Metrics, event: Event
) -> None:
    metrics.event(replace(event, change=(Change.NEW_SOURCE, Change.CASUALTIES)), event.updated_at)
    assert value(registry, "events_total", change="new_source") == 1
    assert value(registry, "events_total", change="casualties") == 1
    assert value(registry, "event_revisions_total", status=event.status) == 1


def test_latency_counts_from_receipt_and_from_publication(
    registry: CollectorRegistry, metrics: Metrics, event: Event
) -> None:
    metrics.event(event, event.updated_at + timedelta(seconds=2))
    published = (event.updated_at - event.sources.last_published_at).total_seconds()
    assert value(registry, "event_receipt_latency_seconds_sum") == 2
    assert value(registry, "event_publication_latency_seconds_sum") == max(0, published + 2)


def test_a_clock_that_is_behind_makes_no_negative_latency(
    registry: CollectorRegistry, metrics: Metrics, event: Event
) -> None:
    metrics.event(event, event.updated_at - timedelta(days=400))
    assert value(registry, "event_receipt_latency_seconds_sum") == 0
    assert value(registry, "event_publication_latency_seconds_sum") == 0


def test_dead_letters_are_counted_by_the_topic_they_came_from(registry: CollectorRegistry, metrics: Metrics) -> None:
    metrics.dead_letter(ARTICLES.name, Reason.NOT_JSON)
    assert value(registry, "dead_letters_total", topic=ARTICLES.name, reason="not_json") == 1
    assert value(registry, "dead_letters_total", topic=MENTIONS.name, reason="not_json") == 0


def test_of_a_stage_in_parts_only_the_parts_are_timed(registry: CollectorRegistry, metrics: Metrics) -> None:
    def work() -> Stages[str]:
        yield
        return "done"

    timed = metrics.in_stages(Stage.READ, work())
    next(timed)
    started = time.perf_counter()
    while time.perf_counter() - started < OTHERS_SECONDS:
        pass
    with pytest.raises(StopIteration, match="done"):
        next(timed)
    assert value(registry, "stage_seconds_count", stage="read") == 1
    assert (value(registry, "stage_seconds_sum", stage="read") or 0.0) < OTHERS_SECONDS


def test_a_stage_that_fails_in_its_second_part_is_timed_too(registry: CollectorRegistry, metrics: Metrics) -> None:
    def work() -> Stages[str]:
        yield
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        alone(metrics.in_stages(Stage.READ, work()))
    assert value(registry, "stage_seconds_count", stage="read") == 1


def test_a_stage_that_fails_is_timed_too(registry: CollectorRegistry, metrics: Metrics) -> None:
    with pytest.raises(ValueError, match="broken"), metrics.stage(Stage.READ):
        raise ValueError("broken")
    assert value(registry, "stage_seconds_count", stage="read") == 1


def test_lag_is_summed_by_topic_and_forgets_partitions_of_others(registry: CollectorRegistry, metrics: Metrics) -> None:
    metrics.lag({(ARTICLES.name, 0): 4, (ARTICLES.name, 1): 3, (MENTIONS.name, 0): 2})
    assert value(registry, "lag_messages", topic=ARTICLES.name) == 7
    assert value(registry, "partition_lag_messages", topic=ARTICLES.name, partition="1") == 3
    metrics.lag({(ARTICLES.name, 0): 1})
    assert value(registry, "lag_messages", topic=ARTICLES.name) == 1
    assert value(registry, "lag_messages", topic=MENTIONS.name) == 0
    assert value(registry, "partition_lag_messages", topic=ARTICLES.name, partition="1") is None


def test_where_nothing_waits_any_more_nothing_is_old(registry: CollectorRegistry, metrics: Metrics) -> None:
    metrics.lag_seconds(ARTICLES.name, 900.0)
    metrics.lag({(ARTICLES.name, 0): 4})
    assert value(registry, "lag_seconds", topic=ARTICLES.name) == 900
    metrics.lag({})
    assert value(registry, "lag_seconds", topic=ARTICLES.name) == 0


def test_gauges_and_counters_of_the_worker(registry: CollectorRegistry, metrics: Metrics) -> None:
    metrics.open_events(12)
    metrics.rebalanced()
    metrics.batch(ARTICLES.name, 200)
    metrics.lag_seconds(ARTICLES.name, 1.5)
    assert value(registry, "open_events") == 12
    assert value(registry, "rebalances_total") == 1
    assert value(registry, "batch_messages_sum", topic=ARTICLES.name) == 200
    assert value(registry, "lag_seconds", topic=ARTICLES.name) == 1.5


def test_topics_with_a_prefix_have_their_zeros_too(registry: CollectorRegistry) -> None:
    Metrics(registry, BuildInfo("1"), ["eu.articles.raw.v1"])
    assert value(registry, "lag_messages", topic="eu.articles.raw.v1") == 0
    assert value(registry, "lag_messages", topic=ARTICLES.name) is None


def test_exactly_one_worker_state_is_one(registry: CollectorRegistry, health: Health) -> None:
    health.become(WorkerState.RECOVERING)
    assert {state: value(registry, "worker_state", state=state) for state in WorkerState} == {
        state: float(state is WorkerState.RECOVERING) for state in WorkerState
    }


@pytest.mark.usefixtures("metrics")
def test_build_info_says_what_is_running(registry: CollectorRegistry) -> None:
    labels = {"version": "1.2.3", "rules_version": "7", "lexicon_version": "", "gazetteer_version": ""}
    assert value(registry, "build_info", **labels) == 1


def test_the_server_serves_metrics_that_prometheus_reads(server: MetricsServer) -> None:
    status, content_type, body = get(server, "/metrics")
    assert (status, content_type.partition(";")[0]) == (200, "text/plain")
    names = {family.name for family in text_string_to_metric_families(body)}
    assert {"conflict_stream_articles", "conflict_stream_stage_seconds", "process_cpu_seconds"} <= names
    assert "_created" not in body


def test_the_server_speaks_openmetrics_when_asked(server: MetricsServer) -> None:
    _, content_type, body = get(server, "/metrics", Accept="application/openmetrics-text; version=1.0.0")
    assert content_type.startswith("application/openmetrics-text")
    assert body.endswith("# EOF\n")


def test_the_server_listens_on_loopback_alone(server: MetricsServer) -> None:
    assert server.host == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.port}/metrics"


def test_readyz_says_why_not_and_livez_that_it_lives(server: MetricsServer, health: Health) -> None:
    health.become(WorkerState.JOINING)
    assert get(server, "/readyz")[0::2] == (503, "joining\n")
    assert get(server, "/livez")[0::2] == (200, "alive\n")
    health.become(WorkerState.RUNNING)
    assert get(server, "/readyz")[0::2] == (200, "ready\n")


def test_another_path_is_not_found(server: MetricsServer) -> None:
    status, _, body = get(server, "/table")
    assert (status, body) == (404, "try /metrics, /livez or /readyz\n")


def test_a_port_that_is_taken_is_named_with_its_setting(
    server: MetricsServer, registry: CollectorRegistry, health: Health
) -> None:
    with pytest.raises(OSError, match=f"127.0.0.1:{server.port}: Address already in use; CONFLICT_STREAM_METRICS_PORT"):
        serve(registry, health, port=server.port)


def test_a_closed_server_frees_its_port(registry: CollectorRegistry, health: Health) -> None:
    first = serve(registry, health)
    first.close()
    second = serve(registry, health, port=first.port)
    assert get(second, "/livez")[0] == 200
    second.close()


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
@pytest.mark.usefixtures("metrics")
def test_promtool_finds_nothing_to_say(registry: CollectorRegistry) -> None:
    checked = subprocess.run(
        ["promtool", "check", "metrics"], input=generate_latest(registry), capture_output=True, check=False
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")
