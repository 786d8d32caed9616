"""docs/topics.md lists every topic as it is, and every field of an article."""

import dataclasses
import re
from pathlib import Path

import pytest

from agents.settings import Settings
from agents.topics import topology
from schemas.article import Article
from schemas.topics import MIB, Topic

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
