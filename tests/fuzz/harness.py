"""One input through all of it, codec to page and terminal; and a tally of what became of it."""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from prometheus_client import CollectorRegistry

from agents.app import Steps, reading_of_places, steps
from agents.cli.dlq import SetAside
from agents.cli.tail import Published
from agents.metrics import BuildInfo, Metrics
from agents.reader import Read
from agents.settings import load_settings
from agents.stream.records import Record, Result
from agents.stream.state import State
from pipeline.reading.findings import Reading
from pipeline.stages import Stages, alone
from schemas.article import Article
from schemas.codec import RejectedError, decode, encode, read_error_headers
from schemas.dead_letter import Reason
from schemas.event import Event
from schemas.mention import ArticleMentions
from schemas.topics import ARTICLES, CORRECTIONS, EVENTS, MENTIONS, Topic
from tests.fuzz.corpus import EXAMPLES, Contract
from tests.fuzz.oracles import Page, Terminal, check_spans

RECEIVED: Final = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000)
"""Later than all the seeds, so that they are not of the future."""
KNOWN: Final = (EXAMPLES / "article_mentions" / "good" / "full.json").read_bytes()
"""What the corrections of the examples speak of."""
ARTICLE_SECONDS: Final = 1.0
CHARACTER_SECONDS: Final = 20e-6
"""CPU time that an article may take, whatever it says; news takes a fifth of a microsecond a character."""


@dataclass(slots=True)
class Tally:
    """What became of the inputs."""

    sent: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    dead: Counter[str] = field(default_factory=Counter)
    """Dead letters by reason; for the events topic, what a subscriber passes over."""
    mentions: int = 0
    events: int = 0
    slowest: float = 0.0
    """CPU seconds of one article."""

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.sent + other.sent,
            self.accepted + other.accepted,
            self.dead + other.dead,
            self.mentions + other.mentions,
            self.events + other.events,
            max(self.slowest, other.slowest),
        )

    @property
    def adds_up(self) -> bool:
        """Whether every input was either accepted or set aside."""
        return self.sent.total() == self.accepted.total() + self.dead.total()

    def __str__(self) -> str:
        """One line."""
        kinds = ", ".join(f"{self.sent[contract]:,} {contract}" for contract in Contract)
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in sorted(self.dead.items()))
        return (
            f"{self.sent.total():,} sent ({kinds}) = {self.accepted.total():,} accepted + "
            f"{self.dead.total():,} dead-lettered ({reasons}); {self.mentions:,} mentions, {self.events:,} events on "
            f"page and terminal; slowest article {self.slowest:.2f} s"
        )


class Harness:
    """Takes inputs. What comes out wrong raises ``AssertionError``.

    Args:
        read: takes the place of reading, to try the harness itself.
    """

    def __init__(self, read: Read | None = None) -> None:
        self.tally = Tally()
        self.metrics = Metrics(CollectorRegistry(), BuildInfo("0"))
        self._readings: list[tuple[Article, Reading]] = []
        self._state = State()
        self._page, self._terminal = Page(), Terminal()
        inner = read or reading_of_places()

        def remembering(article: Article) -> Stages[Reading]:
            reading = yield from inner(article)
            self._readings.append((article, reading))
            return reading

        self._steps: Steps = steps(
            load_settings(horizon_days=None), self.metrics, lambda: self._state, read=remembering
        )

    def take(self, contract: Contract, data: bytes) -> None:
        """Send one input and check all that it leads to."""
        self.tally.sent[contract] += 1
        match contract:
            case Contract.ARTICLE:
                self._article(data)
            case Contract.CORRECTION:
                self._correction(data)
            case Contract.MENTIONS:
                self._mentions(data, MENTIONS)
            case Contract.EVENT:
                self._event(data)

    def counted(self) -> int:
        """Articles accepted or set aside, as the worker's own metrics have it."""
        name = "conflict_stream_articles_total"
        outcomes = ("mentions", "no_mentions", "retracted", "dead_letter")
        found = (self.metrics.registry.get_sample_value(name, {"outcome": outcome}) for outcome in outcomes)
        return int(sum(value or 0 for value in found))

    def _article(self, data: bytes) -> None:
        self._readings.clear()
        started = time.thread_time()
        result = alone(self._steps.reader(Record(ARTICLES.name, 0, 0, b"k", data, RECEIVED)))
        took = time.thread_time() - started
        self.tally.slowest = max(self.tally.slowest, took)
        allowed = ARTICLE_SECONDS + len(data) * CHARACTER_SECONDS
        assert took < allowed, f"an article of {len(data)} bytes took {took:.2f} s of CPU time"
        if self._set_aside(result, data, ARTICLES):
            return
        self.tally.accepted[Contract.ARTICLE] += 1
        ((article, reading),) = self._readings
        said = [output for output in result.outputs if output.partition is None]
        for output in said:
            check_spans(article, decode(output.value or b"", ArticleMentions))
        self.tally.mentions += len(reading.mentions)
        if reading.mentions:
            self._terminal.check_article(article, reading)
        for output in said:
            self._fold(output.value or b"")

    def _correction(self, data: bytes) -> None:
        result = alone(self._steps.corrector(Record(CORRECTIONS.name, 0, 0, b"k", data, RECEIVED)))
        if self._set_aside(result, data, CORRECTIONS):
            return
        self.tally.accepted[Contract.CORRECTION] += 1
        (output,) = result.outputs
        led_to = self._fold(KNOWN, output.value or b"")
        assert all(one.topic == EVENTS.name for one in led_to.outputs), "a correction was accepted, and then refused"

    def _mentions(self, data: bytes, source: Topic) -> None:
        result = self._fold(data)
        if not self._set_aside(result, data, source):
            self.tally.accepted[Contract.MENTIONS] += 1

    def _event(self, data: bytes) -> None:
        try:
            event = decode(data, Event)
        except RejectedError as error:
            self.tally.dead[error.reason] += 1
            return
        self.tally.accepted[Contract.EVENT] += 1
        assert decode(encode(event), Event) == event
        self._show(event, data)

    def _fold(self, *messages: bytes) -> Result:
        """The result of the last; a state of their own: what an input does must not depend on those before it."""
        self._state = State()
        for data in messages:
            result = alone(self._steps.deduplicator(Record(MENTIONS.name, 0, 0, b"UKR", data, RECEIVED)))
        for output in result.outputs:
            if output.topic == EVENTS.name and output.value is not None:
                self._show(decode(output.value, Event), output.value)
        return result

    def _show(self, event: Event, data: bytes) -> None:
        self.tally.events += 1
        published = Published(event, data)
        self._page.check(published)
        self._terminal.check_event(published)

    def _set_aside(self, result: Result, data: bytes, source: Topic) -> bool:
        """Whether the input became a dead letter: one, whole, with a reason that is its own fault, and nothing else."""
        letters = [output for output in result.outputs if output.topic == source.dead_letters.name]
        if not letters:
            return False
        (output,) = result.outputs
        assert output.value == data
        assert not result.changes
        letter = read_error_headers(list(output.headers))
        assert letter.reason is not Reason.INTERNAL_ERROR, letter.detail
        self.tally.dead[letter.reason] += 1
        self._terminal.check_letter(SetAside(letter, output.key, output.value, output.topic))
        return True
