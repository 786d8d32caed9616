"""Corrections from the command line: what is held against the events, and what is sent."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from msgspec import structs

from agents.cli.corrections import known
from agents.settings import load_settings
from agents.topics import topology
from schemas.codec import decode, encode
from schemas.correction import Action, Correction
from schemas.event import CorrectionReference, Event, Status
from schemas.values import Kind, Range, Toll

Run = Callable[..., Any]

SAID = ("--by", "M. Okafor", "--why", "the court says so")

pytestmark = [pytest.mark.broker, pytest.mark.usefixtures("topics")]


@pytest.fixture
def topics(run: Run, broker: Any, apart: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # noqa: ARG001 - apart names them
    monkeypatch.setenv("CONFLICT_STREAM_BROKER", broker.address)
    assert run("topics", "ensure").code == 0
    names = [topic.name for topic in topology(load_settings()).all]
    yield
    asyncio.run(delete(broker.address, names))


async def delete(address: str, names: list[str]) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    await admin.delete_topics(names)
    await admin.close()


def publish(*events: Event | str) -> None:
    """Put events where subscribers find them; a name alone ends its event."""

    async def send() -> None:
        async with AIOKafkaProducer(bootstrap_servers=load_settings().broker) as producer:
            for event in events:
                key, value = (event, None) if isinstance(event, str) else (event.event_id, encode(event))
                await producer.send_and_wait(topology(load_settings()).events.name, value, key=key.encode())

    asyncio.run(send())


def sent() -> list[Correction]:
    found = asyncio.run(known(load_settings())).values()
    return sorted(found, key=lambda one: one.at)


def like(event: Event, name: str, **fields: Any) -> Event:
    """Another event, of an article of its own."""
    mentions = tuple(structs.replace(one, mention_id=f"{name}#0", article_id=name) for one in event.mentions)
    return replace(event, **{"event_id": name, "mentions": mentions, "block": "UKR", **fields})


def test_a_merge_names_the_mentions_of_both(run: Run, event: Event) -> None:
    publish(like(event, "e1"), like(event, "e2"))
    ran = run("correct", "merge", "e1", "e2", *SAID)
    (correction,) = sent()
    assert ran.out == f"correction {correction.id}: merge sent\n"
    assert event.headline in ran.err
    assert (correction.action, correction.by, correction.why) == (Action.MERGE, "M. Okafor", "the court says so")
    assert [(one.event_id, one.block, one.mentions) for one in correction.events] == [
        ("e1", "UKR", ("e1#0",)),
        ("e2", "UKR", ("e2#0",)),
    ]


def test_a_dry_run_prints_the_message_and_sends_nothing(run: Run, event: Event) -> None:
    publish(like(event, "e1"))
    ran = run("correct", "withdraw", "e1", *SAID, "--dry-run")
    assert decode(ran.out.encode(), Correction).action is Action.WITHDRAW
    assert sent() == []


def test_a_split_keeps_the_other_mentions(run: Run, event: Event) -> None:
    one, other = like(event, "e1"), like(event, "e2")
    publish(replace(one, mentions=(*one.mentions, *other.mentions)))
    assert run("correct", "split", "e1", "e2#0", *SAID).code == 0
    (correction,) = sent()
    assert (correction.events[0].mentions, correction.out) == (("e1#0",), ("e2#0",))


def test_fields_are_set_by_their_types(run: Run, event: Event) -> None:
    publish(like(event, "e1"))
    assert run("correct", "set", "e1", "killed=4", "location=Kharkiv", *SAID).code == 0
    (correction,) = sent()
    assert correction.fields is not None
    assert correction.fields.killed == Toll(Range(4, 4, 4))
    assert correction.fields.given.keys() == {"killed", "location"}


def test_what_was_said_is_listed_and_taken_back(run: Run, event: Event) -> None:
    publish(like(event, "e1"))
    run("correct", "set", "e1", "killed=4", *SAID)
    (correction,) = sent()
    (listed,) = run("correct", "list").out.splitlines()
    assert (correction.id in listed, "waits or is overruled" in listed, "M. Okafor" in listed) == (True, True, True)
    shown = CorrectionReference(correction.id, Action.SET, correction.at, "M. Okafor", "a reason", ("killed",))
    publish(like(event, "e1", corrections=(shown,)))
    assert "holds" in run("correct", "list").out
    ran = run("correct", "revoke", correction.id, "--by", "A. Lind", "--why", "of another day")
    assert ran.out == f"correction {correction.id}: revoked\n"
    (back,) = sent()
    assert (back.revoked, back.by, back.fields) == (True, "A. Lind", correction.fields)
    assert back.at > correction.at
    assert "revoked" in run("correct", "list").out
    again = run("correct", "revoke", correction.id, *SAID)
    assert (again.code, "was revoked by A. Lind" in again.err) == (1, True)


def test_a_withdrawal_holds_once_the_event_is_gone(run: Run, event: Event) -> None:
    publish(like(event, "e1"))
    run("correct", "withdraw", "e1", *SAID)
    assert "waits" in run("correct", "list").out
    publish("e1")
    assert "holds" in run("correct", "list").out


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("merge", "e1", "gone"), "event gone was withdrawn"),
        (("merge", "e1", "merged"), "event merged was merged into e1: correct that one"),
        (("merge", "e1", "nobody"), "no event nobody: "),
        (("merge", "e1", "abroad"), "e1 lies in UKR and abroad in RUS"),
        (("merge", "e1", "summary"), "e1 is of kind incident and summary of kind summary"),
        (("merge", "e1", "e1"), "e1 is named twice"),
        (("merge", "e1"), "a merge takes two events or more"),
        (("split", "e1", "e9#0"), "e9#0 is no mention in the record of e1, which has e1#0"),
        (("split", "e1", "e1#0"), "nothing would stay"),
        (("set", "e1", "killed=many"), "killed='many': no count; write 4, 3-5"),
        (("set", "e1", "killed=5-4"), "fields.killed.total: low, best and high must rise: 5, 4"),
        (("revoke", "c9"), "no correction c9"),
    ],
)
def test_what_cannot_be_is_told_in_one_line_and_not_sent(
    run: Run, event: Event, command: tuple[str, ...], told: str
) -> None:
    publish(
        like(event, "e1"),
        like(event, "gone"),
        "gone",
        like(event, "merged", status=Status.MERGED, merged_into="e1"),
        like(event, "abroad", block="RUS"),
        like(event, "summary", kind=Kind.SUMMARY),
    )
    ran = run("correct", *command, *SAID)
    assert ran.code in (1, 2)
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1
    assert sent() == []


def test_a_correction_needs_an_author_and_a_reason(run: Run) -> None:
    assert run("correct", "withdraw", "e1", "--why", "a drill").code == 2
    ran = run("correct", "withdraw", "e1", "--by", " ", "--why", "a drill")
    assert (ran.code, "--by and --why" in ran.err) == (2, True)


def test_a_record_without_a_block_is_found_by_its_place(run: Run, event: Event) -> None:
    publish(like(event, "e1", block=""))
    ran = run("correct", "withdraw", "e1", *SAID, "--dry-run")
    assert orjson.loads(ran.out)["events"][0]["block"] == "UKR"
