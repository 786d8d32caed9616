"""How this program's Kafka clients reach the broker, and why they may not."""

import asyncio
import logging
import socket
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from aiokafka import AIOKafkaConsumer
from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import (
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)

from agents.settings import PREFIX, Settings, SettingsError

log = logging.getLogger(__name__)

T = TypeVar("T")

FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
OTHER_NAME: Final = frozenset({62, 64})
"""OpenSSL's X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH."""
TRIAL_MS: Final = 5_000
ALERT_SECONDS: Final = 0.5
"""How soon a broker tells that it wants another certificate: after the handshake, by TLS 1.3."""


def client_options(settings: Settings) -> dict[str, Any]:
    """The arguments that every aiokafka client needs: addresses and credentials.

    Raises:
        SettingsError: a file of certificates cannot be used.
    """
    return {"bootstrap_servers": settings.broker, "client_id": settings.group_id, **security_options(settings)}


def security_options(settings: Settings) -> dict[str, Any]:
    """Those of them that a single connection needs too.

    Raises:
        SettingsError: a file of certificates cannot be used.
    """
    options: dict[str, Any] = {"security_protocol": settings.security_protocol}
    if settings.uses_tls:
        options["ssl_context"] = tls(settings)
    if settings.uses_sasl and settings.sasl_password is not None:
        options["sasl_mechanism"] = settings.sasl_mechanism
        options["sasl_plain_username"] = settings.sasl_username
        options["sasl_plain_password"] = settings.sasl_password.get_secret_value()
    return options


def tls(settings: Settings) -> ssl.SSLContext:
    """Certificates are verified, and so is the broker's name.

    Raises:
        SettingsError: a file of certificates cannot be used.
    """
    try:
        context = ssl.create_default_context(cafile=settings.tls_ca_file)
    except OSError as error:
        raise SettingsError(f"{PREFIX}TLS_CA_FILE: {settings.tls_ca_file} has no certificates: {_why(error)}") from None
    if settings.tls_certificate_file is not None:
        secret = settings.tls_key_password
        password = secret.get_secret_value() if secret else ""  # without one OpenSSL would ask the terminal
        try:
            context.load_cert_chain(settings.tls_certificate_file, settings.tls_key_file, password)
        except OSError:
            names = f"{PREFIX}TLS_CERTIFICATE_FILE, {PREFIX}TLS_KEY_FILE and {PREFIX}TLS_KEY_PASSWORD"
            raise SettingsError(f"{names} do not go together") from None
    return context


async def when_reachable(settings: Settings, connect: Callable[[], Awaitable[T]]) -> T:
    """Call until the broker answers. A broker that is away is waited for, with a log line each time.

    Raises:
        SettingsError: the broker is there, and waiting does not help.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            return await connect()
        except (KafkaConnectionError, OSError):
            hint = await diagnosis(settings)
            log.info("no broker at %s yet%s; trying again in %.1f s", settings.broker, hint and f" ({hint})", pause)
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def leave(consumer: AIOKafkaConsumer, stop: Callable[[], Awaitable[None]] | None = None) -> None:
    """Stop a consumer, and one whose broker is away too.

    aiokafka cancels its own pause before the next try there, and lets the ``CancelledError`` out as if we had been
    cancelled, with the rest of the client left running.

    Args:
        consumer: it.
        stop: what stops it, where that is more than its own ``stop``.
    """
    try:
        await (stop or consumer.stop)()
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
    finally:
        await consumer._client.close()  # noqa: SLF001 - it does nothing where it has been closed


async def diagnosis(settings: Settings) -> str:
    """Find out why no broker could be reached: aiokafka's clients only say that none could.

    Returns:
        What may be wrong where a server listens and does not answer; nothing where none listens.

    Raises:
        SettingsError: a server refused us, or we it. The message is one line that names the setting to change.
    """
    hint = ""
    for host, port, _ in collect_hosts(settings.broker, randomize=False):
        address = f"{host}:{port}"
        try:
            await _reach(host, port)
        except socket.gaierror:
            hint = f"there is no host '{host}': {PREFIX}BROKER?"
            continue
        except (OSError, TimeoutError):
            continue  # Nobody listens there, now.
        try:
            await _try(host, port, settings)
        except SaslAuthenticationFailed:
            names = f"{PREFIX}SASL_USERNAME and {PREFIX}SASL_PASSWORD ({settings.sasl_mechanism})"
            raise SettingsError(f"{names}: the broker at {address} refuses user {settings.sasl_username}") from None
        except UnsupportedSaslMechanismError:
            said = f"the broker at {address} does not offer {settings.sasl_mechanism}"
            raise SettingsError(f"{PREFIX}SASL_MECHANISM: {said}") from None
        except ssl.SSLCertVerificationError as error:
            name = "BROKER" if error.verify_code in OTHER_NAME else "TLS_CA_FILE"
            said = f"the certificate of {address} is not trusted: {error.verify_message}"
            raise SettingsError(f"{PREFIX}{name}: {said}") from None
        except ssl.SSLError as error:
            if "ALERT" in (error.reason or ""):
                said = f"the broker at {address} refuses our certificate: {_why(error)}"
                raise SettingsError(f"{PREFIX}TLS_CERTIFICATE_FILE: {said}") from None
            hint = _mismatch(address, settings)
        except (KafkaError, OSError, TimeoutError):
            hint = _mismatch(address, settings)
    return hint


async def _reach(host: str, port: int) -> None:
    """See whether anybody listens, in any protocol."""
    async with asyncio.timeout(TRIAL_MS / 1000):
        _, writer = await asyncio.open_connection(host, port)
    writer.close()


async def _try(host: str, port: int, settings: Settings) -> None:
    """Connect as a client does; then wait for a TLS broker's word on our certificate, which comes late."""
    options = security_options(settings)
    if settings.uses_tls:
        reader, writer = await asyncio.open_connection(host, port, ssl=options["ssl_context"])
        try:
            async with asyncio.timeout(ALERT_SECONDS):
                await reader.read(1)
        except TimeoutError:
            pass
        finally:
            writer.close()
    connection = await create_conn(host, port, request_timeout_ms=TRIAL_MS, **options)
    connection.close()


def _mismatch(address: str, settings: Settings) -> str:
    return f"{address} listens, but does not speak {settings.security_protocol}: {PREFIX}SECURITY_PROTOCOL?"


def _why(error: OSError) -> str:
    """OpenSSL's own word for it, without the place in its source."""
    reason = getattr(error, "reason", None) or error.strerror or str(error)
    return str(reason).lower().replace("_", " ")
