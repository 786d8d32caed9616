"""A Faust application whose transport, tables and recovery are ours."""

from functools import cached_property
from typing import Final

import faust
from aiokafka import AIOKafkaProducer
from faust.transport.drivers.aiokafka import Producer
from faust.types.auth import CredentialsT

from agents.connection import tls
from agents.settings import Settings
from agents.stream.consumer import SLICE_RECORDS, Consumer, Transport
from agents.stream.fence import Fence
from agents.stream.recovery import TableManager
from agents.stream.state import StateTable
from schemas.topics import MIB

ENV_PREFIX: Final = "CONFLICT_STREAM_FAUST_"
"""Without a prefix Faust lets WEB_PORT, BROKER_URL and others of the environment overrule its arguments."""

PRODUCER_BATCH_BYTES: Final = 900_000
"""Below the smallest ``max.message.bytes`` of our topics: Kafka measures whole batches by it."""
GREATEST_MESSAGE: Final = 4 * MIB


class App(faust.App):
    """Faust's application with our transport."""

    fence: Fence

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> Transport:
        return Transport(self.conf.broker_producer, self)

    def _create_directories(self) -> None:
        """Nothing is kept on disk."""

    @cached_property
    def kafka_producer(self) -> AIOKafkaProducer:
        """The producer under Faust's, behind the fence; the worker must have been started."""
        assert isinstance(self.producer, Producer)
        producer = self.producer._ensure_producer()  # noqa: SLF001 - Faust's own way to it adds 20 microseconds a message
        self.fence.guard(producer.client)
        return producer

    @property
    def group(self) -> Consumer:
        """The consumer, as ours."""
        assert isinstance(self.consumer, Consumer)
        return self.consumer

    @property
    def is_recovering(self) -> bool:
        """Whether state is being read from the changelog."""
        assert isinstance(self.tables, TableManager)
        return self.tables.recovery.in_recovery

    @property
    def known_events(self) -> int:
        """How many events the state holds."""
        return sum(table.held.events for table in self.tables.values() if isinstance(table, StateTable))

    @property
    def recovery_progress(self) -> str:
        """How far the recovery is, in words."""
        assert isinstance(self.tables, TableManager)
        return self.tables.recovery.progress

    @property
    def is_ready(self) -> bool:
        """Whether the worker has its partitions and their state."""
        return bool(self.tables.actives_ready and not self.rebalancing)


def new_app(settings: Settings) -> App:
    """An application without agents; nothing connects before it is started."""
    app = App(
        settings.group_id,
        env_prefix=ENV_PREFIX,
        broker=[f"kafka://{address.strip()}" for address in settings.broker.split(",")],
        broker_credentials=_credentials(settings),
        broker_client_id=settings.group_id,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.heartbeat_interval,
        broker_request_timeout=max(60.0, settings.session_timeout),
        broker_rebalance_timeout=60.0,
        broker_commit_interval=settings.commit_interval,
        broker_max_poll_records=SLICE_RECORDS,
        consumer_group_instance_id=settings.instance_id,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=GREATEST_MESSAGE,
        processing_guarantee="at_least_once",
        producer_acks=-1,
        producer_linger=0,
        producer_max_batch_size=PRODUCER_BATCH_BYTES,
        producer_max_request_size=GREATEST_MESSAGE,
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
        stream_recovery_delay=0.0,
        stream_wait_empty=True,
        table_standby_replicas=0,
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
        Table=StateTable,
        TableManager=TableManager,
    )
    app.fence = Fence(settings.lease_seconds)
    return app


def _credentials(settings: Settings) -> CredentialsT | None:
    context = tls(settings) if settings.uses_tls else None
    if settings.uses_sasl and settings.sasl_password is not None:
        return faust.SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password.get_secret_value(),
            mechanism=settings.sasl_mechanism,
            ssl_context=context,
        )
    return faust.SSLCredentials(context=context) if context is not None else None
