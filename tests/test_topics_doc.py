"""docs/topics.md lists every topic as it is, and every field of an article."""

import asyncio
import dataclasses
import re
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

from agents.cli.kafka import records
from agents.settings import Settings, load_settings
from agents.topics import ensure_topics, topology
from schemas.article import Article
from schemas.codec import decode
from schemas.topics import ARTICLES, MIB, Topic

TEXT = (Path(__file__).parents[1] / "docs" / "topics.md").read_text()
TOPICS = topology(Settings.model_construct()).all


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_topic_is_listed_as_it_is(topic: Topic) -> None:
    cells = (
        f"`{topic.name}`",
        topic.key,
        topic.value,
        topic.partitions,
        topic.cleanup.value,
        f"{topic.retention.days} d",
        f"{topic.max_message_bytes // MIB} MiB",
    )
    assert f"| {' | '.join(map(str, cells))} |" in TEXT.splitlines()


def test_no_topic_is_listed_that_is_none() -> None:
    listed = re.findall(r"^\| `([\w.-]+)` \|(?=.* MiB \|$)", TEXT, re.MULTILINE)
    assert listed == [topic.name for topic in TOPICS]


def test_every_field_of_an_article_is_listed() -> None:
    (table,) = re.findall(r"^\| field \|.*?\n\n", TEXT, re.MULTILINE | re.DOTALL)
    named = {name for row in table.strip().splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named == {field.name for field in dataclasses.fields(Article)}


@pytest.mark.broker
def test_the_example_sends_an_article(broker: Any) -> None:
    settings = load_settings(broker=broker.address, topic_prefix=f"t{uuid.uuid4().hex[:8]}.")
    topic = topology(settings).articles
    asyncio.run(ensure_topics(settings))
    (example,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    here = example.replace("localhost:9092", broker.address).replace(ARTICLES.name, topic.name)
    subprocess.run([sys.executable, "-c", here], check=True, timeout=60)

    async def taken() -> list[tuple[bytes | None, Article]]:
        found = records(settings, topic, from_start=True, follow=False)
        return [(record.key, decode(record.value or b"", Article)) async for record in found]

    ((key, article),) = asyncio.run(taken())
    assert key == article.id.encode()
