"""Time expressions with their TIMEX3 values: ``python -m evaluation.timex ARTICLES.jsonl > SYSTEM.jsonl``."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.reading.page import LetterCase, Page, Sentence
from pipeline.reading.sentences import split
from pipeline.reading.times import find_times
from schemas.article import Article


def main(path: Path) -> Iterator[str]:
    """One line of output for one article."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield json.dumps({"id": row["id"], "timexes": timexes(row)}, ensure_ascii=False)


def timexes(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The expressions of an article's whole text: gold counts those of datelines and captions too."""
    article = Article(id=str(row["id"]), published_at=_instant(row["published"]), text=row["text"])
    sentences = [Sentence(0, 0, 0, "")]
    sentences += [
        Sentence(at, start, end, row["text"][start:end]) for at, (start, end) in enumerate(split(row["text"]), 1)
    ]
    page = Page(
        article, tuple(sentences), LetterCase.MIXED, None, None, body_mismatch=False, paragraphs=(0,) * len(sentences)
    )
    return [
        {"start": time.span.start, "end": time.span.end, "text": time.text, "type": time.type, "value": time.value}
        for time in find_times(page)
    ]


def _instant(text: str) -> datetime:
    """Publication; noon where only the day is known."""
    instant = datetime.fromisoformat(text if "T" in text else f"{text}T12:00:00")
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


if __name__ == "__main__":
    for output in main(Path(sys.argv[1])):
        print(output)
