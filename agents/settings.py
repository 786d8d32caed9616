"""What a worker can be told, from the environment and the command line, read once."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Final, Literal, Self

from pydantic import Field, FilePath, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from pipeline.merging.rules import MIN_CONFIDENCE
from schemas.values import EventType

PREFIX: Final = "CONFLICT_STREAM_"
EMBEDDED: Final = "embedded"
_OTHERS: Final = re.compile(rf"{PREFIX}(FAUST_|TEST_|REQUIRE_|SERVICE_|PORT_|ANALYST$)")

LONGEST_ARTICLE: Final = 1_000_000
"""Characters: a long magazine piece has 60,000, and the topic refuses messages of more than 2 MiB."""

Seconds = Annotated[float, Field(gt=0, le=86_400)]


class SettingsError(ValueError):
    """A setting that makes no sense. The message is one line that names it."""


class Settings(BaseSettings):
    """The settings of a worker. Each is an environment variable too: ``CONFLICT_STREAM_BROKER``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_parse_none_str="none", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    broker: str = "127.0.0.1:9092"
    """``host:port``, several with commas between them, or ``embedded``."""
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    """How to speak to the broker, in Kafka's own names."""
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "PLAIN"
    """How to show the password, where the protocol is one of SASL."""
    sasl_username: str | None = None
    """Demanded by both SASL protocols."""
    sasl_password: SecretStr | None = None
    """Its password."""
    tls_ca_file: FilePath | None = None
    """Certificates to trust, PEM; the system's where there is none."""
    tls_certificate_file: FilePath | None = None
    """Our own certificate, PEM, for brokers that ask for one; its key may be in the same file."""
    tls_key_file: FilePath | None = None
    """The key of our certificate, PEM, where it is in a file of its own."""
    tls_key_password: SecretStr | None = None
    """What unlocks that key."""

    group_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,200}$")] = "conflict-stream"
    """Workers of one group share the partitions. It names the state too: another id starts from the first article."""
    instance_id: str | None = None
    """Static membership: set it only where the same id comes back after a restart."""
    topic_prefix: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{0,100}$")] = ""
    """Put before every topic's name, for several deployments on one broker."""
    replication_factor: Annotated[int, Field(ge=1, le=32)] = 1
    """Of topics that ``topics ensure`` or a first worker creates."""

    metrics_host: str = "127.0.0.1"
    """Address that /metrics, /livez and /readyz are served on; 0.0.0.0 for other machines too."""
    metrics_port: Annotated[int, Field(ge=0, le=65_535)] = 9464
    """Port of the same; 0 takes a free one."""

    horizon_days: Annotated[int, Field(ge=1, le=36_500)] | None = 90
    """How long an event may still change after its end, by the stream's clock; ``none`` for ever."""
    historic_days: Annotated[int, Field(ge=1, le=36_500)] = 30
    """An event that no article published within so many days of it reports stays unpublished."""
    published_types: Annotated[frozenset[EventType], NoDecode] = frozenset(EventType) - {EventType.VIOLENT_CRIME}
    """Types of events to publish, with commas between; the others are merged and kept."""
    min_confidence: Annotated[float, Field(ge=0, le=1)] = MIN_CONFIDENCE
    """Events that are less sure stay unpublished."""
    publish_sentences: bool = True
    """Whether records carry the sentences that they rest on."""
    publish_person_names: bool = False
    """Whether records carry the names of private persons."""
    record_timestamp_stands_in: bool = False
    """Whether the record's timestamp is the publication date of an article that has none."""
    longest_article: Annotated[int, Field(ge=1)] = LONGEST_ARTICLE
    """Characters of title and text together."""

    session_timeout: Annotated[float, Field(ge=1, le=300)] = 10.0
    """Seconds without a heartbeat after which the broker gives a worker's partitions to others."""
    commit_interval: Seconds = 0.25
    """Seconds between two commits of offsets."""
    batch_seconds: Annotated[float, Field(gt=0, le=1)] = 0.015
    """Seconds of work after which a batch ends. Under load a tenth of a second of batches is acknowledged together, and
    a kill repeats about twice that."""
    batch_messages: Annotated[int, Field(ge=1, le=10_000)] = 200
    """Messages between two acknowledgements, at most."""
    ready_timeout: Seconds = 120.0
    """Seconds from contact with the broker until a worker must be ready; a worker that is not, exits."""
    stall_timeout: Seconds = 60.0
    """Seconds that messages may wait while nothing is committed; then the worker exits."""
    stop_timeout: Seconds = 5.0
    """Seconds that an orderly stop may take."""
    dead_letters_in_row: Annotated[int, Field(ge=1)] | None = 1000
    """More dead letters than these, with no good message between them, end the worker; ``none``: never."""
    dead_letter_share: Annotated[float, Field(gt=0, le=1)] | None = 0.5
    """A greater share of dead letters among the last ``dead_letter_window`` messages ends the worker."""
    dead_letter_window: Annotated[int, Field(ge=10, le=1_000_000)] = 5000
    """Messages of one topic that ``dead_letter_share`` looks back on."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least that is logged."""

    @field_validator("published_types", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        words = [word.strip() for word in value.split(",") if word.strip()]
        if unknown := [word for word in words if word not in {one.value for one in EventType}]:
            message = f"no such type of event: {', '.join(unknown)}"
            raise ValueError(message)
        return words

    @field_validator("broker")
    @classmethod
    def _addresses(cls, value: str) -> str:
        for address in value.split(","):
            host, _, port = address.strip().rpartition(":")
            if value != EMBEDDED and not (_is_host(host) and port.isdecimal() and 0 < int(port) <= 65_535):
                message = f"{address!r} is neither host:port nor {EMBEDDED!r}"
                raise ValueError(message)
        return value

    @model_validator(mode="after")
    def _credentials(self) -> Self:
        if self.uses_sasl and (self.sasl_username is None or self.sasl_password is None):
            message = f"security_protocol {self.security_protocol} needs sasl_username and sasl_password"
            raise ValueError(message)
        if self.tls_key_file is not None and self.tls_certificate_file is None:
            message = "tls_key_file needs tls_certificate_file"
            raise ValueError(message)
        return self

    @property
    def uses_tls(self) -> bool:
        """Whether connections to the broker are encrypted."""
        return self.security_protocol.endswith("SSL")

    @property
    def uses_sasl(self) -> bool:
        """Whether we log in with a name and a password."""
        return self.security_protocol.startswith("SASL")

    @property
    def heartbeat_interval(self) -> float:
        """A quarter of the session timeout, so that three heartbeats may get lost."""
        return self.session_timeout / 4

    @property
    def lease_seconds(self) -> float:
        """How long an answered heartbeat is trusted: after a whole session timeout others may have the partitions."""
        return self.session_timeout / 2


def _is_host(name: str) -> bool:
    """Whether a name server can be asked about it: no empty label, and none of more than 63 bytes."""
    try:
        return bool(name.encode("idna"))
    except UnicodeError:
        return False


def load_settings(**given: object) -> Settings:
    """Read the settings: those given, then the environment, then defaults.

    Raises:
        SettingsError: one of them makes no sense; the message names it.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper() + ": " if first["loc"] else ""
        message = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}{message}") from None


def misspelt(environment: Mapping[str, str]) -> Iterator[str]:
    """Say of each variable with our prefix that is no setting what was probably meant.

    Left alone is what others name so: Faust, the tests, ``correct``, and Kubernetes, for a service of our name.

    >>> list(misspelt({"CONFLICT_STREAM_HORIZON_DAY": "30", "CONFLICT_STREAM_BROKER": "kafka:9092"}))
    ['CONFLICT_STREAM_HORIZON_DAY is no setting and changes nothing; did you mean CONFLICT_STREAM_HORIZON_DAYS?']
    """
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    for name, value in sorted(environment.items()):
        given = name.upper()
        if not given.startswith(PREFIX) or given in known or _OTHERS.match(given) or value.startswith("tcp://"):
            continue
        near = get_close_matches(given, known, n=1, cutoff=0.8)
        hint = f"did you mean {near[0]}?" if near else "'conflict-stream settings' lists them"
        yield f"{given} is no setting and changes nothing; {hint}"
