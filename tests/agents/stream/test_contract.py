"""The methods of Faust and aiokafka that are overridden or called by their private names are as they were in 0.15.3.

Where one of these fails after an upgrade, read the method anew, then the override, and only then change the digest.
"""

import hashlib
import inspect
import textwrap
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.client import AIOKafkaClient
from aiokafka.consumer.fetcher import Fetcher as AIOKafkaFetcher
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.producer.message_accumulator import BatchBuilder
from faust.app.base import App as FaustApp
from faust.tables.base import Collection
from faust.tables.manager import TableManager as FaustTableManager
from faust.tables.recovery import Recovery as FaustRecovery
from faust.transport.conductor import Conductor
from faust.transport.consumer import Consumer as BaseConsumer
from faust.transport.consumer import Fetcher, ThreadDelegateConsumer
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread
from faust.transport.drivers.aiokafka import Consumer as DriverConsumer

from agents.stream import app, consumer, recovery, state, thread

OVERRIDDEN: dict[str, tuple[type, type]] = {
    "_drain_messages": (BaseConsumer, consumer.Consumer),
    "perform_seek": (BaseConsumer, consumer.Consumer),
    "_commit_tps": (BaseConsumer, consumer.Consumer),
    "wait_empty": (BaseConsumer, consumer.Consumer),
    "on_partitions_revoked": (BaseConsumer, consumer.Consumer),
    "verify_all_partitions_active": (BaseConsumer, consumer.Consumer),
    "_new_consumer_thread": (DriverConsumer, consumer.Consumer),
    "on_thread_stop": (AIOKafkaConsumerThread, thread.ConsumerThread),
    "_create_worker_consumer": (AIOKafkaConsumerThread, thread.ConsumerThread),
    "_restart_recovery": (FaustRecovery, recovery.Recovery),
    "_slurp_changelogs": (FaustRecovery, recovery.Recovery),
    "_publish_stats": (FaustRecovery, recovery.Recovery),
    "on_rebalance": (FaustRecovery, recovery.Recovery),
    "recovery": (FaustTableManager, recovery.TableManager),
    "on_start": (FaustTableManager, recovery.TableManager),
    "_new_store": (Collection, state.StateTable),
    "_new_transport": (FaustApp, app.App),
    "_new_producer_transport": (FaustApp, app.App),
    "_create_directories": (FaustApp, app.App),
}

RELIED_ON: dict[str, tuple[type, str]] = {
    "who calls the drain": (Fetcher, "_fetcher"),
    "who commits": (BaseConsumer, "force_commit"),
    "one commit at a time": (BaseConsumer, "commit"),
    "what a fetch gives": (ThreadDelegateConsumer, "_getmany"),
    "which channels take a partition": (Conductor, "_update_tp_index"),
    "how a recovery is broken off": (FaustRecovery, "_wait"),
    "how a thread starts": (AIOKafkaConsumerThread, "on_start"),
    "what a rebalance waits for": (FaustApp, "_on_partitions_revoked"),
    "what an assignment does": (FaustApp, "_on_partitions_assigned"),
    "what a stop waits for": (FaustApp, "_stop_consumer"),
    "when a fetch wait is read": (AIOKafkaConsumer, "start"),
    "which records a fetch hands over": (AIOKafkaFetcher, "fetched_records"),
    "who waits for a fetch": (AIOKafkaFetcher, "_create_fetch_waiter"),
    "what a fetch tells of a partition": (AIOKafkaFetcher, "_proc_fetch_request"),
    "through which all requests go": (AIOKafkaClient, "send"),
    "where errors of the group wait": (GroupCoordinator, "_push_error_to_user"),
    "who leaves the group": (GroupCoordinator, "_maybe_leave_group"),
    "when a heartbeat has come through": (GroupCoordinator, "_do_heartbeat"),
    "when a member has joined": (GroupCoordinator, "_on_join_complete"),
    "who is thrown out": (GroupCoordinator, "reset_generation"),
    "where offsets are asked for": (GroupCoordinator, "fetch_committed_offsets"),
    "how a whole batch is sent": (AIOKafkaProducer, "send_batch"),
    "how large a batch may be": (BatchBuilder, "__init__"),
}

