"""What can be told of a connection without any broker."""

import asyncio
from pathlib import Path

import pytest

from agents.brokers.process import free_port
from agents.connection import client_options, diagnosis
from agents.settings import Settings, SettingsError, load_settings
from agents.stream.app import new_app

SECRET = "hush-hush"


@pytest.fixture
def settings() -> Settings:
    return load_settings(security_protocol="SASL_SSL", sasl_username="desk", sasl_password=SECRET)


def test_a_file_without_certificates_is_named(tmp_path: Path) -> None:
    file = tmp_path / "empty.pem"
    file.write_text("nothing\n")
    with pytest.raises(SettingsError, match=r"CONFLICT_STREAM_TLS_CA_FILE: .*empty\.pem has no certificates"):
        client_options(load_settings(security_protocol="SSL", tls_ca_file=file))


def test_a_certificate_without_a_key_is_named(tmp_path: Path) -> None:
    file = tmp_path / "client.pem"
    file.write_text("nothing\n")
    with pytest.raises(SettingsError, match=r"CONFLICT_STREAM_TLS_CERTIFICATE_FILE, .* do not go together"):
        client_options(load_settings(security_protocol="SSL", tls_certificate_file=file))


def test_of_a_closed_port_nothing_is_said(settings: Settings) -> None:
    assert asyncio.run(diagnosis(settings.model_copy(update={"broker": f"127.0.0.1:{free_port()}"}))) == ""


def test_a_host_that_does_not_exist_is_named(settings: Settings) -> None:
    # No name server is asked: an address has no letters behind its numbers.
    found = asyncio.run(diagnosis(settings.model_copy(update={"broker": "[::1::x]:9092"})))
    assert found == "there is no host '::1::x': CONFLICT_STREAM_BROKER?"


def test_a_listener_that_is_no_broker_is_told(settings: Settings) -> None:
    async def answer() -> str:
        async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.close()

        async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            return await diagnosis(settings.model_copy(update={"broker": f"127.0.0.1:{port}"}))

    assert "listens, but does not speak SASL_SSL" in asyncio.run(answer())


def test_faust_shows_no_password(settings: Settings) -> None:
    app = new_app(settings)
    assert SECRET not in f"{app!r} {app.conf!r} {app.conf.broker_credentials!r}"
