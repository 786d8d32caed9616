"""How this program's Kafka clients reach the broker."""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from aiokafka.errors import KafkaConnectionError

from agents.settings import Settings

log = logging.getLogger(__name__)

T = TypeVar("T")

FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0


def client_options(settings: Settings) -> dict[str, Any]:
    """The arguments that every aiokafka client needs: addresses and credentials."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.broker,
        "client_id": settings.group_id,
        "security_protocol": settings.security_protocol,
    }
    if settings.security_protocol.endswith("SSL"):
        options["ssl_context"] = tls(settings)
    if settings.security_protocol.startswith("SASL") and settings.sasl_password is not None:
        options["sasl_mechanism"] = settings.sasl_mechanism
        options["sasl_plain_username"] = settings.sasl_username
        options["sasl_plain_password"] = settings.sasl_password.get_secret_value()
    return options


def tls(settings: Settings) -> ssl.SSLContext:
    """Certificates are verified, and so is the broker's name."""
    return ssl.create_default_context(cafile=settings.tls_ca_file)


async def when_reachable(settings: Settings, connect: Callable[[], Awaitable[T]]) -> T:
    """Call until the broker answers. A broker that is away is waited for, with a log line each time."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await connect()
        except (KafkaConnectionError, OSError):
            log.info("no broker at %s yet; trying again in %.1f s", settings.broker, pause)
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