DIGESTS: dict[str, str] = {
    "_drain_messages": "292ceca32fb5",
    "perform_seek": "d3e8527bdb71",
    "_commit_tps": "3f541beaeb56",
    "wait_empty": "1bfa55135e0a",
    "on_partitions_revoked": "2cbb93507a23",
    "verify_all_partitions_active": "4267383f9dce",
    "_new_consumer_thread": "c4a2821269c4",
    "on_thread_stop": "5a7298ccb1a0",
    "_create_worker_consumer": "80377d303e50",
    "_restart_recovery": "65d3b4da79f1",
    "_slurp_changelogs": "a0fe139f418c",
    "_publish_stats": "5b3f82c6076b",
    "on_rebalance": "d983305ee5ce",
    "recovery": "f7226be333bc",
    "on_start": "35aa469ac19e",
    "_new_store": "2abc62ec2c55",
    "_new_transport": "ad3271170e9c",
    "_new_producer_transport": "dfd2e1c1b839",
    "_create_directories": "2ba9fff48bb9",
    "who calls the drain": "00e90ffa4e16",
    "who commits": "2fec4fdd5edd",
    "one commit at a time": "ad56ad7314ef",
    "what a fetch gives": "30984c83c56d",
    "which channels take a partition": "7f5d4d6f84ff",
    "how a recovery is broken off": "acec84976058",
    "how a thread starts": "1e2e890ab3b5",
    "what a rebalance waits for": "eb7d2a49c659",
    "what an assignment does": "cf28d182bd97",
    "what a stop waits for": "d5ad74f5ac05",
    "when a fetch wait is read": "98fe0184c169",
    "which records a fetch hands over": "2a68fb43d042",
    "who waits for a fetch": "b9176fd7264a",
    "what a fetch tells of a partition": "d86f4f9b7001",
    "through which all requests go": "6fdc9c350c73",
    "where errors of the group wait": "56aab1a87cc6",
    "who leaves the group": "1d144c27c300",
    "when a heartbeat has come through": "cc26404f2746",
    "when a member has joined": "230498ba0b24",
    "who is thrown out": "58722d76364f",
    "where offsets are asked for": "7f8f1c7eb790",
    "how a whole batch is sent": "0d588521efb1",
    "how large a batch may be": "6bbd841d8570",
}


def source(owner: type, name: str) -> str:
    """A method's code without comments and blank lines."""
    found = inspect.getattr_static(owner, name)
    function: Any = getattr(found, "fget", None) or getattr(found, "fun", None) or found
    lines = textwrap.dedent(inspect.getsource(inspect.unwrap(function))).splitlines()
    return "\n".join(line for line in lines if line.strip() and not line.strip().startswith("#"))


def digest(owner: type, name: str) -> str:
    return hashlib.sha256(source(owner, name).encode()).hexdigest()[:12]


def parameters(function: Callable[..., object]) -> list[tuple[str, object]]:
    found: Any = getattr(function, "fget", None) or getattr(function, "fun", None) or function
    return [(name, each.kind) for name, each in inspect.signature(found).parameters.items()]


def test_faust_is_the_version_that_was_read() -> None:
    assert version("faust-streaming") == "0.15.3"


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_an_override_takes_what_the_original_takes(name: str) -> None:
    original, ours = (inspect.getattr_static(owner, name) for owner in OVERRIDDEN[name])
    assert vars(OVERRIDDEN[name][1])[name] is ours
    assert parameters(ours) == parameters(original)


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_an_overridden_method_is_the_one_that_was_read(name: str) -> None:
    assert digest(OVERRIDDEN[name][0], name) == DIGESTS[name]


@pytest.mark.parametrize("what", RELIED_ON)
def test_a_method_that_is_relied_on_is_the_one_that_was_read(what: str) -> None:
    assert digest(*RELIED_ON[what]) == DIGESTS[what]
