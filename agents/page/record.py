"""One event whole: its record, the revisions seen, and the passages that its mentions rest on."""

import re
from typing import Any, Final

import orjson

from agents.cli.terminal import plain
from agents.page.passages import passages
from agents.page.rows import country_name, family
from agents.page.world import Entry
from schemas.codec import decode, encode
from schemas.event import Event

_LINK: Final = re.compile(r"https?://[^\s]+", re.IGNORECASE)


def whole(entry: Entry) -> dict[str, Any]:
    """Everything that the page shows of an event. All its words come from articles: they are made harmless."""
    event = decode(entry.record, Event)
    record = _harmless(orjson.loads(encode(event)))
    for mention in record["mentions"]:
        mention["url"] = link(mention["url"])
    cut = {mention.mention_id: passages(mention) for mention in event.mentions}
    return {
        "event": record,
        "family": family(event.type),
        "country": country_name(event.location.country),
        "revisions": _harmless(orjson.loads(encode(entry.revisions))),
        "passages": _harmless(orjson.loads(encode(cut))),
    }


def link(url: str | None) -> str | None:
    """The address, if it leads to a web page and nowhere else.

    >>> link("https://example.org/a"), link("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    return url if url and _LINK.fullmatch(url) else None


def _harmless(value: Any) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str():
            return plain(value)
        case list():
            return [_harmless(one) for one in value]
        case dict():
            return {plain(name): _harmless(one) for name, one in value.items()}
        case _:
            return value
