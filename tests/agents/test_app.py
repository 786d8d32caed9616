"""The application as it is wired; nothing here connects."""

from types import ModuleType

import pytest
from faust.types.auth import AuthProtocol

from agents.app import create_app, merging_by, reading_of_places, sample_reading
from agents.metrics import Metrics
from agents.rules import rules
from agents.settings import load_settings
from agents.stream.app import App
from schemas.topics import ARTICLES, CORRECTIONS, MENTIONS


@pytest.fixture
def app(standin: ModuleType, metrics: Metrics) -> App:
    return create_app(load_settings(), metrics, read=standin.read, fold=standin.fold)


def test_there_are_three_agents_and_one_table(app: App) -> None:
    topics = {topic for agent in app.agents.values() for topic in agent.get_topic_names()}
    assert topics == {ARTICLES.name, CORRECTIONS.name, MENTIONS.name}
    assert list(app.tables) == ["state"]


def test_the_sample_is_read_once_for_reading_and_merging() -> None:
    sample_reading.cache_clear()
    reading_of_places()
    merging_by(rules(load_settings()))
    assert sample_reading.cache_info().misses == 1


def test_faust_serves_no_pages(app: App) -> None:
    assert app.conf.web_enabled is False


def test_the_environment_of_faust_overrules_nothing(
    monkeypatch: pytest.MonkeyPatch, standin: ModuleType, metrics: Metrics
) -> None:
    for name, value in {"BROKER_URL": "kafka://elsewhere", "APP_ID": "other", "WEB_ENABLED": "yes"}.items():
        monkeypatch.setenv(name, value)
    app = create_app(load_settings(), metrics, read=standin.read, fold=standin.fold)
    assert app.conf.id == "conflict-stream"
    assert str(app.conf.broker[0]) == "kafka://127.0.0.1:9092"
    assert app.conf.web_enabled is False


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
@pytest.mark.parametrize("protocol", ["SASL_PLAINTEXT", "SASL_SSL"])
def test_credentials_reach_faust(standin: ModuleType, metrics: Metrics, protocol: str, mechanism: str) -> None:
    settings = load_settings(
        security_protocol=protocol, sasl_mechanism=mechanism, sasl_username="user", sasl_password="word"
    )
    app = create_app(settings, metrics, read=standin.read, fold=standin.fold)
    credentials = app.conf.broker_credentials
    assert credentials is not None
    assert credentials.protocol is AuthProtocol(protocol)
    assert (credentials.username, credentials.password) == ("user", "word")  # type: ignore[attr-defined]
    assert credentials.mechanism.value == mechanism  # type: ignore[attr-defined]


def test_settings_become_rules() -> None:
    chosen = rules(load_settings(horizon_days=None, publish_person_names=True, publish_sentences=False))
    assert (chosen.horizon, chosen.names_published, chosen.sentences_published) == (None, True, False)
