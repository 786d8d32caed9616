"""Kafka Connect in docs/consuming.md: settings that its JDBC sink knows, and a view of what records have."""

import json
import re
from pathlib import Path
from typing import Final

import schemas
from schemas.topics import EVENTS

DOCUMENT: Final = (Path(__file__).parents[1] / "docs" / "consuming.md").read_text()
EXAMPLE: Final = Path(schemas.__file__).parent / "examples" / "event" / "good" / "full.json"

CONNECT: Final = {
    "connector.class",
    "key.converter",
    "name",
    "predicates",
    "tasks.max",
    "topics",
    "transforms",
    "value.converter",
}
"""What Kafka Connect itself knows of a sink connector, of what is used here."""
JDBC_SINK: Final = {
    "batch.size",
    "column.naming.strategy",
    "connection.password",
    "connection.pool.timeout",
    "connection.provider",
    "connection.url",
    "connection.username",
    "data.type.mapping",
    "delete.enabled",
    "dialect.postgres.postgis.schema",
    "field.exclude.list",
    "field.include.list",
    "flush.max.retries",
    "flush.retry.delay.ms",
    "insert.mode",
    "primary.key.fields",
    "primary.key.mode",
    "quote.identifiers",
    "schema.evolution",
    "table.name.format",
    "table.naming.strategy",
    "truncate.enabled",
    "use.reduction.buffer",
}
"""Every setting of Debezium's JDBC sink 3.0.0."""
CHOICES: Final = {
    "insert.mode": {"insert", "upsert", "update"},
    "primary.key.mode": {"none", "kafka", "record_key", "record_value", "record_header"},
    "schema.evolution": {"none", "basic"},
}
TRANSFORMS: Final = "org.apache.kafka.connect.transforms."
PARTS: Final = {f"{TRANSFORMS}Filter", f"{TRANSFORMS}HoistField$Key", f"{TRANSFORMS}HoistField$Value"}


def block(heading: str, language: str) -> str:
    section = DOCUMENT.partition(f"## {heading}\n")[2]
    found = re.search(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_connect_settings_are_such_as_the_sink_knows() -> None:
    lines = block("Kafka Connect", "properties").splitlines()
    settings = dict(line.split("=", 1) for line in lines)
    assert len(settings) == len(lines)
    own = {name for name in settings if name.startswith(("transforms.", "predicates."))}
    assert settings.keys() - own <= CONNECT | JDBC_SINK
    for name, choices in CHOICES.items():
        assert settings[name] in choices
    assert settings["topics"] == EVENTS.name


def test_connect_transforms_are_kafkas_own_and_each_is_used() -> None:
    settings = dict(line.split("=", 1) for line in block("Kafka Connect", "properties").splitlines())
    names = settings["transforms"].split(",")
    assert {settings[f"transforms.{name}.type"] for name in names} == PARTS
    assert {name.split(".")[1] for name in settings if name.startswith("transforms.")} == set(names)
    assert settings["transforms.ended.predicate"] in settings["predicates"].split(",")
    assert settings["primary.key.fields"] == settings["transforms.key.field"]


def test_the_view_reads_fields_that_records_have() -> None:
    record = json.loads(EXAMPLE.read_bytes())
    paths = re.findall(r"record((?:->>?'\w+')+)", block("Kafka Connect", "sql"))
    assert len(paths) == 6
    for path in paths:
        found = record
        for name in re.findall(r"'(\w+)'", path):
            found = found[name]
