"""JSON lines in and out, as every adapter reads and writes them."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from schemas.article import Article

Line = dict[str, str | None]

UNDATED = date(2000, 1, 1)
"""Stands in where a line has no publication date and its text is not asked for one."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FILED = re.compile(rf"[A-Z]{{2}}, ({'|'.join(_MONTHS)})[a-z]*\.? (\d{{1,2}}) \([A-Z]", re.IGNORECASE)
_HEAD = 400
"""Characters of a text that hold its dateline, if it has one."""


def lines(path: Path) -> Iterator[Line]:
    """The lines of a file, parsed one by one."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def published(line: Line, default: date = UNDATED) -> datetime:
    """When the text was published; a day without a time means 12:00 UTC, and no day at all that of its dateline."""
    text = line.get("published")
    if not text:
        return datetime.combine(_filed(line, default.year) or default, time(12), UTC)
    instant = datetime.fromisoformat(text)
    if len(text) <= len("2000-01-01"):
        return datetime.combine(instant.date(), time(12), UTC)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _filed(line: Line, year: int) -> date | None:
    """The day in the dateline of a text whose day of publication nobody kept.

    >>> _filed({"text": "NIAMEY, March 4 (AFP) - Two soldiers were killed."}, 2000)
    datetime.date(2000, 3, 4)
    """
    found = _FILED.search((line.get("text") or "")[:_HEAD])
    if found is None:
        return None
    try:
        return date(year, _MONTHS.index(found[1].lower()) + 1, int(found[2]))
    except ValueError:
        return None


def article(line: Line, default: date = UNDATED) -> Article:
    """The line as an article."""
    return Article(
        id=line["id"] or "",
        published_at=published(line, default),
        text=line["text"] or "",
        title=line.get("title") or "",
        url=line.get("url"),
        language="en",
    )


def answer(path: str, respond: Callable[[Line], object]) -> None:
    """Write one line out for one line in."""
    for line in lines(Path(path)):
        sys.stdout.write(json.dumps(respond(line), ensure_ascii=False, default=str) + "\n")
