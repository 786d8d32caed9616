"""What would be published of each article alone: ``python -m evaluation.alarms ARTICLES.jsonl > SYSTEM.jsonl``."""

import sys

import msgspec

from evaluation.lines import Line, answer, article
from pipeline.gazetteer import Gazetteer, load
from pipeline.merging.rules import Rules
from pipeline.reading import read
from schemas.article import Article
from schemas.mention import Mention

DEFAULTS = Rules()


def records(line: Line, gazetteer: Gazetteer) -> dict[str, object]:
    """The current, political mentions of one article."""
    source = article(line)
    current = [mention for mention in read(source, gazetteer).mentions if is_published(mention, source)]
    return {"id": line["id"], "events": [msgspec.to_builtins(mention) for mention in current]}


def is_published(mention: Mention, source: Article) -> bool:
    """Whether a mention makes a published event by itself, with the default settings."""
    current = source.published_at.date() - mention.date.end <= DEFAULTS.historic_after
    sure = mention.confidence.overall >= DEFAULTS.min_confidence
    return sure and mention.type in DEFAULTS.published_types and current and not mention.retelling


def main(path: str) -> None:
    """Write one line out for one line in."""
    gazetteer = load()
    answer(path, lambda line: records(line, gazetteer))


if __name__ == "__main__":
    main(sys.argv[1])
