"""An Apache Kafka that lets nobody in without a name, a password and encryption, and its certificates."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from agents.brokers.apache import start_apache
from agents.brokers.process import LOOPBACK, free_port

USER: Final = "desk"
PASSWORD: Final = "hush hush 'nobody' knows=%$"
"""With a space, quotes and signs that a client may have to escape."""
KEY_PASSWORD: Final = "hush too"
MECHANISMS: Final = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


class Authority:
    """Signs certificates; ``file`` is what trusts them."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._signed(self._name, self._key.public_key(), is_authority=True)
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(certificate.public_bytes(Encoding.PEM))

    def issue(self, name: str, password: str | None = None) -> Path:
        """A file with a key and a certificate for this machine."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        lock: KeySerializationEncryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        file = self._folder / f"{name}.pem"
        certificate = self._signed(subject, key.public_key(), is_authority=False)
        file.write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock) + certificate.public_bytes(Encoding.PEM)
        )
        return file

    def _signed(self, subject: x509.Name, key: ec.EllipticCurvePublicKey, *, is_authority: bool) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name).public_key(key)
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        builder = builder.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOOPBACK))])
        return builder.add_extension(names, critical=False).sign(self._key, hashes.SHA256())


@dataclass(frozen=True, slots=True)
class Secured:
    """The broker's addresses, one for each way in, and files for clients."""

    sasl_tls: str
    sasl_plain: str
    mutual_tls: str
    trusted: Path
    untrusted: Path
    client: Path
    """A certificate with its key, which is locked by ``KEY_PASSWORD``."""
    stranger: Path
    """One that the broker does not trust."""


@contextmanager
def secured(jars: Path, folder: Path) -> Iterator[Secured]:
    """Start the broker."""
    ours, theirs = Authority(folder, "ours"), Authority(folder, "theirs")
    server = ours.issue("broker")
    ports = {name: free_port() for name in ("SASL_SSL", "SASL_PLAINTEXT", "SSL", "PLAINTEXT")}
    listeners = ",".join(f"{name}://{LOOPBACK}:{port}" for name, port in ports.items())
    controller = free_port()
    modules = "org.apache.kafka.common.security"
    plain = f'{modules}.plain.PlainLoginModule required user_{USER}="{PASSWORD}";'
    scram = f"{modules}.scram.ScramLoginModule required;"
    properties = {
        "listeners": f"{listeners},CONTROLLER://{LOOPBACK}:{controller}",
        "advertised.listeners": listeners,
        "controller.quorum.voters": f"1@{LOOPBACK}:{controller}",
        "listener.security.protocol.map": ",".join(f"{name}:{name}" for name in ports) + ",CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(server),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(ours.file),
        "listener.name.ssl.ssl.client.auth": "required",
    }
    for name in ("sasl_ssl", "sasl_plaintext"):
        properties[f"listener.name.{name}.sasl.enabled.mechanisms"] = ",".join(MECHANISMS)
        for mechanism in MECHANISMS:
            login = plain if mechanism == "PLAIN" else scram
            properties[f"listener.name.{name}.{mechanism.lower()}.sasl.jaas.config"] = login
    users = [f'{one}=[name={USER},password="{PASSWORD}"]' for one in MECHANISMS if one != "PLAIN"]
    with start_apache(jars, folder / "kafka", ports["SASL_SSL"], properties=properties, scram=users):
        yield Secured(
            sasl_tls=f"{LOOPBACK}:{ports['SASL_SSL']}",
            sasl_plain=f"{LOOPBACK}:{ports['SASL_PLAINTEXT']}",
            mutual_tls=f"{LOOPBACK}:{ports['SSL']}",
            trusted=ours.file,
            untrusted=theirs.file,
            client=ours.issue("client", KEY_PASSWORD),
            stranger=theirs.issue("stranger"),
        )
