"""Apache Kafka on local Java: one node, broker and controller in one (KRaft), data in a temporary folder.

The jars come once from Maven Central, named by ``deploy/kafka/pom.xml``, into ``.cache/kafka``.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType
from typing import Final

from agents.brokers.process import LOOPBACK, BrokerError, BrokerProcess, free_port, start

CLUSTER: Final = "Y29uZmxpY3Qtc3RyZWFtMQ"
"""Any 16 bytes in base 64."""
START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 10.0
JVM: Final = ("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def jars(pom: Path, cache: Path) -> Path | None:
    """The folder of the server's jars, fetched if need be; null where Java, Maven or the network is missing."""
    if shutil.which("java") is None:
        return None
    complete = cache / "complete"
    if complete.exists():
        return cache
    maven = shutil.which("mvn")
    if maven is None:
        return None
    command = [
        maven,
        "-q",
        "-B",
        "-f",
        str(pom),
        "dependency:copy-dependencies",
        "-DincludeScope=runtime",
        f"-DoutputDirectory={cache}",
    ]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 - our own command
        return None
    complete.touch()
    return cache


def start_apache(
    jars: Path,
    data: Path | None = None,
    port: int = 0,
    *,
    properties: Mapping[str, str] = MappingProxyType({}),
    scram: Sequence[str] = (),
) -> BrokerProcess:
    """Start a broker. The same ``data`` and ``port`` again bring back what it had.

    Args:
        jars: the server's.
        data: a folder to keep; a temporary one where there is none.
        port: of its listener; a free one where it is 0.
        properties: the server's own, which overrule ours; another ``listeners`` has ``port`` among them.
        scram: users, as the server's storage tool takes them: ``SCRAM-SHA-256=[name=a,password=b]``.

    Raises:
        BrokerError: it does not start.
    """
    folder = data or Path(mkdtemp(prefix="conflict-stream-kafka-"))
    folder.mkdir(parents=True, exist_ok=True)
    listener, controller = port or free_port(), free_port()
    file = folder / "server.properties"
    chosen = {**_properties(folder / "log", listener, controller), **properties}
    file.write_text("".join(f"{name}={value}\n" for name, value in chosen.items()))
    java = [shutil.which("java") or "java", *JVM, "-cp", f"{jars}/*"]
    if not (folder / "log").exists():
        _format(java, file, scram)
    broker = start(
        [*java, "kafka.Kafka", str(file)],
        listener,
        folder / "broker.log",
        environment=os.environ,
        timeout=START_SECONDS,
        grace=STOP_SECONDS,
    )
    broker.scratch = None if data else folder
    return broker


def _format(java: list[str], properties: Path, scram: Sequence[str]) -> None:
    command = [*java, "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", str(properties)]
    command += [word for user in scram for word in ("--add-scram", user)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own command
    if done.returncode:
        raise BrokerError(f"Apache Kafka's storage cannot be formatted: {(done.stderr or done.stdout).strip()[-300:]}")


def _properties(log: Path, listener: int, controller: int) -> dict[str, str]:
    return {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@{LOOPBACK}:{controller}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{LOOPBACK}:{listener},CONTROLLER://{LOOPBACK}:{controller}",
        "advertised.listeners": f"PLAINTEXT://{LOOPBACK}:{listener}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": str(log),
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "1",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "transaction.state.log.num.partitions": "1",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        "group.min.session.timeout.ms": "1000",
        "log.cleaner.dedupe.buffer.size": str(8 * 1024 * 1024),
    }
