"""Place names of a text with their coordinates: ``python -m evaluation.geo ARTICLES.jsonl > SYSTEM.jsonl``."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from pipeline.gazetteer import Gazetteer, load
from pipeline.reading.page import prepare
from pipeline.reading.places import find_places
from schemas.article import Article


def toponyms(line: dict[str, str | None], gazetteer: Gazetteer) -> list[dict[str, object]]:
    """The place names of one text, offsets counting into its ``text``."""
    published = line.get("published")
    article = Article(
        id=line["id"] or "",
        published_at=datetime.fromisoformat(published or "2000-01-01").replace(tzinfo=UTC, hour=12),
        text=line["text"] or "",
    )
    return [
        {
            "start": found.span.start,
            "end": found.span.end,
            "phrase": found.text,
            "lat": found.location.lat,
            "lon": found.location.lon,
        }
        for found in find_places(prepare(article), gazetteer)
        if found.span.sentence and found.location.lat is not None
    ]


def main(path: Path) -> None:
    """Write one line out for one line in."""
    gazetteer = load()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            print(json.dumps({"id": article["id"], "toponyms": toponyms(article, gazetteer)}, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
