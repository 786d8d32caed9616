"""What must hold of everything that comes out, whatever went in. An ``AssertionError`` is a finding."""

import asyncio
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import aclosing, redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from typing import Any, Final

import orjson
from rich.text import Text

from agents.cli.dlq import SetAside, letter_line, letter_lines
from agents.cli.events import Wanted, table
from agents.cli.explain import article_lines
from agents.cli.tail import Published, Tombstone, print_events
from agents.cli.terminal import plain, results
from agents.page.geojson import Selection, collection
from agents.page.live import Live
from agents.page.record import whole
from agents.page.streaming import messages, place
from agents.page.world import World
from pipeline.reading.findings import Reading
from schemas.article import Article
from schemas.mention import ArticleMentions, Mention
from schemas.values import Span

UNSAFE_CATEGORIES: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
DIRECTIONS: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
MARKS: Final = frozenset({"\u200e", "\u200f", "\u061c"})


def unsafe(text: str) -> set[str]:
    """The characters that may not reach a terminal or a page: controls, half characters, what turns the writing."""
    return {
        letter
        for letter in set(text)
        if unicodedata.category(letter) in UNSAFE_CATEGORIES
        or unicodedata.bidirectional(letter) in DIRECTIONS
        or letter in MARKS
    }


def check_spans(article: Article, message: ArticleMentions) -> None:
    """Every span lies inside the title (sentence 0) or the text, and is not empty."""
    for mention in message.mentions:
        for span in _spans(mention):
            length = len(article.title if span.sentence == 0 else article.text)
            assert 0 <= span.start < span.end <= length, f"{span} in {length} characters"


def _spans(mention: Mention) -> Iterator[Span]:
    yield from (one.span for one in mention.evidence)
    yield from (claim.span for claim in mention.claims if claim.span is not None)
    yield from (person.span for person in mention.persons if person.span is not None)


class Page:
    """What the page would send: the rows, one event whole, GeoJSON, the stream."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def check(self, published: Published) -> None:
        """Everything that is sent is JSON of harmless words, and its frames are its own."""
        live = Live(World())
        event_id = plain(published.event.event_id)
        start = place(live, 0)
        live.take(published)
        rows = [orjson.loads(entry.line) for entry in live.world.standing()]
        entry = live.world.get(event_id)
        assert entry is not None, f"{event_id!r} is not found under the id that it is shown with"
        shown = whole(entry)
        _harmless(rows)
        _harmless(orjson.loads(orjson.dumps(shown)))
        _harmless(orjson.loads(orjson.dumps(collection([e.row for e in live.world.standing() if e.row], Selection()))))
        for mention in shown["event"]["mentions"]:
            passages = shown["passages"][mention["mention_id"]]
            assert "".join(part["text"] for part in passages) == mention["sentence"]
            assert mention["url"] is None or mention["url"].lower().startswith(("http://", "https://"))
        self._changes(live, start)
        live.take(Tombstone(published.event.event_id))
        gone = self._changes(live, start)["gone"]
        assert gone == [event_id], f"{gone} left, where {event_id!r} was shown"

    def _changes(self, live: Live, start: str) -> dict[str, Any]:
        """The stream's next message, taken apart as a browser does it."""

        async def first_two() -> list[bytes]:
            async with aclosing(messages(live, start)) as stream:
                return [await anext(stream), await anext(stream)]

        _, data = self._loop.run_until_complete(first_two())
        text = data.decode()
        lines = text.splitlines()
        assert text.endswith("\n\n")
        assert [line.partition(":")[0] for line in lines] == ["id", "event", "data", ""], lines
        said: dict[str, Any] = orjson.loads(lines[2].removeprefix("data: "))
        _harmless(said)
        return said


class Terminal:
    """What the commands would print."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def check_event(self, published: Published) -> None:
        """``tail``, and the table of ``replay``."""

        async def feed() -> Any:
            yield published
            yield Tombstone(published.event.event_id)

        def show(*, json: bool) -> None:
            self._loop.run_until_complete(print_events(feed(), Wanted(), results(), json=json))

        for json in (False, True):
            printed = self._printed(partial(show, json=json))
            assert printed.count("\n") == 2, printed
        self._printed(lambda: results().print(table([published.event])))

    def check_article(self, article: Article, reading: Reading) -> None:
        """``explain``."""
        lines = list(article_lines(article, reading, brackets=True))
        self._check_lines(lines)

    def check_letter(self, letter: SetAside) -> None:
        """``dlq list`` and ``dlq show``."""
        self._check_lines([letter_line(letter)])
        self._check_lines(list(letter_lines(letter)))

    def _check_lines(self, lines: list[Text]) -> None:
        for line in lines:
            assert not unsafe(line.plain), f"{unsafe(line.plain)} on the terminal: {line.plain!r}"

    def _printed(self, show: Callable[[], None]) -> str:
        with redirect_stdout(StringIO()) as out, redirect_stderr(out):
            show()
        printed = out.getvalue()
        assert not unsafe(printed.replace("\n", "")), f"{unsafe(printed)} on the terminal: {printed!r}"
        return printed


def _harmless(value: Any) -> None:
    match value:
        case str():
            assert not unsafe(value), f"{unsafe(value)} on the page: {value!r}"
        case list():
            for one in value:
                _harmless(one)
        case dict():
            for name, one in value.items():
                _harmless(name)
                _harmless(one)
