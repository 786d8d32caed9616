from pathlib import Path

import pytest

from agents.settings import SettingsError, load_settings
from schemas.values import EventType

BAD = {
    "BROKER": "kafka",
    "METRICS_PORT": "70000",
    "HORIZON_DAYS": "-1",
    "SESSION_TIMEOUT": "soon",
    "PUBLISHED_TYPES": "armed_clash,picnic",
    "BATCH_SECONDS": "0",
    "GROUP_ID": "a group",
    "SECURITY_PROTOCOL": "plain",
    "TLS_CA_FILE": "/nowhere/ca.pem",
    "TLS_CERTIFICATE_FILE": "/nowhere/client.pem",
}


@pytest.mark.parametrize(("name", "value"), BAD.items(), ids=BAD)
def test_a_setting_that_makes_no_sense_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CONFLICT_STREAM_{name}", value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert f"CONFLICT_STREAM_{name}" in str(error.value)
    assert "\n" not in str(error.value)


def test_credentials_are_demanded_where_the_protocol_needs_them() -> None:
    with pytest.raises(SettingsError, match="needs sasl_username and sasl_password"):
        load_settings(security_protocol="SASL_SSL")


def test_a_key_needs_its_certificate(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.touch()
    with pytest.raises(SettingsError, match="tls_key_file needs tls_certificate_file"):
        load_settings(tls_key_file=key)


def test_secrets_stay_out_of_text() -> None:
    settings = load_settings(
        security_protocol="SASL_SSL", sasl_username="u", sasl_password="hush-hush", tls_key_password="hush-hush"
    )
    assert "hush-hush" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_secrets_stay_out_of_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_STREAM_SASL_PASSWORD", "hush-hush")
    with pytest.raises(SettingsError) as error:
        load_settings(security_protocol="SASL_SSL")
    assert "hush-hush" not in str(error.value)


def test_the_horizon_may_be_unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_STREAM_HORIZON_DAYS", "none")
    assert load_settings().horizon_days is None


def test_published_types_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_STREAM_PUBLISHED_TYPES", "armed_clash, violent_crime")
    assert load_settings().published_types == {EventType.ARMED_CLASH, EventType.VIOLENT_CRIME}


def test_a_type_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_STREAM_PUBLISHED_TYPES", "armed_clash,picnic")
    with pytest.raises(SettingsError, match="CONFLICT_STREAM_PUBLISHED_TYPES: no such type of event: picnic"):
        load_settings()


def test_violent_crime_is_not_published_unless_told() -> None:
    assert EventType.VIOLENT_CRIME not in load_settings().published_types


@pytest.mark.parametrize("address", ["a..b:9092", f"{'a' * 64}.example:9092", ":9092", "kafka", "kafka:0", "kafka:²"])
def test_an_address_that_is_none_is_named(address: str) -> None:
    with pytest.raises(SettingsError, match=r"CONFLICT_STREAM_BROKER: .* is neither host:port nor 'embedded'"):
        load_settings(broker=address)


@pytest.mark.parametrize("address", ["kafka:9092", "10.0.0.1:9092, [::1]:9093", "b\u00fccher.example:9092", "embedded"])
def test_addresses_are_taken_as_they_are(address: str) -> None:
    assert load_settings(broker=address).broker == address
