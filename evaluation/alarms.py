"""What would be published of each article alone: ``python -m evaluation.alarms ARTICLES.jsonl > SYSTEM.jsonl``."""

import dataclasses
import sys
from datetime import timedelta

from evaluation.lines import Line, answer, article
from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import read
from schemas.article import Article
from schemas.mention import Mention
from schemas.values import EventType

CURRENT = timedelta(days=30)
"""An event with no report this soon after it stays unpublished."""


def records(line: Line, gazetteer: Gazetteer) -> dict[str, object]:
    """The current, political mentions of one article."""
    source = article(line)
    current = [mention for mention in read(source, gazetteer).mentions if is_published(mention, source)]
    return {"id": line["id"], "events": [dataclasses.asdict(mention) for mention in current]}


def is_published(mention: Mention, source: Article) -> bool:
    """Whether a mention makes a published event by itself, with the default settings."""
    current = source.published_at.date() - mention.date.end <= CURRENT
    return mention.type is not EventType.VIOLENT_CRIME and current and not mention.retelling


def main(path: str) -> None:
    """Write one line out for one line in."""
    gazetteer = load()
    answer(path, lambda line: records(line, gazetteer))


if __name__ == "__main__":
    main(sys.argv[1])
