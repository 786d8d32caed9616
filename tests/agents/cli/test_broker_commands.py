"""Commands against a broker: topics, produce, tail, dead letters."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from agents.cli.corrections import find
from agents.cli.kafka import records
from agents.settings import load_settings
from agents.topics import topology
from schemas.codec import encode, error_headers
from schemas.dead_letter import DeadLetter, Reason
from schemas.event import Event, Status
from schemas.topics import ARTICLES, Topic
from schemas.values import EventType

Run = Callable[..., Any]
Given = Callable[..., dict[str, Any]]
Jsonl = Callable[..., Path]
Message = tuple[bytes | None, bytes | None, list[tuple[str, bytes]]]

pytestmark = [pytest.mark.broker, pytest.mark.usefixtures("topics")]


@pytest.fixture
def topics(run: Run, broker: Any, apart: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CONFLICT_STREAM_BROKER", broker.address)
    made = run("topics", "ensure")
    assert (made.code, made.err) == (0, "")
    assert f"created {apart}{ARTICLES.name}" in made.out
    names = [topic.name for topic in topology(load_settings()).all]
    yield
    asyncio.run(delete(broker.address, names))


async def delete(address: str, names: list[str]) -> None:
    """Seventy partitions a test are a burden to a small broker."""
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    await admin.delete_topics(names)
    await admin.close()


def put(topic: Topic, messages: Iterable[Message]) -> None:
    """Send by a client that has nothing to do with ours."""

    async def send() -> None:
        async with AIOKafkaProducer(bootstrap_servers=load_settings().broker, max_request_size=4_000_000) as producer:
            for key, value, headers in messages:
                await producer.send_and_wait(topic.name, value, key=key, headers=headers)

    asyncio.run(send())


def taken(topic: Topic) -> list[tuple[bytes | None, bytes | None]]:
    async def read() -> list[tuple[bytes | None, bytes | None]]:
        found = records(load_settings(), topic, from_start=True, follow=False)
        return [(record.key, record.value) async for record in found]

    return asyncio.run(read())


def test_ensuring_topics_again_creates_nothing(run: Run) -> None:
    again = run("topics", "ensure")
    assert again.code == 0
    assert "created" not in again.out


def test_topics_are_described_as_the_broker_has_them(run: Run, apart: str) -> None:
    described = run("topics", "describe")
    assert described.code == 0
    assert f"{apart}{ARTICLES.name}" in described.out
    assert described.out.count("12 partitions, replication factor 1") == len(topology(load_settings()).all)


def test_missing_topics_are_told_and_what_creates_them(run: Run, monkeypatch: pytest.MonkeyPatch, jsonl: Jsonl) -> None:
    monkeypatch.setenv("CONFLICT_STREAM_TOPIC_PREFIX", "nobodys.")
    for command in (["topics", "describe"], ["tail"], ["produce", str(jsonl())]):
        ran = run(*command)
        assert ran.code == 1
        assert "topics ensure" in ran.err


def test_produce_sends_each_article_under_its_id_as_it_was_written(run: Run, article: Given, jsonl: Jsonl) -> None:
    lines = [article("a", wire="fields that we do not know"), article("b")]
    ran = run("produce", jsonl(*lines))
    assert ran.code == 0
    assert ran.err.startswith("2 articles sent")
    assert sorted(taken(topology(load_settings()).articles)) == [
        (line["id"].encode(), orjson.dumps(line)) for line in lines
    ]


def test_produce_sends_plain_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Shells fell on the town.")
    assert run("produce", tmp_path, "--published-at", "2024-08-13").code == 0
    ((key, value),) = taken(topology(load_settings()).articles)
    sent = orjson.loads(value or b"")
    assert (sent["id"].encode(), sent["text"]) == (key, "Shells fell on the town.")
    assert sent["published_at"] == "2024-08-13T00:00:00Z"


def test_produce_ends_at_a_bad_article_and_says_what_was_sent(run: Run, article: Given, jsonl: Jsonl) -> None:
    ran = run("produce", jsonl(article("a"), {"id": "b"}, article("c")))
    assert ran.code == 1
    assert "articles.jsonl:2: " in ran.err
    assert "1 article before it" in ran.err
    assert [key for key, _ in taken(topology(load_settings()).articles)] == [b"a"]


def test_produce_skips_bad_articles_where_told_to(run: Run, article: Given, jsonl: Jsonl) -> None:
    ran = run("produce", jsonl(article("a"), {"id": "b"}, article("c")), "--skip-bad")
    assert ran.code == 0
    assert "articles.jsonl:2: " in ran.err
    assert sorted(str(key) for key, _ in taken(topology(load_settings()).articles)) == ["b'a'", "b'c'"]


def test_produce_refuses_what_the_topic_would_not_take(run: Run, article: Given, jsonl: Jsonl) -> None:
    ran = run("produce", jsonl(article("a"), article("huge", text="x" * ARTICLES.max_message_bytes)))
    assert ran.code == 1
    assert "articles.jsonl:2: 2,097," in ran.err
    assert "takes 2,097,152 at most" in ran.err


def test_the_largest_article_that_produce_lets_pass_is_taken(run: Run, article: Given, jsonl: Jsonl) -> None:
    bare = len(orjson.dumps(article("a", text="")))
    text = "x" * (ARTICLES.max_message_bytes - bare - 129)
    assert run("produce", jsonl(article("a", text=text))).code == 0


def test_unchecked_articles_go_out_as_they_are(run: Run, jsonl: Jsonl) -> None:
    assert run("produce", jsonl(b"not json", b"\xff\xfe"), "--unchecked").code == 0
    assert sorted(taken(topology(load_settings()).articles), key=str) == [(None, b"\xff\xfe"), (None, b"not json")]


def test_tail_prints_a_line_an_event(run: Run, event: Event) -> None:
    put(topology(load_settings()).events, [(event.event_id.encode(), encode(event), []), (b"gone", None, [])])
    ran = run("tail", "--since", "all", "--no-follow")
    assert ran.code == 0
    assert {line.split()[0] for line in ran.out.splitlines()} == {"~", "x"}
    assert event.headline in ran.out
    assert "gone" in ran.out


def test_tail_prints_records_as_they_are(run: Run, event: Event) -> None:
    put(topology(load_settings()).events, [(event.event_id.encode(), encode(event), [])])
    ran = run("tail", "--since", "1h", "--no-follow", "--json")
    assert orjson.loads(ran.out) == orjson.loads(encode(event))


def test_of_some_keys_only_their_partitions_are_read() -> None:
    topic = topology(load_settings()).events
    put(topic, [(b"%d" % number, b"{}", []) for number in range(40)])

    async def read(*keys: bytes) -> dict[bytes, int]:
        found = records(load_settings(), topic, keys=keys, from_start=True, follow=False)
        return {record.key: record.partition async for record in found}

    every, two = asyncio.run(read()), asyncio.run(read(b"7", b"23"))
    assert len(every) == 40
    assert set(two.values()) == {every[b"7"], every[b"23"]}
    assert two == {key: partition for key, partition in every.items() if partition in two.values()}


def test_an_event_is_found_in_whatever_partition_it_lies(event: Event) -> None:
    settings = load_settings()
    topic = topology(settings).events

    async def send() -> None:
        async with AIOKafkaProducer(bootstrap_servers=settings.broker) as producer:
            for partition in range(topic.partitions):
                name = f"e{partition}"
                record = encode(replace(event, event_id=name, status=Status.ACTIVE))
                await producer.send_and_wait(topic.name, record, name.encode(), partition)

    asyncio.run(send())
    names = [f"e{partition}" for partition in range(topic.partitions)]
    assert [one.event_id for one in asyncio.run(find(settings, names))] == names
    assert asyncio.run(find(settings, names[:1]))[0].event_id == names[0]


def test_tail_ends_without_a_word_when_its_reader_leaves(event: Event) -> None:
    many: list[Message] = [
        (event.event_id.encode(), encode(replace(event, version=number)), []) for number in range(1, 301)
    ]
    put(topology(load_settings()).events, many)
    command = [sys.executable, "-m", "agents.cli", "tail", "--since", "all", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        assert ran.stdout
        assert ran.stderr
        assert ran.stdout.readline()
        ran.stdout.close()
        assert ran.stderr.read() == b""


def test_tail_begins_with_what_comes_from_now_on(run: Run, event: Event) -> None:
    put(topology(load_settings()).events, [(event.event_id.encode(), encode(event), [])])
    assert run("tail", "--no-follow").out == ""


def test_tail_chooses(run: Run, event: Event) -> None:
    other = replace(event, event_id="other", location=replace(event.location, country="XXX"))
    put(topology(load_settings()).events, [(one.event_id.encode(), encode(one), []) for one in (event, other)])
    ran = run("tail", "--since", "all", "--no-follow", "--json", "--country", "xxx", "--type", event.type)
    assert [orjson.loads(line)["event_id"] for line in ran.out.splitlines()] == ["other"]
    unwanted = next(one for one in EventType if one is not event.type)
    assert run("tail", "--since", "all", "--no-follow", "--type", unwanted).out == ""


def test_tail_passes_over_what_is_no_event(run: Run, event: Event) -> None:
    topic = topology(load_settings()).events
    put(topic, [(b"k", b"{}", []), (event.event_id.encode(), encode(event), [])])
    ran = run("tail", "--since", "all", "--no-follow", "--json")
    assert len(ran.out.splitlines()) == 1
    assert f"{topic.name}, partition" in ran.err


def dead_letter(number: int, reason: Reason = Reason.INVALID_FIELD) -> list[tuple[str, bytes]]:
    topic = topology(load_settings()).articles.name
    return error_headers(DeadLetter(reason, "no such\x1b[2J date", topic, 3, number, "$.published_at"))


def test_dead_letters_are_listed_with_reason_field_and_origin(run: Run, apart: str) -> None:
    letters = topology(load_settings()).articles.dead_letters
    put(letters, [(b"a", b"{}", dead_letter(7)), (b"b", b"[]", dead_letter(8, Reason.NOT_JSON))])
    ran = run("dlq", "list")
    assert ran.code == 0
    assert "2 dead letters" in ran.err
    assert f"{apart}{ARTICLES.name}/3/7  invalid_field  $.published_at: " in ran.out
    assert "\x1b" not in ran.out
    assert [line.split()[1] for line in run("dlq", "list", "--reason", "not_json").out.splitlines()] == ["not_json"]


def test_a_dead_letter_is_shown_whole_and_harmless(run: Run, apart: str) -> None:
    put(topology(load_settings()).articles.dead_letters, [(b"a", b'{"id":\n"a\x1b[2J"}', dead_letter(7))])
    ran = run("dlq", "show", f"{apart}{ARTICLES.name}/3/7")
    assert ran.code == 0
    assert '{"id":\n' in ran.out
    assert "invalid_field" in ran.out
    assert "\x1b" not in ran.out


def test_a_retry_sends_the_old_key_and_bytes_to_the_old_topic(run: Run, apart: str) -> None:
    topics = topology(load_settings())
    put(
        topics.articles.dead_letters,
        [(b"a", b"\xff{", dead_letter(7)), (b"b", b"{}", dead_letter(8)), (b"c", None, dead_letter(9, Reason.LATE))],
    )
    assert run("dlq", "retry", f"{apart}{ARTICLES.name}/3/7").out == "1 message sent again\n"
    assert taken(topics.articles) == [(b"a", b"\xff{")]
    assert run("dlq", "retry", "--reason", "late").code == 0
    assert (b"c", None) in taken(topics.articles)
    assert run("dlq", "retry", "--all").out == "3 messages sent again\n"


def test_a_retry_sends_the_trace_again_and_not_the_reason(run: Run) -> None:
    topics = topology(load_settings())
    trace = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    put(topics.articles.dead_letters, [(b"a", b"{}", [*dead_letter(7), trace])])
    assert run("dlq", "retry", "--all").code == 0

    async def read() -> list[list[tuple[str, bytes]]]:
        found = records(load_settings(), topics.articles, from_start=True, follow=False)
        return [list(record.headers) async for record in found]

    assert asyncio.run(read()) == [[trace]]


def test_a_dead_letter_that_is_not_there_is_told(run: Run) -> None:
    ran = run("dlq", "show", "articles.raw.v1/0/99")
    assert ran.code == 1
    assert "no dead letter came from articles.raw.v1/0/99" in ran.err


def test_export_writes_what_stands_in_each_format(run: Run, event: Event, tmp_path: Path) -> None:
    put(
        topology(load_settings()).events,
        [
            (b"a", encode(replace(event, event_id="a", version=1, headline="old")), []),
            (b"a", encode(replace(event, event_id="a", version=2, headline="new")), []),
            (b"b", encode(replace(event, event_id="b", type=EventType.GRENADE)), []),
            (b"c", encode(replace(event, event_id="c")), []),
            (b"c", None, []),
        ],
    )
    for name in ("events.geojson", "events.csv", "events.parquet"):
        ran = run("export", tmp_path / name)
        assert (ran.code, ran.out) == (0, "")
        assert ran.err == f"2 events written to {tmp_path / name}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.csv", "events.geojson", "events.parquet"]
    collection = orjson.loads((tmp_path / "events.geojson").read_bytes())
    assert [(one["id"], one["properties"]["headline"]) for one in collection["features"]] == [
        ("a", "new"),
        ("b", event.headline),
    ]
    assert orjson.loads(run("export", "--type", "grenade").out)["features"][0]["id"] == "b"
    assert len(run("export", "-", "--format", "csv", "--country", "IRQ").out.splitlines()) == 1
    assert len(orjson.loads(run("export", "--since", "1h").out)["features"]) == 2
    assert orjson.loads(run("export", "--since", "2099-01-01").out)["features"] == []


def test_export_says_where_it_cannot_write(run: Run, tmp_path: Path) -> None:
    ran = run("export", tmp_path / "nowhere" / "events.csv")
    assert ran.code == 1
    assert ran.err.endswith("events.csv: No such file or directory\n")
